"""``digestlint report``: what it says, where it writes, and where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.review.pages import PLAIN, SENTENCES, damaged, data_of, project


def test_the_page_is_written_and_counted(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, 'schema = "none"\n', a=PLAIN, b="# 二\n")
    done = cli("report", "--html", "page.html", ".")
    said = "page.html: 3 findings and 0 doubtful characters in 2 files; open it in a browser\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")
    assert len(data_of(tmp_path / "page.html")["findings"]) == 3
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == PLAIN


def test_rules_are_chosen_as_in_check(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, 'schema = "none"\n', a=PLAIN)
    assert cli("report", "--select", "URL", "--html", "page.html", "a.md").returncode == 0
    rules = [code for code, _, _ in data_of(tmp_path / "page.html")["rules"]]
    assert sorted(rules) == ["URL002", "URL005"]


def test_it_is_the_same_each_time(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a=damaged(SENTENCES))
    pages = []
    for _ in range(2):
        assert cli("report", "--html", "page.html", "a.md").returncode == 0
        pages.append((tmp_path / "page.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--html", "a.md", "a.md"), "is one of the files that are checked"),
        (("--html", ".git", "a.md"), "is a folder"),
        (("--html", "page.html", "-"), "not of standard input"),
        (("a.md",), "--html"),
    ],
)
def test_wrong_use_is_one_sentence(
    cli: Run, tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    project(tmp_path, a=PLAIN)
    done = cli("report", *arguments)
    assert done.returncode == 2
    assert why in done.stderr and done.stderr.count("\n") == 1
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == PLAIN


def test_it_is_said_in_chinese(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a=PLAIN)
    done = cli("report", "--language", "zh", "--html", "page.html", "a.md")
    assert "请用浏览器打开" in done.stdout
    assert data_of(tmp_path / "page.html")["words"]["findings"] == "问题"
