import pytest
from ftfy.bad_codecs.sloppy import CODECS

from digestlint.encoding.channels.codepages import CODECS as OURS
from digestlint.encoding.channels.codepages import NAMES, code_page, high_characters
from digestlint.encoding.detect.suspicion import is_suspicious


@pytest.mark.parametrize(
    ("name", "byte", "char"),
    [
        ("windows-1252", 0x80, "€"),
        ("windows-1252", 0x81, "\x81"),
        ("windows-1254", 0xF0, "ğ"),
        ("windows-1254", 0x9E, "\x9e"),
        ("windows-1251", 0xD0, "Р"),
        ("windows-1250", 0xC3, "Ă"),
        ("windows-1253", 0xD2, "\xd2"),
        ("windows-1257", 0xC5, "Å"),
        ("iso-8859-1", 0x85, "\x85"),
        ("iso-8859-2", 0xB1, "ą"),
        ("macintosh", 0xF0, "\uf8ff"),
        ("ibm437", 0xC3, "├"),
    ],
)
def test_tables_agree_with_the_published_ones(name: str, byte: int, char: str) -> None:
    page = code_page(name)
    assert page.table[byte] == char
    assert page.byte(char) == byte


def test_tables_agree_with_those_of_ftfy() -> None:
    """Ours are kept because they take less to make than ftfy to import; they must not differ."""
    both = {
        name: f"sloppy-{name}" for name in NAMES if f"sloppy_{name.replace('-', '_')}" in CODECS
    }
    assert len(both) == 9
    # The others have no undefined byte, so ftfy takes Python's.
    both |= {name: OURS[name] for name in NAMES if name not in both}
    every = bytes(byte for byte in range(256) if byte != 0x1A)  # U+FFFD in ftfy's
    for name, codec in both.items():
        assert every.decode(codec) == code_page(name).to_text(every), name


def test_windows_1254_leaves_seven_bytes_undefined() -> None:
    assert code_page("windows-1254").undefined == {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E}


@pytest.mark.parametrize("name", NAMES)
def test_every_byte_has_one_character(name: str) -> None:
    page = code_page(name)
    assert page.to_text(bytes(range(256))) == page.table
    assert page.view(page.table) == bytes(range(256))


def test_a_view_has_one_byte_a_character() -> None:
    assert code_page("windows-1252").view("aé中𝑾\udc80\n") == b"a\xe9???\n"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError, match="windows-1252"):
        code_page("latin1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ã©", True),
        ("ä¸", True),
        ("é", False),
        ("中", False),
        ("——", False),
        ("“…”", False),
        ("é——Ã©", True),
    ],
)
def test_suspicious_text_has_a_lead_and_a_continuation(text: str, found: bool) -> None:
    assert is_suspicious(text) is found


def test_high_characters_are_those_of_any_page() -> None:
    assert high_characters().findall("aé中Ж├\x81") == ["é", "Ж", "├", "\x81"]
