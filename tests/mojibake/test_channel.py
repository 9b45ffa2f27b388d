import pytest

from digestlint.mojibake.channel import Channel, candidates, damage, sequence_length

LOST = frozenset({0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD})


@pytest.mark.parametrize(
    ("clean", "dirty"),
    [
        ("plain\n", "plain\n"),
        ("论文", "è®ºæ–‡"),
        ("中", "ä¸"),  # E4 B8 AD: the soft hyphen goes
        ("与", "ä¸"),  # E4 B8 8E: undefined in windows-1254
        ("不", "ä¸"),  # E4 B8 8D
        ("十", "å"),  # E5 8D 81
        ("🌟", "ğŸŒŸ"),
        ("📝", "ğŸ“"),  # F0 9F 93 9D
    ],
)
def test_the_channel_of_the_survey_digests(clean: str, dirty: str) -> None:
    assert damage(clean, "windows-1254") == dirty
    assert Channel("windows-1254", LOST).send(clean) == dirty


@pytest.mark.parametrize(
    ("errors", "dirty"), [("ignore", "â€"), ("keep", "â€\x9d"), ("replace", "â€\ufffd")]
)
def test_bytes_without_a_character(errors: str, dirty: str) -> None:
    assert damage("”", "windows-1252", errors=errors) == dirty  # type: ignore[arg-type]


def test_a_soft_hyphen_stays_unless_it_is_stripped() -> None:
    assert damage("中", "windows-1254", strip=()) == "ä¸\xad"
    assert damage("à", "windows-1252", strip=("\xa0",)) == "Ã"


def test_a_channel_applied_twice() -> None:
    once = damage("“", "windows-1252", "keep", ())
    assert Channel("windows-1252", times=2).send("“") == damage(once, "windows-1252", "keep", ())


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
def test_candidates_are_what_the_channel_would_leave_so(
    survived: bytes, some: str, none: str
) -> None:
    found = candidates(survived, LOST)
    assert set(some) <= set(found)
    assert not set(none) & set(found)
    shown = survived.decode("cp1254")
    assert all(Channel("windows-1254", LOST).send(char) == shown for char in found)


@pytest.mark.parametrize(
    ("survived", "lost"),
    [(b"\xe4\xb8\xad", LOST), (b"\xe4\xb8", frozenset[int]()), (b"\xe4\xad", LOST)],
)
def test_no_candidates(survived: bytes, lost: frozenset[int]) -> None:
    assert candidates(survived, lost) == ""


@pytest.mark.parametrize(("char", "length"), [("é", 2), ("ß", 2), ("ࠀ", 3), ("中", 3), ("𝑾", 4)])
def test_sequence_length(char: str, length: int) -> None:
    assert sequence_length(char.encode()[0]) == length == len(char.encode())
