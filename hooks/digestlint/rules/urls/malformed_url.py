r"""A URL is malformed, so that browsers reject it or have to guess.

## What it does
Finds malformed web addresses in link targets, images and reference definitions: `htp://…`,
`https//…`, `https:/…`, `https:\\…`, `https://https://…`, `www.example.org` and `github.com/…`
without a scheme, a missing host, spaces, unbalanced parentheses, and whatever else the WHATWG URL
Standard rejects. It also finds misspelt schemes in text, and links with full-width brackets:
`[论文]（https://…）`. Relative links, fragments, other schemes (`mailto:`) and templates
(`https://a.org/{{ version }}`) are not reported.

## Why it matters
Browsers repair some of these URLs and fail on others; scripts that read the digest fail on more.
Without a scheme, the link leads to a file that does not exist. With a space in its target, it is
not a link at all.

## Example
```markdown
[Code](https:/github.com/owner/name)
```

A slash is missing; write instead:
```markdown
[Code](https://github.com/owner/name)
```

## Fix safety
The fix is safe and is offered only if there is one possible reading. It is unsafe for
`【论文】（https://…）` and `[1]（https://…）`, which may be intended. Spaces and impossible hosts
are reported without a fix.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import RefusedLink, Span, SpanSet
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.urls.hosts import is_web
from digestlint.rules.helpers.urls.latex import debris_start
from digestlint.rules.helpers.urls.lost import lost_urls
from digestlint.rules.helpers.urls.malformed import (
    UrlProblem,
    in_text,
    is_ordinary,
    problem_of,
)
from digestlint.rules.helpers.urls.templates import holds_template
from digestlint.rules.urls.arxiv import normalised
from digestlint.rules.urls.full_width import FullWidthLink, full_width_links
from digestlint.rules.urls.sound import sound_in_text, sound_target
from digestlint.rules.urls.splits import find_splits
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL001",
    "malformed-url",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
)

_PROBLEM = Template("malformed-url/problem", "{url} {problem}")
_PROBLEM_NO_LINK = Template(
    "malformed-url/problem-no-link", "{url} {problem}, so this is not a link"
)
_SPACES = Template("malformed-url/spaces", "{url} contains spaces, so this is not a link")
_UNCLOSED = Template(
    "malformed-url/unclosed", "{url} has no closing parenthesis, so this is not a link"
)
_BACKTICK = Template(
    "malformed-url/backtick",
    "{url} is not a link target, because a backtick turns the bracket before it into code",
)
_NO_TARGET = Template(
    "malformed-url/no-target", "{url} is not a valid link target, so this is not a link"
)
_FULL_WIDTH = Template(
    "malformed-url/full-width", "{link} has full-width brackets, so this is not a link"
)
_WRITE = Template("malformed-url/write", "Correct the URL")
_WRITE_ASCII = Template("malformed-url/write-ascii", "Use ASCII brackets")
_CLOSE = Template("malformed-url/close", "Add the closing parenthesis")

# The longest text that the link of a bare URL may include.
_WORD = lazy_pattern(r"[^ \t\r\n\f\v<]{0,2048}")


def check(document: Document) -> Iterator[Finding]:
    """Report malformed URLs in link targets and in the text."""
    for target in targets(document.markdown):
        yield from _in_target(document, target)
    hidden = SpanSet([*bibtex(document.markdown), *lost_urls(document.markdown)])
    refused = [link for link in document.markdown.refused_links if not hidden.at(link.span.start)]
    splits = SpanSet(_in_pieces(document) if refused else ())
    for link in refused:
        yield from _refused(document, link, splits)
    for full_width in full_width_links(document.markdown):
        if not document.restoration.damaged(*full_width.span):
            yield _full_width(document, full_width)
    yield from _in_text(document, SpanSet([*(link.target for link in refused), *hidden]))


def _in_pieces(document: Document) -> Iterator[Span]:
    """Yield the URLs that other rules put together."""
    yield from (split.span for split in find_splits(document.markdown))
    for target in targets(document.markdown):
        found = normalised(document.text, target) if target.kind == "bare" else None
        if found and found.end > target.span.end:
            yield Span(target.span.start, found.end)


def _full_width(document: Document, link: FullWidthLink) -> Finding:
    written = quoted(document.text[link.span.start : link.span.end])
    fix = None
    if _leads_somewhere(document, link):
        applicability = Applicability.SAFE if link.certain else Applicability.UNSAFE
        fix = Fix(applicability, _WRITE_ASCII(), link.edits)
    return Finding(*link.span, _FULL_WIDTH(link=written), fix)


def _leads_somewhere(document: Document, link: FullWidthLink) -> bool:
    """Whether a link to a place in this file or to another file would not be broken."""
    if link.path:
        return not link.fragment and document.context.resolver.exists(link.path)
    return not link.fragment or unquote(link.fragment) in document.targets_by_id


def _in_target(document: Document, target: UrlTarget) -> Iterator[Finding]:
    if is_ordinary(target.url):
        return
    start, end = target.span
    written = document.text[start:end]
    # Damaged characters are not the original ones, and another rule reports LaTeX.
    if document.restoration.damaged(start, end) or debris_start(written, escapes=True) is not None:
        return
    problem = None if holds_template(written) else problem_of(target.url)
    if problem is None or (target.kind == "bare" and problem.content is None):
        return
    same = written == target.url  # no escapes or entities: offsets in one are offsets in the other
    problem = problem if same else problem._replace(content=None)
    yield _finding(document, target.span, problem, bare=target.kind == "bare")


def _refused(document: Document, link: RefusedLink, splits: SpanSet) -> Iterator[Finding]:
    start, end = link.target
    url = document.text[start:end].strip("<>").strip()
    if (
        splits.overlaps(start, end)
        or holds_template(url)
        or document.restoration.damaged(start, end)
    ):
        return
    problem = problem_of(url)
    if problem is None and not is_web(url):
        return
    edit = None
    if "(" in url and url.count("(") == url.count(")") + 1 and not any(map(str.isspace, url)):
        in_name = "/" not in url[url.rfind("(") :]  # as of a wiki page
        if in_name and document.text[start] != "<" and sound_target(f"{url})"):
            edit = Edit(link.span.end, link.span.end, ")")
        message = _UNCLOSED(url=quoted(url))
    else:
        message = _no_link(document, link, url, problem)
    fix = Fix.safe(_CLOSE(), edit) if edit else None
    yield Finding(start, end, message, fix)


def _no_link(
    document: Document, link: RefusedLink, url: str, problem: UrlProblem | None
) -> Message:
    if any(map(str.isspace, url)):
        return _SPACES(url=quoted(url))
    if problem is not None:
        return _PROBLEM_NO_LINK(url=quoted(url), problem=problem.message)
    if "`" in document.text[link.text.start : link.text.end]:
        return _BACKTICK(url=quoted(url))
    return _NO_TARGET(url=quoted(url))


def _in_text(document: Document, reported: SpanSet) -> Iterator[Finding]:
    for offset, problem in in_text(document.markdown):
        if not document.markdown.urls.at(offset) and not reported.at(offset):
            span = Span(offset, _word_end(document.text, offset))
            yield _finding(document, span, problem, bare=True)


def _word_end(text: str, start: int) -> int:
    end = start
    while (
        end < len(text)
        and text[end].isascii()
        and not text[end].isspace()
        and text[end] not in ")]>"
    ):
        end += 1
    return end


def _finding(document: Document, span: Span, problem: UrlProblem, *, bare: bool = False) -> Finding:
    start, end = span.start, span.end
    url = document.text[start:end]
    fix = None
    if problem.content is not None:
        edit = Edit(start + problem.start, start + problem.end, problem.content)
        word = _WORD.match(document.text, edit.end)
        rest = word[0] if bare and word else url[problem.end :]
        corrected = url[: problem.start] + problem.content + rest
        before = document.text[max(0, start - 8) : start]
        if sound_in_text(before, corrected) if bare else sound_target(corrected):
            fix = Fix.safe(_WRITE(), edit)
    return Finding(start, end, _PROBLEM(url=quoted(url), problem=problem.message), fix)
