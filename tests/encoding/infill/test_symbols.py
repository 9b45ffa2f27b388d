"""Text as the model sees it."""

import numpy as np
import pytest

from digestlint.encoding.infill.symbols import (
    DAMAGE_CLASSES,
    DAMAGED,
    FIRST_CHARACTER,
    LINE_END,
    NUMBER,
    RARE,
    RARE_SYMBOL,
    WORD,
    Alphabet,
    damage_class,
)

ALPHABET = Alphabet(sorted(map(ord, "，-中文")))
HYPHEN, MIDDLE, TEXT, COMMA = (FIRST_CHARACTER + n for n in range(4))


@pytest.mark.parametrize(
    ("text", "symbols", "places"),
    [
        ("中文", [MIDDLE, TEXT], [0, 1]),
        ("中 文", [MIDDLE, TEXT], [0, 2]),
        ("中Deep Learning文", [MIDDLE, WORD, TEXT], [0, 1, 14]),
        ("GPT4o", [WORD], [0]),
        ("4o", [NUMBER], [0]),
        ("GPT - 4", [WORD, HYPHEN, NUMBER], [0, 4, 6]),
        ("2024 12", [NUMBER], [0]),
        ("中\n\n文", [MIDDLE, LINE_END, TEXT], [0, 1, 3]),
        ("中\r\n文", [MIDDLE, LINE_END, TEXT], [0, 1, 3]),
        ("龘é", [RARE, RARE_SYMBOL], [0, 1]),
        ("中\u00ad\u00a0，", [MIDDLE, COMMA], [0, 3]),
        ("", [], []),
    ],
)
def test_encode(text: str, symbols: list[int], places: list[int]) -> None:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    found, at = ALPHABET.encode(codes)
    assert found.tolist() == symbols
    assert at.tolist() == places


def test_damaged_characters_are_their_classes() -> None:
    number = damage_class(b"\xe4\xb8")
    codes = np.asarray([ord("中"), DAMAGED + number], dtype=np.uint32)
    found, _ = ALPHABET.encode(codes)
    assert found.tolist() == [MIDDLE, ALPHABET.characters + number]


def test_classes_of_three_byte_characters_are_distinct() -> None:
    survived = [bytes([lead]) for lead in range(0xC2, 0xF0)]
    survived += [bytes([lead, last]) for lead in range(0xE0, 0xF0) for last in range(0x80, 0xC0)]
    classes = {damage_class(item) for item in survived}
    assert len(classes) == len(survived)
    assert max(classes) < DAMAGE_CLASSES
    assert damage_class(b"\xf4\xbf\xbf") < DAMAGE_CLASSES


def test_knows_its_characters_alone() -> None:
    assert all(ALPHABET.knows(char) for char in "，-中文")
    assert not any(ALPHABET.knows(char) for char in "a1 \n、乂\U0001f600\U0010ffff")
