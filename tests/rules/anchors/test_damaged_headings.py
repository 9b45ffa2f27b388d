from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.rules.anchors.damaged_headings import DamagedHeadings
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


@pytest.mark.parametrize(
    ("heading", "is_plain"),
    [("方法与实验", True), ("**方法**与实验", False), ("[方法](a)与实验", False)],
)
def test_only_marked_up_headings_need_the_document_without_guesses(
    heading: str, is_plain: bool
) -> None:
    options = {"lossy-mojibake": {"restore-confidence": 1.0}}
    text = TEXT.replace(misread_lossily("方法与实验"), misread_lossily(heading))
    document = open_text(text, options=options)
    assert document.restored_view.guesses
    headings = DamagedHeadings(document)
    assert ("without_guesses" in vars(document)) != is_plain
    slugs = ["方法与实验", "方法中实验", "方式与实验"]
    assert [headings.could_be(slug) for slug in slugs] == [True, True, False]
