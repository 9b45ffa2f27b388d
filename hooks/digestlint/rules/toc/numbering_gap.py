"""Papers, headings or items are not numbered consecutively.

## What it does
Finds headings of papers (`## 3.[Title](…)`) whose number does not follow the number before it,
because a number is missing, repeated or out of order. The list may start at any number, and it may
count down.

In any file, it finds the same in headings of one level in a section (`## 3. Results`,
`### [3] Title`, `## 三、结果`) and in paragraphs and items that begin with a full-width mark
(`3、`, `3．`, `（3）`, `三、`), if nearly all of at least three numbers follow each other. The
numbers of Markdown's own lists (`3.`, `3)`) are not checked: they are shown consecutively anyway.

## Why it matters
Readers refer to papers by number, and a gap looks as if a paper was lost.

## Example
```markdown
# Papers for 2025-10-03

## 0.[Breakwater](https://arxiv.org/pdf/2510.99101)

## 2.[Small Boats](https://arxiv.org/pdf/2510.99102)
```

If no paper is missing between the two, write instead:
```markdown
# Papers for 2025-10-03

## 0.[Breakwater](https://arxiv.org/pdf/2510.99101)

## 1.[Small Boats](https://arxiv.org/pdf/2510.99102)
```

## Fix safety
The fix renumbers the headings. This changes their anchors, so the fix also updates the links to
these anchors in the file, and is safe. It is unsafe if it cannot update such a link, because the
link is written in HTML or several headings share the anchor.

Outside of digests, a number is fixed only if it is repeated or too small, or if the number after it
is right; and if nothing but it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Group, Note
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.renaming import retarget
from digestlint.rules.toc.series import Break, irregular
from digestlint.text.edits import applied

RULE = RuleInfo(
    "TOC006",
    "numbering-gap",
    severity=Severity.INFO,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
)

_GAP = Template("numbering-gap/gap", "number {number} should be {wanted}")
_GAP_AND_ONE = Template(
    "numbering-gap/gap-and-one",
    "number {number} should be {wanted}; renumber the heading after it as well",
)
_GAP_AND_MORE = Template(
    "numbering-gap/gap-and-more",
    "number {number} should be {wanted}; renumber the {more} headings after it as well",
)
_NUMBER_ON = Template("numbering-gap/number-on", "Renumber from {number}")

# Longer numbers are not numbers of papers, and ``int`` rejects very long ones.
_MOST_DIGITS = 6
_USUAL_STARTS = (0, 1)


class _Numbered(NamedTuple):
    note: Note
    number: Group
    value: int
    wanted: int

    @property
    def shift(self) -> int:
        return self.value - self.wanted


def check(document: Document) -> Iterator[Finding]:
    """Report each number that breaks the sequence, together with those that follow from it."""
    for together in _numbered_together(document):
        yield from _check_part(document, together)
    for broken in irregular(document):
        message = _GAP(number=broken.item.value, wanted=broken.wanted)
        yield Finding(*broken.item.span, message, _fix_alone(document, broken))


def _numbered_together(document: Document) -> Iterator[list[Note]]:
    """Yield the notes of each part of the digest; a section with a heading may begin again at 1."""
    part: list[Note] = []
    for note in document.digest.notes if document.digest else ():
        if part and (note.region != part[-1].region or _begins_again(document, part[-1], note)):
            yield part
            part = []
        part.append(note)
    if part:
        yield part


def _begins_again(document: Document, before: Note, note: Note) -> bool:
    """Whether a heading separates ``note`` from the one before it, and it has the first number."""
    number = note.number.text if note.number else ""
    return (
        number.isdecimal()
        and number.lstrip("0") in ("", "1")
        and bool(document.markdown.headings_in(before.span.end, note.span.start))
    )


def _check_part(document: Document, part: Iterable[Note]) -> Iterator[Finding]:
    notes = [
        (note, note.number, int(note.number.text))
        for note in part
        if note.number and note.number.text.isdecimal() and len(note.number.text) <= _MOST_DIGITS
    ]
    values = [value for _, _, value in notes]
    if not values or _counts_down(values):
        return
    first = _first(values)
    numbered = [
        _Numbered(note, number, value, first + i) for i, (note, number, value) in enumerate(notes)
    ]
    wrong = [item for item in numbered if item.shift]
    links = retarget(document, {item.note.head: _renumbered(document, item) for item in wrong})
    for run in _runs(numbered):
        yield Finding(*run[0].number.span, _message(run), _fix(run, links))


def _message(run: Sequence[_Numbered]) -> Message:
    number, wanted = run[0].value, run[0].wanted
    if len(run) == 1:
        return _GAP(number=number, wanted=wanted)
    if len(run) == 2:
        return _GAP_AND_ONE(number=number, wanted=wanted)
    return _GAP_AND_MORE(number=number, wanted=wanted, more=len(run) - 1)


def _counts_down(values: Sequence[int]) -> bool:
    return len(values) > 2 and all(a - b == 1 for a, b in pairwise(values))


def _first(values: Sequence[int]) -> int:
    """Return the number that the list begins with.

    A first number that contradicts all others is not the start.
    """
    starts = {value - i for i, value in enumerate(values) if i}
    if values[0] not in _USUAL_STARTS and len(values) > 2 and len(starts) == 1:
        (start,) = starts
        if start in _USUAL_STARTS:
            return start
    return values[0]


def _runs(numbered: Sequence[_Numbered]) -> Iterator[list[_Numbered]]:
    """Yield the runs of headings that are off by the same number."""
    run: list[_Numbered] = []
    for item in numbered:
        if run and item.shift != run[0].shift:
            yield run
            run = []
        if item.shift:
            run.append(item)
    if run:
        yield run


def _fix(run: Sequence[_Numbered], links: Mapping[Span, list[Edit] | None]) -> Fix:
    edits = [smallest_edit(item.number.span.start, item.number.text, _spelt(item)) for item in run]
    applicability = Applicability.SAFE
    for item in run:
        following = links.get(item.note.head, [])
        if following is None:
            applicability = Applicability.UNSAFE
        else:
            edits += following
    return Fix(applicability, _NUMBER_ON(number=_spelt(run[0])), tuple(edits))


def _fix_alone(document: Document, broken: Break) -> Fix | None:
    """Return the fix of a number in a series that is right otherwise."""
    item, new = broken.item, broken.spelt()
    is_known = item.value <= broken.last.value or not broken.is_last
    if new is None or not (broken.fits and is_known):
        return None
    edit = smallest_edit(item.span.start, item.written, new)
    if item.heading is None:
        return Fix.safe(_NUMBER_ON(number=new), edit)
    name = item.heading.text.replace(item.written, new, 1)
    links = retarget(document, {item.heading.span: name}).get(item.heading.span, [])
    make = Fix.unsafe if links is None else Fix.safe
    return make(_NUMBER_ON(number=new), edit, *(links or ()))


def _spelt(item: _Numbered) -> str:
    """Return the wanted number, padded with zeros if the written number is."""
    return str(item.wanted).zfill(len(item.number.text) if item.number.text[0] == "0" else 1)


def _renumbered(document: Document, item: _Numbered) -> str:
    """Return the name of the notes as plain text, with the wanted number."""
    name = item.note.name
    before = document.text[item.note.label.start : item.number.span.start]
    at = len(before) if name.startswith(before) else name.find(item.number.text)
    return applied(name, [(at, at + len(item.number.text), _spelt(item))])
