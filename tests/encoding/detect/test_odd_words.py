"""Odd words are found where no language has them, and nowhere else."""

from __future__ import annotations

import time

import pytest

from digestlint.encoding.detect.odd_words import find_odd_words


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("EL NIÃ‘O", "Ã‘"),
        ("THÃ”NE", "Ã”"),
        ("MÃ–GLICH", "Ã–"),
        ("PÃšBLICO", "Ãš"),
        ("FÃŠTE", "ÃŠ"),
        ("Ãšltima versión", "Ãš"),
        ("SESIĂ“N", "Ă“"),
        ("KAÅ»DY", "Å»"),
        ("Å»ona", "Å»"),
        ("BÃ\xa0sta", "Ã\xa0"),
        ("sarÃ\xa0 tutto", "Ã\xa0"),
        ("sarÃ  tutto", "Ã  "),
        ("come sarÃ \nallora", "Ã "),
        ("on va, Ã  la fin", "Ã  "),
        ("├£bung", "├£"),
        ("√ºbung", "√º"),
        ("√∂ffentlich", "√∂"),
        ("for nÌ¶oÌ¶wÌ¶ it", "nÌ¶oÌ¶wÌ¶"),
        ("aÍ„bÍ„", "aÍ„bÍ„"),
    ],
)
def test_found(text: str, odd: str) -> None:
    assert [text[start:end] for start, end in find_odd_words(f"{text}\n")] == [odd]


@pytest.mark.parametrize(
    "text",
    [
        "A MANHÃ” e “IRMÃ”",  # a word and a quotation mark
        "IRMÃ–IRMÃO, MANHÃ–TARDE",  # Ã before another letter: it is meant
        "LÃ–SEDA é de lã",  # the same letter in small ones
        "ROMÂNĂ›ENGLEZĂ, limba română",
        "PÅ»OSLO og så",
        "│ ├École",
        "├── Übung",
        "├Éa\n└─x",
        "√π, √µ, √∂x, √2 and ≈Öl",
        "LUNEDÌ—MARTEDÌ— and LUNEDÌ»",
        "the letter Ã.",
        "| Ã  | A with tilde |",
        "Å  være",
        "    NIÃ‘O",
        "UTF-8 read as latin-1 gives NIÃ‘O, as Unicode has it: mojibake of a charset",
        "plain",
    ],
)
def test_not_found(text: str) -> None:
    assert find_odd_words(f"{text}\n") == ()


def test_in_order() -> None:
    text = "AÃ‘O nÌ¶oÌ¶ √ºber AÃ‘O\n"
    assert [text[slice(*span)] for span in find_odd_words(text)] == ["Ã‘", "nÌ¶oÌ¶", "√º", "Ã‘"]


@pytest.mark.parametrize("many", ["AÃ‘O ", "aÌ¶", "Ã  ", "├£bung ", "Ã", "a, Ã ", "\nÃ‘"])
def test_the_time_grows_with_the_text(many: str) -> None:
    def spent(size: int) -> float:
        text = many * size
        start = time.process_time()
        find_odd_words(text)
        return time.process_time() - start

    least = max(min(spent(10_000) for _ in range(3)), 0.002)
    assert min(spent(80_000) for _ in range(3)) < 24 * least
