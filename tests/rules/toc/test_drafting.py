"""What an entry that is written for notes takes from where."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from digestlint.document.context import Context
from digestlint.lint.linter import lint
from digestlint.markdown import Span
from digestlint.papers.bibliography import parse_bibliography
from digestlint.rules.toc.drafting import _insertion, _Place
from digestlint.text.edits import applied, in_order
from tests.frames import open_with
from tests.support import fixed, open_text

BIB = """@misc{a, title = {Reef}, url = {https://example.org/reef.pdf}, year = {2025}, month = jul}
@misc{b, title = {Another Name}, url = {http://arxiv.org/abs/2508.99005}, year = {2025}}
@misc{c, title = {Shoal}, year = {2025}, month = jan}
"""
WITH_BIB = Context(bibliography=parse_bibliography(BIB, "papers.bib"))
PAPER = "[[Paper](https://arxiv.org/abs/2503.99001)]"
CODE = "[[Code](https://github.com/example/ferry)]"
NOTES = "[[Notes](#ferry)]"
LINK = "[PDF](https://arxiv.org/pdf/2508.99005)"


def entry(*links: str, gap: str = " ") -> str:
    return f"- [25/03] **Ferry** {gap.join(links)}\n"


def added(existing: str, *note: str) -> str:
    """The entry that is written behind ``existing`` for a note; empty if there is none."""
    head = f"# Paper List\n\n{existing}"
    notes = "\n# TLDR/Notes\n\n## ferry\n\n## " + "\n".join(note) + "\n"
    result = fixed(head + notes, "TOC002", context=WITH_BIB)
    assert result.startswith(head)
    assert result.endswith(notes)
    return result[len(head) : -len(notes)].strip("\n")


@pytest.mark.parametrize(
    ("existing", "note", "expected"),
    [
        # No arXiv id and no DOI: the URL of the bibliography.
        (
            entry(PAPER, NOTES),
            ["reef"],
            "- [25/07] **Reef** [[Paper](https://example.org/reef.pdf)] [[Notes](#reef)]",
        ),
        # The bibliography's title would not lead to the notes.
        (
            entry(PAPER, NOTES),
            ["atoll", LINK],
            "- [25/08] **atoll** [[Paper](https://arxiv.org/pdf/2508.99005)] [[Notes](#atoll)]",
        ),
        # A link without a URL is removed with its brackets and one space.
        (entry(CODE, NOTES, gap=""), ["shoal"], "- [25/01] **Shoal**[[Notes](#shoal)]"),
        (entry(NOTES, CODE, gap=""), ["shoal"], "- [25/01] **Shoal** [[Notes](#shoal)]"),
        (entry(NOTES, CODE, PAPER), ["shoal"], "- [25/01] **Shoal** [[Notes](#shoal)]"),
        (
            "- [25/03] **Ferry**\n  [Code](https://github.com/example/ferry) [Notes](#ferry)\n",
            ["shoal"],
            "- [25/01] **Shoal**\n  [Notes](#shoal)",
        ),
        (
            f"- [25/03] **Ferry**\n{PAPER} {NOTES}\n",
            ["shoal"],
            "- [25/01] **Shoal**\n[[Notes](#shoal)]",
        ),
        # What the title was can't be told.
        (entry(PAPER, NOTES), ["re\N{REPLACEMENT CHARACTER}f", LINK], ""),
        (
            entry(PAPER, NOTES),
            ["reff", LINK],
            "- [25/08] **reff** [[Paper](https://arxiv.org/pdf/2508.99005)] [[Notes](#reff)]",
        ),
        # The target is in a definition, which other entries may use as well.
        (
            "- [25/03] **Ferry** [Paper][ferry] [[Notes](#ferry)]\n\n"
            "[ferry]: https://arxiv.org/abs/2503.99001\n",
            ["reef"],
            "",
        ),
    ],
)
def test_an_entry(existing: str, note: list[str], expected: str) -> None:
    assert added(existing, *note) == expected


def drafted(pattern: str, papers: str, url: str = "https://arxiv.org/abs/2508.99005") -> str:
    """The list of papers after TOC002 wrote an entry for the notes on Atoll.

    They are last, and the schema's entries have this pattern.
    """
    schema: dict[str, Any] = {
        "match": {"headings": ["^Papers$", "^Notes$"]},
        "entries": {"under": "^Papers$", "pattern": pattern, "links": {"paper": ["Paper"]}},
        "notes": {"under": "^Notes$", "level": 2, "pattern": "^(?P<title>.+)$"},
    }
    names = [name for name in ("Ferry", "Zephyr") if name in papers]
    notes = "".join(f"## {name}\n\nText.\n\n" for name in names)
    text = f"# Papers\n\n{papers}\n# Notes\n\n{notes}## Atoll\n\n[Paper]({url})\n"
    document = open_with({"mine": schema}, text, "TOC002")
    assert document.schema and document.schema.name == "mine"
    (finding,) = lint(document)
    if finding.fix is None:
        return ""
    made = applied(text, in_order(finding.fix.edits))
    return made[len("# Papers\n\n") : made.index("\n# Notes")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("25/03", "25/08"),
        ("2025-03", "2025-08"),
        ("2025.3", "2025.8"),
        ("2025年3月", "2025年8月"),
        ("2025年10月", "2025年8月"),
        ("2025 年 03 月", "2025 年 08 月"),
        ("202503", "202508"),
        ("2503", "2508"),
        ("03/2025", "08/2025"),
        ("Mar 2025", "Aug 2025"),
        ("Sept. 2025", ""),
        ("March, 2025", "August, 2025"),
        ("2025 MAR", "2025 AUG"),
        ("2024", "2025"),
        ("2024年", "2025年"),
        # With a day, with two readings, or in a form that is not known.
        ("2025-03-17", ""),
        ("17 March 2025", ""),
        ("20250317", ""),
        ("250317", ""),
        ("2025年3月17日", ""),
        ("May 2025", ""),
        ("2011", ""),
        ("March 17", ""),
        ("Q1 2025", ""),
    ],
)
def test_dates_are_written_in_the_form_of_the_neighbours(written: str, expected: str) -> None:
    pattern = r"^\[(?P<date>[^\]]+)\] \*\*(?P<title>[^*]+)\*\*"
    papers = f"- [{written}] **Ferry**\n"
    assert drafted(pattern, papers) == (
        papers + f"\n- [{expected}] **Atoll**\n" if expected else ""
    )


URLS = {
    "a group": (r"\*\*(?P<title>[^*]+)\*\* (?P<url>\S+)", "- **{}** {}\n"),
    "a link": (r"^\[(?P<title>[^\]]+)\]", "- [{}]({})\n"),
    "in angle brackets": (r"^\[(?P<title>[^\]]+)\]", "- [{}](<{}>)\n"),
    "an autolink": (r"\*\*(?P<title>[^*]+)\*\* <(?P<url>[^>]+)>", "- **{}** <{}>\n"),
}


@pytest.mark.parametrize("kind", URLS)
def test_the_url_is_the_papers_own(kind: str) -> None:
    pattern, entry = URLS[kind]
    papers = entry.format("Ferry", "https://arxiv.org/abs/2503.99001")
    new = entry.format("Atoll", "https://arxiv.org/abs/2508.99005")
    assert drafted(pattern, papers) == f"{papers}\n{new}"
    pdf = entry.format("Ferry", "https://arxiv.org/pdf/2503.99001v2")
    assert drafted(pattern, pdf) == f"{pdf}\n{new}".replace("/abs/", "/pdf/")


@pytest.mark.parametrize(
    ("pattern", "papers"),
    [
        # Where the title is linked by a reference, or the URL is not written as it is read.
        (r"^\[(?P<title>[^\]]+)\]", "- [Ferry][f]\n\n[f]: https://arxiv.org/abs/2503.99001\n"),
        (r"^\[(?P<title>[^\]]+)\]", "- [Ferry](https://example.org/?a=b&amp;c=d)\n"),
        # A part of the URL of a link.
        (
            r"^\*\*(?P<title>[^*]+)\*\* \[Paper\]\(https://(?P<url>[^)]+)\)",
            "- **Ferry** [Paper](https://arxiv.org/abs/2503.99001)\n",
        ),
    ],
)
def test_no_url_of_another_paper_is_written(pattern: str, papers: str) -> None:
    assert drafted(pattern, papers) == ""


@pytest.mark.parametrize(
    "form",
    [
        "- **{0}**, by {1} and others\n",
        "- **{0}**\n  - {1} et al.\n",
        "- **{0}** ({1} 2025)\n",
        "- **{0}** ![stars](https://img.shields.io/github/stars/{1}/code)\n",
        "- **{0}** [Code](https://github.com/{1}/code)\n",
        '- <a id="{1}"></a>**{0}**\n',
        '- **{0}** [Paper](https://arxiv.org/abs/2503.99001 "{1}")\n',
        "- **{0}** `{1}`\n",
    ],
)
def test_nothing_else_of_the_neighbour_is_written(form: str) -> None:
    pattern = r"\*\*(?P<title>[^*]+)\*\*"
    assert drafted(pattern, form.format("Ferry", "Ada")) == ""
    papers = form.format("Ferry", "Ada") + form.format("Zephyr", "Ben")
    assert drafted(pattern, papers) == ""
    if "Paper" not in form:
        common = form.format("Ferry", "same") + form.format("Zephyr", "same")
        assert drafted(pattern, common) == common + form.format("Atoll", "same")


@pytest.mark.parametrize(
    "papers",
    [
        "- **Ferry** ⭐⭐⭐\n- **Zephyr** ⭐⭐\n",
        "1. **Zephyr**\n2. **Ferry**\n",
        "- 1. **Zephyr**\n- 2. **Ferry**\n",
        "- #12 **Ferry**\n",
    ],
)
def test_stars_and_numbers_are_the_neighbours(papers: str) -> None:
    assert drafted(r"\*\*(?P<title>[^*]+)\*\*", papers) == ""


@pytest.mark.parametrize(
    "papers",
    [
        "> - **Ferry**\n",
        "> - **Ferry**\n> - **Zephyr**\n",
        "> - **Ferry**\n>\n> - **Zephyr**\n",
        "* Of 2025:\n  - **Ferry**\n",
        "- **Ferry**\n\n### More\n\n- **Zephyr**\n",
    ],
)
def test_an_entry_is_beside_its_neighbour(papers: str) -> None:
    made = drafted(r"^\*\*(?P<title>[^*]+)\*\*", papers)
    last = papers.splitlines()[-1]
    assert made.startswith(papers.rstrip("\n"))
    assert made.splitlines()[-1] == last.replace("Ferry", "Atoll").replace("Zephyr", "Atoll")


def test_rows_of_a_table_get_no_empty_line_between_them() -> None:
    """Whichever kind reads them: ``kinds`` has none yet."""
    text = "|a|\n|-|\n|x|\n"
    document = open_text(text + "\n")
    row = Span(text.index("|x|"), len(text))
    digest = SimpleNamespace(entries=[SimpleNamespace(span=row)])
    made = _insertion(document, cast(Any, digest), _Place(row, after=True), ["|y|"])
    assert applied(document.text, [made]) == text + "|y|\n\n"
    made = _insertion(document, cast(Any, digest), _Place(row, after=False), ["|y|"])
    assert applied(document.text, [made]) == "|a|\n|-|\n|y|\n|x|\n\n"
