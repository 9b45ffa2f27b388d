"""Random and damaged texts, the same each time: a quick look leaves nothing out."""

import random

import pytest

from digestlint.encoding.detect import double_byte, east_asian, leftovers, legacy
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.encoding.detect.suspicion import is_suspicious, may_be_suspicious
from tests.encoding.detect.test_beyond_ascii import SIGNS

SENTENCES = (
    "本文提出了一种新的强化学习方法，在三个基准上提升了准确率。",
    "日本語のモデルを学習する新しい手法を提案した。",
    "우리는 새로운 방법을 제안하고 모델을 학습한다.",
    "Мы предлагаем новый метод обучения моделей.",
    "Příliš žluťoučký kůň – “naïve café” isn’t déjà vu…",
    "Η νέα μέθοδος βελτιώνει το μοντέλο.",
    "A new method — 30% faster, ∑ x² ≤ ε · “good”.",
)
CODE_PAGES = ("cp1252", "latin-1", "cp1251", "cp1250", "gbk", "big5", "cp932", "euc_kr", "koi8_r")


def damaged(seed: int) -> str:
    """Some sentences read in another encoding, cut, mixed with each other and with noise."""
    chosen = random.Random(seed)
    lines = []
    for _ in range(chosen.randint(1, 6)):
        data = chosen.choice(SENTENCES).encode(chosen.choice(("utf-8", *CODE_PAGES)), "ignore")
        start = chosen.randrange(len(data) + 1)
        data = data[start : start + chosen.randint(1, 60)]
        line = data.decode(chosen.choice(CODE_PAGES), chosen.choice(("ignore", "replace")))
        noise = "".join(chr(chosen.randrange(0x20, 0x3100)) for _ in range(chosen.randrange(4)))
        lines.append(chosen.choice((line, f"- **{line}**{noise}", f"{noise} {line}", line[::-1])))
    return "\n".join((*lines, chosen.choice(SENTENCES)))


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_nothing_is_left_out(first: int) -> None:
    found = 0
    for seed in range(first, first + 100):
        text = damaged(seed)
        chars = beyond_ascii(text)
        more = chars | SIGNS
        assert may_be_suspicious(chars) or not is_suspicious(text), seed
        assert east_asian.find(text, chars=chars) == east_asian.find(text), seed
        pairs = double_byte.find_double_byte(text, chars)
        assert pairs == double_byte.find_double_byte(text, more), seed
        rest = leftovers.find_leftovers(text, chars)
        assert rest == leftovers.find_leftovers(text, more), seed
        odd = legacy.odd_lines(text, chars)
        assert odd == legacy.odd_lines(text, more), seed
        found += bool(pairs or rest or odd or is_suspicious(text))
    assert found > 20
