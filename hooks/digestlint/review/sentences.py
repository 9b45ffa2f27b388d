"""The doubtful characters of a file, each in its sentence, and how many characters are what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.encoding.infill import Choice
from digestlint.text.codec import LineIndex

# The end of a sentence, which a piece of it may also have where it is very long.
_END = lazy_pattern(r"[。！？；]+[”’」』）)]*|[.!?;](?=\s)")
_LONGEST = 200  # characters of a piece
_WORD = 12  # letters of a word around a character that count as its term, or two of Chinese
_CHINESE = 6  # letters that a character of Chinese counts for
_LEAST = 3  # characters of a term that is enough
_AROUND = 40  # characters of the file on each side, where the term is not enough


class Doubtful(NamedTuple):
    """A doubtful character.

    Attributes:
        at: Its offset in the restored sentence.
        start: The offset of what is left of it in the damaged one.
        end: Where that ends.
        choice: What was chosen, how likely it is, and what else it may be.
        term: The first and last offsets of the word around it in the restored sentence.
        source_term: The same in the damaged one.
    """

    at: int
    start: int
    end: int
    choice: Choice
    term: tuple[int, int]
    source_term: tuple[int, int]


class Sentence(NamedTuple):
    """A sentence with doubtful characters.

    Attributes:
        row: Its row in the file.
        text: The likeliest text.
        damaged: What the file has.
        marks: The offset in ``text`` and the posterior of each character that lost bytes; 0 for
            one that nothing was chosen for.
        doubtful: Those characters that are doubtful.
    """

    row: int
    text: str
    damaged: str
    marks: tuple[tuple[int, float], ...]
    doubtful: tuple[Doubtful, ...]


class Characters(NamedTuple):
    """How many characters of a text are what."""

    intact: int = 0  # they are as they were written
    exact: int = 0  # mojibake that lost nothing
    sure: int = 0  # they lost bytes, and are as good as certain
    doubtful: int = 0  # what was chosen may be wrong
    unreadable: int = 0  # nothing could be chosen
    expected_errors: float = 0.0  # how many of the chosen ones are wrong, as the posteriors say


def count_characters(document: Document) -> Characters:
    """Return how many characters of a file are what."""
    view = document.restored_view
    restoration = view.filled.restoration
    sure = doubtful = 0
    errors = 0.0
    for choice in view.filled.choices.values():
        errors += 1 - choice.posterior
        if choice.posterior >= view.confidence:
            sure += 1
        else:
            doubtful += 1
    in_runs = sum(len(run.text) for run in restoration.runs)
    lost = sum(len(run.damaged) for run in restoration.runs)
    return Characters(
        len(restoration.text) - in_runs,
        in_runs - lost,
        sure,
        doubtful,
        max(lost - sure - doubtful, 0),
        errors,
    )


def find_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences with doubtful characters, in the order of the file."""
    if not document.restored_view.is_lossy:
        return
    restoration = document.filled.restoration
    choices, confidence = document.filled.choices, document.restored_view.confidence
    damaged = [run.restored_start + index for run in restoration.runs for index in run.damaged]
    lines = LineIndex(restoration.text)
    done = 0
    for at in damaged:
        choice = choices.get(at)
        if at < done or choice is None or choice.posterior >= confidence:
            continue
        row, _ = lines.position(at)
        start, done = _around(restoration.text, at, *lines.line_span(row))
        inside = damaged[bisect_left(damaged, start) : bisect_left(damaged, done)]
        yield _sentence(document, row, start, done, inside)


def _sentence(document: Document, row: int, start: int, end: int, damaged: list[int]) -> Sentence:
    restoration, choices = document.filled.restoration, document.filled.choices
    text = restoration.text[start:end]
    first, last = restoration.source_span(start, end)
    marks = []
    doubtful = []
    for at in damaged:
        choice = choices.get(at)
        marks.append((at - start, choice.posterior if choice else 0.0))
        if choice is None or choice.posterior >= document.restored_view.confidence:
            continue
        begins, ends = restoration.source_span(at, at + 1)
        term = _term(text, at - start)
        of_term = restoration.source_span(start + term[0], start + term[1])
        place = at - start, begins - first, ends - first
        doubtful.append(Doubtful(*place, choice, term, (of_term[0] - first, of_term[1] - first)))
    source = restoration.source[first:last]
    return Sentence(row, text, source, tuple(marks), tuple(doubtful))


def _around(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around an offset in the line ``[start, end)`` begins and ends."""
    ends = [start, *(match.end() for match in _END.finditer(text, start, end)), end]
    number = bisect_right(ends, at)
    first, last = ends[number - 1], ends[number]
    first += (at - first) // _LONGEST * _LONGEST
    last = min(last, first + _LONGEST)
    while first < at and text[first].isspace():
        first += 1
    return first, last


def _term(text: str, at: int) -> tuple[int, int]:
    """Return where the word around a character begins and ends, as far as it matters.

    Where the character itself begins or ends the word, what is beside it belongs to the term: a
    decision must not fit where the word is another one.
    """
    first, last = at, at + 1
    room = _WORD
    while first > 0 and (room := room - _weight(text[first - 1])) >= 0:
        first -= 1
    room = _WORD
    while last < len(text) and (room := room - _weight(text[last])) >= 0:
        last += 1
    if first == at:
        first = max(at - 1, 0)
    if last == at + 1:
        last = min(at + 2, len(text))
    return first, last


def _weight(char: str) -> int:
    """Return how much of the room in a term a character takes: all of it if it ends the word."""
    if not char.isalnum():
        return _WORD + 1
    return _CHINESE if char >= "\u3000" else 1


def needs_more(doubt: Doubtful) -> bool:
    """Whether the term of a character is too little to tell it from others: at an end, or short."""
    first, last = doubt.term
    return last - first < _LEAST or first == doubt.at or last == doubt.at + 1


def context_of(sentence: Sentence, doubt: Doubtful, *, wide: bool) -> tuple[str, str]:
    """Return what the file has before and after a character, as a decision names it."""
    first, last = doubt.source_term
    if wide:
        first, last = max(doubt.start - _AROUND, 0), doubt.end + _AROUND
    return sentence.damaged[first : doubt.start], sentence.damaged[doubt.end : last]
