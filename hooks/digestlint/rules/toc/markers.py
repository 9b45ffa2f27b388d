"""The comments between which a table of contents is kept.

    <!-- digestlint-toc -->
    <!-- /digestlint-toc -->

Each is at the start of a line of its own. Comments in code are not markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.distance import distance_within
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.message import Message, Template
from digestlint.markdown import Markdown, Span
from digestlint.text.lines import line_end

START = "digestlint-toc"
END = "/digestlint-toc"

_ALONE = Template("markers/alone", "'{marker}' must be alone on its line")
_MISSPELT = Template(
    "markers/misspelt", "this comment does not mark a table of contents; did you mean '{marker}'?"
)
_UNCLEAR = Template(
    "markers/unclear",
    "this comment does not mark a table of contents; write '{start}' above it and '{end}' below it",
)
_SECOND = Template(
    "markers/second", "repeated '{marker}'; a file can have only one table of contents"
)
_NO_END = Template("markers/no-end", "'{end}' is missing below this comment")
_NO_START = Template("markers/no-start", "'{start}' is missing above this comment")
_WRONG_ORDER = Template("markers/wrong-order", "'{end}' is above '{start}'")
_NO_COMMENT = Template("markers/no-comment", "this is not a comment; write '{start}'")

_LONGEST_MARKER = 40
_MOST_TYPOS = 2
_NOT_LETTERS = lazy_pattern(r"[^a-z]+")
_START_WORDS = lazy_pattern(r"\b(?:start|begin|open)\b")
_END_WORDS = lazy_pattern(r"\b(?:end|stop|close)\b")
_POSITION_WORDS = lazy_pattern(r"\b(?:start|begin|end|stop|close|region)\b")
# Meant as a comment, but shown as text: `<-- digestlint-toc -->`, `<!- digestlint-toc -->`.
_FAILED_COMMENT = lazy_pattern(r"<[!‐-―-]{1,5}\s*/?\s*digest-?lint[-_ ]?toc\b[^<>\r\n]*>?", re.I)


class Markers:
    """The markers of one file, and what is wrong with them."""

    __slots__ = ("problems", "region", "start")

    def __init__(self) -> None:
        self.region: Span | None = None  # between the two; None unless both are valid
        self.start: Span | None = None
        self.problems: list[tuple[Span, Message]] = []


def find_markers(markdown: Markdown) -> Markers:
    """Return the markers in ``markdown``."""
    found = Markers()
    starts: list[Span] = []
    ends: list[Span] = []
    for comment in markdown.comments:
        if comment.text in (START, END):
            if _alone(markdown.text, comment.span):
                (starts if comment.text == START else ends).append(comment.span)
            else:
                found.problems.append((comment.span, _ALONE(marker=_shown(comment.text))))
        elif _is_meant(comment.text):
            span = Span(comment.span.start, line_end(markdown.text, comment.span.start))
            meant = _guess(comment.text, after_start=len(starts) > len(ends))
            found.problems.append(
                (
                    span,
                    _MISSPELT(marker=_shown(meant))
                    if meant
                    else _UNCLEAR(start=_shown(START), end=_shown(END)),
                )
            )
    found.problems += _failed_comments(markdown)
    if not found.problems:
        _join(found, starts, ends)
    return found


def _join(found: Markers, starts: list[Span], ends: list[Span]) -> None:
    for spans, text in ((starts, START), (ends, END)):
        found.problems += [(span, _SECOND(marker=_shown(text))) for span in spans[1:]]
    if starts and not ends:
        found.problems.append((starts[0], _NO_END(end=_shown(END))))
    elif ends and not starts:
        found.problems.append((ends[0], _NO_START(start=_shown(START))))
    elif starts and ends[0] < starts[0]:
        found.problems.append((ends[0], _WRONG_ORDER(end=_shown(END), start=_shown(START))))
    if starts and not found.problems:
        found.start, found.region = starts[0], Span(starts[0].end, ends[0].start)


def _shown(text: str) -> str:
    return f"<!-- {text} -->"


def _alone(text: str, span: Span) -> bool:
    at_start = span.start == 0 or text[span.start - 1] in "\r\n"
    return at_start and not text[span.end : line_end(text, span.start)].strip()


def _is_meant(comment: str) -> bool:
    """Whether a comment that is not a marker was meant as one."""
    lowered = comment.lower()
    if lowered.lstrip("/ ").startswith(START):
        return True
    if len(comment) > _LONGEST_MARKER:
        return False
    letters = _NOT_LETTERS.sub("", _POSITION_WORDS.sub("", lowered))
    wanted = _NOT_LETTERS.sub("", START)
    return letters == "digesttoc" or distance_within(letters, wanted, _MOST_TYPOS) <= _MOST_TYPOS


def _guess(comment: str, *, after_start: bool) -> str | None:
    """Return the marker that was meant by ``comment``."""
    lowered = comment.lower()
    if lowered.startswith("/") or _END_WORDS.search(lowered):
        return END
    if _START_WORDS.search(lowered):
        return START
    return END if after_start else None


def _failed_comments(markdown: Markdown) -> Iterator[tuple[Span, Message]]:
    comments = {comment.span.start for comment in markdown.comments}
    text = markdown.text
    for match in _FAILED_COMMENT.finditer(text) if "<" in text else ():
        if match.start() not in comments and markdown.prose.at(match.start()):
            yield Span(*match.span()), _NO_COMMENT(start=_shown(START))
