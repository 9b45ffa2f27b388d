from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.rule_docs import examples
from digestlint.document.context import Context
from digestlint.lint.registry import find_rule
from digestlint.papers.bibliography import parse_bibliography
from tests.support import fixed, open_text, see

BIB = """@misc{a, title = {Kelp: {Joint} {2D}\\&{3D} {Charts}}, url = {http://arxiv.org/abs/2505.99004}}
@article{b, title = {Driftwood}, doi = {10.1145/123.456}, year = {2025}, month = jun}
@misc{c, title = {Tide}, year = {2025}}
"""
WITH_BIB = Context(bibliography=parse_bibliography(BIB, "papers.bib"))
ENTRY = (
    "- [25/03] **{0}**  \n[[Paper](https://arxiv.org/pdf/2503.99001v2)] "
    "[[Code/Page](https://github.com/example/{0})] [[TLDR/Notes](#{1})]\n"
)
FIRST, LAST = ENTRY.format("Ferry", "ferry"), ENTRY.format("Zephyr", "zephyr")


def survey(list_of_papers: str, *notes: str) -> str:
    return f"# Paper List\n{list_of_papers}\n# TLDR/Notes\n" + "".join(f"## {n}\n" for n in notes)


KELP = (
    "- [25/05] **Kelp: Joint 2D&3D Charts**  \n[[Paper](https://arxiv.org/pdf/2505.99004)] "
    "[[TLDR/Notes](#kelp--joint-2d-3d-charts)]\n"
)
DRIFTWOOD = (
    "- [25/06] **Driftwood**  \n[[Paper](https://doi.org/10.1145/123.456)] "
    "[[Code/Page](https://github.com/example/drift)] [[TLDR/Notes](#driftwood)]\n"
)
KELP_NOTE = "kelp--joint-2d-3d-charts"
DRIFTWOOD_NOTE = "driftwood\nCode: https://github.com/example/drift."


@pytest.mark.parametrize(
    ("before", "notes", "after"),
    [
        # In the order of the notes: between, before, behind, and two side by side.
        (f"{FIRST}\n{LAST}", ["ferry", KELP_NOTE, "zephyr"], f"{FIRST}\n{KELP}\n{LAST}"),
        (f"{FIRST}\n{LAST}", [KELP_NOTE, "ferry", "zephyr"], f"{KELP}\n{FIRST}\n{LAST}"),
        (f"{FIRST}\n{LAST}", ["ferry", "zephyr", KELP_NOTE], f"{FIRST}\n{LAST}\n{KELP}"),
        (FIRST, ["ferry", KELP_NOTE, DRIFTWOOD_NOTE], f"{FIRST}\n{KELP}\n{DRIFTWOOD}"),
        # The list of papers has another order.
        (f"{LAST}\n{FIRST}", ["ferry", KELP_NOTE, "zephyr"], f"{LAST}\n{FIRST}\n{KELP}"),
        # A tight list stays tight.
        (FIRST + LAST, ["ferry", DRIFTWOOD_NOTE, "zephyr"], FIRST + DRIFTWOOD + LAST),
    ],
)
def test_adds_an_entry_from_the_bibliography(before: str, notes: list[str], after: str) -> None:
    text = survey(before, *notes)
    found = see(text, "TOC002", context=WITH_BIB)
    assert {s.fix for s in found} == {Applicability.UNSAFE}
    result = fixed(text, "TOC002", context=WITH_BIB)
    assert result == survey(after, *notes)
    assert see(result, "TOC001", "TOC002", "TOC005", context=WITH_BIB) == []
    assert fixed(text, "TOC002", context=WITH_BIB, unsafe=False) == text


def test_many_entries_are_added_in_one_go() -> None:
    bib = "".join(
        f"@misc{{k{i}, title = {{Paper {i} of many}}, url = {{arxiv.org/abs/2501.{i:05d}}}}}\n"
        for i in range(120)
    )
    context = Context(bibliography=parse_bibliography(bib, "many.bib"))
    text = survey(FIRST, "ferry", *(f"paper-{i}-of-many" for i in range(120)))
    result = fixed(text, "TOC002", context=context)
    entries = open_text(result).papers
    titles = [f"Paper {i} of many" for i in range(120)]
    assert [paper.title for paper in entries] == ["Ferry", *titles]


def test_without_a_bibliography_a_link_in_the_notes_tells() -> None:
    note = "kelp--charts\n[PDF](http://arxiv.org/pdf/2505.99004v3)"
    text = survey(FIRST, "ferry", note)
    expected = (
        "- [25/05] **kelp--charts**  \n[[Paper](https://arxiv.org/pdf/2505.99004)] "
        "[[TLDR/Notes](#kelp--charts)]\n"
    )
    assert fixed(text, "TOC002") == survey(f"{FIRST}\n{expected}", "ferry", note)


@pytest.mark.parametrize(
    ("list_of_papers", "notes"),
    [
        (FIRST, ["ferry", "kelp"]),  # no date
        (FIRST, ["ferry", "kelp\nUnlike https://arxiv.org/abs/2501.00001"]),  # another paper's
        (FIRST, ["ferry", "tide"]),  # a year is not a date
        ("", ["kelp--joint-2d-3d-charts"]),  # no entry to take the shape from
    ],
)
def test_makes_nothing_up(list_of_papers: str, notes: list[str]) -> None:
    text = survey(list_of_papers, *notes)
    assert [s.fix for s in see(text, "TOC002", context=WITH_BIB)] == [None]
    assert fixed(text, "TOC002", context=WITH_BIB) == text


def test_a_silenced_note_gets_no_entry() -> None:
    silenced = "driftwood\n<!-- digestlint-disable-next-line TOC002 -->"
    text = survey(FIRST, "ferry", silenced, KELP_NOTE, "driftwood-2")
    assert "Kelp" not in fixed(text, "TOC002", context=WITH_BIB)


@pytest.mark.parametrize(
    ("papers", "notes"),
    [
        ("- [25/01] **Kelp: Charts**\n", ["kelp--charts"]),
        ("- [25/01] **New** [[Notes](#old)]\n", ["old"]),
        ("- [25/01] **Kelp**\n", ["kelp", "kelp"]),
    ],
)
def test_leaves_notes_with_an_entry(papers: str, notes: list[str]) -> None:
    assert see(survey(papers, *notes), "TOC002") == []


def test_the_example_is_found_and_fixed() -> None:
    wrong, right = examples(find_rule("TOC002").docs)
    assert [s.row for s in see(wrong, "TOC002")] == [6]
    assert see(right, "TOC001", "TOC002") == []
