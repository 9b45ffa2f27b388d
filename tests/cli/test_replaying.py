"""An unchanged file is reported as before without being checked, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from digestlint.cache import Store
from digestlint.cli import main
from digestlint.cli.arguments import build_parser
from digestlint.cli.check import options_of
from digestlint.cli.replaying import read_request, replay
from tests.cli.conftest import Run

BROKEN = "# A\n\nSee <http://arxiv.org/abs/2505.15117> and [x](#gone), 这里.\n"
CLEAN = "# A\n\nText.\n"

Replayed = Callable[..., bool]


@pytest.fixture
def replayed(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Replayed:
    """Whether a command is replayed; if so, it prints what the ordinary way does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*arguments: str) -> bool:
        code = replay(list(arguments))
        shown = capsys.readouterr().out
        if code is None:
            assert shown == ""
            return False
        expected = cli(*arguments, "--no-cache")
        assert (code, shown, "") == (expected.returncode, expected.stdout, expected.stderr)
        return True

    return run


def write(folder: Path, text: str = BROKEN, name: str = "a.md") -> None:
    (folder / name).write_text(text)


@pytest.mark.parametrize("text", [BROKEN, CLEAN])
@pytest.mark.parametrize("options", [[], ["-q"], ["--output-format", "concise"]])
def test_a_second_run_says_the_same(
    cli: Run, replayed: Replayed, tmp_path: Path, text: str, options: list[str]
) -> None:
    write(tmp_path, text)
    write(tmp_path, CLEAN, "b.md")
    assert not replayed("check", "a.md", "b.md", *options)
    cli("check", "a.md", "b.md", *options)
    assert replayed("check", "a.md", "b.md", *options)
    assert replayed("check", "b.md", "a.md", *options, "--exit-zero")
    assert replayed("check", "--config", "force-exclude=true", "a.md", *options)
    assert replayed("check", "--fix", "a.md", *options) == (text == CLEAN)


def test_folders_are_known_as_well(cli: Run, tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, CLEAN, "b.md")
    first, second = cli("check"), cli("check")
    write(tmp_path, CLEAN + "\n[x](#y)\n", "b.md")
    third = cli("check")
    assert (second.stdout, second.returncode) == (first.stdout, first.returncode)
    assert third.stdout.startswith(first.stdout.partition("\n\n")[0])
    assert third.stdout == cli("check", "--no-cache").stdout


def test_an_empty_file_is_clean_without_a_cache(replayed: Replayed, tmp_path: Path) -> None:
    write(tmp_path, "")
    assert replayed("check", "a.md", "--no-cache")
    write(tmp_path, "@article{a,", "a.bib")
    assert not replayed("check", "a.md", "--no-cache")


def change_the_file(folder: Path) -> None:
    write(folder, BROKEN + "\n")


def add_a_bibliography(folder: Path) -> None:
    write(folder, "", "a.bib")


def add_a_configuration(folder: Path) -> None:
    write(folder, "", "digestlint.toml")


def add_a_project(folder: Path) -> None:
    write(folder, "", "pyproject.toml")


def add_an_inner_configuration(folder: Path) -> None:
    write(folder, "", "inner/digestlint.toml")


def damage_the_cache(folder: Path) -> None:
    for entry in folder.glob(".digestlint_cache/*/*"):
        entry.write_bytes(entry.read_bytes()[:-1])


def link_to_it(folder: Path) -> None:
    (folder / "inner" / "a.md").unlink()
    (folder / "inner" / "a.md").symlink_to(folder / "a.md")


def remove_it(folder: Path) -> None:
    (folder / "inner" / "a.md").unlink()


@pytest.mark.parametrize(
    "event",
    [
        change_the_file,
        add_a_bibliography,
        add_a_configuration,
        add_a_project,
        add_an_inner_configuration,
        damage_the_cache,
        link_to_it,
        remove_it,
    ],
)
def test_not_after(
    cli: Run, replayed: Replayed, tmp_path: Path, event: Callable[[Path], None]
) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("a.md", "inner/a.md"):
        write(tmp_path, BROKEN, name)
    command = ("check", "a.md", "inner/a.md")
    cli(*command)
    assert replayed(*command)
    event(tmp_path)
    assert not replayed(*command)


def test_not_for_another_version(
    cli: Run, replayed: Replayed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    cli("check", "a.md")
    assert replayed("check", "a.md")
    monkeypatch.setattr("digestlint.cli.replaying.installation_key", lambda: b"other")
    assert not replayed("check", "a.md")


def test_files_that_link_to_others_are_checked_again(
    cli: Run, replayed: Replayed, tmp_path: Path
) -> None:
    write(tmp_path, "# A\n\n[b](b.md)\n")
    cli("check", "a.md")
    assert not replayed("check", "a.md")


def test_colours_are_not_replayed(
    cli: Run, replayed: Replayed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    cli("check", "a.md", env={"FORCE_COLOR": "1"})
    assert not replayed("check", "a.md")
    cli("check", "a.md")
    assert replayed("check", "a.md")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not replayed("check", "a.md")


COMMANDS = [
    ["check", "a.md"],
    ["check", "a.md", "b.md", "--fix", "-q", "--exit-zero", "--no-cache"],
    ["check", "--output-format", "concise", "--quiet", "a.md"],
    ["check", "--config", "force-exclude=true", "--fix", "a.md"],
]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_common_command_lines_mean_what_they_mean(arguments: list[str]) -> None:
    request, options = read_request(arguments), build_parser().parse_args(arguments)
    assert request is not None
    seen = (request.paths, request.fix, request.quiet, request.exit_zero)
    assert seen == (options.paths, options.fix, options.quiet, options.exit_zero)
    assert (request.format, request.uses_cache) == (options.output_format, options.cache)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["check", "-"],
        ["check", ""],
        ["check", "a.md", "--output-format"],
        ["check", "a.md", "--output-format", "json"],
        ["check", "a.md", "--config", "select=['URL']"],
        ["check", "a.md", "--select", "URL"],
        ["check", "a.md", "--diff"],
        ["check", "a.md", "--fix", "--unsafe-fixes"],
        ["check", "a.md", "--statistics"],
        ["check", "--", "a.md"],
        ["rule", "a.md"],
    ],
)
def test_other_command_lines_take_the_ordinary_way(arguments: list[str]) -> None:
    assert read_request(arguments) is None


