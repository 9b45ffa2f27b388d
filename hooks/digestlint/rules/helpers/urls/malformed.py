r"""Why a URL is malformed, and how to correct it if there is one possible reading.

"Malformed" is stricter than the URL Standard's parser (https://url.spec.whatwg.org/), which repairs
what it calls validation errors: it reads ``https:/x`` and ``https:\\x`` as ``https://x``. People
and other tools do not.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.message import Message, Template
from digestlint.markdown import Markdown
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.urls.hosts import REPOSITORY_HOSTS, is_host_or_below
from digestlint.text.quoting import quoted

# Each is the predicate of a sentence whose subject is the URL.
_LINK_INSIDE = Template("malformed/link-inside", "is itself a Markdown link")
_BRACKET = Template("malformed/bracket", "begins with a stray {bracket}")
_DOI_PREFIX = Template("malformed/doi-prefix", "has {written} before the DOI")
_NO_DOI = Template("malformed/no-doi", "has doi.org before a URL that is not a DOI")
_TWO_SCHEMES = Template("malformed/two-schemes", "has two schemes")
_SCHEME = Template("malformed/scheme", "has the misspelt scheme {scheme}")
_SEPARATOR = Template("malformed/separator", "has {written} instead of '://' after the scheme")
_HOSTLESS = Template("malformed/hostless", "has no host")
_SCHEMELESS = Template(
    "malformed/schemeless", "has no scheme, so it is a path relative to this file"
)
_SPACES = Template("malformed/spaces", "contains spaces")
_REFUSED = Template("malformed/refused", "is not a valid URL (WHATWG URL Standard)")
_PARENTHESES = Template("malformed/parentheses", "has unbalanced parentheses")

# Misspelt schemes, with the intended one.
_MISSPELT = {
    **dict.fromkeys(("htp", "htpp", "ttp", "hhttp", "htttp", "htt", "hppt", "hpttp"), "http"),
    **dict.fromkeys(
        (
            "htps",
            "htpps",
            "ttps",
            "tps",
            "hhttps",
            "htttps",
            "httsp",
            "httpss",
            "htts",
            "hptts",
            "hppts",
        ),
        "https",
    ),
}
_SCHEMES = "|".join(sorted((*_MISSPELT, "https?"), key=len, reverse=True))
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])"
_FLAGS = re.IGNORECASE | re.ASCII
# A scheme and a malformed "://" before a domain. The separator "//" lacks the colon.
_START = lazy_pattern(
    rf"(?P<scheme>{_SCHEMES})(?P<separator>:/{{0,4}}|：/{{0,2}}|;/{{1,2}}|/{{2}}|[:]?\\{{1,4}})"
    rf"(?={_DOMAIN})",
    _FLAGS,
)
_IN_TEXT = lazy_pattern(rf"(?=[ht])(?<![\w/.:-])(?:{_START.pattern})", _FLAGS)
# Text without one of these contains no URL.
_SIGNS = (":/", "：/", ";/")  # or two slashes
# "http:example.org" in a sentence may be two words, and `http\s.x` contains an escape.
_IS_URL_IN_TEXT = lazy_pattern(r"[:：;]?/")
_DOUBLED = lazy_pattern(r"(https?:/{0,3}|https?/{2})(?=https?(?::|//))", _FLAGS)
_NO_HOST = lazy_pattern(r"https?:/*(?:[?#]|\Z)", _FLAGS)
_WEB = lazy_pattern(r"(?:https?|ftp):", _FLAGS)
_HOST_FIRST = lazy_pattern(rf"(?P<host>{_DOMAIN})(?:[:/?#]|\Z)", _FLAGS)
_BRACKETED_LINK = lazy_pattern(
    r"\[(?P<text>https?://[^\s\[\]()]+)\](?:\((?P<url>[^\s()]*)\))?\Z", _FLAGS
)
_BRACKET_FIRST = lazy_pattern(r"[\[(<\"'](?=https?://)", _FLAGS)
_KNOWN_HOSTS = (*REPOSITORY_HOSTS, "arxiv.org", "doi.org", "openreview.net", "youtube.com")
_SPACE = lazy_pattern(r"\s")
# Nearly all URLs are of this kind and have no defect; only the others are examined.
_ORDINARY = lazy_pattern(
    r"(?:https?://(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?:[/?#][a-z0-9._~/?#=&%+-]*)?|#[^\s]*)\Z",
    _FLAGS,
)
# https://doi.org/https://doi.org/10.1/2, /doi:10.1/2, /10.1/https://doi.org/10.1/2
_DOI_TWICE = lazy_pattern(
    r"https?://(?:dx\.|www\.)?doi\.org/+(?P<again>(?:(?:10\.[0-9]{4,9}/)?https?:/{0,3}"
    r"(?:dx\.|www\.)?doi\.org/+|(?:dx\.|www\.)?doi\.org/+|doi:\s?){1,3})(?=10\.[0-9]{4,9}/)",
    _FLAGS,
)
_DOI_OF_URL = lazy_pattern(
    rf"https?://(?:dx\.)?doi\.org/+(?=https?://(?!(?:dx\.)?doi\.org){_DOMAIN}/)", _FLAGS
)
_PUNYCODE = lazy_pattern(r"xn--", re.IGNORECASE)
_UNSURE = lazy_pattern(r"[Xx][Nn]--|[Dd][Oo][Ii]\.")


class UrlProblem(NamedTuple):
    """What is wrong with a URL; replacing ``[start, end)`` of it with ``content`` corrects it."""

    message: Message
    start: int = 0
    end: int = 0
    content: str | None = None  # None: there is not exactly one possible reading


def problem_of(url: str) -> UrlProblem | None:
    """Return why ``url``, a link target, is malformed; None for a valid or a relative URL."""
    if is_ordinary(url):
        return None
    if "doi.org/" in url.lower() and (doubled := _doi(url)):
        return doubled
    if _ORDINARY.match(url) and not _PUNYCODE.search(url):
        return None
    return _bracketed(url) or _scheme(url) or _rest(url)


def is_ordinary(url: str) -> bool:
    """Whether ``url`` is sound at first sight, as nearly all are."""
    return _ORDINARY.match(url) is not None and not _UNSURE.search(url)


def in_text(markdown: Markdown) -> list[tuple[int, UrlProblem]]:
    """Return malformed schemes of web addresses in the prose of ``markdown``, with offsets."""
    text = markdown.text
    places = [at for sign in _SIGNS for at in occurrences(text, sign)]
    places += [at for at in occurrences(text, "//") if text[at - 1 : at] != ":"]
    in_prose = sorted(markdown.prose.holding(places))
    pieces = dict.fromkeys(prose for at in in_prose if (prose := markdown.prose.at(at)))
    found = []
    for piece in pieces:
        for match in _IN_TEXT.finditer(text, *piece):
            problem = _scheme(match[0] + "a.bc")
            if problem and _IS_URL_IN_TEXT.match(match["separator"]):
                found.append((match.start(), problem))
    return found


def _bracketed(url: str) -> UrlProblem | None:
    whole = _BRACKETED_LINK.match(url)
    if whole:
        inner = whole["url"] is None or whole["url"] == whole["text"]
        content = whole["text"] if inner else None
        return UrlProblem(_LINK_INSIDE(), 0, len(url), content)
    first = _BRACKET_FIRST.match(url)
    return UrlProblem(_BRACKET(bracket=quoted(first[0])), 0, 1, "") if first else None


def _doi(url: str) -> UrlProblem | None:
    twice = _DOI_TWICE.match(url)
    if twice:
        message = _DOI_PREFIX(written=quoted(twice["again"]))
        return UrlProblem(message, *twice.span("again"), "")
    other = _DOI_OF_URL.match(url)
    if other is None:
        return None
    return UrlProblem(_NO_DOI(), 0, other.end(), "")


def _scheme(url: str) -> UrlProblem | None:
    doubled = _DOUBLED.match(url)
    if doubled:
        return UrlProblem(_TWO_SCHEMES(), 0, doubled.end(), "")
    start = _START.match(url)
    if start:
        scheme = _MISSPELT.get(start["scheme"].lower(), start["scheme"])
        if scheme != start["scheme"]:
            message = _SCHEME(scheme=quoted(start["scheme"]))
            return UrlProblem(message, 0, start.end(), f"{scheme}://")
        if start["separator"] != "://":
            message = _SEPARATOR(written=quoted(start["separator"]))
            return UrlProblem(message, start.start("separator"), start.end("separator"), "://")
        return None
    if _NO_HOST.match(url):
        return UrlProblem(_HOSTLESS())
    host = _HOST_FIRST.match(url)
    if host and (
        host["host"].lower().startswith("www.")
        or is_host_or_below(host["host"].lower(), _KNOWN_HOSTS)
    ):
        return UrlProblem(_SCHEMELESS(), 0, 0, "https://")
    return None


def _rest(url: str) -> UrlProblem | None:
    if not _WEB.match(url):
        return None
    if _SPACE.search(url.strip()):
        return UrlProblem(_SPACES())
    # A native extension that only a few URLs need.
    import ada_url

    if not ada_url.check_url(url):
        return UrlProblem(_REFUSED())
    path = url.partition("?")[0].partition("#")[0]
    if path.count("(") != path.count(")"):
        return UrlProblem(_PARENTHESES())
    return None
