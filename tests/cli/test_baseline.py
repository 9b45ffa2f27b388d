"""``digestlint baseline``: known findings are silent, new ones fail, fixed ones leave."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

OLD = "# A\n\n[one]()\n\n[two]() and http://arxiv.org/abs/2510.00001\n"
NAME = "digestlint-baseline.json"
SETTING = f'baseline = "{NAME}"\n'


@pytest.fixture
def folder(cli: Run, tmp_path: Path) -> Path:
    """An archive with a baseline."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.md").write_text(OLD)
    done = cli("baseline")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{NAME}: 3 findings in 1 file are not reported any more\n" in done.stdout
    assert f'baseline = "{NAME}"' in done.stdout
    (tmp_path / "digestlint.toml").write_text(SETTING)
    return tmp_path


def number(cli: Run, *options: str) -> int:
    return len(json.loads(cli("check", "--output-format", "json", *options).stdout))


def test_known_findings_are_silent_and_said_to_be_there(cli: Run, folder: Path) -> None:
    done = cli("check")
    assert done.returncode == 0
    assert done.stdout == "1 file checked, all clean, 3 findings of the baseline aside\n"
    assert number(cli) == 0
    assert number(cli, "--no-baseline") == 3
    assert cli("check", "--no-baseline").returncode == 1


def test_new_findings_fail(cli: Run, folder: Path) -> None:
    (folder / "new.md").write_text("[three]()\n")
    done = cli("check", "--output-format", "concise")
    assert done.returncode == 1
    assert done.stdout == (
        "new.md:1:1: URL004 link 'three' has no target\n"
        "1 finding in 1 file\n3 findings of the baseline are not shown\n"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# New\n\ntext\n\n" + OLD, 0),  # lines moved
        (OLD.replace("[one]()\n\n", "") + "\n[one]()\n", 0),  # one was moved
        (OLD.replace("http:", "https:"), 0),  # another one in its line is fixed
        (OLD.replace("two]() and", "two](), and"), 0),  # its line is written otherwise
        (OLD + "\n[one]()\n", 1),  # one more of a known kind
        (OLD + "\n[three]()\n", 1),
        (OLD.replace("[one]()", "[one]() [one]() [one]()"), 2),
        (OLD.replace("one", "One"), 1),
    ],
)
def test_what_counts_as_known(text: str, left: int, cli: Run, folder: Path) -> None:
    (folder / "old" / "a.md").write_text(text)
    assert number(cli) == left


def test_the_same_in_another_file_is_new(cli: Run, folder: Path) -> None:
    (folder / "b.md").write_text(OLD)
    assert number(cli) == 3


def test_fixed_findings_leave_and_none_comes_in(cli: Run, folder: Path) -> None:
    (folder / "old" / "a.md").write_text(OLD.replace("[one]()", "one") + "\n[three]()\n")
    done = cli("baseline")
    assert done.stdout.endswith(f"{NAME}: 2 findings in 1 file are not reported any more\n")
    assert number(cli) == 1
    (folder / "old" / "a.md").write_text(OLD)
    assert number(cli) == 1  # it was fixed once
    assert cli("baseline", "--renew").returncode == 0
    assert number(cli) == 0


def test_a_part_of_the_files(cli: Run, folder: Path) -> None:
    """What is not checked stays known, what is gone does not."""
    (folder / "b.md").write_text("[x]()\n")
    assert cli("baseline", "--renew").returncode == 0
    before = (folder / NAME).read_bytes()
    assert cli("baseline", "b.md").returncode == 0
    assert (folder / NAME).read_bytes() == before
    (folder / "old" / "a.md").unlink()
    done = cli("baseline", "b.md")
    assert "old/a.md is gone, and with it what was known of it" in done.stderr
    assert list(json.loads((folder / NAME).read_text())["files"]) == ["b.md"]


def test_the_answer_follows_the_file(cli: Run, folder: Path) -> None:
    """Whatever is in the cache."""
    assert cli("check").returncode == cli("check").returncode == 0
    (folder / NAME).write_text('{"version": 1, "files": {}}')
    assert cli("check").returncode == 1


def test_fixes_are_applied_as_ever(cli: Run, folder: Path) -> None:
    done = cli("check", "--fix")
    assert done.returncode == 0
    assert "https://arxiv.org" in (folder / "old" / "a.md").read_text()
    assert done.stdout == "Fixed 1 finding; 1 file clean, 2 findings of the baseline aside\n"


def test_another_file_and_folder(cli: Run, folder: Path) -> None:
    (folder / "digestlint.toml").write_text("")
    assert cli("check").returncode == 1
    assert cli("check", "--baseline", NAME).returncode == 0
    assert cli("baseline", "--file", "old/mine.json").returncode == 0
    assert list(json.loads((folder / "old" / "mine.json").read_text())["files"]) == ["a.md"]
    (folder / "digestlint.toml").write_text('baseline = "old/mine.json"\n')
    assert cli("check").returncode == 0


@pytest.mark.parametrize(
    "content",
    [
        *("", "x", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": []}'),
        *('{"version": 1, "files": {"a.md": 1}}', '{"version": 1, "files": {"a.md": {"b": 1}}}'),
        *('{"version": 1, "files": {"a.md": {"b": {"c": true}}}}', "[" * 100_000),
        *('{"version": 1, "files": {"a.md": {"b": {"c": "1"}}}}', "\xff"),
    ],
)
def test_what_is_no_baseline(content: str, cli: Run, folder: Path) -> None:
    (folder / NAME).write_bytes(content.encode("latin-1"))
    for command in ("check", "baseline"):
        done = cli(command)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{NAME} is not a baseline; 'digestlint baseline --renew' writes" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_baseline_that_is_not_there(cli: Run, folder: Path) -> None:
    (folder / NAME).unlink()
    done = cli("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{NAME} can't be read" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_a_baseline_outside(cli: Run, folder: Path) -> None:
    outside = folder.parent / f"{folder.name}.json"
    (folder / NAME).rename(outside)
    before = outside.read_bytes()
    (folder / NAME).symlink_to(outside)
    done = cli("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert cli("baseline", "--renew").returncode == 2
    assert outside.read_bytes() == before


def test_no_source_is_overwritten(cli: Run, folder: Path) -> None:
    done = cli("baseline", "--file", "old/a.md", "--renew")
    assert done.returncode == 2
    assert "old/a.md: is one of the files that are checked" in done.stderr
    assert (folder / "old" / "a.md").read_text() == OLD


def test_findings_of_a_file_that_fails_stay_known(cli: Run, folder: Path) -> None:
    before = (folder / NAME).read_bytes()
    (folder / "old" / "a.md").write_bytes(b"\0\0")
    done = cli("baseline")
    assert done.returncode == 2
    assert (folder / NAME).read_bytes() == before
