"""Promise 2: no fix causes a defect; new findings concern what a fix touched or uncovered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestlint.core.finding import BOM, Applicability, Edit, Finding, Fix
from digestlint.digest.schema import Schema
from digestlint.fixes.fixer import Text, apply
from digestlint.markdown import parse
from digestlint.markdown.rendering.rendered_blocks import rendered
from digestlint.text.codec import encode
from tests.guarantees.generated_digests import digests
from tests.guarantees.test_stable import slow
from tests.support import diagnose, message, open_text


class Round:
    """One round of fixes: from places before it to places after it."""

    def __init__(self, before: Text, after: Text, applied: Sequence[Finding]) -> None:
        edits = [e for d in applied if d.fix for e in d.fix.edits if e.start != BOM]
        self._edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._starts = [edit.start for edit in self._edits]
        self._ends = [edit.end for edit in self._edits]
        grown = (len(edit.content) - (edit.end - edit.start) for edit in self._edits)
        self._growth = [0, *accumulate(grown)]
        named = [(d.start, d.end) for d in applied]
        named += [(edit.start, edit.end) for edit in self._edits]
        old = _blocks(before)
        # A block that is touched is touched as a whole, before and after.
        named += [block for block in old if any(_meet(block, zone) for zone in named)]
        self.touched = [self.image(*zone) for zone in named]
        self.touched += [b for b in _blocks(after) if any(_meet(b, z) for z in self.touched)]
        # What is below and beside a heading may be notes only now that the heading is right.
        self.touched += [s for h, s in _sections(after) if any(_meet(h, z) for z in self.touched)]

    def image(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch is after the round, with what was written at its edges."""
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        return start + self._growth[first], end + self._growth[max(last, first)]


def _blocks(text: Text) -> list[tuple[int, int]]:
    """The blocks of a text, in characters."""
    data = encode(text.text, False)
    found = rendered(data)
    places = [(block.start, block.end) for block in (*found.blocks, *found.definitions)]

    def characters(offset: int) -> int:
        return len(data[:offset].decode("utf-8", "surrogateescape"))

    return [(characters(start), characters(end)) for start, end in places]


def _sections(text: Text) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The headings of a text, each with the part of the text that it is a heading of, or is in.

    That is the part below the heading above it of the next higher rank: notes, for a section.
    """
    headings = parse(text.text.encode("utf-8", "replace").decode()).headings
    for number, heading in enumerate(headings):
        above = [h for h in headings[:number] if h.level < heading.level]
        level = above[-1].level if above else 0
        below = (h.span.start for h in headings[number + 1 :] if h.level <= level)
        start = above[-1].span.start if above else 0
        yield heading.span, (start, next(below, len(text.text)))


def _schema(text: Text) -> Schema | None:
    return open_text(encode(text.text, text.bom)).schema


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def uncalled_for(before: Text, found: Sequence[Finding], *, unsafe: bool) -> list[Finding]:
    """What one round of fixes leaves that was not there, away from all that it touched."""
    after, applied = apply(before, found, unsafe=unsafe)
    # Where a heading of the digest is fixed, all that it consists of is seen for the first time.
    if after == before or _schema(after) != _schema(before):
        return []
    step = Round(before, after, applied)
    known = [(d.code, step.image(max(d.start, 0), d.end)) for d in found]
    return [
        new
        for new in diagnose(encode(after.text, after.bom))
        if not any(_meet((new.start, new.end), zone) for zone in step.touched)
        and not any(
            (code == new.code and _meet((new.start, new.end), place)) or place[0] == new.start
            for code, place in known
        )
    ]


def fixing(text: str, old: str, new: str) -> Finding:
    at = text.index(old)
    fix = Fix(Applicability.SAFE, message("Fix it"), (Edit(at, at + len(old), new),))
    return Finding(at, at + len(old), message(""), fix, code="TST001", name="test")


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        # A link that leads nowhere any more, a pair of entries, an open fence: all elsewhere.
        ("# A\n\nSee [it](#one).\n\n# B\n\n## One\n\nText.\n", "One", "Two", ["ANC001"]),
        ("Text.\n\n~~~\na\n~~~\n\nLast.\n", "Text.", "~~~\n", ["SEC006"]),
        # In the paragraph that is fixed, and in the code that shows.
        ("Text is [it](b).\n", "[it](b)", "http://arxiv.org/abs/2510.00001", []),
        ("~~~\nhttp://arxiv.org/abs/2510.00001\n\nb\n~~~\n", "~~~\nh", "h", []),
        # There before, if not under this code.
        ("# One\n\nSee [it](#none).\n", "One", "Two", []),
        ("# One\n\nSee [it](#none).\n", "# One\n", "# One\n\nMore.\n", []),
    ],
)
def test_new_findings_elsewhere_are_noticed(
    text: str, old: str, new: str, expected: list[str]
) -> None:
    found = [*diagnose(text, "ANC001", "SEC006"), fixing(text, old, new)]
    found = [d._replace(fix=None) if d.code != "TST001" else d for d in found]
    left = uncalled_for(Text(text, False), found, unsafe=False)
    assert [finding.code for finding in left] == expected


@pytest.mark.slow
@settings(slow, max_examples=400)
@given(text=digests(), unsafe=st.booleans())
def test_new_findings_concern_what_was_touched(text: str, unsafe: bool) -> None:
    before = Text(text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    assert uncalled_for(before, diagnose(text), unsafe=unsafe) == []
