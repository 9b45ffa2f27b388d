from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.rule_docs import examples
from digestlint.document.context import Context
from digestlint.lint.registry import find_rule
from digestlint.papers.bibliography import parse_bibliography
from tests.support import diagnose, fixed, see


def survey(date: str, url: str) -> str:
    return f"# Paper List\n- [{date}] **Kelp** [[Paper]({url})]\n\n# TLDR/Notes\n## kelp\n"


@pytest.mark.parametrize(
    ("date", "url", "expected"),
    [
        ("25/03", "https://arxiv.org/pdf/2505.99004v2", "25/05"),
        ("24/05", "http://arxiv.org/abs/2505.99004.", "25/05"),
        ("09/25", "https://arxiv.org/abs/2509.99004", "25/09"),
        ("25/13", "https://arxiv.org/abs/cs/0112017", "01/12"),
    ],
)
def test_writes_the_date_of_the_arxiv_id(date: str, url: str, expected: str) -> None:
    text = survey(date, url)
    assert [(s.row, s.text, s.fix) for s in see(text, "TOC005")] == [(2, date, Applicability.SAFE)]
    assert fixed(text, "TOC005", unsafe=False) == survey(expected, url)


def test_says_both() -> None:
    (found,) = diagnose(survey("25/03", "https://arxiv.org/pdf/2505.99004v2"), "TOC005")
    assert str(found.message) == "date '25/03' does not match arXiv 2505.99004, which is from 25/05"


@pytest.mark.parametrize(
    ("date", "url"),
    [
        ("25/05", "https://arxiv.org/pdf/2505.99004v7"),
        ("25/03", "https://openreview.net/forum?id=x"),
        ("25/03", "https://arxiv.org/pdf/2513.99004"),  # no arXiv id
        ("25/03", ""),
    ],
)
def test_leaves_dates_that_nothing_contradicts(date: str, url: str) -> None:
    assert see(survey(date, url), "TOC005") == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("year = 2025, month = sep", False),  # the digest's date: of publication
        ("year = 2025, month = 10", True),  # neither's
        ("date = {2025-09-14}", False),
        ("year = 2025", True),  # both are of 2025, so this says nothing
        ("year = 2024, month = sep", True),
    ],
)
def test_a_bibliography_that_agrees_with_the_digest_is_right(fields: str, found: bool) -> None:
    bib = f"@misc{{k, title = {{Kelp}}, {fields}}}"
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    text = survey("25/09", "https://arxiv.org/pdf/2508.99004")
    assert bool(see(text, "TOC005", context=context)) is found


def test_a_year_alone_can_tell() -> None:
    bib = "@misc{k, title = {Kelp}, year = 2025}"
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    text = survey("25/02", "https://arxiv.org/pdf/2412.99004")
    assert see(text, "TOC005", context=context) == []
    assert see(text, "TOC005") != []


def test_the_example_is_found_and_fixed() -> None:
    wrong, right = examples(find_rule("TOC005").docs)
    assert fixed(wrong, "TOC005") == right
    assert see(right, "TOC005") == []


def test_an_id_that_another_entry_has_is_suspect() -> None:
    url = "https://arxiv.org/pdf/2504.99004v2"
    text = survey("25/03", url).replace("\n\n", f"\n- [25/04] **Dune** [[Paper]({url})]\n\n", 1)
    assert [(s.row, s.fix) for s in see(text, "TOC005")] == [(2, Applicability.UNSAFE)]
    assert fixed(text, "TOC005", unsafe=False) == text
    assert fixed(text, "TOC005") == text.replace("25/03", "25/04")
