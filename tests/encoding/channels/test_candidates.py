import pytest

from digestlint.encoding.channels.candidates import candidates, fitting, sequence_length

LOST = frozenset({0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD})


@pytest.mark.parametrize(
    ("survived", "some", "none"),
    [
        (b"\xe4\xb8", "中与不丁丏", "串一"),
        (b"\xe5", "十华反", "一"),
        (b"\xe2\x80", "”", "“"),
        (b"\xf0\x9f\x93", "📝", "📌"),
        (b"\xc3", "íÍÁ", "é"),
    ],
)
def test_candidates_leave_the_surviving_bytes(survived: bytes, some: str, none: str) -> None:
    found = candidates(survived, LOST)
    assert set(some) <= set(found)
    assert not set(none) & set(found)
    assert {char.encode().translate(None, bytes(LOST)) for char in found} == {survived}


@pytest.mark.parametrize(
    ("survived", "lost"),
    [
        (b"\xe4\xb8\xad", LOST),
        (b"\xe4\xb8", frozenset[int]()),
        (b"\xe4\xad", LOST),
        (b"\xa9", LOST),
        (b"", LOST),
    ],
)
def test_no_candidates(survived: bytes, lost: frozenset[int]) -> None:
    assert candidates(survived, lost) == ""


def test_a_lost_lead_byte() -> None:
    assert candidates(b"\xbb", frozenset({0xD2})) == "һ"
    assert set(candidates(b"\x87", frozenset({0xD9, 0x8A}))) == {"ه"}
    assert candidates(b"\x87", frozenset({0x8A})) == ""


@pytest.mark.parametrize(
    ("places", "lost", "found"),
    [
        ((b"\xc3", b"\xa0"), "", "à"),
        ((b"\xe2", b"\x80", b"\x93\x94"), "", "–—"),
        ((b"\xe4", b"\xb8", b"\x8d\x8e"), "ad", "不与"),
        ((b"\xe4", b"\xb8"), "8d ad", "䍸䭸不中"),
        ((b"\xe4", b"\x8d\xb8"), "8d ad", "䍍䍭䍸䭍䭸不中"),
        ((b"\xf0", b"\x9f", b"\x9a", b"\x80"), "", "🚀"),
        ((b"\xe0", b"\x80", b"\x80"), "", ""),
        ((b"\x41",), "8d", ""),
        ((), "8d", ""),
    ],
)
def test_places_that_are_known(places: tuple[bytes, ...], lost: str, found: str) -> None:
    assert fitting(places, frozenset(bytes.fromhex(lost))) == found


@pytest.mark.parametrize(("char", "length"), [("é", 2), ("ß", 2), ("ࠀ", 3), ("中", 3), ("𝑾", 4)])
def test_sequence_length(char: str, length: int) -> None:
    assert sequence_length(char.encode()[0]) == length == len(char.encode())
