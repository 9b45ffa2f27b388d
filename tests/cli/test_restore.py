from __future__ import annotations

import json
from pathlib import Path

from fixtures.damage.encoding import misread_lossily

from digestlint import restore
from tests.cli.conftest import Run

CLEAN = "# 实验结果\n\n本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
DOUBTFUL = "降\n"
DAMAGED = misread_lossily(CLEAN)


def test_is_a_filter(cli: Run, tmp_path: Path) -> None:
    assert cli("restore", stdin=DAMAGED).stdout == CLEAN
    (tmp_path / "a.txt").write_bytes(DAMAGED.encode())
    done = cli("restore", "a.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN, "")
    assert cli("restore", "-", stdin=CLEAN).stdout == CLEAN


def test_explains(cli: Run) -> None:
    done = cli("restore", "--explain", stdin=misread_lossily(CLEAN + DOUBTFUL))
    *doubts, summary = done.stderr.splitlines()
    assert any(line.startswith("4:1: ") for line in doubts)
    assert summary.startswith("read as windows-1254; characters with lost bytes: ")
    assert "no mojibake found" in cli("restore", "--explain", stdin=CLEAN).stderr


def test_json(cli: Run) -> None:
    text = misread_lossily(CLEAN + DOUBTFUL)
    found = json.loads(cli("restore", "--format", "json", stdin=text).stdout)
    assert found["text"].startswith(CLEAN)
    assert found["channel"] == "windows-1254"
    assert found["left"] == 0
    assert [doubt["row"] for doubt in found["doubtful"]] == [4]
    assert found["doubtful"][0]["alternatives"]


def test_leaves_lines_that_are_not_certain_enough(cli: Run) -> None:
    text = misread_lossily(CLEAN + DOUBTFUL)
    done = cli("restore", "--min-confidence", "0.95", "--explain", stdin=text)
    assert done.stdout == CLEAN + misread_lossily(DOUBTFUL)
    assert done.stderr.endswith("0 of them doubtful, 1 left\n")


def test_wrong_use(cli: Run) -> None:
    for arguments in (["--min-confidence", "2"], ["missing.txt"]):
        done = cli("restore", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_from_python() -> None:
    restored = restore(DAMAGED)
    assert restored.text == CLEAN
    assert restored.channel == "windows-1254"
    assert all(0.0 <= character.choice.posterior <= 1.0 for character in restored.characters)
    lines = CLEAN.split("\n")
    for character in restored.characters:
        assert lines[character.row - 1][character.column - 1] == character.choice.char
