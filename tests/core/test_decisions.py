from __future__ import annotations

import pytest

from digestlint.core.decisions import Decision, Decisions

DECISION = Decision("ä¸", "b", "a", "中")


@pytest.mark.parametrize(
    ("text", "start", "fits"),
    [
        ("bä¸a", 1, True),
        ("xxbä¸a\n", 3, True),
        ("ä¸a", 0, False),
        ("bä¸", 1, False),
        ("bä¸\na", 1, False),
        ("bä¹a", 1, False),
    ],
)
def test_a_decision_fits_its_damaged_text_between_its_neighbours(
    text: str, start: int, fits: bool
) -> None:
    assert DECISION.fits(text, start, start + 2) is fits


def test_a_decision_is_about_all_of_the_damaged_text() -> None:
    assert not DECISION.fits("bä¸a", 1, 2)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("xbä¸ax", "中"), ("bbä¸aax", "与"), ("cä¸", "不"), ("ä¸", None), ("bæa", None)],
)
def test_of_several_decisions_that_with_the_most_context_is_taken(
    text: str, chosen: str | None
) -> None:
    wide = DECISION._replace(before="bb", after="aa", chosen="与")
    one_side = DECISION._replace(before="c", after="", chosen="不")
    start = text.find("ä¸")
    found = Decisions([DECISION, one_side, wide]).at(text, max(start, 0), max(start, 0) + 2)
    assert (found and found.chosen) == chosen


def test_of_two_decisions_alike_the_order_does_not_matter() -> None:
    pair = [DECISION, DECISION._replace(chosen="与")]
    found = [Decisions(some).at("bä¸a", 1, 3) for some in (pair, pair[::-1])]
    assert found[0] is not None and found[0] == found[1]
