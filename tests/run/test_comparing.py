"""Runs that compare their files: what is compared, reported, silenced, cached and left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digestlint.cli import main
from digestlint.document.document import Document, open_document
from digestlint.project.config import load_config
from digestlint.run import comparing
from digestlint.run.task import Task
from tests.archives import days

DATES = [*days("2025-03-01", 40)]
GONE = DATES[19]
AFTER = f"days/{DATES[20]}.md"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Days, one of which is missing; the index lacks the last of them."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "days").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGESTLINT_CACHE_DIR", str(tmp_path / ".cache"))
    for day in DATES:
        if day != GONE:
            (tmp_path / "days" / f"{day}.md").write_text(f"# {day}\n\nText.\n")
    links = "".join(f"- [{day}](days/{day}.md)\n" for day in DATES[:-1] if day != GONE)
    (tmp_path / "README.md").write_text(f"# Days\n\n{links}")
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int, str]]:
    code = main(["check", "--output-format", "json", *arguments])
    findings = json.loads(capsys.readouterr().out)
    assert code == int(bool(findings))
    return [(f["filename"], f["location"]["row"], f["code"]) for f in findings]


BOTH = [("README.md", 1, "ARC003"), (AFTER, 1, "ARC001")]


def test_files_are_compared_when_that_is_asked_for(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, ".") == []
    for how in (["--across-files"], ["--extend-select", "ARC"], ["--config", "across-files=true"]):
        assert found(capsys, *how, ".") == BOTH
        assert found(capsys, *how, "--no-cache", "--jobs", "2", ".") == BOTH
    assert found(capsys, "--select", "ARC001", ".") == BOTH[1:]
    assert found(capsys, "--across-files", "--ignore", "date-gap", ".") == BOTH[:1]


def test_the_configuration_can_ask_for_it(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = archive / "digestlint.toml"
    settings.write_text("across-files = true\n")
    assert found(capsys, ".") == BOTH
    settings.write_text("across-files = true\nignore = ['ARC003']\n")
    assert found(capsys, ".") == BOTH[1:]
    settings.write_text("across-files = true\n[[per-file]]\nfiles = ['days/']\nignore = ['ARC']\n")
    assert found(capsys, ".") == BOTH[:1]
    settings.write_text("[[per-file]]\nfiles = ['days/']\nacross-files = true\n")
    assert found(capsys, ".") == BOTH[1:]
    settings.write_text("ignore = ['ARC']\n")
    assert found(capsys, "--across-files", ".") == []


def test_comments_silence_what_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = archive / AFTER
    comment = "<!-- digestlint-disable-file ARC001 -->\n"
    path.write_text(path.read_text() + comment)
    assert found(capsys, "--across-files", ".") == BOTH[:1]
    other = archive / "days" / f"{DATES[3]}.md"
    other.write_text(comment + other.read_text())
    unused = (f"days/{DATES[3]}.md", 1, "DIG001")
    assert found(capsys, "--across-files", ".") == [BOTH[0], unused]
    assert found(capsys, ".") == []  # nobody knows whether they are needed


def test_only_whole_folders_are_compared(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        "README.md",
        *sorted(str(path.relative_to(archive)) for path in archive.glob("days/*")),
    ]
    assert found(capsys, "--across-files", *names) == []
    assert found(capsys, "--across-files", "days") == BOTH[1:]
    main(["check", "--across-files", "README.md", AFTER])
    assert "name their folder to find gaps" in capsys.readouterr().err
    assert found(capsys, "--across-files", "README.md", AFTER) == []


def test_orphans_are_looked_for_in_whole_repositories(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "README.md").unlink()
    for n in range(6):
        links = "".join(
            f"- [x](../days/{day}.md)\n" for day in DATES[n * 7 : n * 7 + 7] if day.day != 9
        )
        (archive / "pages").mkdir(exist_ok=True)
        (archive / "pages" / f"page-{'abcdef'[n]}.md").write_text(f"# Page\n\n{links}")
    found_here = found(capsys, "--across-files", "--select", "ARC004", ".")
    assert found_here == [("days/2025-03-09.md", 1, "ARC004"), ("days/2025-04-09.md", 1, "ARC004")]
    assert found(capsys, "--across-files", "--select", "ARC004", "days", "pages") == []
    (archive / ".git").rmdir()
    assert found(capsys, "--across-files", "--select", "ARC004", ".") == found_here


def test_nothing_is_fixed(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in archive.rglob("*.md")}
    assert found(capsys, "--across-files", "--fix", "--unsafe-fixes", ".") == BOTH
    assert {path: path.read_bytes() for path in archive.rglob("*.md")} == before


def test_a_file_that_cannot_be_read_is_there(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "days" / f"{GONE}.md").write_bytes(b"\0" * 1_100_000)
    (archive / "days" / f"{DATES[30]}.md").write_text("```\n")
    assert main(["check", "--across-files", "--config", "max-file-size=1", "."]) == 2
    assert "ARC001" not in capsys.readouterr().out


def test_a_new_file_changes_what_is_said_of_others(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the results of the others are in the cache."""
    assert found(capsys, "--across-files", ".") == BOTH
    (archive / "days" / f"{GONE}.md").write_text(f"# {GONE}\n\nText.\n")
    unlisted = ("README.md", 1, "ARC003")
    assert found(capsys, "--across-files", ".") == [unlisted, unlisted]
    (archive / "days" / f"{DATES[7]}.md").unlink()
    broken = ("README.md", 10, "ANC003")
    after = (f"days/{DATES[8]}.md", 1, "ARC001")
    assert found(capsys, "--across-files", ".") == [unlisted, unlisted, broken, after]


