"""What a damaged character may have been."""

from collections.abc import Iterable, Iterator

import pytest

from digestlint.encoding.infill.closed_sets import ClosedSets
from digestlint.encoding.infill.model import Model, load
from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE

CP1254 = frozenset(b"\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d\xad")


def characters(model: Model, symbols: Iterable[int]) -> Iterator[str]:
    for symbol in symbols:
        if symbol != RARE:
            yield chr(model.alphabet.vocabulary[symbol - FIRST_CHARACTER])


def _characters(survived: bytes, lost: frozenset[int]) -> set[str]:
    model = load()
    sets = ClosedSets(model.alphabet, lost)
    known = set(characters(model, sets.symbols(survived)))
    return known | {char for char, _ in sets.rare(survived)}


@pytest.mark.parametrize("lost", [CP1254, CP1252])
@pytest.mark.parametrize("survived", [b"\xe4\xb8", b"\xe5", b"\xe3", b"\xef\xbc", b"\xf0\x91\xbe"])
def test_the_channel_leaves_exactly_the_surviving_bytes(
    survived: bytes, lost: frozenset[int]
) -> None:
    found = _characters(survived, lost)
    assert found
    assert {char.encode().translate(None, bytes(lost)) for char in found} == {survived}


@pytest.mark.parametrize("char", "中与不、！ち𝑾🎉")
def test_the_right_character_is_among_them(char: str) -> None:
    survived = char.encode().translate(None, bytes(CP1254))
    assert len(survived) < len(char.encode())
    assert char in _characters(survived, CP1254)


def test_rare_shares_sum_to_one() -> None:
    model = load()
    shares = ClosedSets(model.alphabet, CP1254).rare(b"\xe4\xb8")
    assert sum(share for _, share in shares) == pytest.approx(1.0)
    assert not any(model.alphabet.knows(char) for char, _ in shares)


def test_nothing_fits() -> None:
    model = load()
    sets = ClosedSets(model.alphabet, frozenset(b"\x81"))
    assert len(sets.symbols(b"\xf4")) == 0  # U+101041 is for private use


def test_what_else_is_known_narrows_the_set() -> None:
    model = load()
    sets = ClosedSets(model.alphabet, CP1254)
    assert set(characters(model, sets.symbols(b"\xe4\xb8", "不与"))) == set("不与")
    assert RARE in sets.symbols(b"\xe4\xb8", "不与丏")
    assert sets.rare(b"\xe4\xb8", "不与丏") == (("丏", 1.0),)
    assert len(sets.symbols(b"\xe4\xb8")) > 3
