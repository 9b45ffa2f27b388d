"""Choosing characters, on sentences written for this test."""

import numpy as np
import pytest

from digestlint.encoding.infill import Choice, Damaged, choose, first_layers, network, positions
from digestlint.encoding.infill.choosing import prepare
from digestlint.encoding.infill.model import load

CP1254 = frozenset(b"\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d\xad")
SENTENCES = (
    "我们提出了一种新的多智能体协作框架，用于解决复杂的推理任务。",
    "实验结果表明，该方法在多个基准数据集上均优于现有方法，并且显著降低了计算开销。",
    "这种设计启发我们先生成候选答案，再由评判模型进行筛选。",
    "- **强化学习**：在 GRPO 的基础上，引入过程奖励（Process Reward）来缓解奖励稀疏问题。",
    "### 核心方法（介绍本文的几个创新点）",
    "首先对更新矩阵进行奇异值分解，然后将其投影到正交子空间中。",
    "本文的主要贡献包括：1）构建了大规模数据集；2）设计了高效的训练策略。",
)


def _holes(text: str, lost: frozenset[int]) -> tuple[str, list[Damaged]]:
    holes: list[Damaged] = []
    for offset, char in enumerate(text):
        survived = char.encode().translate(None, bytes(lost))
        if survived != char.encode():
            holes.append(Damaged(offset, survived, lost))
    shown = list(text)
    for hole in holes:
        shown[hole.offset] = "\ufffd"
    return "".join(shown), holes


def _filled(text: str, holes: list[Damaged], choices: list[Choice | None]) -> str:
    chars = list(text)
    for hole, choice in zip(holes, choices, strict=True):
        if choice is not None:
            chars[hole.offset] = choice.char
    return "".join(chars)


@pytest.mark.parametrize("lost", [CP1254, CP1252])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences(sentence: str, lost: frozenset[int]) -> None:
    text, holes = _holes(sentence, lost)
    assert holes
    assert _filled(text, holes, choose(text, holes)) == sentence


def test_neighbours_that_are_both_damaged() -> None:
    sentence = "这种设计可启发其他研究者。"
    text, holes = _holes(sentence, CP1254)
    assert _filled(text, holes, choose(text, holes)) == sentence


def test_traditional_chinese() -> None:
    sentence = "實驗結果顯示，該方法在多個資料集上都優於現有的方法。"
    text, holes = _holes(sentence, CP1254)
    assert _filled(text, holes, choose(text, holes)) == sentence


def test_what_is_chosen_leaves_the_surviving_bytes() -> None:
    text, holes = _holes("\n".join(SENTENCES) + "鑫犇羴 𝑾 🎉 é", CP1254)
    for hole, choice in zip(holes, choose(text, holes), strict=True):
        assert choice is not None
        for char, posterior in ((choice.char, choice.posterior), *choice.alternatives):
            assert char.encode().translate(None, bytes(hole.lost)) == hole.survived
            assert 0.0 <= posterior <= 1.0
        posteriors = [choice.posterior, *[posterior for _, posterior in choice.alternatives]]
        assert posteriors == sorted(posteriors, reverse=True)
        assert sum(posteriors) <= 1.0 + 1e-5


def test_doubt_is_admitted() -> None:
    text, holes = _holes("中", CP1254)
    (choice,) = choose(text, holes)
    assert choice is not None
    assert choice.posterior < 0.99
    assert {"与", "不"} & {char for char, _ in choice.alternatives}


def test_text_without_damage() -> None:
    assert choose("中文", []) == []


def test_no_character_fits() -> None:
    lost = frozenset(b"\x81")
    assert choose("x", [Damaged(0, b"\xf4", lost)]) == [None]


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    model = load()
    text, holes = _holes("\n".join(SENTENCES * 8), CP1254)
    task = prepare(text, holes, model)
    whole = network.score(model.read_network(), task.symbols, task.damage)
    monkeypatch.setattr(network, "_PART", 50)
    monkeypatch.setattr(first_layers, "PIECE", 7)
    monkeypatch.setattr(positions, "PIECE", 7)
    pieces = network.score(model.read_network(), task.symbols, task.damage)
    assert np.abs(np.exp(whole) - np.exp(pieces)).max() < 1e-3


def test_only_what_fits_is_chosen() -> None:
    text, holes = _holes("中国的研究者", CP1254)
    (first, *rest) = holes
    narrowed = [first._replace(every="丏与"), *rest]
    choice = choose(text, narrowed)[0]
    assert choice is not None
    assert {choice.char, *(char for char, _ in choice.alternatives)} <= set("丏与")


def test_nobody_is_sure_under_channels_that_were_not_tried() -> None:
    text, holes = _holes(SENTENCES[0], CP1254)
    everything = frozenset(range(0x80, 0xC0))
    untried = [hole._replace(lost=everything, every="中与不新种") for hole in holes]
    assert all(c is not None and c.posterior < 0.981 for c in choose(text, untried))


def test_a_lost_lead_byte() -> None:
    (choice,) = choose("x", [Damaged(0, b"\xbb", frozenset({0xD2}))])
    assert choice == Choice("һ", 1.0)
