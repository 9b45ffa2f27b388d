"""How much markup and how many findings a file may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint._runtime.budgets import (
    FEWEST_FINDINGS,
    Budget,
    Count,
    TooMuchMarkupError,
    budget,
    possible_nodes,
)
from digestlint.cli import main
from digestlint.markdown import parse

DENSE = "[a](b)\n" * 90_000
MIXED = "a\r\nb\n"


def _budget(text: str, megabytes: float = 80, times: int = 1) -> Budget:
    return budget(megabytes, times * len(text.encode()))


def test_without_a_budget_everything_fits() -> None:
    assert len(parse(DENSE).links) == 90_000


def test_what_does_not_fit_is_refused_in_one_sentence() -> None:
    with pytest.raises(TooMuchMarkupError) as refused:
        parse(DENSE, budget=_budget(DENSE))
    assert str(refused.value) == (
        "has so much markup for its size (it counts as more than 840,000 nodes) that a check "
        "might take over 88 MB of memory; set max-memory to check it"
    )


def test_more_memory_is_a_larger_budget() -> None:
    assert len(parse(DENSE, budget=_budget(DENSE, 300)).links) == 90_000
    few, many = (budget(megabytes, 0).nodes for megabytes in (80, 140))
    assert 2 * few == many


def test_large_files_may_have_more() -> None:
    assert len(parse(DENSE, budget=_budget(DENSE, times=20)).links) == 90_000


def test_a_budget_is_of_one_text() -> None:
    parse(DENSE, budget=_budget(DENSE, times=20))
    with pytest.raises(TooMuchMarkupError):
        parse(DENSE, budget=_budget(DENSE))
    assert parse("a", budget=_budget("a")).budget == _budget("a")


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("[a](b:) ![c](d:) <http://e.f> http://g.h\n\n[i]\n\n[i]: j:", 6 * 13),
        ("# a\n\nb\n===\n\n[a](http://b c)\n", 2 * 9 + 2 * 13),
        ("```\na\n```\n\n<a id=b>\n", 9 + 13),
        ("* *a* **b** `c` d\n> e\n", 0),
        ("[a](b.md) [c](b.md) ![d](e.png)\n", 5 * 13),  # and each file that links name
    ],
)
def test_parts_count_as_many_nodes(text: str, nodes: int) -> None:
    assert parse(text).nodes == nodes


def test_short_items_with_links_fit() -> None:
    text = "".join(f"- [Item {n}](https://example.org/{n})\n" for n in range(60_000))
    assert len(parse(text, budget=_budget(text)).links) == 60_000


def test_tags_and_comments_count_less() -> None:
    assert parse("<b>a</b> <!-- c -->\n").nodes == 3 * 4


# As dense as the densest digests that people publish, repeated to 10 MB: tables of links, short
# lists, formulas, and a file of little but headings and links to other files.
REAL = {
    "a table of links": "|**2025-10-13**|**Agents that plan and remember**|A. One et.al.|"
    "[2510.00001](http://arxiv.org/abs/2510.00001)|null|\n",
    "short items": "- **Idea**: `plan` first, and then act on what was planned\n",
    "formulas": "The loss $\\frac{\\alpha}{\\beta}$ of $\\mathbf{x}_i$ is as large as others.\n\n",
    "headings with links": "### 2020\n\n- (2020-12) **Making Models Better Learners**  "
    "[paper](https://arxiv.org/pdf/2012.15723.pdf)\n\n",
}


@pytest.mark.parametrize("kind", REAL)
def test_no_real_digest_is_refused(kind: str) -> None:
    text = REAL[kind] * (2_000_000 // len(REAL[kind]))
    fifth = _budget(text, 40)
    whole = budget(80, 10_000_000).nodes - 2500 * 60
    assert 5 * (fifth.nodes - 2500 * 60) < whole
    assert parse(text, budget=fifth).budget == fifth


def test_the_tree_of_the_parser_goes_before_the_rest_comes() -> None:
    data = b"[" * 700_000
    allowed = budget(80, len(data))
    counted = Count(data, allowed)
    with pytest.raises(TooMuchMarkupError):
        for _ in counted.each(range(50_000)):
            pass
    counted = Count(data, allowed)
    counted.parsed()
    assert len(list(counted.each(range(50_000)))) == 50_000


def test_plain_text_has_few_nodes() -> None:
    """All that could be a node would not fit: so they are counted."""
    data = "词 and word, ".encode() * 200_000
    assert len(list(Count(data, budget(80, len(data))).each(range(50_000)))) == 50_000
    assert possible_nodes(b"a *b* c\r\n") == 6


def test_there_are_some_findings_always() -> None:
    allowed = budget(80, 1000)
    few, many = allowed.findings("a", 10**9), allowed.findings("a", 0)
    assert FEWEST_FINDINGS == few < many < 20_000


DEEP = 40_000
NESTED = {
    "list items": "- " * DEEP + "```\n" + "\n" * DEEP,
    "numbers": "1. " * DEEP + "```\n" + "\n" * DEEP,
    "with tabs": "*\t" * DEEP + "```\n" + "\n" * DEEP,
    "in quotes": "> " + "+ " * DEEP + "```\n" + ">\n" * DEEP,
    "after a line": "a\r" + "1) " * DEEP + "b\r" + "c\r" * DEEP,
}


@pytest.mark.parametrize("kind", NESTED)
def test_list_items_too_deep_for_their_lines_are_refused(kind: str) -> None:
    """The parser, which nothing interrupts, would go through all of them in each line."""
    text = NESTED[kind]
    with pytest.raises(TooMuchMarkupError) as refused:
        parse(text, budget=_budget(text, 4000))
    assert "has 40,000 list items inside each other, too many for its 40,00" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000 + "a\n",
        "> " * 100_000 + "a\n" + ">\n" * 40_000,
        "- a\n" * 200_000,
        "-" * 100_000 + "\n" + "a\n" * 40_000,
        "| - " * 40_000 + "\n" + "a\n" * 40_000,
    ],
    ids=["one line", "quotes", "short lines", "a rule", "a table"],
)
def test_others_are_not(text: str) -> None:
    parse(text, budget=_budget(text, 4000))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHECK = ("check", "--no-cache", "--quiet", "a.md")


def test_findings_that_do_not_fit_are_left_out(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.md").write_text(MIXED * 20_000, newline="")
    assert main([*CHECK, "--statistics"]) == 2
    out, err = capsys.readouterr()
    shown = int(out.split()[0].replace(",", ""))
    assert FEWEST_FINDINGS < shown < 20_000
    assert err == (
        f"digestlint: a.md: has so many findings for its size that {20_000 - shown:,} after the "
        f"first {shown:,} are left out; set max-memory to see them\n"
    )
    assert main([*CHECK, "--config", "max-memory=300", "--statistics"]) == 1
    assert capsys.readouterr().out.split()[0].replace(",", "") == "20000"


def test_all_of_them_are_fixed_in_some_rounds(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.md").write_text(MIXED * 20_000, newline="")
    assert main([*CHECK, "--fix"]) == 0
    assert capsys.readouterr().err == ""
    assert (repository / "a.md").read_bytes() == b"a\nb\n" * 20_000


@pytest.mark.parametrize("unfixable", [0, 30])
def test_in_as_many_rounds_as_it_takes(
    unfixable: int,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where findings without a fix come first, and alone are more than fit."""
    monkeypatch.setattr("digestlint.lint.linter.FEWEST_FINDINGS", 1)
    monkeypatch.setattr(Budget, "findings", lambda *_: 10)
    monkeypatch.setattr("digestlint.fixes.fixer._MANY_FIXES", 5)
    link = "[x](http://arxiv.org/abs/2501.00001)\n\n"
    broken = "[y](#nothing)\n\n" * unfixable
    (repository / "a.md").write_text(broken + link * 700, newline="")
    assert main([*CHECK, "--fix"]) == (2 if unfixable else 0)
    err = capsys.readouterr().err
    assert ("20 after the first 10 are left out" in err) == bool(unfixable)
    fixed = link.replace("http", "https") * 700
    assert (repository / "a.md").read_text() == broken + fixed


@pytest.mark.parametrize("command", [("check", "--no-cache"), ("check", "--fix"), ("toc",)])
def test_a_file_that_is_refused_stays_as_it_is(
    command: tuple[str, ...], repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.md").write_text(DENSE)
    assert main([*command, "a.md"]) == 2
    assert "a.md: has so much markup for its size" in capsys.readouterr().err
    assert (repository / "a.md").read_text() == DENSE


def test_a_linked_file_that_is_refused_is_not_looked_into(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.md").write_text("[a](dense.md#nowhere) [b](other.md#nowhere)\n")
    (repository / "dense.md").write_text(DENSE)
    (repository / "other.md").write_text("# b\n")
    assert main([*CHECK, "--select", "ANC", "--output-format", "concise"]) == 1
    out = capsys.readouterr().out
    assert "other.md" in out
    assert "dense.md" not in out
