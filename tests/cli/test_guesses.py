"""What unsafe fixes guess is listed with ``--show-fixes``, and kept with ``--guesses``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fixtures.damage.encoding import misread_lossily

from tests.cli.conftest import Run

SURE = "本文提出了一种新的方法，在多个数据集上取得了很好的结果。"
TEXTS = (
    "近年来，大型推理模型在复杂任务上表现出色，但计算成本是一个重大挑战。",
    "作者研究了各种模型合并技术及其相关超参数，并与其他方法进行比较。",
    "实验表明，该方法不仅可以提高性能，还能准确预测退火行为，从而加快验证。",
    "训练效果、性能扩展预测不精确以及大规模训练的不稳定性都是问题。",
)
FIX = ("check", "--fix", "--unsafe-fixes", "--output-format", "concise")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    lines = "\n\n".join(misread_lossily(text) for text in (SURE, *TEXTS))
    path.write_bytes(f"# 论文\n\n{lines}\n\n[a]( )\n".encode())
    return path


def guesses(path: Path) -> list[dict[str, Any]]:
    content = json.loads(path.read_text())
    assert content["version"] == 1
    found: list[dict[str, Any]] = content["guesses"]
    return found


def test_they_are_kept(cli: Run, file: Path, tmp_path: Path) -> None:
    damaged = file.read_text().splitlines()
    cli(*FIX, "--guesses", "guesses.json")
    fixed = file.read_text().splitlines()
    kept = guesses(tmp_path / "guesses.json")
    assert kept
    for guess in kept:
        assert guess["filename"] == "a.md"
        assert guess["damaged"] in damaged[guess["row"] - 1]
        assert guess["restored"] in fixed[guess["row"] - 1]
        assert guess["channel"].startswith("UTF-8 read as ")
        assert guess["doubtful"]
        for doubt in guess["doubtful"]:
            assert guess["restored"][doubt["index"]] == doubt["chosen"]
            assert 0 < doubt["posterior"] < 0.99
            assert all(a["posterior"] <= doubt["posterior"] for a in doubt["alternatives"])


def test_they_are_listed(cli: Run, file: Path, tmp_path: Path) -> None:
    done = cli(*FIX, "--show-fixes", "--guesses", "guesses.json")
    listed = [line for line in done.stdout.splitlines() if "guessed in line" in line]
    kept = guesses(tmp_path / "guesses.json")
    assert len(listed) == sum(len(guess["doubtful"]) for guess in kept)
    first = kept[0]["doubtful"][0]
    assert listed[0].startswith(f"  guessed in line {kept[0]['row']}: ")
    assert f"⟦{first['chosen']}⟧" in listed[0]
    assert f"({first['posterior']:.2f}; or " in listed[0]


def test_later_runs_add_to_them(cli: Run, file: Path, tmp_path: Path) -> None:
    cli(*FIX, "--guesses", "guesses.json")
    before = guesses(tmp_path / "guesses.json")
    (tmp_path / "b.md").write_text(f"# 论文\n\n{misread_lossily(TEXTS[0] + TEXTS[2])}\n")
    cli(*FIX, "--guesses", "guesses.json")
    after = guesses(tmp_path / "guesses.json")
    assert after[: len(before)] == before
    assert {guess["filename"] for guess in after[len(before) :]} <= {"b.md"}


def test_nothing_is_written_unless_asked_for(cli: Run, file: Path, tmp_path: Path) -> None:
    cli(*FIX, "--show-fixes")
    cli("check", "--guesses", "guesses.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "a.md"]


def test_safe_fixes_guess_nothing(cli: Run, file: Path, tmp_path: Path) -> None:
    done = cli("check", "--fix", "--show-fixes", "--guesses", "guesses.json")
    assert "guessed" not in done.stdout
    assert guesses(tmp_path / "guesses.json") == []


@pytest.mark.parametrize("content", ["{}", "[1]", '{"version": 2, "guesses": []}', "no JSON"])
def test_other_files_are_not_overwritten(
    cli: Run, file: Path, tmp_path: Path, content: str
) -> None:
    (tmp_path / "other.json").write_text(content)
    before = file.read_bytes()
    done = cli(*FIX, "--guesses", "other.json")
    assert done.returncode == 2
    assert "other.json: is no file of guesses, and would be overwritten" in done.stderr
    assert (tmp_path / "other.json").read_text() == content
    assert file.read_bytes() == before


def test_without_a_fix_the_option_is_said_to_do_nothing(cli: Run, file: Path) -> None:
    assert "--guesses does nothing without --fix" in cli("check", "--guesses", "g.json").stderr


def test_suggestions_for_lost_characters_are_listed_and_kept(cli: Run, tmp_path: Path) -> None:
    known = "近年来，大语言模型在自然语言处理任务中取得了显著进展，大语言模型在许多任务上都很好。"
    path = tmp_path / "lost.md"
    path.write_text(f"# 论文\n\n{known}\n\n大语言模�在多个基准数据集上进行了实验。\n")
    done = cli(*FIX, "--show-fixes", "--guesses", "guesses.json")
    assert "大语言模型在多个基准数据集上进行了实验。" in path.read_text()
    assert "  guessed in line 5: 大语言模⟦型⟧在多个基准数据集上进行了 (0.9" in done.stdout
    (guess,) = guesses(tmp_path / "guesses.json")
    assert (guess["damaged"], guess["restored"], guess["row"]) == ("�", "型", 5)
    (doubt,) = guess["doubtful"]
    assert (doubt["index"], doubt["chosen"]) == (0, "型")
