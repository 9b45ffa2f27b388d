import pytest

from digestlint.encoding.channels.channel import Channel, damage

CP1254 = Channel("windows-1254", "ignore", frozenset({"strip-ad"}))


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
    assert CP1254.send(clean) == dirty


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
    assert Channel.parse("windows-1252, twice").send("“") == damage(
        once, "windows-1252", "keep", ()
    )


def test_the_view_of_a_channel() -> None:
    channel = Channel.parse("windows-1252,?,nbsp-to-space,straighten-quotes,ascii-ellipsis")
    assert channel.view("Ã© ?中") == b"\xc3\xa9 \x1a?"
    assert channel.substitutes == {
        b"\x1a": b"\x81\x8d\x8f\x90\x9d",
        b" ": b"\xa0",
        b"'": b"\x91\x92",
        b'"': b"\x93\x94",
        b"...": b"\x85",
    }


def test_bytes_that_came_through_all_the_same() -> None:
    kept = CP1254.keeping(frozenset({0xAD}))
    assert kept.lost == CP1254.lost - {0xAD}
    assert kept.send("中") == "ä¸\xad"
