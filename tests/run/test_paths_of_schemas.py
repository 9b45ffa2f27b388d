"""What `match.path` sees: the path from the configuration, wherever the program runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from digestlint import Config, check

TEXT = "# Notes\n\n## Ferry\nText.\n"
CONFIG = """
[schemas.own]
match.path = ['^days/[^/]+\\.md$']
notes.level = 2
notes.fields.venue.label = "Venue"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "digestlint.toml").write_text(CONFIG)
    for name in ("days", "weeks", "days/days"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(TEXT)
    return tmp_path


def found(where: Path, *arguments: str, text: str | None = None) -> list[str]:
    """The files in which the schema's field is missing."""
    command = [sys.executable, "-m", "digestlint", "check", "--select", "SEC008", "-q"]
    done = subprocess.run(
        [*command, "--output-format", "concise", *arguments],
        cwd=where,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return [line.split(":")[0] for line in done.stdout.splitlines() if "SEC008" in line]


@pytest.mark.parametrize("cache", [("--no-cache",), ()])
@pytest.mark.parametrize(
    ("where", "arguments", "expected"),
    [
        (".", ["."], ["days/a.md"]),
        (".", ["days/a.md", "weeks/a.md", "days/days/a.md"], ["days/a.md"]),
        ("days", ["a.md", "../weeks/a.md", "days/a.md"], ["a.md"]),
        ("weeks", ["../days/a.md", "a.md"], ["../days/a.md"]),
        ("days/days", ["a.md", "../a.md", "../../days/a.md"], ["../../days/a.md"]),
    ],
)
def test_from_every_folder(
    folder: Path, where: str, arguments: list[str], expected: list[str], cache: tuple[str, ...]
) -> None:
    for _ in range(2):  # and from the cache
        files = found(folder / where, *cache, *arguments)
        assert [Path(each).name for each in files] == ["a.md"]
        if where != "days/days":
            assert files == expected


def test_stdin(folder: Path) -> None:
    for where, name, number in (
        (".", "days/new.md", 1), (".", "weeks/new.md", 0), ("days", "new.md", 1),
        ("weeks", "new.md", 0), ("weeks", "../days/new.md", 1), (".", "new.md", 0),
    ):  # fmt: skip
        out = found(folder / where, "--stdin-filename", name, "-", text=TEXT)
        assert len(out) == number, (where, name)


def test_the_api(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def codes(**how: object) -> set[str]:
        return {each.code for each in check(**how)}  # type: ignore[arg-type]

    assert "SEC008" in codes(source=folder / "days" / "a.md")
    assert "SEC008" not in codes(source=folder / "weeks" / "a.md")
    assert "SEC008" in codes(source=TEXT, path=folder / "days" / "new.md")
    monkeypatch.chdir(folder / "days")
    assert "SEC008" in codes(source=Path("a.md"))
    assert "SEC008" in codes(source=TEXT, path="a.md")
    config = Config.load(folder / "digestlint.toml")
    assert "SEC008" in codes(source=Path("a.md"), config=config)
    assert "SEC008" not in codes(source=TEXT, config=config)


def test_the_same_text_in_two_folders_is_cached_twice(folder: Path) -> None:
    assert found(folder, "weeks/a.md") == []
    assert found(folder, "days/a.md") == ["days/a.md"]
    assert found(folder, "weeks/a.md", "days/a.md") == ["days/a.md"]


def test_a_configuration_elsewhere_leaves_the_repository(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "weeks" / "own.toml"
    elsewhere.write_text((folder / "digestlint.toml").read_text())
    assert found(folder, "--config", str(elsewhere), "days/a.md") == ["days/a.md"]
