"""What is suggested for U+FFFD in Chinese prose, from the text to the fix."""

from __future__ import annotations

import sys

import pytest

from digestlint.core.finding import Finding
from digestlint.encoding.detect.holes import Hole, hole_at
from digestlint.rules.encoding import suggestions
from tests.support import diagnose, fixed, see

CODE = "ENC004"
LOST_ONE = "replacement character (U+FFFD) where text was lost"
KNOWN = (
    "近年来，大语言模型在自然语言处理任务中取得了显著进展。本文提出了一种新的方法，"
    "在多个基准数据集上进行了实验，实验结果表明，该方法优于现有的方法。\n"
)
TEXT = KNOWN + "\n大语言模�在多个基准数据集上进行了实验。\n"


def only(text: str) -> Finding:
    (finding,) = diagnose(text, CODE)
    return finding


def suggested(text: str) -> str:
    finding = only(text)
    doubts = finding.restored.doubtful if finding.restored else ()
    return "".join(doubt.chosen for doubt in doubts)


def test_a_finding_carries_its_suggestions() -> None:
    finding = only(TEXT)
    assert TEXT[finding.start : finding.end] == "�"
    restored = finding.restored
    assert restored is not None
    assert (restored.text, restored.channel) == ("型", "bytes lost, U+FFFD in their place")
    assert restored.around == ("大语言模", "在多个基准数据集上进行了实验。")
    (doubt,) = restored.doubtful
    assert (doubt.offset, doubt.at) == (finding.start, 0)
    said = str(finding.message)
    assert said.startswith(
        "replacement character (U+FFFD) where text was lost; most likely '型' (0.9"
    )
    assert "alternatives: " in said


def test_several_places_of_a_line() -> None:
    text = KNOWN + "\n大语言模�在多个基准数据��进行了实验，结�?表明它很好。\n"
    finding = only(text)
    assert finding.restored is not None
    placed = [
        (doubt.chosen, finding.restored.text[doubt.at]) for doubt in finding.restored.doubtful
    ]
    assert [chosen for chosen, _ in placed] == [there for _, there in placed]
    assert len(placed) == 3
    assert finding.restored.text.startswith("型在多个基准数据")
    assert "most likely 型 (0.9" in str(finding.message)


@pytest.mark.parametrize("lost", ["�", "��", "���", "�?", "�?�"])
def test_a_likely_one_is_an_unsafe_fix(lost: str) -> None:
    text = TEXT.replace("�", lost)
    assert [seen.fix for seen in see(text, CODE)] == ["unsafe"]
    assert fixed(text, CODE) == TEXT.replace("�", "型")
    assert fixed(text, CODE, unsafe=False) == text


@pytest.mark.parametrize(
    "line",
    [
        "大语言模�在多个基准数据集上进行了实验，以及 `�码` 的用法。",  # the code has none
        "大语言模�在多个基准数据集上进行了实验，见[这里](结�.md)。",
        "大语言模�在多个基准数据集上进行了甲�乙的实验。",  # not likely
        "大语言������在多个基准数据集上进行了实验。",  # two characters
        "在多个基准数据集上进行了实验的是大语言模�?",  # perhaps a question
    ],
)
def test_a_line_is_fixed_as_a_whole_or_not_at_all(line: str) -> None:
    (seen,) = see(f"{KNOWN}\n{line}\n", CODE)
    assert seen.fix is None


@pytest.mark.parametrize(
    "line",
    [
        "大语言模型的代码是 `大语言模�`，它在多个数据集上进行了实验。",
        "大语言模型的[实验结果](大语言模�.md)在多个数据集上都很好。",
        "大语言模型的实验结果在 https://example.org/大语言模�/结果 上可以看到。",
        "大语言模型的实验结果在 <https://example.org/大语言模�> 上可以看到。",
        "大语言模型的实验结果在 [[大语言模�]] 里可以看到，它很好。",
        '大语言模型的<a title="大语言模�">实验结果</a>在多个数据集上都很好。',
        "大语言模型的实验结果是 $大语言模�$，在多个数据集上都很好。",
        "```\n大语言模�在多个基准数据集上进行了实验\n```",
        "大規模言語モデ�は、多くのベンチマークで優れた性能を示しています。",
        "대규모 언어 모델� 여러 벤치마크에서 뛰어난 성능을 보입니다.",
        "Large language mod�ls are good at many benchmarks.",
        "這個大型語言模�在許多實驗中會說出應該學習的樣子，後來發現還是無法過關，對國家來說與問題有關。",
        "大语言模�在多个基准æ•°æ®é›†上进行了实验。",
        "����������������",
    ],
)
def test_no_suggestions_elsewhere(line: str) -> None:
    for finding in diagnose(f"# T\n\n{line}\n", CODE):
        assert (finding.restored, finding.fix) == (None, None)
        assert "likely" not in str(finding.message)


def test_undecodable_bytes_beside_it() -> None:
    text = "大语言模�在多个基准数据集上进行了实验。".encode() + b"\xe4\xb8\n"
    (finding,) = diagnose(text, CODE)
    assert finding.restored is None


@pytest.mark.parametrize(
    "text", ["大语言模型的 `�` 在多个数据集上进行了实验。\n", "Text without it.\n", "a�b\n"]
)
def test_nothing_is_loaded_where_nothing_is_suggested(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "digestlint.encoding.infill.lost_characters", None)
    diagnose(text, CODE)


def _likely(places: int) -> str:
    return "".join(f"大语言模�在多个基准数据集上进行了实验 {at}。\n\n" for at in range(places))


def test_a_file_gets_so_many_suggestions_and_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST", 2)
    first, second, third, fourth = diagnose(_likely(4), CODE)
    assert first.restored and second.restored
    assert third.restored is None and fourth.restored is None
    only_so_many = "something is suggested for the first 2 such places of a file only"
    assert str(third.message) == f"{LOST_ONE}; {only_so_many}"
    assert str(fourth.message) == LOST_ONE


def test_places_beyond_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def watched(text: str, start: int, line: tuple[int, int]) -> Hole | None:
        looked.append(start)
        return hole_at(text, start, line)

    monkeypatch.setattr(suggestions, "hole_at", watched)
    monkeypatch.setattr(suggestions, "MOST", 2)
    assert len(diagnose(_likely(50), CODE)) == 50
    assert len(looked) == 3
