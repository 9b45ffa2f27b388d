"""Applying edits, mapping offsets and finding overlaps, compared with one edit at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestlint.text.edits import Edits, OffsetMap, Taken, applied, in_order, overlap

Triple = tuple[int, int, str]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([(0, 0, "X")], "Xabcdef"),
        ([(6, 6, "X")], "abcdefX"),
        ([(0, 6, "")], ""),
        ([(1, 3, "XYZ")], "aXYZdef"),
        ([(1, 2, ""), (4, 5, "XY")], "acdXYf"),
        ([(1, 2, "X"), (2, 3, "Y")], "aXYdef"),  # these touch
        ([(2, 2, "X"), (2, 4, "")], "abXef"),
        ([(2, 4, ""), (4, 4, "X")], "abXef"),
        ([(3, 3, "X"), (3, 3, "Y")], "abcXYdef"),
        ([(2, 4, "核心\r\n\udce6")], "ab核心\r\n\udce6ef"),
    ],
)
def test_edits_are_applied(edits: list[Triple], expected: str) -> None:
    assert applied("abcdef", edits) == applied("abcdef", Edits.of(edits)) == expected
    raw = [(start, end, _bytes(content)) for start, end, content in edits]
    assert applied(b"abcdef", raw) == applied(b"abcdef", Edits.of(raw)) == _bytes(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, None, "aBcDDf"), (1, 5, "BcDD"), (0, 2, "aB"), (2, 3, "c"), (3, 9, "DDf")],
)
def test_edits_are_applied_to_a_stretch(start: int, end: int | None, expected: str) -> None:
    edits = [(1, 2, "B"), (3, 5, "DD")]
    inside = [edit for edit in edits if start <= edit[0] and edit[1] <= (9 if end is None else end)]
    assert applied("abcdef", inside, start, end) == expected


def test_edits_apply_in_order_inside_the_block() -> None:
    text = "x\n\nabc\n\ny"
    edits = [(5, 6, "C"), (3, 3, "<"), (4, 5, "")]
    assert applied(text, in_order(edits), 3, 6) == "<aC"


def test_insertions_are_before_what_replaces_the_text_behind_them() -> None:
    edits = [(4, 6, "c"), (4, 4, "b"), (4, 4, "a"), (1, 4, "z")]
    ordered = [(1, 4, "z"), (4, 4, "b"), (4, 4, "a"), (4, 6, "c")]
    assert in_order(edits) == ordered
    assert list(Edits.of(edits)) == ordered


def test_a_byte_order_mark_is_before_the_text() -> None:
    edits = Edits.of([(2, 3, "x"), (-1, 0, ""), (0, 1, "y")])
    assert list(edits) == [(-1, 0, ""), (0, 1, "y"), (2, 3, "x")]
    assert list(edits.of_text()) == [(0, 1, "y"), (2, 3, "x")]
    assert list(edits.of_text().of_text()) == [(0, 1, "y"), (2, 3, "x")]


@pytest.mark.parametrize(
    ("edit", "following", "do"),
    [
        ((1, 3), (4, 5), False),
        ((1, 3), (3, 5), False),
        ((1, 3), (2, 5), True),
        ((1, 5), (2, 3), True),
        ((1, 3), (1, 3), True),
        ((1, 3), (2, 2), True),  # an insertion inside of what is replaced
        ((1, 1), (1, 3), False),  # before it
        ((1, 3), (3, 3), False),  # behind it
        ((1, 1), (1, 1), False),
        ((-1, 0), (0, 1), False),
    ],
)
def test_edits_overlap_where_one_begins_inside_of_another(
    edit: tuple[int, int], following: tuple[int, int], do: bool
) -> None:
    assert overlap((*edit, ""), (*following, "")) == do


@pytest.mark.parametrize(
    ("fixes", "fitting"),
    [
        ([[(0, 1)], [(2, 3)]], [0, 1]),
        ([[(0, 1)], [(1, 2)], [(2, 3)]], [0, 2]),
        ([[(1, 2), (2, 3)], [(4, 4)]], [0, 1]),  # those of one fix may touch
        ([[(0, 5)], [(2, 3)]], [0]),
        ([[(2, 3)], [(0, 5)]], [0]),
        ([[(2, 2)], [(2, 2)]], [0]),
        ([[(2, 2)], [(2, 3)], [(1, 2)], [(3, 3)]], [0, 3]),
        ([[(0, 1), (5, 6)], [(3, 3), (6, 6)], [(3, 3)]], [0, 2]),  # all of a fix, or nothing
        ([[(-1, 0)], [(0, 0)], [(1, 1)]], [0, 2]),  # a byte order mark touches the text
        ([[(6, 6)], [(-1, 0)]], [0, 1]),
    ],
)
def test_edits_of_two_fixes_may_not_touch(
    fixes: list[list[tuple[int, int]]], fitting: list[int]
) -> None:
    taken = Taken(6)
    made = [[(start, end, "") for start, end in edits] for edits in fixes]
    assert [number for number, edits in enumerate(made) if taken.take(edits)] == fitting


@pytest.mark.parametrize(
    ("edits", "offset", "after", "after_end"),
    [
        ([], 3, 3, 3),
        ([(1, 3, "XYZ")], 0, 0, 0),
        ([(1, 3, "XYZ")], 1, 1, 4),
        ([(1, 3, "XYZ")], 2, 1, 4),
        ([(1, 3, "XYZ")], 3, 4, 4),
        ([(1, 3, "XYZ")], 6, 7, 7),
        ([(1, 3, "")], 2, 1, 1),
        ([(2, 2, "XY")], 2, 4, 4),
        ([(2, 2, "XY")], 1, 1, 1),
        ([(2, 2, "X"), (2, 3, "YZ")], 2, 3, 5),
        ([(0, 1, ""), (2, 4, "X")], 3, 1, 2),
        ([(0, 1, ""), (2, 4, "X")], -1, -1, -1),
    ],
)
def test_offsets_follow_edits(edits: list[Triple], offset: int, after: int, after_end: int) -> None:
    places = OffsetMap(Edits.of(edits))
    assert (places.after(offset), places.after(offset, at_end=True)) == (after, after_end)


@pytest.mark.parametrize(
    ("edits", "offset", "before", "before_end"),
    [
        ([], 3, 3, 3),
        ([(1, 3, "XYZ")], 0, 0, 0),
        ([(1, 3, "XYZ")], 1, 1, 3),
        ([(1, 3, "XYZ")], 4, 1, 3),
        ([(1, 3, "XYZ")], 5, 4, 4),
        ([(1, 3, "")], 1, 1, 3),
        ([(1, 3, "")], 2, 4, 4),
        ([(2, 2, "XY")], 3, 2, 2),
        ([(2, 2, "XY")], 5, 3, 3),
        ([(1, 2, "X"), (2, 4, "Y")], 2, 2, 4),  # of two that touch, the one that begins there
        ([(2, 4, "X")], -1, -1, -1),
    ],
)
def test_offsets_lead_back(edits: list[Triple], offset: int, before: int, before_end: int) -> None:
    places = OffsetMap(Edits.of(edits))
    assert (places.before(offset), places.before(offset, at_end=True)) == (before, before_end)


@pytest.mark.parametrize(
    ("span", "around"),
    [
        ((0, 1), (0, 2)),
        ((1, 3), (1, 5)),
        ((3, 5), (4, 8)),
        ((3, 4), (4, 6)),
        ((5, 6), (8, 9)),
        ((1, 1), (1, 2)),
    ],
)
def test_a_span_takes_what_is_inserted_at_its_edges(
    span: tuple[int, int], around: tuple[int, int]
) -> None:
    places = OffsetMap(Edits.of([(1, 1, "X"), (3, 3, "Y"), (4, 5, "ZZ")]))
    assert places.around(*span) == around


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Triple]]:
    """A text, and edits of it that do not overlap, in order."""
    text = draw(st.text("abc\nü核\udce6", max_size=12))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    contents = st.text("XYé\n", max_size=3)
    return text, in_order((start, end, draw(contents)) for start, end in spans)


@given(edited_texts())
def test_all_edits_are_one_after_the_other(case: tuple[str, list[Triple]]) -> None:
    text, edits = case
    expected = text
    for start, end, content in reversed(edits):  # those behind are not moved
        expected = expected[:start] + content + expected[end:]
    assert applied(text, edits) == applied(text, Edits.of(edits)) == expected
    assert not any(map(overlap, edits, edits[1:]))


@given(edited_texts())
def test_offsets_move_with_one_edit_after_the_other(case: tuple[str, list[Triple]]) -> None:
    text, edits = case
    places = OffsetMap(Edits.of(edits))
    for offset in range(-1, len(text) + 1):
        for at_end in (False, True):
            expected = offset
            for start, end, content in reversed(edits):
                if start <= expected < end:
                    expected = start + len(content) * at_end
                elif expected >= start:
                    expected += len(content) - (end - start)
            assert places.after(offset, at_end=at_end) == expected


@given(edited_texts())
def test_what_is_not_replaced_is_found_both_ways(case: tuple[str, list[Triple]]) -> None:
    text, edits = case
    new = applied(text, edits)
    places = OffsetMap(Edits.of(edits))
    for at, character in enumerate(text):
        if not any(start <= at < end for start, end, _ in edits):
            there = places.after(at)
            assert new[there] == character
            # At the end of what was written, an offset may be that of the edit as well.
            assert places.before(there) <= at <= places.before(there, at_end=True)
            if not any(at in (start, end) for start, end, _ in edits):
                assert places.before(there) == places.before(there, at_end=True) == at


@given(edited_texts())
def test_what_is_written_leads_back_to_what_it_replaces(case: tuple[str, list[Triple]]) -> None:
    text, edits = case
    places = OffsetMap(Edits.of(edits))
    size = 0  # of what is before, afterwards
    position = 0
    for start, end, content in edits:
        size += start - position
        for at in range(size, size + len(content)):
            assert (places.before(at), places.before(at, at_end=True)) == (start, end)
        size, position = size + len(content), end
    last = len(applied(text, edits))
    back = [places.before(at) for at in range(-1, last + 1)]
    assert back == sorted(back)
    assert places.before(last, at_end=True) == len(text)


@given(edited_texts(), st.data())
def test_spans_are_what_edits_make_of_them(
    case: tuple[str, list[Triple]], data: st.DataObject
) -> None:
    text, edits = case
    edge = st.integers(0, len(text)).filter(
        lambda at: not any(start < at < end for start, end, _ in edits)
    )
    first, last = sorted((data.draw(edge), data.draw(edge)))
    inside = [edit for edit in edits if first <= edit[0] and edit[1] <= last]
    start, end = OffsetMap(Edits.of(edits)).around(first, last)
    assert applied(text, edits)[start:end] == applied(text, inside, first, last)


@given(st.lists(edited_texts(), max_size=6))
def test_fixes_fit_that_touch_no_earlier_one(cases: list[tuple[str, list[Triple]]]) -> None:
    taken = Taken(12)
    kept: list[Triple] = []
    for _, edits in cases:
        expected = not any(_touch(edit, other) for edit in edits for other in kept)
        assert taken.take(edits) == expected
        kept += edits if expected else []


def _touch(one: Triple, other: Triple) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
