from __future__ import annotations

import pytest

from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import diagnose, see

TEXT = """<!-- generated -->

# Paper List from BIB File: papers.bib
- [25/03] **Ferry** [[Paper](https://arxiv.org/pdf/2503.99001v2)]
- [25/04] **Lighthouse: Beacons**

# TLDR/Notes
## ferry
## lighthouse--beacons
## kelp--joint-charts
"""


def entry(key: str, title: str, **fields: str) -> str:
    rest = "".join(f", {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key}, title = {{{title}}}{rest}}}\n"


def messages(bib: str, text: str = TEXT, limit: int = 20) -> list[str]:
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    options = {"missing-from-digest": {"limit": limit}}
    found = diagnose(text, "BIB001", context=context, options=options)
    assert all(d.start == text.index("# ") + 2 and d.fix is None for d in found)
    return [str(d.message) for d in found]


FERRY = entry("ferry", "Ferry", url="http://arxiv.org/abs/2503.99001")


@pytest.mark.parametrize(
    "extra",
    [
        entry("x", "A {New} Title", note="arXiv:2503.99001 [cs]"),  # retitled
        entry("x", "{Lighthouse}: {Beacons}"),
        entry("x", "Kelp: Joint Charts"),  # has notes, and TOC002 reports the rest
    ],
)
def test_finds_nothing_where_all_are_there(extra: str) -> None:
    assert messages(FERRY + extra) == []


@pytest.mark.parametrize("kind", ["proceedings", "book", "collection", "misc"])
@pytest.mark.parametrize("field", ["crossref", "xref", "CrossRef"])
def test_volumes_are_no_papers(kind: str, field: str) -> None:
    volume = entry("volume", "Proceedings of the Tide").replace("misc", kind)
    paper = entry("ferry", "Ferry", **{field: "Volume"})
    assert messages(paper + volume) == []
    assert messages(volume + paper) == []
    assert len(messages(FERRY + volume)) == 1
    strangers = entry("x", "X", **{field: "Volume"}) + entry("y", "Y") + volume
    assert "none of the 2 papers" in messages(strangers)[0]


def test_names_what_is_missing_and_where() -> None:
    missing = entry("u", "Undertow: {A} {P{\\'e}nible} \\& Long Way")
    assert messages(FERRY + missing) == [
        "'Undertow: A Pénible & Long Way' (papers.bib:2) is not in the digest"
    ]


def test_names_an_entry_without_a_title_by_its_key() -> None:
    assert messages(FERRY + "@misc{nameless, year = {2025}}") == [
        "'nameless' (papers.bib:2) is not in the digest"
    ]


@pytest.mark.parametrize(("limit", "count", "last"), [(20, 21, "280 more"), (0, 300, "Paper 299")])
def test_counts_where_there_are_many(limit: int, count: int, last: str) -> None:
    many = "".join(entry(f"k{i}", f"Paper {i}") for i in range(300))
    found = messages(FERRY + many, limit=limit)
    assert len(found) == count
    assert last in found[-1]


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (1, "2 more papers in papers.bib are not in the digest"),
        (2, "1 more paper in papers.bib is not in the digest"),
        (3, "'Paper 2' (papers.bib:4) is not in the digest"),
    ],
)
def test_says_how_many_more(limit: int, last: str) -> None:
    some = "".join(entry(f"k{i}", f"Paper {i}") for i in range(3))
    assert messages(FERRY + some, limit=limit)[-1] == last


def test_the_bibliography_of_another_digest_is_one_finding() -> None:
    many = "".join(entry(f"k{i}", f"Paper {i}") for i in range(300))
    assert messages(many) == [
        "none of the 300 papers in papers.bib is in the digest; does the bibliography belong to "
        "another digest?"
    ]


def test_silent_without_a_bibliography_a_paper_or_a_digest() -> None:
    assert see(TEXT, "BIB001") == []
    assert messages("") == []
    assert messages(FERRY, "# Just a text\n") == []
