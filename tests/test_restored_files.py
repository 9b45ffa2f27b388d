"""What fixes of lossy mojibake may do to files, and what protects them from a broken model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint import restore
from digestlint.encoding import Channel, Run, damage
from digestlint.encoding.infill import Choice, Damaged, filling
from digestlint.encoding.result import invariant
from digestlint.lint.results import FileResult
from digestlint.project.config import Layer, SettingsTable, parse_config
from digestlint.run.runner import Task, run

SURE = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
DOUBTFUL = "不与中、中与不、与不中、降升限。\n"
TEXT = misread_lossily(f"# A\n\n{SURE}{DOUBTFUL}{SURE}\n与{DOUBTFUL}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(TEXT.encode())
    return path


def fix(path: Path, *, unsafe: bool = False) -> FileResult:
    layers = (Layer("test", SettingsTable(select=("ENC",)), path.parent),)
    task = Task(path, parse_config({}, None), layers, fix=True, unsafe=unsafe)
    (result,) = run([task], jobs=1)
    assert result.problem is None
    return result


def without_fitting(text: str, damaged: Sequence[Damaged], **_: Any) -> list[Choice | None]:
    return [Choice("错", 1.0)] * len(damaged)  # none of its three bytes is ever lost


def sent_wrongly(channel: Channel, text: str) -> str:
    return text.upper() + "x"


def taken_on_trust(runs: Sequence[Run], source: str) -> list[bool]:
    return [True] * len(runs)


Break = Callable[[pytest.MonkeyPatch], None]


def break_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "choose_each", without_fitting)


def break_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Channel, "send", sent_wrongly)


@pytest.mark.parametrize("broken", [break_model, break_channel])
@pytest.mark.parametrize("unsafe", [False, True])
def test_a_broken_build_writes_nothing(
    broken: Break, unsafe: bool, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    before = file.stat()
    result = fix(file, unsafe=unsafe)
    assert result.new == result.old
    assert file.read_bytes() == TEXT.encode()
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert result.applied == []
    assert restore(TEXT).text == TEXT


def test_it_is_the_check_of_the_invariant_that_protects(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_model(monkeypatch)
    monkeypatch.setattr(invariant, "leads_back", taken_on_trust)
    assert "错" in fix(file).new.decode()


def test_fixing_twice_changes_nothing(file: Path) -> None:
    for unsafe in (False, True):
        fix(file, unsafe=unsafe)
        once = file.read_bytes()
        again = fix(file, unsafe=unsafe)
        assert file.read_bytes() == once
        assert again.applied == []


def test_safe_lines_first_and_the_others_later(file: Path) -> None:
    """A doubtful choice may differ: what was restored first is evidence for what is left."""
    half = fix(file).new.decode()
    assert SURE in half and misread_lossily(DOUBTFUL) in half
    two_steps = fix(file, unsafe=True)
    file.write_bytes(TEXT.encode())
    one_step = fix(file, unsafe=True)
    for result in (two_steps, one_step):
        assert result.findings == []
        assert result.new.decode().count(SURE) == 2
        assert damage(result.new.decode(), "windows-1254") == TEXT


def test_what_is_left_of_a_half_repaired_file_is_found(file: Path) -> None:
    result = fix(file)
    damaged = misread_lossily(DOUBTFUL).rstrip("\n")
    rows = [r for r, line in enumerate(result.new.decode().split("\n"), 1) if damaged in line]
    assert rows == [4, 7]
    assert [finding.location.row for finding in result.findings] == rows
