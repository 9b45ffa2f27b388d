"""Where the parts of an inline link are in its source.

Follows CommonMark 0.31, section 6.3 (links). The parser says where a link begins and ends and
what it points to; edits also need to know where text and destination are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.nodes import Link, RefusedLink
from digestlint.markdown.searching import occurrences
from digestlint.text.lines import line_around
from digestlint.text.spans import Span, SpanSet

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.markdown.nodes import LinkKind

_OPEN = lazy_pattern(r"\]\([ \t\r\n]*")
# White space outside ASCII does not end a destination.
_DESTINATION = lazy_pattern(r"<((?:\\.|[^<>\\\r\n])*)>|([^\x00-\x20\x7f]*)", re.DOTALL)
_DEFINITION = lazy_pattern(r"\[(?:\\.|[^\[\]\\])+\]:[ \t]*(?:(?:\r\n?|\n)[ \t>]*)?", re.DOTALL)
_REFUSED = lazy_pattern(r"(?<!\\)\[((?:[^\[\]\r\n\\]|\\.)*)\]\(")
_LIKE_A_URL = lazy_pattern(r"<?\s*[A-Za-z]{2,8}:?/")
_PARENTHESIS_OR_END = lazy_pattern(r"[()\[\]\r\n]")


def link(
    text: str,
    span: Span,
    inner_end: int,
    image: bool,
    written: str,
    destination: str,
    label: str,
) -> Link:
    """Return the link or image at ``span``.

    ``inner_end`` is the end of the last node inside the link text; ``written`` is the parser's type
    of links, and the label that of a reference.
    """
    target: Span | None = None
    text_end = inner_end
    kind: LinkKind = "reference"
    if written == "Inline":
        kind = "inline"
        text_end, target = inline_target(text, span, inner_end)
    elif written in ("Autolink", "Email"):
        kind = "autolink" if written == "Autolink" else "email"
        target = Span(span.start + 1, span.end - 1)
    text_start = span.start + (2 if image else 1)
    inner = Span(text_start, max(text_start, text_end))
    if kind == "email":
        destination = f"mailto:{destination}"
    return Link(span, inner, destination, target, kind, image, label)


def inline_target(text: str, span: Span, inner_end: int) -> tuple[int, Span]:
    """Where the link text of ``[…](…)`` ends, and the span of its destination as written.

    ``inner_end`` is the end of the last node inside the link text. The destination's span is
    empty for ``[text]()``.
    """
    opening = _OPEN.search(text, inner_end, span.end)
    if opening is None:  # nothing CommonMark accepts looks like this
        return inner_end, Span(span.end - 1, span.end - 1)
    return opening.start(), _destination(text, opening.end(), span.end - 1)


def definition_target(text: str, span: Span) -> Span:
    """Return the span of the destination in ``[label]: destination``."""
    opening = _DEFINITION.match(text, span.start, span.end)
    start = opening.end() if opening else span.start
    return _destination(text, start, span.end)


def _destination(text: str, start: int, end: int) -> Span:
    match = _DESTINATION.match(text, start, end)
    if match is None:
        return Span(start, start)
    return Span(*match.span(1 if match[1] is not None else 2))


def refused_links(text: str, prose: SpanSet) -> Iterator[RefusedLink]:
    """Yield ``[text](http…)`` in prose that CommonMark does not take as a link.

    Only destinations that begin like a URL count: brackets next to parentheses are common prose.
    """
    for match in _refused(text, prose):
        end = _closing_parenthesis(text, match.end())
        if end is not None:
            span = Span(match.start(), end + 1)
            yield RefusedLink(span, Span(*match.span(1)), Span(match.end(), end))


def _refused(text: str, prose: SpanSet) -> Iterator[re.Match[str]]:
    """Yield what looks like a link, in lines where the end of its text is prose; links excluded."""
    end = 0  # of the last line that was looked at
    for at in occurrences(text, "]("):
        if at < end or prose.at(at) is None:
            continue
        start, end = line_around(text, at, at)
        for match in _REFUSED.finditer(text, start, end):
            if prose.at(match.end(1)) and _LIKE_A_URL.match(text, match.end()):
                yield match


def _closing_parenthesis(text: str, start: int) -> int | None:
    """Where a destination that is not a CommonMark destination most likely ends, in its line."""
    depth = 0
    last = None
    for match in _PARENTHESIS_OR_END.finditer(text, start):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            if depth == 0:
                return match.start()
            depth -= 1
            last = match.start()
        else:
            break
    return last
