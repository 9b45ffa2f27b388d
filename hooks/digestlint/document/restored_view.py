"""From the source text to the text that rules read: lossy mojibake is filled in before they look.

A heading whose damaged text fits exactly one section heading of the schema is that heading; the
model chooses the other characters. On a line of which each character is sure, they count as intact.
On any other line they are guesses: rules read them, but no fix may write them elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from heapq import merge
from operator import itemgetter
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.rule import Option
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.schema import Schema, SectionSpec
from digestlint.markdown import Span
from digestlint.text.codec import LineIndex

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.core.decisions import Decision
    from digestlint.encoding import Restoration
    from digestlint.encoding.infill import Filled

LOSSY = "lossy-mojibake"
CONFIDENCE = Option(
    "restore-confidence",
    0.99,
    "The probability that each damaged character of a line must have for a safe fix; with 1, only "
    "what is certain is safe.",
    limits=(0.0, 1.0),
)

# An ATX heading (CommonMark 0.31.2, section 4.2), in a list or a quotation as well.
_HEADING = lazy_pattern(r"[ \t>*+-]*#{1,6}[ \t]+([^\r\n]*)")
_HEADINGS = lazy_pattern(f"^{_HEADING.pattern}", re.MULTILINE)


class RestoredView:
    """The text of a file as rules read it.

    Attributes:
        is_lossy: Whether any character lost bytes.
        confidence: The posterior from which on a choice is sure.
    """

    def __init__(self, found: Restoration, filled: Filled | None, confidence: float) -> None:
        """Take what was found; ``filled`` is None where nothing is damaged.

        What was found is not kept where it has been filled, since it takes as much as the text.
        """
        self.is_lossy = filled is not None
        self.confidence = confidence
        self._damaged = array("I", _damaged(found))
        self._placeholders = "".join(map(found.text.__getitem__, self._damaged))
        if filled is None:
            self.restoration = found
        else:
            self.filled = filled

    @cached_property
    def filled(self) -> Filled:
        """What was found, with a character chosen for each damaged one, as far as possible."""
        from digestlint.encoding.infill import Filled  # not without mojibake

        return Filled(self.restoration, {})

    def placeholder(self, at: int) -> str:
        """Return what stood for the damaged character at an offset before it was filled in."""
        return self._placeholders[bisect_left(self._damaged, at)]

    @cached_property
    def restoration(self) -> Restoration:
        """``filled.restoration``, in which only the damaged characters of unsure lines count so."""
        from digestlint.encoding.whole_lines import is_sure, runs_by_line  # for few files

        filled = self.filled
        damaged: list[tuple[int, ...]] = []
        for runs in runs_by_line(filled.restoration.source, filled.restoration.runs):
            sure = is_sure(filled.restoration, runs, filled.choices, self.confidence)
            damaged += [() if sure else run.damaged for run in runs]
        return _marked(filled.restoration, damaged)

    @cached_property
    def guesses(self) -> frozenset[int]:
        """The offsets of the chosen characters that are not sure."""
        return frozenset(at for at in _damaged(self.restoration) if at in self.filled.choices)

    @cached_property
    def without_guesses(self) -> RestoredView:
        """The same with placeholders instead of guesses."""
        from digestlint.encoding.infill import Choices, Filled  # not without mojibake

        placeholders = {at: self.placeholder(at) for at in self.guesses}
        restoration = self.filled.restoration.with_characters(placeholders)
        sure = Choices((at, c) for at, c in self.filled.choices.items() if at not in self.guesses)
        view = copy(self)
        del view.restoration, view.guesses
        view.filled = Filled(restoration, sure)
        return view


def read(
    found: Restoration,
    schema: Schema | None,
    confidence: float,
    decisions: Sequence[Decision] = (),
) -> RestoredView:
    """Fill in the damaged characters of ``found``; without any, nothing is loaded or changed.

    What the ``decisions`` of a person name is certain.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    if not found.is_lossy:
        return RestoredView(found, None, confidence)
    from digestlint.encoding.infill import Choice, Choices, Filled, fill_in  # loads what fills in

    sections = schema.notes.sections if schema and schema.notes else {}
    known = _known_headings(found, sections) if sections else {}
    if not known:
        return RestoredView(found, _decided(fill_in(found), decisions), confidence)
    filled = fill_in(_settled(found.with_characters(known), known))
    settled = ((at, Choice(char, 1.0)) for at, char in known.items())
    choices = Choices(merge(settled, filled.choices.items(), key=itemgetter(0)))
    restoration = _marked(filled.restoration, [run.damaged for run in found.runs])
    return RestoredView(found, _decided(Filled(restoration, choices), decisions), confidence)


