"""``digestlint schema infer``: a schema for a folder of like files, and what it explains."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.inference.test_proposing import DAYS, OTHERS, headings, numbered


def write(folder: Path, name: str = "days") -> None:
    (folder / name).mkdir()
    for day in DAYS:
        (folder / name / f"2025-03-{day:02}.md").write_text(headings(day), encoding="utf-8")
    for other, text in OTHERS.items():
        (folder / name / other).write_text(text, encoding="utf-8")


def test_the_proposal_is_a_configuration(cli: Run, tmp_path: Path) -> None:
    """It can be used as it is printed."""
    write(tmp_path)
    done = cli("schema", "infer", "days")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        "# Proposed by 'digestlint schema infer': explains 8 of 10 files, and 56 of 56 headings in "
        "them",
        f"# these did not fit: {Path('days/README.md')}, {Path('days/index.md')}",
        "[schemas.days]",
        'description = "Papers as headings, with 5 fields"',
    ]
    (tmp_path / "digestlint.toml").write_text(done.stdout, encoding="utf-8")
    checked = cli("check", "--select", "SEC", "--verbose", "days")
    assert checked.stderr.count("(schema days)") == 8
    assert checked.stdout == "10 files checked, all clean\n"
    seen = cli("schema", "explain", "days/2025-03-01.md").stdout
    assert seen.startswith(f"{Path('days/2025-03-01.md')}: schema 'days' (by content)\n")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["days"], "days"),
        (["days/2025-03-01.md", "days/2025-03-02.md"], "days"),
        (["days", "--name", "my days"], '"my days"'),
        (["--name", "x", "days"], "x"),
        (["论文"], "digest"),
        (["daily"], "my-daily"),
    ],
)
def test_its_name(arguments: list[str], name: str, cli: Run, tmp_path: Path) -> None:
    folder = next(each for each in arguments if each not in ("--name", "x", "my days"))
    write(tmp_path, folder.split("/")[0])
    assert f"\n[schemas.{name}]\n" in cli("schema", "infer", *arguments).stdout


def test_what_is_missing_in_some_is_named(cli: Run, tmp_path: Path) -> None:
    for day in range(1, 40):
        text = headings(day) if day > 1 else headings(day).replace("Method: ", "Way, ", 1)
        (tmp_path / f"{day}.md").write_text(text, encoding="utf-8")
    done = cli("schema", "infer", ".")
    assert "\n# required, and missing in some: method (1)\n" in done.stdout


def test_json(cli: Run, tmp_path: Path) -> None:
    write(tmp_path)
    found = json.loads(cli("schema", "infer", "days", "--output-format", "json").stdout)
    assert found["name"] == "days"
    assert found["schema"]["notes"]["fields"]["tldr"]["language"] == "zh"
    assert (found["explains"]["files"], found["explains"]["of_files"]) == (8, 10)


def test_where_nothing_recurs(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nText.\n")
    done = cli("schema", "infer", "a.md")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("digestlint: nothing in 1 file recurs like entries or notes; ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["infer"], "'digestlint schema infer' needs a file"),
        (["infer", "gone"], "gone: no such file or folder"),
        (["infer", "a.txt"], "a.txt: is not a Markdown file"),
    ],
)
def test_wrong_use(words: list[str], message: str, cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    done = cli("schema", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"digestlint: {message}")


def test_files_that_cannot_be_read_are_left_out(cli: Run, tmp_path: Path) -> None:
    for day in DAYS:
        (tmp_path / f"{day}.md").write_text(numbered(day), encoding="utf-8")
    (tmp_path / "wide.md").write_bytes("# A".encode("utf-16"))
    done = cli("schema", "infer", ".")
    assert done.returncode == 0 and "explains 8 of 8 files" in done.stdout
    assert done.stderr.startswith("digestlint: wide.md: ")
