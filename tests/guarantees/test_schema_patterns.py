"""Promise 5: patterns of users' schemas run with a time limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digestlint.cli import main

SLOW = "(?:a+)+$"
BAIT = "a" * 40 + "!"
SCHEMA = {
    "match": {"headings": ["^Papers"]},
    "entries": {"pattern": "^(?P<title>.+)", "under": "^Papers"},
    "notes": {"level": 2, "pattern": "^(?P<title>.+)", "under": "^Papers"},
}
DIGEST = f"# Papers\n\n- {BAIT}\n\n## {BAIT}\n\nSee [a paper](http://arxiv.org/abs/2510.00001).\n"
LIMIT = "max-rule-seconds=0.1"


def write(folder: Path, key: str, pattern: str) -> None:
    table = json.loads(json.dumps(SCHEMA))
    part, name = key.split(".")
    table[part][name] = [pattern] if name == "headings" else pattern
    lines = [
        f"[schemas.mine.{part}]\n"
        + "".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in keys.items()
        )
        for part, keys in table.items()
    ]
    (folder / "digestlint.toml").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(DIGEST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


KEYS = ["match.headings", "entries.pattern", "entries.under", "notes.pattern", "notes.under"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("fix", [False, True])
def test_a_slow_pattern_is_stopped_and_named(
    key: str, fix: bool, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, key, SLOW)
    (repository / "b.md").write_text("Text.\n")
    options = ["check", "--no-cache", "--config", LIMIT, *(["--fix"] if fix else [])]
    assert main([*options, "a.md", "b.md"]) == 2
    out, err = capsys.readouterr()
    place = f"schemas.mine.{key}{'[0]' if key == 'match.headings' else ''}"
    assert err == (
        f"digestlint: a.md: {repository / 'digestlint.toml'}: {place}: the pattern {SLOW!r} takes "
        "too long on this file; write it so that it can match a text in one way only, such as "
        "'a+' instead of '(a+)+'\n"
    )
    assert "1 file checked, all clean" in out
    assert (repository / "a.md").read_text() == DIGEST


def test_many_searches_count_together(repository: Path) -> None:
    write(repository, "entries.pattern", "(?:a+)+$")
    (repository / "a.md").write_text("# Papers\n\n" + f"- {'a' * 14}!\n" * 3000)
    assert main(["check", "--no-cache", "--config", LIMIT, "a.md"]) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["toc", "a.md"],
        ["config", "a.md"],
        ["check", "--no-cache", "--config", "rules.duplicate-entry.across-files=true", "a.md"],
    ],
    ids=lambda command: command[0],
)
def test_no_command_hangs(command: list[str], repository: Path) -> None:
    write(repository, "match.headings", SLOW)
    assert main([*command, "--config", LIMIT]) in (0, 2)


DEEP = 5_000


@pytest.mark.parametrize(
    "pattern",
    ["(" * DEEP + ")" * DEEP, "a{99999999999}", "(?i)" + "[\u0100-\U0010ffff]" * 200],
    ids=["deep", "many", "slow"],
)
def test_a_pattern_that_cannot_be_read_in_time_is_refused(
    pattern: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("digestlint.digest.schema.checking._MOST_SECONDS", 0.3)
    write(repository, "notes.pattern", pattern)
    assert main(["check", "--no-cache", "a.md"]) == 2
    err = capsys.readouterr().err
    assert "digestlint.toml: schemas.mine.notes.pattern: " in err
    assert "is too long or too deep for a regular expression" in err
    assert len(err) < 400


def test_built_in_patterns_cost_no_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("digestlint.digest.schema.searching.running", refuse)
    Path("b.md").write_text("# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n")
    assert main(["check", "--no-cache", "b.md"]) == 1
