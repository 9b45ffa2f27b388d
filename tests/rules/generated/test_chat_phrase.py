from __future__ import annotations

import pytest

from tests.support import see

PAPER = "\n\n[Paper](https://arxiv.org/abs/2505.15117)\n"

FOUND = [
    "Sure, here is the summary:",
    "Certainly! Here's a translation of the abstract:",
    "I hope this helps!",
    "好的，以下是论文摘要的翻译：",
    "希望对你有帮助！",
    "はい、以下は要約です。",
    "¡Claro! Aquí tienes el resumen:",
    "Конечно! Вот перевод:",
]

CLEAN = [
    'A one-line prefill ("Sure, here is") strips the refusal.',
    "以下是本文的主要贡献。",
    "希望对大家有帮助",
    "```\nSure, here is the summary:\n```",
    "本文希望对社区有帮助，并公开代码。",
]


@pytest.mark.parametrize("text", FOUND)
def test_words_to_a_user(text: str) -> None:
    for before in ("", "**TL;DR:** ", "- "):
        assert [found.text for found in see(f"{before}{text}{PAPER}", "GEN009")] == [text]


@pytest.mark.parametrize("text", CLEAN)
def test_other_text(text: str) -> None:
    assert see(text + PAPER, "GEN009") == []