@pytest.mark.parametrize("path", ["./a.md", "b/../a.md", "a.md/", "论文.md", "b"])
def test_unusual_paths_take_the_ordinary_way(
    cli: Run, replayed: Replayed, tmp_path: Path, path: str
) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path)
    write(tmp_path, name="论文.md")
    cli("check", path)
    assert not replayed("check", path)


def test_other_encodings_take_the_ordinary_way(
    cli: Run, replayed: Replayed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report holds “这里”, which is kept as UTF-8."""
    write(tmp_path)
    cli("check", "a.md")
    assert replayed("check", "a.md")
    latin = TextIOWrapper(BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", latin)
    assert replay(["check", "a.md"]) is None


def test_what_is_in_the_cache_but_no_report_is_not_believed(
    cli: Run, replayed: Replayed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    cli("check", "a.md")
    assert replayed("check", "a.md")
    for entry in (b"", b"1 2\n", b"1 2\n\ntext", b"one two three\n\ntext", b"\xff 0 0\n\ntext"):
        monkeypatch.setattr(Store, "read", lambda *_, entry=entry: entry)
        assert not replayed("check", "a.md"), entry


def test_a_file_that_cannot_be_read_takes_the_ordinary_way(
    cli: Run, replayed: Replayed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    cli("check", "a.md")
    assert replayed("check", "a.md")

    def failing(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", failing)
    assert replay(["check", "a.md"]) is None


def test_the_same_file_twice(cli: Run, replayed: Replayed, tmp_path: Path) -> None:
    write(tmp_path)
    os.link(tmp_path / "a.md", tmp_path / "b.md")
    cli("check", "a.md", "b.md")
    assert not replayed("check", "a.md", "b.md")
    assert not replayed("check", "a.md", "a.md")


def test_clean(cli: Run, tmp_path: Path) -> None:
    write(tmp_path)
    assert cli("clean").stdout == "there is no cache here\n"
    cli("check", "--no-cache")
    assert not (tmp_path / ".digestlint_cache").exists()
    cli("check")
    assert (tmp_path / ".digestlint_cache" / ".gitignore").read_text().endswith("*\n")
    done = cli("clean")
    assert done.stdout == f"removed {tmp_path / '.digestlint_cache'}\n"
    assert not (tmp_path / ".digestlint_cache").exists()


def test_a_cache_that_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "-q", "a.md"]) == 1

    def failing(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", failing)
    capsys.readouterr()
    assert main(["clean"]) == 2
    folder = tmp_path / ".digestlint_cache"
    said = f"digestlint: {folder}: can't be removed: permission denied\n"
    assert capsys.readouterr() == ("", said)
    assert folder.exists()


def test_runs_side_by_side(cli: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").rmdir()
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for number in range(4):
        write(tmp_path, BROKEN * 3, f"{number}.md")
    expected = cli("check", "--no-cache").stdout
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(3) as pool:
        outputs = set(pool.map(lambda _: cli("check").stdout, range(3)))
    assert outputs == {expected}
    shutil.rmtree(tmp_path / ".digestlint_cache")


def test_what_cannot_be_kept_is_checked_again(cli: Run, tmp_path: Path) -> None:
    """Bytes that are not UTF-8, in a file and in a file's name."""
    (tmp_path / "broken.md").write_bytes("中文的方法".encode("gb18030") + b"\n")
    name = os.fsdecode(b"name\xb1.md")
    (tmp_path / name).write_text(BROKEN, "utf-8")
    first = cli("check", "broken.md", name)
    assert (first.returncode, first.stderr) == (1, "")
    assert "ENC001" in first.stdout
    assert "ANC001" in first.stdout
    again = cli("check", "broken.md", name)
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)


@pytest.mark.parametrize(
    "line",
    [
        "a.md",
        ". --no-cache",
        "--fix a.md b.md -q --exit-zero",
        "--output-format concise --quiet a.md",
        "--config force-exclude=true --fix a.md",
    ],
)
def test_what_it_reads_is_what_the_parser_reads(line: str) -> None:
    arguments = ["check", *line.split()]
    request = read_request(arguments)
    assert request is not None
    parsed = vars(build_parser().parse_args(arguments))
    assert vars(options_of(request)) == {
        k: parsed[k] for k in parsed if k not in ("command", "run")
    }
