from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.analysis.damaged_headings import DamagedHeadings
from tests.support import open_text

TEXT = misread_lossily("## 方法与实验\n\n" + "本文提出了一种新的方法，优于现有方法。\n" * 3)


@pytest.mark.parametrize(
    ("confidence", "ids", "possible"),
    [
        (0, set(), []),
        (1, {"方法与实验"}, ["方法与实验", "方法中实验", "方法中实验-1", "方法实验"]),
    ],
)
def test_which_slugs_a_heading_may_have_had(
    confidence: float, ids: set[str], possible: list[str]
) -> None:
    options = {"lossy-mojibake": {"restore-confidence": confidence}}
    headings = DamagedHeadings(open_text(TEXT, options=options))
    assert headings.ids == ids
    slugs = ["方法与实验", "方法中实验", "方法中实验-1", "方法实验", "方式与实验", "实验"]
    assert [slug for slug in slugs if headings.could_be(slug)] == possible
