from __future__ import annotations

import pytest

from digestlint.digest.nodes import Digest
from tests.frames import ABSTRACT, METHOD, READING, RESULTS, daily, open_with, survey
from tests.support import open_text, see


def digest(text: str | bytes) -> Digest:
    found = open_text(text, "SEC").digest
    assert found is not None
    return found


ENTRY = (
    "- [25/09] **{}**  \n[[Paper](https://arxiv.org/pdf/2509.00001)] [[Notes](#a)] ![Code](i.png)\n"
)


def test_entries_with_their_groups_and_links() -> None:
    text = "# Paper List\n" + ENTRY.format("One: a") + "- no entry\n" + ENTRY.format("Two")
    text += "\n# TLDR/Notes\n## a\n- [25/09] **Three**\n"
    entries = digest(text).entries
    assert [(e.title.text, e.date.text) for e in entries if e.title and e.date] == [
        ("One: a", "25/09"),
        ("Two", "25/09"),
    ]
    first = entries[0]
    assert {role: link.destination for role, link in first.links.items()} == {
        "paper": "https://arxiv.org/pdf/2509.00001",
        "notes": "#a",
    }
    assert first.title and text[slice(*first.title.span)] == "One: a"
    assert text[slice(*first.span)].startswith("- [25/09] **One")


def test_notes_end_where_the_next_begins() -> None:
    text = survey(ABSTRACT, RESULTS, "## b\n", ABSTRACT, "# Appendix\n## c\n", ABSTRACT)
    notes = digest(text).notes
    assert [note.name for note in notes] == ["a", "b"]
    assert text[slice(*notes[0].span)] == "## a\n" + ABSTRACT + RESULTS
    assert text[slice(*notes[1].span)] == "## b\n" + ABSTRACT
    assert [s.text for s in notes[0].sections] == ["Abstract", "📈 实验结果"]
    assert notes[0].unknown == ()


def test_a_section_ends_at_the_next_heading_of_its_rank() -> None:
    text = survey(ABSTRACT, "#### detail\nx\n", "### Thanks\ny\n", RESULTS)
    abstract, results = digest(text).notes[0].sections
    assert text[slice(*abstract.body)] == "We study agents.\n#### detail\nx\n"
    assert text[slice(*results.body)] == "速度提升两倍。\n"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((ABSTRACT, "#### 结果\n好。\n", RESULTS), [("abstract", 3), ("results", 3)]),
        ((ABSTRACT, "#### 结果\n好。\n"), [("abstract", 3), ("results", 4)]),
        (
            (ABSTRACT, "## 📈 实验结果\n好。\n", METHOD),
            [("abstract", 3), ("results", 2), ("method", 3)],
        ),
        (
            (ABSTRACT, "# 📈 实验结果\n好。\n", METHOD),
            [("abstract", 3), ("results", 1), ("method", 3)],
        ),
    ],
)
def test_sections_at_other_levels(parts: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    (note,) = digest(survey(*parts)).notes
    assert [(s.name, s.level) for s in note.sections] == expected


def test_every_region_counts() -> None:
    text = daily("summary:一。") + "\n" + daily("summary:二。").replace("10-03", "10-04")
    first, second = digest(text).notes
    assert [note.number.text for note in (first, second) if note.number] == ["0", "0"]
    assert first.region.end <= second.region.start
    assert see(text, "TOC006") == []  # each day counts for itself


def test_a_heading_in_the_notes_is_no_region_of_its_own() -> None:
    text = survey(ABSTRACT, "## tldr/notes-of-agents\n", ABSTRACT)
    assert len(digest(text).notes) == 2


STRAY = [
    # the notes, the stray fences (opening row and closing row; 0: none)
    ((ABSTRACT, "```\n", READING, "```\n"), [(8, 10)]),
    ((ABSTRACT, "```\n", READING), [(8, 0)]),
    ((ABSTRACT, "```\n", READING, "```py\n1\n```\n", METHOD, "``` \n"), [(8, 15)]),
    ((ABSTRACT, "```\n", READING, "~~~py\n```\n~~~\n", METHOD, "```\n"), [(8, 15)]),
    # the inner block is not closed: CommonMark's closing line is as good as any
    ((ABSTRACT, "```\n", READING, "```py\n1\n```\n\n## b\n```\n"), [(8, 12)]),
    ((ABSTRACT, "````\n", READING, "```\n", METHOD, "```\n````\n"), [(8, 14), (10, 13)]),
    ((ABSTRACT, "```MD\n", READING, "```\n"), [(8, 10)]),
    # a backtick behind backticks: code within a line, which opens nothing
    ((ABSTRACT, "```\n", READING, "``` a`b\n", METHOD, "```\n\n```\nx\n```\n"), [(8, 13)]),
    ((ABSTRACT, "```text\n", READING, "```\n"), [(8, 10)]),
    ((ABSTRACT, "```python\n", READING, "```\n"), []),
    ((ABSTRACT, "```\ncode\n```\n"), []),
]


@pytest.mark.parametrize(("parts", "expected"), STRAY)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_stray_fences(
    parts: tuple[str, ...], expected: list[tuple[int, int]], newline: str
) -> None:
    document = open_text(survey(*parts).replace("\n", newline), "SEC")
    assert document.digest is not None

    def row(offset: int) -> int:
        return document.lines.position(offset)[0]

    assert [
        (row(f.opening.start), row(f.closing.start) if f.closing else 0)
        for f in document.digest.stray_fences
    ] == expected
    assert len(document.markdown.text) == len(document.text)
    if len(expected) == 1:
        assert "🌟 论文解读 | 更快" in [h.text for h in document.markdown.headings]


def test_nesting_has_an_end() -> None:
    fences = ["`" * n for n in range(30, 2, -1)]
    text = survey(ABSTRACT, *(f + "\n" for f in fences), METHOD, *(f + "\n" for f in fences[::-1]))
    assert len(digest(text).stray_fences) == 8


def test_thousands_of_fences() -> None:
    text = survey(ABSTRACT, ("```\n" + METHOD + "```py\n") * 3000)
    assert len(digest(text).stray_fences) >= 1


def test_without_sections_no_fence_is_stray() -> None:
    schemas = {"s": {"match": {"headings": ["Notes"]}, "notes": {"level": 2}}}
    found = open_with(schemas, "# Notes\n## a\n```\n### x\n```\n").digest
    assert found is not None
    assert found.stray_fences == []
    assert [note.name for note in found.notes] == ["a"]
