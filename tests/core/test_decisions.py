from __future__ import annotations

import pytest

from digestlint.core.decisions import Decision, by_damaged_text

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


def test_the_decision_with_the_most_context_comes_first() -> None:
    wide = DECISION._replace(before="bb", after="aa", chosen="与")
    other = DECISION._replace(damaged="æ")
    assert by_damaged_text([DECISION, other, wide]) == {"ä¸": [wide, DECISION], "æ": [other]}
