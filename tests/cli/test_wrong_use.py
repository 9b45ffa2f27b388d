"""Habits from other tools, and typos: accepted as what they mean, or answered in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint import __version__
from tests.cli.conftest import NOTICE, Run

BROKEN = "# One\n\nSee <http://arxiv.org/abs/2509.21826>.\n"

SENTENCES = [
    (["chekc", "a.md"], "there is no command 'chekc' (did you mean 'digestlint check'?)"),
    (["Check"], "there is no command 'Check' (did you mean 'digestlint check'?)"),
    (["formatt"], "there is no command 'formatt' (did you mean 'digestlint format'?)"),
    (["resotre"], "there is no command 'resotre' (did you mean 'digestlint restore'?)"),
    (["help", "chekc"], "there is no command 'chekc' (did you mean 'digestlint check'?)"),
    (["fix", "a.md"], "there is no command 'fix' (did you mean 'digestlint check --fix'?)"),
    (["zzz"], "there is no command 'zzz' (see 'digestlint --help')"),
    (["ANC001"], "there is no command 'ANC001' (did you mean 'digestlint rule ANC001'?)"),
    (["a.md"], "there is no command 'a.md' (did you mean 'digestlint check a.md'?)"),
    (["docs/a"], "there is no command 'docs/a' (did you mean 'digestlint check docs/a'?)"),
    (["folder"], "there is no command 'folder' (did you mean 'digestlint check folder'?)"),
    (["--fix", "a.md"], "a command comes first (did you mean 'digestlint check --fix a.md'?)"),
    (["-q", "toc", "a.md"], "a command comes first (did you mean 'digestlint toc -q a.md'?)"),
    (["check", "--fux"], "'digestlint check' has no option '--fux' (did you mean '--fix'?)"),
    (["lint", "--fux"], "'digestlint check' has no option '--fux' (did you mean '--fix'?)"),
    (
        ["check", "--outptu-format=json"],
        "'digestlint check' has no option '--outptu-format' (did you mean '--output-format'?)",
    ),
    (
        ["check", "--dry-run"],
        "'digestlint check' has no option '--dry-run' (did you mean '--diff'?)",
    ),
    (
        ["check", "--zzz"],
        "'digestlint check' has no option '--zzz' (see 'digestlint check --help')",
    ),
    # Options of other commands are not options of this one.
    (
        ["rule", "--statistics"],
        "'digestlint rule' has no option '--statistics' ('digestlint check' has it)",
    ),
    (
        ["toc", "--format", "json", "a.md"],
        "'digestlint toc' has no option '--format' ('digestlint check' has it)",
    ),
    (
        ["toc", "a.md", "b.md"],
        "unexpected argument 'b.md' of 'digestlint toc' (see 'digestlint toc --help')",
    ),
    (["help", "zzz"], "there is no command 'zzz' (see 'digestlint --help')"),
]


@pytest.mark.parametrize(("arguments", "sentence"), SENTENCES)
def test_what_was_meant(cli: Run, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "folder").mkdir()
    done = cli(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"digestlint: {sentence}\n")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["lint", "a.md"], ["check", "a.md"]),
        (["check", "--format", "json"], ["check", "--output-format", "json"]),
        (["check", "--format=concise", "a.md"], ["check", "--output-format", "concise", "a.md"]),
        (["config", "--format", "json", "a.md"], ["config", "--output-format", "json", "a.md"]),
        (["rule", "--format", "json"], ["rule", "--output-format", "json"]),
        (["explain", "ANC001"], ["rule", "ANC001"]),
        (["rules"], ["rule"]),
        (["fmt", "--diff", "a.md"], ["format", "--diff", "a.md"]),
        (["help"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
        (["help", "lint"], ["check", "--help"]),
        (["version"], ["--version"]),
        (["-V"], ["--version"]),
    ],
)
def test_other_names(cli: Run, tmp_path: Path, given: list[str], meant: list[str]) -> None:
    (tmp_path / "a.md").write_text(BROKEN)
    done, expected = cli(*given), cli(*meant)
    assert done.returncode in (0, 1)
    assert (done.returncode, done.stdout, done.stderr) == (
        expected.returncode,
        expected.stdout,
        expected.stderr,
    )


def test_version_and_help(cli: Run) -> None:
    assert cli("version").stdout == f"digestlint {__version__}\n"
    assert cli("help", "toc").stdout.startswith("usage: digestlint toc ")


def test_nothing_at_all_shows_the_help(cli: Run) -> None:
    done = cli()
    assert (done.returncode, done.stdout, done.stderr) == (2, "", cli("--help").stdout)


def test_restore_keeps_its_own_format(cli: Run) -> None:
    assert cli("restore", "--format", "json", stdin="x").stdout.startswith("{")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes does nothing without --fix or --diff"),
        (["--show-fixes"], "--show-fixes does nothing without --fix"),
        (
            ["--diff", "--statistics"],
            "--diff shows changes only, so --statistics is left out",
        ),
        (
            ["--diff", "--format", "json"],
            "--diff shows changes only, so --output-format json is left out",
        ),
    ],
)
def test_options_without_an_effect(
    cli: Run, tmp_path: Path, options: list[str], sentence: str
) -> None:
    (tmp_path / "a.md").write_text(BROKEN)
    done = cli("check", *options)
    notice = "" if "--diff" in options else NOTICE
    assert (done.returncode, done.stderr) == (1, f"digestlint: {sentence}\n{notice}")
    assert cli("check", "-q", *options).stderr == ""


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("# A\n", [], "--fix would change nothing"),
        ("# A\n", ["--unsafe-fixes"], "--fix --unsafe-fixes would change nothing"),
        (
            "[x](#gone)\n",
            [],
            "--fix would change nothing, and 1 finding is left (see 'digestlint check')",
        ),
        (
            "[x](#gone), 这是**“零样本”**的方法。\n",
            [],
            "--fix would change nothing, and 2 findings are left (see 'digestlint check'); "
            "--diff --unsafe-fixes shows 1 unsafe fix",
        ),
    ],
)
def test_a_diff_with_nothing_to_show(
    cli: Run, tmp_path: Path, text: str, options: list[str], sentence: str
) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = cli("check", "--diff", *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"digestlint: {sentence}\n")


def test_hints_say_what_to_type(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{BROKEN}\n这是**“零样本”**的方法。\n", encoding="utf-8")
    assert cli("check").stdout.splitlines()[-2:] == [
        "1 fix available with --fix",
        "1 unsafe fix available with --fix --unsafe-fixes",
    ]
    last = cli("check", "--fix").stdout.splitlines()[-1]
    assert last == "1 unsafe fix available with --fix --unsafe-fixes"
    assert cli("check", "--fix", "--unsafe-fixes").returncode == 0
