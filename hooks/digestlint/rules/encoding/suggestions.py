"""What lost characters may have been: suggestions for U+FFFD in Chinese text.

Nothing of such a character is left, so no suggestion is sure enough for a safe fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Doubt, Edit, Fix, Restored
from digestlint.core.message import Message, Template
from digestlint.document.document import Document
from digestlint.encoding.detect.holes import Hole, hole_at
from digestlint.markdown import SpanSet
from digestlint.text.edits import applied
from digestlint.text.lines import LineFinder

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.infill import Choice

MOST = 300
"""In so many places of a file something is suggested: it takes 10 ms for each."""

LIKELY = 0.9
"""The posterior from which on a suggestion is an unsafe fix."""

WHAT_HAPPENED = "bytes lost, U+FFFD in their place"

_LEAST = 0.05
"""What is less likely is no suggestion."""

_AROUND = 200  # characters of the line on each side that are shown with a suggestion
_LISTED = 5
_TAIL = 200  # characters before a place in which a wikilink may begin
_UNDECODABLE = lazy_pattern("[\udc80-\udcff]")

_ONE = Template("suggestions/suggested", "{problem}; most likely {character} ({probability})")
_ONE_OR = Template(
    "suggestions/suggested-or",
    "{problem}; most likely {character} ({probability}; alternatives: {others})",
)
_SOME = Template("suggestions/suggestions", "{problem}; most likely {characters}")
_TOO_MANY = Template(
    "suggestions/too-many",
    "{problem}; something is suggested for the first {number} such places of a file only",
)
_WRITE = Template("suggestions/write", "Write the most likely text")


class Suggestion(NamedTuple):
    """A hole, and what its characters may have been."""

    hole: Hole
    choices: tuple[Choice, ...]

    @property
    def is_likely(self) -> bool:
        """Whether it is good enough for an unsafe fix."""
        return self.hole.is_clear and self.choices[0].posterior >= LIKELY


class Suggestions:
    """The suggestions for a document, by the places where U+FFFD begins."""

    def __init__(self, document: Document, found: Sequence[re.Match[str]]) -> None:
        """Look at the places ``found``; the model is loaded if any is in Chinese prose."""
        self._text = document.source.text
        self._suggestions: dict[int, Suggestion] = {}
        self._first_left_out = -1
        holes: list[Hole] = []
        for hole in _holes(document, found):
            if len(holes) == MOST:
                self._first_left_out = hole.start
                break
            holes.append(hole)
        if not holes:
            return
        from digestlint.encoding.infill.lost_characters import suggest  # for few files

        for hole, choices in zip(holes, suggest(self._text, holes), strict=True):
            if choices and all(choice.posterior >= _LEAST for choice in choices):
                self._suggestions[hole.start] = Suggestion(hole, choices)

    def message(self, problem: Message, matches: Sequence[re.Match[str]]) -> Message:
        """Return what is said of the places of a line."""
        if any(match.start() == self._first_left_out for match in matches):
            return _TOO_MANY(problem=problem, number=MOST)
        choices = [choice for each in self._of(matches) for choice in each.choices]
        if not choices:
            return problem
        if len(choices) > 1:
            listed = [f"{each.char} ({each.posterior:.2f})" for each in choices[:_LISTED]]
            more = ["…"] if len(choices) > _LISTED else []
            return _SOME(problem=problem, characters=", ".join([*listed, *more]))
        only = choices[0]
        character, probability = repr(only.char), f"{only.posterior:.2f}"
        if not only.alternatives:
            return _ONE(problem=problem, character=character, probability=probability)
        others = ", ".join(char for char, _ in only.alternatives[:2])
        return _ONE_OR(problem=problem, character=character, probability=probability, others=others)

    def restored(self, matches: Sequence[re.Match[str]]) -> Restored | None:
        """Return the text from the first to the last of some places of a line, with doubts."""
        found = self._of(matches)
        if not found:
            return None
        start = matches[0].start()
        end = max(matches[-1].end(), found[-1].hole.end)
        doubts: list[Doubt] = []
        edits: list[tuple[int, int, str]] = []
        growth = -start
        for (hole_start, hole_end, *_), choices in found:
            for number, choice in enumerate(choices):
                doubts.append(Doubt(hole_start, *choice, at=hole_start + growth + number))
            edits.append((hole_start, hole_end, "".join(choice.char for choice in choices)))
            growth += len(choices) - (hole_end - hole_start)
        line = LineFinder(self._text).around(start, end)
        around = (
            self._text[max(start - _AROUND, line[0]) : start],
            self._text[end : min(end + _AROUND, line[1])],
        )
        text = applied(self._text, edits, start, end)
        return Restored(text, WHAT_HAPPENED, tuple(doubts), around)

    def fix(self, matches: Sequence[re.Match[str]]) -> Fix | None:
        """Return the fix for the places of a line, if there is a likely suggestion for each."""
        found = self._of(matches)
        covered = {match.start() for match in matches}
        for (start, end, *_), _ in found:
            covered.difference_update(range(start, end))
        if covered or not all(each.is_likely for each in found):
            return None
        edits = (Edit(hole.start, hole.end, choices[0].char) for hole, choices in found)
        return Fix.unsafe(_WRITE(), *edits)

    def _of(self, matches: Sequence[re.Match[str]]) -> list[Suggestion]:
        found = (self._suggestions.get(match.start()) for match in matches)
        return [each for each in found if each is not None]


def _holes(document: Document, found: Sequence[re.Match[str]]) -> Iterator[Hole]:
    """Yield the places in Chinese prose, in lines where nothing else is damaged."""
    text, restoration = document.source.text, document.restoration
    damaged = SpanSet(
        [
            *((run.start, run.end) for run in (*restoration.runs, *restoration.suspects)),
            *restoration.remains,
        ]
    )
    may_be_undecodable = bool(document.source.undecodable)
    around = LineFinder(text).around
    end = -1
    for match in found:
        start = match.start()
        if start < end:
            continue  # part of the one before: `�?�`
        line = around(start, match.end())
        hole = hole_at(text, start, line)
        if hole is None or not _is_prose(document, hole) or _is_name(text, hole, line):
            continue
        if damaged.overlaps(*line) or (may_be_undecodable and _UNDECODABLE.search(text, *line)):
            continue
        end = hole.end
        yield hole


def _is_prose(document: Document, hole: Hole) -> bool:
    """Whether it is text of prose, outside URLs."""
    first, last = map(document.restoration.to_restored, (hole.start, hole.end))
    prose = document.markdown.prose.at(first)
    return prose is not None and last <= prose.end and document.markdown.urls.at(first) is None


def _is_name(text: str, hole: Hole, line: tuple[int, int]) -> bool:
    """Whether it is inside a wikilink, whose target is the name of a file."""
    before = text[max(hole.start - _TAIL, line[0]) : hole.start]
    return before.rfind("[[") > before.rfind("]]")
