"""What is suggested for characters of which nothing is left."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from digestlint.encoding.detect.holes import Hole
from digestlint.encoding.infill import choose, lost_characters
from digestlint.encoding.infill.characters import Damaged
from digestlint.encoding.infill.choices import UNTRIED, Choice
from digestlint.encoding.infill.model import Model, load

TEXT = (
    "近年来，大语言模型在自然语言处理任务中取得了显著进展。本文提出了一种新的方法，"
    "在多个基准数据集上进行了实验，实验结果表明，该方法优于现有的方法。\n"
)


def without(text: str, *chars: str, mark: str = "�") -> tuple[str, list[Hole]]:
    """``text`` with the first of each of ``chars`` gone, which are in the order of the text."""
    holes = []
    at = 0
    for lost in chars:
        at = text.index(lost, at)
        text = text[:at] + mark * len(lost) + text[at + len(lost) :]
        holes.append(Hole(at, at + len(mark) * len(lost), len(lost), len(lost) == 1))
        at = holes[-1].end
    return text, holes


def suggested(text: str, holes: list[Hole]) -> list[tuple[Choice, ...]]:
    return list(lost_characters.suggest(text, holes))


@pytest.mark.parametrize("mark", ["�", "���", "�?"])
def test_the_text_around_says_what_is_gone(mark: str) -> None:
    found = suggested(*without(TEXT, "型", "果", mark=mark))
    assert ["".join(choice.char for choice in each) for each in found] == ["型", "果"]


def test_alternatives_are_ranked_and_no_posterior_is_enough_for_a_safe_fix() -> None:
    found = suggested(*without(TEXT, "言", "型", "取", "种", "行", "优"))
    assert any(choice.alternatives for (choice,) in found)
    for (choice,) in found:
        shares = [choice.posterior, *(share for _, share in choice.alternatives)]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.001
        assert choice.posterior <= UNTRIED


def test_several_characters_have_a_choice_each() -> None:
    (found,) = suggested(*without(TEXT, "语言"))
    assert len(found) == 2


@pytest.mark.parametrize(("before", "after"), [("", "模型"), ("该模型的效", "")])
def test_the_ends_of_a_text(before: str, after: str) -> None:
    hole = Hole(len(before), len(before) + 1, 1, True)
    ((choice,),) = suggested(f"{before}�{after}", [hole])
    assert choice.char in lost_characters.candidates(load().alphabet)


def test_holes_far_apart_are_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    text, holes = without(TEXT, "型")
    far = text + "中文。\n" * 5000 + text
    start = holes[0].start + len(far) - len(text)
    moved = Hole(start, start + 1, 1, True)
    sizes: list[int] = []

    def watched(read: str, damaged: Sequence[Damaged], model: Model) -> list[Choice | None]:
        sizes.append(len(read))
        return choose(read, damaged, model)

    monkeypatch.setattr(lost_characters, "choose", watched)
    found = suggested(far, [holes[0], moved])
    assert [choice.char for (choice,) in found] == ["型", "型"]
    assert len(sizes) == 2
    assert max(sizes) < len(far) / 5


def test_many_holes_are_read_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    text, holes = without(TEXT, "型", "果")
    monkeypatch.setattr(lost_characters, "_TOGETHER", 1)
    assert [choice.char for (choice,) in suggested(text, holes)] == ["型", "果"]


def test_nothing_is_suggested_in_traditional_chinese() -> None:
    text = "這個模型在許多實驗中會說出應該學習的樣子，後來發現還是無法過關，對國家來說與問題有關。"
    assert suggested(*without(text, "型")) == [()]


def test_candidates_are_hanzi_and_their_punctuation() -> None:
    every = lost_characters.candidates(load().alphabet)
    assert len(every) > 5000
    assert set("的，。“（与") <= set(every)
    assert set("aé?の한①") & set(every) == set()
