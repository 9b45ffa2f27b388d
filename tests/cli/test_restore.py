from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint import restore
from digestlint.encoding import damage
from tests.cli.conftest import Run
from tests.places import SOURCE

CLEAN = "# 实验结果\n\n本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
DOUBTFUL = "降\n"
DAMAGED = misread_lossily(CLEAN)
CHANNEL = "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped"


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
    assert summary.startswith(f"{CHANNEL}; characters with lost bytes: ")
    assert "no mojibake found" in cli("restore", "--explain", stdin=CLEAN).stderr


def test_json(cli: Run) -> None:
    text = misread_lossily(CLEAN + DOUBTFUL)
    found = json.loads(cli("restore", "--format", "json", stdin=text).stdout)
    assert found["text"].startswith(CLEAN)
    assert found["channel"] == CHANNEL
    assert found["left"] == 0
    assert [doubt["row"] for doubt in found["doubtful"]] == [4]
    assert found["doubtful"][0]["alternatives"]


def test_leaves_lines_that_are_not_certain_enough(cli: Run) -> None:
    text = misread_lossily(CLEAN + DOUBTFUL)
    done = cli("restore", "--min-confidence", "0.95", "--explain", stdin=text)
    assert done.stdout == CLEAN + misread_lossily(DOUBTFUL)
    assert done.stderr.endswith("0 of them doubtful, 1 left\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--min-confidence", "2"], "'2' is not a probability (0 to 1)"),
        (["--min-confidence", "nan"], "'nan' is not a probability (0 to 1)"),
        (["--min-confidence", "high"], "'high' is not a probability (0 to 1)"),
        (["missing.txt"], "missing.txt: no such file"),
    ],
)
def test_wrong_use(cli: Run, arguments: list[str], message: str) -> None:
    done = cli("restore", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["windows-1254,ignore,strip-ad", CHANNEL])
def test_the_channel_can_be_given(cli: Run, name: str) -> None:
    """Two words are too little evidence otherwise."""
    text = misread_lossily("é 中\n")
    assert cli("restore", stdin=text).stdout == text
    done = cli("restore", "--channel", name, "--explain", stdin=text)
    assert done.stdout.startswith("é ") and damage(done.stdout, "windows-1254") == text
    assert done.stderr.splitlines()[-1].startswith(f"{CHANNEL}; ")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("windows-9", "--channel: unknown code page: 'windows-9' (known: windows-1252, "),
        ("cp1254,drop", "--channel: unknown step of a channel: 'drop' (known: keep, ignore, "),
        ("", "--channel: unknown code page: ''"),
    ],
)
def test_unknown_channels(cli: Run, name: str, expected: str) -> None:
    done = cli("restore", "--channel", name, stdin=DAMAGED)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"digestlint: {expected}")
    assert done.stderr.count("\n") == 1


def test_undecodable_bytes_and_line_endings_stay(cli: Run, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + DAMAGED.replace("\n", "\r\n").encode() + b"caf\xe9 \xff\r\n"
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(restored_bytes(tmp_path / "a.txt"))
    expected = CLEAN.replace("\n", "\r\n").encode()
    assert (tmp_path / "b.txt").read_bytes() == (b"\xef\xbb\xbf" + expected + b"caf\xe9 \xff\r\n")


def restored_bytes(path: Path) -> bytes:
    command = [sys.executable, "-m", "digestlint", "restore", str(path)]
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(command, env=env, capture_output=True, check=True).stdout


def test_progress_is_reported() -> None:
    seen: list[tuple[int, int]] = []
    restored = restore(DAMAGED * 3, progress=lambda done, total: seen.append((done, total)))
    count = len(restored.characters)
    assert seen[-1] == (count, count)
    assert restore(CLEAN, progress=lambda done, total: seen.append((-1, -1))).left == 0
    assert seen[-1] != (-1, -1)


def test_from_python() -> None:
    restored = restore(DAMAGED)
    assert restored.text == CLEAN
    assert restored.channel == CHANNEL
    assert all(0.0 <= character.choice.posterior <= 1.0 for character in restored.characters)
    lines = CLEAN.split("\n")
    for character in restored.characters:
        assert lines[character.row - 1][character.column - 1] == character.choice.char


RUSSIAN = "Мы долго ждали у входа в библиотеку.\nБыла поздняя осень, и становилось холодно.\n"


@pytest.mark.parametrize(
    ("real", "shown", "name"),
    [
        ("cp1251", "cp1252", "windows-1251 read as windows-1252"),
        ("cp1251", "koi8_r", "windows-1251 read as koi8-r"),
        ("koi8_r", "cp866", "koi8-r read as ibm866"),
        ("mac_cyrillic", "latin-1", "x-mac-cyrillic read as iso-8859-1"),
    ],
)
def test_explains_which_encoding_was_read_as_which(
    cli: Run, real: str, shown: str, name: str
) -> None:
    text = RUSSIAN.encode(real).decode(shown)
    done = cli("restore", "--explain", stdin=text)
    assert done.stdout == RUSSIAN
    assert done.stderr.splitlines()[-1].startswith(f"{name}; ")


def test_explains_what_stays_as_it_is(cli: Run) -> None:
    text = "Список книг\n".encode("cp1251").decode("koi8_r")
    done = cli("restore", "--explain", stdin=text)
    assert done.stdout == text
    assert "left as it is, since there is too little evidence: windows-1251 read as" in done.stderr


LINE = CLEAN.splitlines()[2] + "\n"
PROSE = "Nothing to see in this line, which is like all the others here.\n"


def test_the_command_says_the_same_of_pieces(cli: Run) -> None:
    """A megabyte and more."""
    text = misread_lossily(LINE + "降\n") + PROSE * 20_000 + misread_lossily(LINE + "降\n")
    expected = restore(text)
    done = cli("restore", "--explain", stdin=text)
    assert done.stdout == expected.text
    doubts = [c for c in expected.characters if c.choice.is_doubtful]
    rows = [line.split(":")[0] for line in done.stderr.splitlines()[:-1]]
    assert rows == [str(character.row) for character in doubts]
    assert {"2", "20004"} <= set(rows)
    found = json.loads(cli("restore", "--format", "json", stdin=text).stdout)
    assert found["text"] == expected.text
    assert [doubt["row"] for doubt in found["doubtful"]] == [c.row for c in doubts]
