"""One parser reads the command line; other code that looks at it agrees with the parser."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

import pytest

from digestlint.cli.arguments import build_parser, parse
from digestlint.cli.wrong_use import ALIASES
from digestlint.run.cache.folder import CHOSEN
from digestlint.run.cached_report import COMMANDS, FIX, NO_CACHE, STDIN, question_of


def commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def test_reports_are_kept_of_the_commands_that_have_an_option_against_it() -> None:
    having = {name for name, command in commands().items() if NO_CACHE in command.format_help()}
    having -= {"baseline", "report", "review"}  # which write a file each time, or serve a page
    assert having | {other for other, name in ALIASES.items() if name in having} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_words_of_a_replay_mean_what_the_parser_takes_them_for(command: str) -> None:
    given = parse([command, "a.md"])
    assert (given.cache, given.paths) == (True, ["a.md"])
    assert not parse([command, NO_CACHE]).cache
    assert parse([command, STDIN]).paths == [STDIN]
    if ALIASES.get(command, command) == "check":
        assert (given.fix, parse([command, FIX]).fix) == (False, True)


def test_no_option_has_a_shorter_form_that_a_replay_would_miss() -> None:
    for name, command in commands().items():
        assert not command.allow_abbrev, name
        for action in command._actions:
            for word in (NO_CACHE, FIX):
                assert word not in action.option_strings or action.option_strings == [word]


@pytest.mark.parametrize("words", [["--help"], ["help", "check"]])
def test_help_is_as_wide_as_the_terminal(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    widths = []
    for columns in ("60", "100", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        with pytest.raises(SystemExit):
            parse(words)
        widths.append(max(map(len, capsys.readouterr().out.splitlines())))
    assert widths[0] < widths[1] < widths[2]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, CHOSEN, str(tmp_path / "cache"))
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO()))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("command", [*commands(), *ALIASES, "version", "help", "--version"])
def test_whether_a_command_line_is_a_question(command: str) -> None:
    assert (question_of([command, "a.md"]) is not None) == (command in COMMANDS)
    assert question_of([command, "a.md", NO_CACHE]) is None


@pytest.mark.usefixtures("kept")
def test_no_command_line_is_no_question() -> None:
    assert question_of([]) is None
