"""A long text is restored in pieces, with the decisions that all of it leads to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint import restore
from digestlint.encoding import long_texts
from digestlint.encoding.long_texts import cut, evidence
from digestlint.text.codec import decode_pieces, encode
from tests.places import SOURCE

CLEAN = "Nothing to see in this line, which is like all the others here.\n"
CHINESE = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
RUSSIAN = "Мы долго ждали у входа в библиотеку.\n"


def windows_1252(text: str) -> str:
    return text.encode("cp1251").decode("cp1252")


@pytest.mark.parametrize(
    ("damage", "strong", "weak"),
    [
        (misread_lossily, CHINESE * 3, "é 中\n"),
        (misread_lossily, CHINESE * 3, "中\n"),
        (windows_1252, RUSSIAN * 5, "осень\n"),
    ],
)
@pytest.mark.parametrize("strong_is_first", [True, False])
def test_a_piece_is_read_as_the_whole_text_is(
    damage: object, strong: str, weak: str, strong_is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(damage)
    parts = [damage(strong), CLEAN * 40, damage(weak)]
    text = "".join(parts if strong_is_first else reversed(parts))
    whole = restore(text)
    assert restore(damage(weak)).text == damage(weak) != weak, "too little by itself"
    assert damage(weak) not in whole.text
    monkeypatch.setattr(long_texts, "PIECE", 1000)
    in_pieces = restore(text)
    assert in_pieces.text == whole.text
    assert (in_pieces.channel, in_pieces.left) == (whole.channel, whole.left)
    assert [(c.row, c.column, c.choice.char) for c in in_pieces.characters] == [
        (c.row, c.column, c.choice.char) for c in whole.characters
    ]


def test_examples_of_a_long_text_about_encodings_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    about = "A charset that is not UTF-8 or windows-1252 gives mojibake.\n"
    text = about * 30 + CLEAN * 40 + "As in this: Ã©tÃ© cafÃ© dÃ©jÃ  vu.\n" + CLEAN * 40
    assert restore(text).text == text
    monkeypatch.setattr(long_texts, "PIECE", 1000)
    assert restore(text).text == text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_pieces_end_with_lines(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_texts, "PIECE", 100)
    text = "".join(f"Line {n} of some length.{ending}" for n in range(50)) + "end"
    pieces = [*cut(text)]
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert all(piece.endswith(ending) for piece in pieces[:-1])
    assert [*cut("")] == [""]
    data = "".join(f"中 {n}{ending}" for n in range(50)).encode() + b"\xff"
    chunks = [data[at : at + 40] for at in range(0, len(data), 40)]
    decoded = [*decode_pieces(chunks)]
    assert len(decoded) > 5
    assert encode("".join(text for text, _ in decoded), bom=False) == data
    assert not any("\udce4" in text for text, _ in decoded)


def test_evidence_is_odd_and_from_all_over() -> None:
    damaged = [misread_lossily(f"第{n}个实验结果\n") for n in range(3)]
    pieces = [CLEAN * 100 + line for line in damaged]
    assert evidence(lambda: pieces).split("\n") == [line.rstrip("\n") for line in damaged]
    assert evidence(lambda: [CLEAN, CLEAN]) == ""
    many = [misread_lossily(f"{n} {CHINESE}") for n in range(5000)]
    assert 10_000 < len(evidence(lambda: many)) < 100_000


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_memory_does_not_grow_with_the_text(tmp_path: Path) -> None:
    line = misread_lossily(CHINESE)
    path = tmp_path / "a.md"
    peaks = []
    for size in (1_000_000, 4_000_000):
        path.write_text(line * (size // len(line.encode())), encoding="utf-8", newline="")
        code = (
            "import sys\nfrom digestlint.cli import main\n"
            f"main(['restore', {str(path)!r}])\n"
            "for line in open('/proc/self/status'):\n"
            "    if line.startswith('VmHWM:'): print(line.split()[1], file=sys.stderr)"
        )
        env = {**os.environ, "PYTHONPATH": str(SOURCE)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        )
        peaks.append(int(done.stderr) / 1000)
    assert max(peaks) < 200
    assert peaks[1] < peaks[0] + 25
