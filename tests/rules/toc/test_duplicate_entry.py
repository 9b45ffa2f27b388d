from __future__ import annotations

from typing import Any

import pytest

from digestlint.core.rule_docs import examples
from digestlint.document.archive.numbers import number_of
from digestlint.document.context import Context
from digestlint.document.other_files import PaperElsewhere, PapersElsewhere
from digestlint.lint.linter import lint
from digestlint.lint.registry import find_rule
from tests.frames import open_with
from tests.support import diagnose, see

ARXIV = "https://arxiv.org/pdf/"
KELP_DOI = "https://doi.org/10.1145/3.4"
ACROSS = {"duplicate-entry": {"across-files": True}}


def daily(*papers: tuple[str, str]) -> str:
    heads = (f"## {i}.[{title}]({url})\n" for i, (title, url) in enumerate(papers))
    return "# Papers for 2025-10-03\n\n" + "".join(heads)


@pytest.mark.parametrize(
    ("papers", "rows"),
    [
        ([("A b", f"{ARXIV}2510.99101v1"), ("C d", "http://arxiv.org/abs/2510.99101v3")], [4]),
        ([("Kelp: Charts", "x"), ("**Kelp** charts!", "y"), ("kelp {Charts}", "z")], [4, 5]),
        ([("A b", "https://doi.org/10.1145/1.2"), ("C d", "https://doi.org/10.1145/1.2")], [4]),
        ([("A b", f"{ARXIV}2510.99101"), ("C d", f"{ARXIV}2510.99102")], []),
        ([("海带", "x"), ("海草", "y")], []),
        # A short title, such as what a broken row leaves, is the same by chance.
        ([("Learning", f"{ARXIV}2510.99101"), ("learning", f"{ARXIV}2510.99102")], []),
        ([("Kelp-Sand Models", f"{ARXIV}2510.99101"), ("Kelp Sand Models", KELP_DOI)], []),
        ([("学习方法", f"{ARXIV}2510.99101"), ("学习方法", f"{ARXIV}2510.99102")], []),
        # Where only one of them has an identifier, it is all there is.
        ([("Kelp", f"{ARXIV}2510.99101"), ("Kelp", "x")], [4]),
        ([("Kelp", "x"), ("Kelp", KELP_DOI)], [4]),
        # A long one is that of a paper published twice.
        ([("On Kelp and on Sand", f"{ARXIV}2510.99101"), ("On Kelp and on Sand", KELP_DOI)], [4]),
        (
            [
                ("海带与沙滩的鲁棒预测方法", f"{ARXIV}2510.99101"),
                ("海带与沙滩的鲁棒预测方法", KELP_DOI),
            ],
            [4],
        ),
        ([("\ufffd\ufffdA", "x"), ("\ufffdA", "y")], []),  # lost characters are not evidence
    ],
)
def test_finds_papers_that_are_listed_again(papers: list[tuple[str, str]], rows: list[int]) -> None:
    found = see(daily(*papers), "TOC004")
    assert [s.row for s in found] == rows
    assert {s.fix for s in found} <= {None}


@pytest.mark.parametrize(
    ("title", "urls", "again"),
    [
        ("gulls", ("https://example.org/a/gulls", "https://example.org/b/gulls"), False),
        ("港口小组", ("https://example.org/a", "https://example.org/b"), False),
        ("gulls", ("https://example.org/gulls", "https://example.org/gulls/"), True),
        ("gulls", ("https://example.org/gulls", ""), True),
        (
            "Breakwater: Guarding Agents at the Harbour",
            ("https://example.org/a", "https://example.org/b"),
            True,
        ),
    ],
)
def test_short_titles_are_names(title: str, urls: tuple[str, str], again: bool) -> None:
    found = see(daily(*((title, url) for url in urls)), "TOC004")
    assert [s.row for s in found] == ([4] if again else [])


def test_finds_entries_of_a_survey() -> None:
    entry = f"- [25/10] **Kelp** [[Paper]({ARXIV}2510.99101)]\n"
    found = see(f"# Paper List\n{entry}{entry}\n# TLDR/Notes\n## kelp\n", "TOC004")
    assert [(s.row, s.text) for s in found] == [(3, "Kelp")]


LISTS = {
    "group": r"^\[(?P<title>.+?)\]\((?P<url>\S+?)\)",
    "link": r"^\[(?P<title>.+?)\]",
    "title": r"^(?P<title>\[.+?\]\(.+?\))",
}
KELP = "https://arxiv.org/abs/2510.99101"


@pytest.mark.parametrize("pattern", LISTS.values(), ids=LISTS.keys())
@pytest.mark.parametrize(
    ("url", "again"),
    [
        ("https://arxiv.org/pdf/2510.99101v2", True),
        ("https://export.arxiv.org/abs/2510.99101", True),
        ("http://www.arxiv.org/pdf/2510.99101.pdf", True),
        ("https://www.alphaxiv.org/overview/2510.99101v1", True),
        ("https://huggingface.co/papers/2510.99101", True),
        ("https://papers.cool/arxiv/2510.99101", True),
        ("https://doi.org/10.48550/arXiv.2510.99101", True),
        ("https://arxiv.org/abs/2510.99102", False),
        ("https://example.org/2510.99101", False),
    ],
)
def test_finds_papers_by_the_url_of_an_entry(pattern: str, url: str, again: bool) -> None:
    own: dict[str, Any] = {"match": {"headings": ["^Mine"]}}
    schemas = {"own": {**own, "entries": {"pattern": pattern}}}
    text = f"# Mine\n\n- [Kelp]({KELP})\n- [Driftwood]({url})\n"
    assert [d.start for d in lint(open_with(schemas, text, "TOC004"))] == [
        text.index("[Driftwood]" if pattern == LISTS["title"] else "Driftwood")
    ] * again
    schemas = {"own": {**own, "notes": {"level": 2, "pattern": pattern}}}
    document = open_with(schemas, text.replace("- ", "## "), "TOC004")
    assert len(lint(document)) == again


