"""The lines of stray code fences: what is next to them, and how to remove them."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit
from digestlint.core.message import Message, Template
from digestlint.markdown import FencedCodeBlock, Markdown, Span
from digestlint.text.lines import line_start

_ONE_HEADING = Template("fence-lines/one-heading", "{number} heading")
_SOME_HEADINGS = Template("fence-lines/some-headings", "{number} headings")

_HEADING = lazy_pattern(r" {0,3}#{1,6}(?:[ \t]|[\r\n]|\Z)")
_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def counted_headings(number: int) -> Message:
    """Return how many headings a fence hides."""
    return (_ONE_HEADING if number == 1 else _SOME_HEADINGS)(number=f"{number:,}")


def frames_headings(text: str, fence: FencedCodeBlock) -> bool:
    """Whether the block begins with a heading and is followed by one or by nothing.

    False if the block has a language.
    """
    if fence.info.strip() or fence.closing is None:
        return False
    first, following = next_line(text, fence.opening.end), next_line(text, fence.closing.end)
    return bool(_HEADING.match(first) and (not following or _HEADING.match(following)))


def next_line(text: str, start: int) -> str:
    """Return the first line from ``start`` on that is not blank; empty if there is none."""
    return next((line[0] for line in _LINE.finditer(text, start) if line[0].strip()), "")


def remove_line(text: str, markdown: Markdown, line: Span) -> Edit:
    """Remove a fence's line so that no two blank lines follow each other and no paragraphs join.

    In ``markdown`` all stray fences are replaced by spaces.
    """
    view = markdown.text
    start = line_start(text, line.start)
    above_end = _without_ending(text, start)
    above = slice(line_start(text, above_end), start)
    below = slice(line.end, _line_end(text, line.end))
    html = markdown.html.at(above_end - 1)
    if not html and (text[above] != view[above] or text[below] != view[below]):
        return Edit(start, line.end, "")  # next to another fence, which goes first or later
    previous, following = text[above], text[below]
    if not previous.strip() and not following.strip():
        if below.stop == len(text):
            start = above.start
        return Edit(start, below.stop, "")
    goes_on = not _HEADING.match(following) or html
    if previous.strip() and following.strip() and goes_on:
        # A blank line keeps the paragraphs apart, and ends HTML.
        return Edit(start, start + len(text[start : line.end].rstrip("\r\n")), "")
    return Edit(start, line.end, "")


def _without_ending(text: str, start: int) -> int:
    """Return the end of the line before ``start``, without its line ending."""
    if text[max(start - 2, 0) : start] == "\r\n":
        return start - 2
    return max(start - 1, 0)


def _line_end(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else len(text)
