"""Which places count as lost Chinese characters, and how many of them."""

from __future__ import annotations

import pytest

from digestlint.encoding.detect.holes import Hole, hole_at

LINE = "实验结果表明，该方{}在三个数据集上都取得了更好的效果"


def found(text: str) -> Hole | None:
    return hole_at(text, text.index("\ufffd"), (0, len(text)))


@pytest.mark.parametrize(
    ("lost", "characters", "is_clear"),
    [
        ("�", 1, True),
        ("��", 1, True),
        ("���", 1, True),
        ("�?", 1, True),
        ("��?", 1, True),
        ("�??", 1, True),
        ("�?�", 1, True),
        ("����", 2, False),
        ("������", 2, False),
        ("�?�?", 2, False),
        ("�?��", 2, False),
        ("�������", 3, False),
    ],
)
def test_how_many_characters_were_there(lost: str, characters: int, is_clear: bool) -> None:
    text = LINE.format(lost)
    start = text.index("�")
    assert found(text) == Hole(start, start + len(lost), characters, is_clear)


def test_a_question_mark_after_three_bytes_was_meant() -> None:
    text = LINE.format("���?")
    hole = found(text)
    assert hole is not None
    assert text[hole.end] == "?"


@pytest.mark.parametrize("after", ["", "\n", " 下一句", "”，他说", "）"])
def test_a_question_mark_at_the_end_of_a_sentence_may_be_one(after: str) -> None:
    text = f"我们想知道这个方法为什么�?{after}"
    hole = hole_at(text, text.index("�"), (0, len(text)))
    assert hole is not None
    assert (hole.characters, hole.is_clear) == (1, False)


@pytest.mark.parametrize(
    "text",
    [
        "����������",
        "一部分���文���全���坏���",
        LINE.format("����������"),
        "the caf� on the corner was closed",
        "他们在巴黎的 Caf� 里讨论了这个新的实验方案",
        "他们在巴黎的 �tude 项目里讨论了这个新的实验方案",
        "実験の結果、この方�はより良い性能を示した",
        "실험 결과 이 방법은 더 나은 성능을 � 보여 主要結果數據集比較好",
        "эксперимент пока� что",
        "这个方法 � 在三个数据集上都取得了更好的效果",
        "方�",
    ],
)
def test_nothing_is_known_of_other_places(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text", ["�方法在三个数据集上都取得了更好的效果", "该方法在三个数据集上取得了更好的效�"]
)
def test_a_line_may_begin_or_end_with_one(text: str) -> None:
    assert found(text) is not None


def test_other_lines_do_not_count() -> None:
    text = "该方法在三个数据集上都取得了更好的效果\n� x\n该方法在三个数据集上都取得了更好的效果"
    start = text.index("�")
    assert hole_at(text, start, (start, start + 3)) is None