def test_files_that_are_known_are_not_read_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def counting(*given: Any, **named: Any) -> Document:
        opened.append(given)
        return open_document(*given, **named)

    monkeypatch.setattr(comparing, "open_document", counting)
    path = archive / "days" / f"{DATES[0]}.md"
    task = Task(path, load_config(None), within=archive, walked=archive, cache=True)
    first = comparing.gathered(task)
    assert comparing.gathered(task) == first
    assert len(opened) == 1
    path.write_text("# Changed\n\n[[other]]\n")
    assert comparing.gathered(task) != first
    assert len(opened) == 2


def test_a_paper_of_every_file_takes_little_memory(archive: Path) -> None:
    """Each file is told the first places and how many more there are."""
    text = "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/pdf/2510.99101)\n"
    config = load_config(None, {"across-files": True})
    tasks = []
    for n in range(50):
        (archive / f"{n}.md").write_text(text)
        tasks.append(Task(archive / f"{n}.md", config))
    told = comparing.compared(tasks, map(comparing.gathered, tasks))
    assert told[0].around is None
    around = told[49].around
    assert around is not None
    assert {(len(places.first), places.more) for places in around.elsewhere.values()} == {(3, 46)}
    assert [task.path for task in told] == [task.path for task in tasks]


def test_an_index_only_leads_to_the_papers_of_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    names = ("Ferry", "Tern", "Gull")
    lines = "".join(f"## [{name}]({name.lower()}.md)\n\nText.\n\n" for name in names)
    (tmp_path / "index.md").write_text(f"# Index\n\n{lines}")
    for number, name in enumerate(names):
        link = f"https://arxiv.org/abs/2503.9000{number}"
        other = f"https://arxiv.org/abs/2503.9001{number}"
        day = f"# Papers\n\n## [{name}]({link})\n\nText.\n\n## [Auk {name}]({other})\n\nText.\n"
        (tmp_path / f"{name.lower()}.md").write_text(day)
    across = ["--no-cache", "--across-files", "--select", "TOC004"]
    assert found(capsys, *across, ".") == []
    (tmp_path / "more.md").write_text((tmp_path / "ferry.md").read_text())
    assert [file for file, _, _ in found(capsys, *across, ".")] == ["more.md", "more.md"]
