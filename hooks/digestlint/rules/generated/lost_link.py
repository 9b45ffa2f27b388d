"""A link was lost: only its text `this https URL` is left, or its URL is cut off.

## What it does
Finds places where a generator or a copy lost the address of a link:

- `this https URL` and `this http URL` outside links, also translated ones (`此 https URL`). arXiv
  shows these words as the text of each link in an abstract, and copying the abstract as plain text
  loses the addresses. Pieces of an address that remain (`https: //anonymous.this http URL`) are
  part of the finding.
- URLs in the text that are cut off by three dots (`https://github.com/owner/na...`), links with
  dots in place of a part of the path (`https://github.com/.../name`), and notes that say so: `(URL
  truncated)`, `（链接已截断）`. Targets that end in dots are reported by `trailing-punctuation`,
- a link inside the target of another (`[Paper]([arXiv](https://arxiv.org/abs/2505.15117))`), where
  `malformed-url` does not report it, and
- a link whose target is broken by the end of a line.

Links with the text `this https URL` are not reported, nor are code, placeholders
(`https://example.org/...`) and `[...](…)` with a complete target.

## Why it matters
Readers look for the code and find no link.

## Example
```markdown
Code is available at this https URL.
```

The URL is on the paper's arXiv page; write instead:
```markdown
Code is available at <https://github.com/owner/name>.
```

Its precision has not been measured on enough files.

## Fix safety
What is lost has to be looked up, so there is no fix for it. Where the whole address is there, the
fix leaves one link with it, and is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Link, Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.urls.hosts import REPOSITORY_HOSTS, host_of, is_host_or_below
from digestlint.rules.helpers.urls.lost import NOUNS, lost_urls
from digestlint.rules.helpers.urls.malformed import problem_of
from digestlint.rules.helpers.urls.wrapped import wrapped_targets
from digestlint.text.quoting import quoted
from digestlint.text.signs import signs_in

RULE = RuleInfo(
    "GEN007",
    "lost-link",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    prefilter=("URL", "http", "link", *NOUNS),
    aliases=("URL010", "lost-url"),
)

_LOST = Template(
    "lost-link/lost", "lost link: only its text {written} is left; look up the URL on arXiv"
)
_CUT = Template("lost-link/cut", "the URL {url} is cut off; write the full URL")
_SAYS_SO = Template("lost-link/says-so", "lost link: {written} is in place of the URL")
_NESTED = Template("lost-link/nested", "the target of the link is another link, and leads nowhere")
_WRAPPED = Template("lost-link/wrapped", "a line break in the target {url}, so this is not a link")
_UNNEST = Template("lost-link/unnest", "Keep the inner URL as the target")
_JOIN = Template("lost-link/join", "Join the target")

_DOTS = ("...", "…")
_LONGEST = 300
_URL_BEFORE = lazy_pattern(
    r"https?://[^\s<>()\[\]{}\"'`|\\*（）“”「」，。；]{4,300}\Z", re.IGNORECASE
)
_AFTER_DOTS = lazy_pattern(r"[.…]*+[\])]?+(?![\w/#?=&%-])")
# Hosts of examples, and what is a pattern rather than an address.
_EXAMPLES = ("example.com", "example.org", "example.net", "localhost", "yourdomain.com")
# "https://github.com/..." is no pattern where code is announced.
_OF_PAPERS = (*REPOSITORY_HOSTS, "arxiv.org", "openreview.net")
_NOUN = r"(?:URLs?|links?|addresse?s?|链接|鏈接|連結|网址|網址|링크|リンク|ссылка|enlace)"
_GONE = (
    r"(?:(?:is|was|were|are)[ ])?(?:truncated|cut[ -]off|omitted|shortened|elided|stripped"
    r"|已?被?(?:截断|截斷|省略|缩略)|잘림|생략|省略|обрезана|truncado|cortado)"
)
_SAYS = lazy_pattern(
    rf"[(\[（【<](?:{_NOUN}[ ]?{_GONE}|{_GONE}[ ]?{_NOUN}|(?P<bare>{_GONE}))[)\]）】>]",
    re.IGNORECASE,
)
_SAYS_SIGNS = (
    *("runcated", "RUNCATED", "cut off", "cut-off", "omitted", "shortened", "elided", "stripped"),
    *("截断", "截斷", "省略", "缩略", "잘림", "생략", "обрезана", "truncado", "cortado"),
)
_NESTED_LINK = lazy_pattern(
    r"\]\((?P<outer>[^\s()\[\]<>]{0,300})(?:\[(?P<text>[^\[\]\r\n]{0,300}))?\]"
    r"\((?P<inner>https?://[^\s()\[\]<>]{1,300})\)(?P<rest>\)?)"
)
_LONGEST_OUTER = 610  # characters of it before the inner target


def check(document: Document) -> Iterator[Finding]:
    """Report what is left of links that were lost."""
    markdown = document.markdown
    for start, end in lost_urls(markdown):
        written = " ".join(document.text[start:end].partition("](")[0].split())
        yield Finding(start, end, _LOST(written=quoted(written)))
    cut = [*_cut(markdown), *_elided(markdown)]
    for span in cut:
        yield Finding(*span, _CUT(url=quoted(document.text[slice(*span)])))
    for span in _says_so(markdown, SpanSet(cut)):
        yield Finding(*span, _SAYS_SO(written=quoted(document.text[slice(*span)])))
    yield from _nested(document)
    for start, end, *gap in wrapped_targets(markdown):
        url = document.text[start : gap[0]] + document.text[gap[1] : end]
        fix = Fix.unsafe(_JOIN(), Edit(gap[0], gap[1], ""))
        yield Finding(start, end, _WRAPPED(url=quoted(url)), fix)


def _cut(markdown: Markdown) -> Iterator[Span]:
    """Yield URLs in the text that end in dots."""
    text = markdown.text
    end = 0
    entries: SpanSet | None = None
    for at in sorted(at for sign in _DOTS for at in occurrences(text, sign)):
        if at < end or text[at - 1 : at].isspace():
            continue
        start = at - 1 if text[at - 1 : at] in ("[", "(") else at
        before = _URL_BEFORE.search(text, max(0, at - _LONGEST), start)
        if before is None or _is_pattern(before[0]):
            continue
        after = _AFTER_DOTS.match(text, at)
        if after is None:
            continue
        end = at + len(after[0].rstrip(")]")) + (start < at)
        span = Span(before.start(), end)
        entries = entries or SpanSet(bibtex(markdown))
        if _is_text(markdown, span.start, at) and not entries.at(span.start):
            yield span


def _elided(markdown: Markdown) -> Iterator[Span]:
    """Yield the addresses of links that have dots in place of a part of their path."""
    for at in occurrences(markdown.text, "/.../"):
        link = markdown.link_at(at)
        place = link and (link.span if link.kind == "bare" else link.target)
        if (
            link is not None
            and place
            and place.start < at < place.end
            and link.destination.startswith(("http://", "https://"))
            and not _is_pattern(link.destination)
        ):
            yield place


def _is_pattern(url: str) -> bool:
    """Whether dots after ``url`` are those of an example, or of a sentence."""
    host, slash, path = url.partition("//")[2].partition("/")
    return (
        not slash
        or "." not in host
        or is_host_or_below(host_of(url), _EXAMPLES)
        or not (path.strip("/-") or is_host_or_below(host_of(url), _OF_PAPERS))
    )


def _is_text(markdown: Markdown, start: int, at: int) -> bool:
    """Whether a URL that begins at ``start`` is in the text, not in a link."""
    link = markdown.link_at(start)
    return (
        (link is None or (link.kind == "bare" and not _swallows(markdown, link, at)))
        and markdown.prose.at(at) is not None
        and not any(places.at(start) for places in (markdown.code, markdown.html, markdown.math))
    )


def _swallows(markdown: Markdown, link: Link, at: int) -> bool:
    """Whether the link goes on with the dots, which ``swallowed-text`` reports."""
    return link.span.end > at and not markdown.text[slice(*link.span)].isascii()


def _says_so(markdown: Markdown, cut: SpanSet) -> Iterator[Span]:
    """Yield the notes that say that a URL was cut off, unless it is reported."""
    text = markdown.text
    end = 0
    for at in sorted(at for sign in signs_in(text, _SAYS_SIGNS) for at in occurrences(text, sign)):
        if at < end or markdown.prose.at(at) is None:
            continue
        found = next(_SAYS.finditer(text, max(0, at - 30), at + 40), None)
        if found is None or (found["bare"] and not _follows_url(text, found.start())):
            continue
        end = found.end()
        reported = cut.overlaps(max(0, found.start() - 2), found.start())
        if not reported and markdown.link_at(found.start()) is None:
            yield Span(*found.span())


def _follows_url(text: str, at: int) -> bool:
    before = at - 1 if text[at - 1 : at] == " " else at
    return _URL_BEFORE.search(text, max(0, before - _LONGEST), before) is not None


def _nested(document: Document) -> Iterator[Finding]:
    """Yield the links in the target of another link that ``malformed-url`` does not report."""
    text, markdown = document.text, document.markdown
    for inner in occurrences(text, "](http"):
        outer = text.rfind("](", max(0, inner - _LONGEST_OUTER), inner)
        if outer < 0 or text.find(")", outer, inner) >= 0:
            continue
        match = _NESTED_LINK.match(text, outer)
        if match is None:
            continue
        start, end = match.start() + 2, match.end()
        block = markdown.block_at(start)
        whole = text[start : match.end("inner") + 1]
        if (
            block is None
            or text.rfind("[", block.start, match.start()) < 0
            or (match["rest"] and problem_of(whole) is not None)
            or any(places.at(start) for places in (markdown.code, markdown.math))
        ):
            continue
        yield Finding(
            start,
            match.end("inner") + 1,
            _NESTED(),
            Fix.unsafe(_UNNEST(), Edit(start, end, match["inner"] + ")")),
        )
