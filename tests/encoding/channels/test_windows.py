"""What Windows makes of bytes in its double-byte code pages."""

import pytest

from digestlint.encoding import Channel
from digestlint.encoding.channels.windows import WINDOWS, tables


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("windows-936", "一种", "涓€绉?"),  # 80 is the euro sign
        ("windows-936", "方法。\n下一行", "鏂规硶銆?涓嬩竴琛?"),  # the line feed is gone
        ("windows-936", "方法。a", "鏂规硶銆俛"),
    ],
)
def test_text_is_shown_as_by_windows(name: str, text: str, shown: str) -> None:
    assert Channel(name).send(text) == shown


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("windows-936", b"\x80\xff\x82", "€\uf8f5?"),
        (
            "windows-936",
            b"\xaa\xa1\xaf\xfe\xf8\xa1\xa1\x40\xa7\xa0",
            "\ue000\ue233\ue234\ue4c6\ue765",
        ),
        ("windows-936", b"\x82\n\x82)\x82|", "??倈"),
        ("windows-949", b"\x80\xff\xc9\xa1\xfe\xa1\x82]\x82|", "\x80\uf8f7\ue000\ue05e??"),
        ("windows-950", b"\x80\xff\xfa\x40\x8e\x40\x81\x40", "\x80\uf8f8\ue000\ue311\ueeb8"),
        ("windows-950", b"\xe3\x80\xa4\xa4", "?中"),
        ("windows-932", b"\x84\xe3\x82\xb1\xb1", "・こ\uff71"),
    ],
)
def test_bytes_without_a_character_of_the_standard(name: str, data: bytes, shown: str) -> None:
    assert tables(name).decode(data, "keep") == shown


@pytest.mark.parametrize(("errors", "mark"), [("?", "?"), ("replace", "\ufffd"), ("ignore", "")])
def test_user_defined_characters_may_be_bad_pairs(errors: str, mark: str) -> None:
    assert tables("windows-936").decode(b"\x80\xaa\xa1\x82\n.", errors) == f"€{mark}{mark}."


@pytest.mark.parametrize("name", WINDOWS)
def test_each_character_has_bytes_that_lead_back(name: str) -> None:
    known = tables(name)
    assert all(known.decode(bytes(data), "keep") == char for char, data in known.to_bytes.items())
