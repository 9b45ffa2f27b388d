from __future__ import annotations

import pytest

from digestlint.markdown import Span, SpanSet, parse
from digestlint.text.spans import SpanList


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 2), (3, 5)], [(0, 2), (3, 5)]),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 5), (1, 2)], [(0, 5)]),
        ([(1, 1), (2, 3)], [(2, 3)]),
        ([], []),
    ],
)
def test_a_span_set_is_sorted_and_disjoint(
    spans: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert list(SpanSet(spans)) == expected


@pytest.mark.parametrize(
    ("spans", "in_order"),
    [
        ([(0, 2), (2, 4)], [(0, 2), (2, 4)]),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 9), (0, 2)], [(0, 9), (0, 2)]),  # by their starts
        ([], []),
    ],
)
def test_a_span_list_keeps_all_spans(
    spans: list[tuple[int, int]], in_order: list[tuple[int, int]]
) -> None:
    listed = SpanList(spans)
    assert list(listed) == spans
    assert [listed[place] for place in range(len(listed))] == spans
    assert list(listed.in_order()) == in_order
    assert list(SpanSet(listed)) == list(SpanSet(spans))


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (0, 20, [(2, 4), (6, 9)]),
        (3, 7, [(3, 4), (6, 7)]),
        (4, 6, []),
        (7, 8, [(7, 8)]),
        (9, 20, []),
    ],
)
def test_what_of_a_span_set_is_within(start: int, end: int, inside: list[tuple[int, int]]) -> None:
    assert list(SpanSet([(2, 4), (6, 9)]).within(start, end)) == inside


@pytest.mark.parametrize(("offset", "gap"), [(0, (0, 2)), (4, (4, 6)), (11, (9, 12))])
def test_gaps_of_a_span_set(offset: int, gap: tuple[int, int]) -> None:
    assert SpanSet([(2, 4), (6, 9)]).gap(offset, 12) == gap


def test_what_is_at_a_place() -> None:
    text = "# 一\n\n[a](u) b\n\n## 二\n"
    markdown = parse(text)
    link, second = text.index("["), text.index("##")
    found = markdown.link_at(link)
    assert found and found.destination == "u"
    assert markdown.link_at(text.index("b")) is None
    heading = markdown.heading_at(second + 3)
    assert heading and heading.text == "二"
    assert markdown.heading_at(link) is None
    assert markdown.block_at(link) == Span(link, text.index("b") + 2)  # with its line ending
    assert markdown.block_before(link) == markdown.headings[0].span
    assert markdown.block_before(0) is None
    assert [h.text for h in markdown.headings_in(0, second)] == ["一"]
    assert list(markdown.links_in(0, link)) == []
    assert len(markdown.links_in(link, second)) == 1


def test_list_items() -> None:
    text = "- [ ] a\n  1. b\n- c\n"
    items = parse(text).items
    assert len(items) == 3
    shown = [(text[item.content.start : item.content.end], item.depth) for item in items]
    assert shown == [("a\n  1. b\n", 1), ("b\n", 2), ("c\n", 1)]
    assert items[1:] == list(items)[1:]
    assert items[-1].span == Span(text.index("- c"), len(text))
    assert [span.start for span in items.spans] == [item.span.start for item in items]