def _decided(filled: Filled, decisions: Sequence[Decision]) -> Filled:
    """Return ``filled`` with what a person has decided in place of what was chosen.

    All other choices stay as they were when the person looked at them: they are not made again
    with the decisions as context.
    """
    if not decisions:
        return filled
    from digestlint.document.decided import decided_characters  # for few runs
    from digestlint.encoding.infill import Choice, Choices, Filled  # not without mojibake

    decided = decided_characters(filled.restoration, decisions)
    restoration = filled.restoration.with_characters(decided)
    written = {at: char for at, char in decided.items() if restoration.text[at] == char}
    choices = {**filled.choices, **{at: Choice(char, 1.0) for at, char in written.items()}}
    return Filled(restoration, Choices(sorted(choices.items())))


def forms(text: str) -> frozenset[str]:
    """Return the characters of ``text`` as slugs and URLs may write them, percent signs decoded."""
    decoded = unquote(text)
    return frozenset({*text, *decoded, *unicodedata.normalize("NFKC", decoded).casefold()})


def heading_texts(text: str) -> list[str]:
    """Return roughly the heading texts of ``text``: enough to guess a schema before parsing."""
    return [match[1].strip() for match in _HEADINGS.finditer(text)]


def _known_headings(found: Restoration, sections: Mapping[str, SectionSpec]) -> Mapping[int, str]:
    """Return the damaged characters of headings that fit one section heading each, by offset."""
    known: dict[int, str] = {}
    matcher = SectionMatcher(sections, found.fits)
    # By the heading as it is in the file and as found: digests have the same ones again and again.
    seen: dict[tuple[str, str], tuple[int, str] | None] = {}
    for content in _damaged_headings(found):
        source = found.source[slice(*found.source_span(*content))]
        key = (source, found.text[slice(*content)])
        if key not in seen:
            match = matcher.match(found.text, content)
            seen[key] = None
            if match is not None and match.canonical:
                seen[key] = match.matched.start - content.start, sections[match.name].heading
        if section := seen[key]:
            known.update(enumerate(section[1], content.start + section[0]))
    return {at: known[at] for at in _damaged(found) if at in known}


def _damaged_headings(found: Restoration) -> Iterator[Span]:
    """Yield the contents of the headings with damaged characters."""
    from digestlint.encoding.whole_lines import runs_by_line  # for few files

    lines = LineIndex(found.text)
    for runs in runs_by_line(found.source, found.runs):
        if not any(run.damaged for run in runs):
            continue
        row, _ = lines.position(runs[0].restored_start)
        if match := _HEADING.match(found.text, *lines.line_span(row)):
            content = match[1].rstrip(" \t")
            closed = content.rstrip("#")
            if closed.endswith((" ", "\t")):
                content = closed.rstrip(" \t")
            yield Span(match.start(1), match.start(1) + len(content))


def _damaged(restoration: Restoration) -> Iterator[int]:
    for run in restoration.runs:
        for index in run.damaged:
            yield run.restored_start + index


def _settled(restoration: Restoration, sure: Collection[int]) -> Restoration:
    """``restoration``, whose damaged characters at the offsets ``sure`` count as intact."""
    return _marked(
        restoration,
        [
            tuple([index for index in run.damaged if run.restored_start + index not in sure])
            for run in restoration.runs
        ],
    )


def _marked(restoration: Restoration, damaged: Sequence[tuple[int, ...]]) -> Restoration:
    """``restoration`` with other ``damaged`` characters, run by run."""
    from digestlint.encoding import Restoration, Run  # for few files

    runs = [
        run if run.damaged == indices else Run(*run[:6], indices, *run[7:])
        for run, indices in zip(restoration.runs, damaged, strict=True)
    ]
    return Restoration(
        restoration.source,
        restoration.text,
        tuple(runs),
        restoration.suspects,
        restoration.channel,
        restoration.remains,
    )
