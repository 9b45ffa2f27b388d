"""From mojibake to text."""

import pytest

from digestlint.encoding import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER, damage, find_mojibake
from digestlint.encoding.infill.filling import damaged_characters, fill_in

TEXT = (
    "### 核心方法\n"
    "我们提出了一种新的多智能体协作框架，用于解决复杂的推理任务，并在 3 个数据集上进行了验证。\n"
    "Clean line — naïve façade.\n"
    "实验结果表明，该方法在多个基准数据集上均优于现有方法。\n"
)


def test_lossy_lines_come_back() -> None:
    clean = "Clean line — naïve façade.\n"
    sent = "".join(
        line if line == clean else damage(line, "windows-1254")
        for line in TEXT.splitlines(keepends=True)
    )
    restoration = find_mojibake(sent)
    filled = fill_in(restoration)
    text = filled.restoration.text
    assert text == TEXT
    assert list(filled.choices) == [item.offset for item in damaged_characters(restoration)]
    assert all(text[offset] == choice.char for offset, choice in filled.choices.items())


def test_text_without_mojibake() -> None:
    filled = fill_in(find_mojibake(TEXT))
    assert (filled.restoration.text, filled.choices) == (TEXT, {})


@pytest.mark.parametrize(
    "clean",
    [
        "Мы предлагаем новый метод обучения с подкреплением для больших языковых моделей.",
        "우리는 대규모 언어 모델을 위한 새로운 강화 학습 방법을 제안한다.",
        "本研究では、大規模言語モデルのための強化学習の新しい手法を提案する。",
    ],
)
def test_letters_of_other_scripts_are_not_made_up(clean: str) -> None:
    filled = fill_in(find_mojibake(damage(f"{clean}\n" * 6, "windows-1254")))
    restored = filled.restoration.text.split("\n")[0]
    assert len(restored) == len(clean)
    wrong = {(a, b) for a, b in zip(restored, clean, strict=True) if a != b and b.isalpha()}
    assert {a for a, _ in wrong} <= {LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER}


def test_chinese_beside_them_is() -> None:
    clean = "本文提出了一种新的方法，实验结果表明该方法优于现有方法。"
    assert fill_in(find_mojibake(damage(f"{clean}\n" * 3, "windows-1254"))).restoration.text == (
        f"{clean}\n" * 3
    )
