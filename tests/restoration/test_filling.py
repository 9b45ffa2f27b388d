"""From mojibake to text."""

from digestlint.mojibake import damage, restore
from digestlint.restoration.filling import damaged_characters, fill

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
    restoration = restore(sent)
    text, choices = fill(restoration)
    assert text == TEXT
    assert [offset for offset, _ in choices] == [
        item.offset for item in damaged_characters(restoration)
    ]
    assert {text[offset] for offset, _ in choices} == {choice.char for _, choice in choices}


def test_text_without_mojibake() -> None:
    assert fill(restore(TEXT)) == (TEXT, [])
