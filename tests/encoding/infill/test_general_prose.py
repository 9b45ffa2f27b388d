"""General prose is told from summaries by the network's doubts, and has a table of its own."""

from dataclasses import replace

import numpy as np
import pytest

from digestlint.encoding.infill import Damaged, choose, general_prose
from digestlint.encoding.infill.model import load
from digestlint.encoding.infill.network import Damage

LOST = frozenset({0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD})
STORY = (
    "从前有一个老渔夫，他和妻子住在海边的一间破旧的小木屋里。每天早上，老人都划着小船出海打鱼，"
    "他的妻子就坐在门口补渔网，等他回家吃晚饭。有一天，老人在海上遇到了大风，船上的桅杆被吹断了，"
    "他只好抱着一块木板在水里漂了整整一夜。第二天清晨，一群孩子在沙滩上玩耍，看见老人躺在岩石旁边，"
    "连忙跑回村子里叫大人来帮忙。村里的铁匠把老人背回家，邻居们送来了热汤和干净的衣服。"
    "老人醒来以后，眼泪从他的脸上流了下来，他说这辈子都忘不了大家的恩情。"
    "春天到了，院子里的桃花开得又红又艳，蜜蜂在花丛中飞来飞去。老人和妻子商量，要请全村的人来家里做客。"
    "他们杀了一只大公鸡，煮了一锅鲜美的鱼汤，又从地窖里搬出两坛陈年的米酒。"
    "那天晚上，月亮又圆又亮，大家围着火堆唱歌跳舞，一直闹到半夜才散。\n"
)


def _damage(text: str) -> tuple[str, list[Damaged]]:
    holes: list[str] = []
    damaged: list[Damaged] = []
    for offset, char in enumerate(text):
        whole = char.encode()
        survived = whole.translate(None, bytes(LOST))
        holes.append(char if survived == whole else "\ufffd")
        if survived != whole:
            damaged.append(Damaged(offset, survived, LOST))
    return "".join(holes), damaged


def _symbols(text: str) -> "np.ndarray":
    return np.asarray([load().alphabet.symbol(char) for char in text], dtype=np.int32)


def _scores(best: float, characters: int) -> tuple[Damage, "np.ndarray"]:
    starts = np.arange(characters + 1) * 2
    candidates = np.tile(np.asarray([7, 8], dtype=np.int32), characters)
    damage = Damage(np.arange(characters), starts, candidates, np.zeros(characters, dtype=int))
    scores = np.tile(np.log(np.asarray([best, 1 - best], dtype=np.float32)), characters)
    return damage, scores


@pytest.mark.parametrize(
    ("best", "characters", "is_general"),
    [(0.995, 5000, False), (0.95, 5000, True), (0.95, 20, False)],
)
def test_texts_of_which_much_is_in_doubt_are_general_prose(
    best: float, characters: int, is_general: bool
) -> None:
    model = general_prose.suited(load(), _symbols("这个"), *_scores(best, characters))
    assert (model is not load()) is is_general
    assert len(model.read_tables) == 1 + is_general


def test_another_model_is_for_all_texts() -> None:
    other = replace(load())
    assert general_prose.suited(other, _symbols("这个"), *_scores(0.5, 5000)) is other


def test_traditional_text_is_none_that_the_table_knows() -> None:
    traditional = _symbols("這個這個这")
    assert general_prose.suited(load(), traditional, *_scores(0.5, 5000)) is load()


def test_a_story_is_restored_better_with_it() -> None:
    holes, damaged = _damage(STORY)
    gold = [STORY[item.offset] for item in damaged]
    right = [
        sum(
            choice is not None and choice.char == char
            for choice, char in zip(choose(holes, damaged, model), gold, strict=True)
        )
        for model in (replace(load()), None)
    ]
    assert right[1] >= right[0] + 5
