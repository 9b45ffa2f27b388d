"""Random strings near URLs, good and bad."""

from __future__ import annotations

import random
from collections.abc import Iterator

# Per part of a URL: what is usual, and what is not.
_SCHEMES = (
    ("http", "https", "https", "HTTPS"),
    (*("ftp", "Http", "htp", "htps", "httpss", "ttp", "file", "x", "1x", "", "ht tp", "hättp"),),
)
_SEPARATORS = (("://",), (":/", ":", "//", ":///", ":\\\\", "：//", ";//", " ://", ":\\/"))
_USERS = (("",), ("u@", "u:p@", "u:@", "@", "a@b@", "%40@", ":@"))
_LABELS = (
    ("example", "arxiv", "github", "www", "a", "EXAMPLE", "b-c", "中文", "münchen", "faß"),
    (
        *(
            "-b",
            "c-",
            "d_e",
            "xn--fiq228c",
            "xn--",
            "xn--a",
            "İ",
            "é",
            "e\u0301",
            "０１",
            "。",
            "ⅷ",
        ),
        *("\u00ad", "\u200d", "\u3000", "אב", "%41", "%zz", "%00", "%2e", "0", "1e3"),
        *("a b", "a<b", "a^b", "a|b", "a*b", "a,b", "", "[", "]", "(", '"', "`", "{", "\\"),
    ),
)
_TOP_LABELS = ((".com", ".org", ".io"), ("", ".", "..", ".com.", ".1", ".0x1", ".中国"))
_ADDRESSES = (
    *("127.0.0.1", "1.2.3", "0x7f.1", "0177.1", "256.1.1.1", "1.2.3.4.5", "4294967296", "1.2.3.4."),
    *("[::1]", "[1::2::3]", "[::ffff:1.2.3.4]", "[fe80::1%25eth0]", "[v1.x]", "[", "[]", "::1"),
)
_PORTS = (("", "", ":8080"), (":", ":80", ":65535", ":65536", ":8a", ":-1", ":00080", ":8 0"))
_PATHS = (
    ("", "/", "/a", "/a/b.html", "/abs/2401.00001", "/a(b)", "/中文"),
    (
        *("/a/../b", "/./", "/%2e%2e/", "/a%", "/%E4%B8%AD", "/a b", "/a(b", "/a)", "\\a", "/a\\b"),
        *("/a;b=c", "/{x}", "/a|b", "/\t", "/a\nb", "//", "/🌟", "/\u3000", "/a。", "/^`", "/<a>"),
    ),
)
_QUERIES = (("", "", "?a=b&c=d"), ("?", "?q=中", "?a b", "?%", "?'", "?a?b", "?[x]=1"))
_FRAGMENTS = (
    ("", "", "#top", "#中文", "#%E4%B8%AD"),
    (
        *("#", "#%E4%B8", "#a b", "#a#b", "#%zz", "#%2B+", "#:~:text=a", "#a:~:text=b", "#`<>"),
        *("#🌟", "#%C3%A9%", "#%EF%BB%BFx", "#%00", "#%c3%A9%41"),
    ),
)
_NOISE = (
    *" \t\r\n\0\x7f:/\\?#[]@%&.<>()",
    "\u00a0",
    "\u3000",
    "。",
    "\ufeff",
    "\u202e",
    "中",
    "🌟",
)


def random_urls(seed: str) -> Iterator[str]:
    """Strings put together from parts of URLs; one in ten is damaged in one place."""
    chance = random.Random(seed)

    def part(parts: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
        return chance.choice(parts[chance.random() < 0.1])

    while True:
        host = ".".join(part(_LABELS) for _ in range(chance.randint(1, 3))) + part(_TOP_LABELS)
        if chance.random() < 0.05:
            host = chance.choice(_ADDRESSES)
        before = part(_SCHEMES) + part(_SEPARATORS) + part(_USERS)
        url = before + host + part(_PORTS) + part(_PATHS) + part(_QUERIES) + part(_FRAGMENTS)
        if chance.random() < 0.1:
            at = chance.randrange(len(url) + 1)
            url = url[:at] + chance.choice((*_NOISE, "")) + url[at + chance.randint(0, 1) :]
        yield url
