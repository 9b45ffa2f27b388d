import pytest

from digestlint.encoding import Channel

STRIPPED = "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped"


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("windows-1254", "UTF-8 read as windows-1254"),
        ("cp1254,ignore,strip-ad", STRIPPED),
        ("CP1254, strip-ad , ignore", STRIPPED),
        ("latin-1,strip-c1", "UTF-8 read as iso-8859-1, C1 controls stripped"),
        ("mac_roman", "UTF-8 read as macintosh"),
        ("iso8859-15,?", "UTF-8 read as iso-8859-15, undefined bytes turned into ?"),
        ("cp936", "UTF-8 read as gbk"),
        ("gb18030,replace", "UTF-8 read as gb18030, undefined bytes turned into U+FFFD"),
        ("cp1252+cp1252", "UTF-8 read as windows-1252, twice"),
        ("cp1252+cp1252+cp1252", "UTF-8 read as windows-1252, 3 times"),
        ("cp1252, 4 times", "UTF-8 read as windows-1252, 4 times"),
        ("windows-936", "UTF-8 read as windows-936"),
        (
            "windows-950,replace,keep-private-use",
            "UTF-8 read as windows-950, undefined bytes turned into U+FFFD, "
            "user-defined characters kept",
        ),
        ("Shift-JIS", "UTF-8 read as shift_jis"),
        ("Shift_JIS", "UTF-8 read as shift_jis"),
        ("cp1252+macintosh", "UTF-8 read as windows-1252, then as macintosh"),
        (
            "cp1252,nbsp-to-space,straighten-quotes,ascii-ellipsis",
            "UTF-8 read as windows-1252, no-break spaces turned into spaces, quotes straightened, "
            "ellipses turned into dots",
        ),
    ],
)
def test_names(short: str, name: str) -> None:
    channel = Channel.parse(short)
    assert channel.name == name
    assert Channel.parse(name) == channel


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("klingon", "unknown code page: 'klingon' .known: windows-1252, .*euc-kr"),
        ("", "unknown code page: ''"),
        ("cp1254,lose", "unknown step of a channel: 'lose' .known: keep, .*ascii-ellipsis"),
        ("cp1254, 9 times", "1 to 4 times, not 9 times"),
        ("cp1254, 5 times", "1 to 4 times, not 5 times"),
        ("cp1254, 0 times", "1 to 4 times, not 0 times"),
    ],
)
def test_unknown_names(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Channel.parse(name)


def test_what_is_lost() -> None:
    assert Channel.parse(STRIPPED).lost == frozenset(b"\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
    assert Channel.parse("latin-1,strip-c1").lost == frozenset(range(0x80, 0xA0))
    assert not Channel.parse("cp1254").lost
    assert not Channel.parse("cp1254,?").lost
    assert Channel.parse("cp1254,?").marked == frozenset(b"\x81\x8d\x8e\x8f\x90\x9d\x9e")
