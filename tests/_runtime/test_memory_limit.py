"""How much of a file fits into the memory that it may take."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint._runtime.memory_limit import (
    FEWEST_FINDINGS,
    Parts,
    TooMuchMarkupError,
    memory_limit,
    most_findings,
)
from digestlint.cli import main
from digestlint.markdown import parse

DENSE = "[a](b)\n" * 90_000
MIXED = "a\r\nb\n"


def test_without_a_limit_everything_fits() -> None:
    assert len(parse(DENSE).links) == 90_000
    assert most_findings(DENSE, 10**12) == float("inf")


def test_what_does_not_fit_is_refused_in_one_sentence() -> None:
    with memory_limit(80, len(DENSE)), pytest.raises(TooMuchMarkupError) as refused:
        parse(DENSE)
    assert str(refused.value) == (
        "has so much markup for its size that a check might take over 88 MB of memory; set "
        "max-memory to check it"
    )


def test_more_memory_takes_more() -> None:
    with memory_limit(300, len(DENSE)):
        assert len(parse(DENSE).links) == 90_000


def test_large_files_may_have_more() -> None:
    with memory_limit(80, 20 * len(DENSE)):
        assert len(parse(DENSE).links) == 90_000


def test_the_inner_limit_is_for_another_file() -> None:
    with memory_limit(80, len(DENSE)):
        with memory_limit(None, 20 * len(DENSE)):  # as many megabytes
            parse(DENSE)
        with pytest.raises(TooMuchMarkupError):
            parse(DENSE)
    with memory_limit(None, 1):  # none outside: none at all
        parse(DENSE)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[a](b:) ![c](d:) <http://e.f> http://g.h\n\n[i]\n\n[i]: j:", 6),
        ("# a\n\nb\n===\n\n[a](http://b c)\n", 4),
        ("```\na\n```\n\n<a id=b>\n", 2),
        ("* *a* **b** `c` d\n> e\n", 0),
    ],
)
def test_parts_have_a_weight(text: str, parts: int) -> None:
    assert parse(text).weight == 700 * parts


def test_each_file_that_links_name_has_a_weight() -> None:
    assert parse("[a](b.md) [c](b.md) ![d](e.png)\n").weight == 3 * 700 + 2 * 700


def test_short_items_with_links_fit() -> None:
    text = "".join(f"- [Item {n}](https://example.org/{n})\n" for n in range(60_000))
    with memory_limit(80, len(text)):
        assert len(parse(text).links) == 60_000


def test_tags_and_comments_weigh_less() -> None:
    assert parse("<b>a</b> <!-- c -->\n").weight == 3 * 250


def test_the_tree_of_the_parser_goes_before_the_rest_comes() -> None:
    data = b"[" * 500_000
    with memory_limit(80, len(data)):
        parts = Parts(data)
        with pytest.raises(TooMuchMarkupError):
            for _ in parts.each(range(50_000)):
                pass
        parts = Parts(data)
        parts.parsed()
        assert len(list(parts.each(range(50_000)))) == 50_000


def test_plain_text_has_few_nodes() -> None:
    """All that could be a node would not fit: so they are counted."""
    data = "词 and word, ".encode() * 200_000
    with memory_limit(80, len(data)):
        assert len(list(Parts(data).each(range(50_000)))) == 50_000


def test_there_is_room_for_some_findings_always() -> None:
    with memory_limit(80, 1000):
        few, many = most_findings("a", 10**9), most_findings("a", 0)
    assert FEWEST_FINDINGS == few < many < 20_000


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
    monkeypatch.setattr("digestlint.lint.linter.most_findings", lambda text, weight: 10)
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
