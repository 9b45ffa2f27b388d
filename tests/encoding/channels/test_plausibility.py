import pytest

from digestlint.encoding.channels.candidates import candidates
from digestlint.encoding.channels.plausibility import (
    IMPOSSIBLE,
    LETTER_PLACEHOLDER,
    SYMBOL_PLACEHOLDER,
    clean_cost,
    kind,
    placeholder,
    written_cost,
)

LOST = frozenset({0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD})


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("中", "霩"),
        ("國", "鑍"),
        ("中", "國"),
        ("國", "亍"),  # of traditional Chinese
        ("亍", "霩"),
        ("畑", "霩"),  # of Japanese
        ("霩", "丂"),
        ("。", "〭"),
        ("о", "Ѯ"),
        ("ț", "ȶ"),
        ("가", "갃"),
        ("’", "⁂"),
        ("ế", "ṻ"),
        ("ا", "؈"),
    ],
)
def test_common_characters_cost_less(common: str, rare: str) -> None:
    assert written_cost(common) < written_cost(rare)


@pytest.mark.parametrize("char", ["\ue000", "\u0378", "\udc80"])
def test_nobody_writes_what_is_no_character(char: str) -> None:
    assert written_cost(char) == IMPOSSIBLE


@pytest.mark.parametrize(
    ("natural", "odd"),
    [
        ("é»", "é¬"),
        ("é\xa0»", "é¤»"),
        ("ії", "Ñ€"),
        ("──", "├í"),
        ("ÉŽ", "â€"),
        ("íš", "Ã\x81"),
        ("כל", "×›"),
        ("د،", "ط§"),
    ],
)
def test_natural_pairs_cost_less(natural: str, odd: str) -> None:
    assert clean_cost(natural) < clean_cost(odd)


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("é", "l"),
        ("É", "u"),
        ("\x81", "k"),
        ("│", "x"),
        ("\xa0", "n"),
        ("€", "$"),
        ("°", "p"),
        ("א", "a"),
        ("د", "a"),
    ],
)
def test_kinds(char: str, expected: str) -> None:
    assert kind(char) == expected


@pytest.mark.parametrize(
    ("survived", "expected"),
    [
        (b"\xe4\xb8", LETTER_PLACEHOLDER),
        (b"\xe2\x80", SYMBOL_PLACEHOLDER),
        (b"\xe3\x80", SYMBOL_PLACEHOLDER),
        (b"\xef\xbc", SYMBOL_PLACEHOLDER),
        (b"\xf0\x9f\x93", SYMBOL_PLACEHOLDER),
        (b"\xd0", LETTER_PLACEHOLDER),
    ],
)
def test_the_placeholder_is_of_the_kind_of_the_likely_candidates(
    survived: bytes, expected: str
) -> None:
    assert placeholder(candidates(survived, LOST)) == expected


@pytest.mark.parametrize(
    ("fitting", "expected"),
    [
        ("，", SYMBOL_PLACEHOLDER),
        ("中", LETTER_PLACEHOLDER),
        ("\u0301", LETTER_PLACEHOLDER),
        ("7", LETTER_PLACEHOLDER),
        ("，霩", SYMBOL_PLACEHOLDER),
        ("中〭", LETTER_PLACEHOLDER),
    ],
)
def test_the_likelier_one_decides(fitting: str, expected: str) -> None:
    assert placeholder(fitting) == expected