def test_a_group_may_hold_the_id_alone() -> None:
    pattern = r"^(?P<url>\S+): (?P<title>.+)"
    schemas = {"own": {"match": {"headings": ["^Mine"]}, "entries": {"pattern": pattern}}}
    text = "# Mine\n\n- 2510.99101: Kelp\n- 2510.99101v2: Driftwood\n"
    (found,) = lint(open_with(schemas, text, "TOC004"))
    assert "with the same arXiv id 2510.99101: line 3" in str(found.message)


def test_names_the_first() -> None:
    papers = [("A b", f"{ARXIV}2510.99101"), ("C", "x"), ("D", f"{ARXIV}2510.99101v2")]
    (found,) = diagnose(daily(*papers), "TOC004")
    assert str(found.message) == "'D' is already listed, with the same arXiv id 2510.99101: line 3"


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (
            ("A b", "https://doi.org/10.1145/1.2"),
            ("C", "https://doi.org/10.1145/1.2"),
            "DOI 10.1145/1.2",
        ),
        (
            ("A b", "https://doi.org/10.1000/1:2"),
            ("C", "https://doi.org/10.1000/1:2"),
            "DOI 10.1000/1:2",
        ),
        (("C", "x"), ("C", "y"), "title"),
    ],
)
def test_says_what_is_the_same(
    first: tuple[str, str], second: tuple[str, str], shared: str
) -> None:
    (found,) = diagnose(daily(first, second), "TOC004")
    assert str(found.message) == f"'C' is already listed, with the same {shared}: line 3"


def test_other_files_count_when_asked() -> None:
    places = tuple(PaperElsewhere(f"{day}.md", day) for day in range(1, 4))
    text = daily(("A b", f"{ARXIV}2510.99101"), ("C", "x"))
    shown = "1.md, line 1; 2.md, line 2; 3.md, line 3"
    for number, more in ((2, "; and 2 more"), (1, "; and 1 more"), (0, "")):
        elsewhere = {
            number_of("arxiv:2510.99101"): PapersElsewhere(places, number),
            number_of("title:ab"): PapersElsewhere(places[:1]),
        }
        context = Context(elsewhere=elsewhere)
        assert diagnose(text, "TOC004", context=context) == []
        (found,) = diagnose(text, "TOC004", context=context, options=ACROSS)
        message = "'A b' is already listed, with the same arXiv id 2510.99101"
        assert str(found.message) == f"{message}: {shown}{more}"


def test_a_short_title_of_another_file_is_not_enough() -> None:
    there = PapersElsewhere((PaperElsewhere("1.md", 1),))
    context = Context(elsewhere={number_of("title:kelp"): there})
    rows = {
        url: len(diagnose(daily(("Kelp", url)), "TOC004", context=context, options=ACROSS))
        for url in (f"{ARXIV}2510.99101", "")
    }
    assert list(rows.values()) == [0, 1]


def test_the_example_is_found_and_fixed() -> None:
    wrong, right = examples(find_rule("TOC004").docs)
    assert [s.row for s in see(wrong, "TOC004")] == [5]
    assert see(right, "TOC004") == []


LISTED = """# Papers
## Agents
- [Kelp](https://arxiv.org/abs/2503.01234)
- [Tide](https://arxiv.org/abs/2503.01235)
## Vision
- [Kelp](https://arxiv.org/abs/2503.01234)

Kelp again
---
- [Kelp](https://arxiv.org/abs/2503.01234)
- [Kelp!](https://arxiv.org/abs/2503.01234v2)
## Agents
- [Kelp](https://arxiv.org/abs/2503.01234)
"""


@pytest.mark.parametrize(
    ("duplicates", "rows"),
    [("reported", [6, 10, 11, 13]), ("same-section", [11]), ("allowed", [])],
)
def test_a_schema_may_allow_papers_to_be_listed_again(duplicates: str, rows: list[int]) -> None:
    entries = {"pattern": r"^\[(?P<title>.+?)\]", "duplicates": duplicates}
    schema = {"match": {"headings": ["^Papers$"]}, "entries": entries}
    document = open_with({"own": schema}, LISTED, "TOC004")
    assert [document.lines.position(found.start)[0] for found in lint(document)] == rows


def test_sections_of_entries_that_are_headings() -> None:
    text = "# Papers\n## Agents\n### Kelp\n### Tide\n### Kelp\n## Vision\n### Kelp\n"
    entries = {"kind": "heading", "level": 3, "pattern": r"^(?P<title>.+)$"}
    schema = {"match": {"headings": ["^Papers$"]}, "entries": entries}
    for duplicates, rows in (("reported", [5, 7]), ("same-section", [5]), ("allowed", [])):
        own = {"own": {**schema, "entries": {**entries, "duplicates": duplicates}}}
        document = open_with(own, text, "TOC004")
        assert [document.lines.position(found.start)[0] for found in lint(document)] == rows
