from __future__ import annotations

from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import diagnose, see

TEXT = """# Paper List
- [25/03] **Ferry** [[Paper](https://arxiv.org/pdf/2503.99001v2)]
- [25/04] **Lighthouse: Beacons**
- [25/05] **\ufffd\ufffdA** [[Paper](https://doi.org/10.1145/123.456)]

# TLDR/Notes
"""
ALL = """@misc{a, title = {Other}, eprint = {2503.99001}}
@misc{b, title = {{Lighthouse}: {Beacons}}}
@misc{c, title = {Third}, doi = {10.1145/123.456}}
"""


def found(bib: str, text: str = TEXT) -> list[tuple[int, str]]:
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    rows = [s.row for s in see(text, "BIB002", context=context)]
    findings = diagnose(text, "BIB002", context=context)
    assert all(d.fix is None for d in findings)
    return list(zip(rows, [str(d.message) for d in findings], strict=True))


def test_papers_are_found_by_arxiv_id_doi_and_title() -> None:
    assert found(ALL) == []


def test_names_what_is_missing() -> None:
    assert found("".join(ALL.splitlines(keepends=True)[::2])) == [
        (3, "'Lighthouse: Beacons' is not in papers.bib")
    ]


def test_says_where_the_bibliography_was_not_read_whole() -> None:
    bib = ALL.splitlines()[0] + "\n@misc{b, title = {Never closed\n"
    assert [message.partition(" is ")[2] for _, message in found(bib)] == [
        "not in the part of papers.bib that could be read"
    ] * 2


def test_nothing_in_common_is_one_finding() -> None:
    assert found("@misc{x, title = {Else}}") == [
        (1, "none of the digest's 3 papers is in papers.bib")
    ]
    assert len(found("")) == 1
    lines = TEXT.splitlines(keepends=True)
    two, one = "".join(lines[:3] + lines[4:]), "".join(lines[:2] + lines[4:])
    assert found("", two) == [(1, "none of the digest's 2 papers is in papers.bib")]
    assert found("", one) == [(2, "'Ferry' is not in papers.bib")]


def test_silent_without_a_bibliography_or_a_digest() -> None:
    assert see(TEXT, "BIB002") == []
    assert found(ALL, "# Just a text\n") == []
