import pytest

from digestlint.encoding.channels import pieces
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.pieces import PIECE, Lexicon

CP1254 = Channel("windows-1254", "ignore", frozenset({"strip-ad"}))


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("论文", ["论", "文"]),
        ("é中𝑾", ["é", "中", "𝑾"]),
    ],
)
def test_whole_sequences_are_cut_at_their_leads(stretch: str, expected: list[str]) -> None:
    assert [piece.decode() for piece in PIECE.findall(stretch.encode())] == expected


def test_a_short_sequence_ends_before_the_next_lead() -> None:
    assert PIECE.findall(b"\xe4\xb8\xe5\xf0\x9f\x93\xc3") == [
        b"\xe4\xb8",
        b"\xe5",
        b"\xf0\x9f\x93",
        b"\xc3",
    ]


def test_an_extra_continuation_byte_is_a_piece_of_its_own() -> None:
    assert PIECE.findall(b"\xc3\xa9\xa9\xc0") == [b"\xc3\xa9", b"\xa9", b"\xc0"]


@pytest.mark.parametrize(
    ("data", "char", "damaged"),
    [
        (b"\xe8\xae\xba", "论", False),
        (b"\xe4\xb8", "\uefff", True),
        (b"\xe2\x80", "\ufffd", True),
        (b"\xed\xa0\x80", "", False),  # a surrogate
        (b"\xee\x80\x80", "", False),  # private use
        (b"\xf4\x8f", "", True),  # whatever is missing, it is private use
        (b"\xa9", "", False),
    ],
)
def test_readings(data: bytes, char: str, damaged: bool) -> None:
    piece = Lexicon(CP1254)[data]
    assert (piece.char, piece.damaged) == (char, damaged)


def test_a_channel_that_loses_nothing_has_no_short_sequences() -> None:
    assert Lexicon(Channel("windows-1254"))[b"\xe4\xb8"].char == ""


@pytest.mark.parametrize(
    ("data", "separates"), [(b"\x93", True), (b"\xa0", True), (b"\xa9", False)]
)
def test_natural_punctuation_separates(data: bytes, separates: bool) -> None:
    assert Lexicon(Channel("windows-1252"))[data].separates is separates


def test_memory_for_pieces_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random bytes bring ever new pieces; what has been forgotten is read again, as before."""
    text = "智能体会先检索相关的论文，再把要点写进每日的摘要里。"
    data = [char.encode() for char in text] + [b"\xe4\xb8", b"\xe5", b"\xa9"]
    unbounded = Lexicon(CP1254)
    expected = [(unbounded[piece].char, unbounded[piece].damaged) for piece in data]
    assert len(unbounded) > 20
    monkeypatch.setattr(pieces, "_MOST_PIECES", 8)
    bounded = Lexicon(CP1254)
    for _ in range(2):
        for piece, reading in zip(data, expected, strict=True):
            assert (bounded[piece].char, bounded[piece].damaged) == reading
            assert len(bounded) <= 8
