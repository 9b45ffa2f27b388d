from __future__ import annotations

import pytest

from digestlint.digest.papers import identities, readable
from tests.support import open_text

SURVEY = """# Paper List
- [25/05] **Kelp: Joint {2D}\\&3D Charts** [[Paper](http://arxiv.org/pdf/2505.99004v2.)]
- [25/06] **Driftwood** [[Paper](https://doi.org/10.1145/3292500.3330648)] [[Notes](#driftwood)]
- [25/07] **No Link**

# TLDR/Notes
## driftwood
"""
DAILY = """# Papers for 2025-10-03

## 0.[Breakwater: Guarding](https://arxiv.org/pdf/2510.99101)
## 1.[MAS$^2$](https://example.org/mas2)
"""


def test_papers_of_a_survey_are_its_entries() -> None:
    papers = open_text(SURVEY).papers
    assert [identities(paper) for paper in papers] == [
        ("arxiv:2505.99004", "title:kelpjoint2d3dcharts"),
        ("doi:10.1145/3292500.3330648", "title:driftwood"),
        ("title:nolink",),
    ]
    assert [paper.date.text for paper in papers if paper.date] == ["25/05", "25/06", "25/07"]
    assert all(paper.entry is not None and paper.note is None for paper in papers)


def test_papers_of_a_daily_digest_are_its_notes() -> None:
    document = open_text(DAILY)
    assert [identities(paper) for paper in document.papers] == [
        ("arxiv:2510.99101", "title:breakwaterguarding"),
        ("title:mas2",),
    ]
    spans = [document.text[p.span.start : p.span.end] for p in document.papers]
    assert spans == ["Breakwater: Guarding", "MAS$^2$"]


def test_no_schema_no_papers() -> None:
    assert open_text("# Notes\n\n- [25/05] **Kelp**\n").papers == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kelp", True),
        ("海带：é", True),
        ("Caf\ufffd", False),
        ("Caf\ue000", False),
        ("", True),
    ],
)
def test_lost_characters_make_a_title_unreadable(title: str, expected: bool) -> None:
    assert readable(title) is expected


def test_a_title_with_lost_characters_is_no_identity() -> None:
    text = "# Papers for 2025-10-03\n\n## 0.[A\ufffdB](https://example.org/1)\n"
    assert [identities(paper) for paper in open_text(text).papers] == [()]
