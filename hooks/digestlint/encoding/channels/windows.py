"""The double-byte code pages of Windows, as Windows reads and writes them.

Python's codecs know the same characters, but not what Windows does with all the other bytes: a lead
byte and a byte that makes no character with it are one bad pair, whatever the second byte is, a
line feed included. Pairs for characters of one's own have characters of the private use area.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

SWALLOWED = -2
"""Stands for the second byte of a bad pair."""


@dataclass(frozen=True)
class WindowsPage:
    """A double-byte code page.

    Attributes:
        codec: Python's codec, which knows the characters.
        singles: The bytes that Windows gives a character of their own, and Python does not.
        mark: What Windows puts in place of a bad pair.
        private: The rows of user-defined characters: lead bytes, their trail bytes, and the first
            code point.
    """

    codec: str
    singles: Mapping[int, str]
    mark: str
    private: tuple[tuple[range, tuple[range, ...], int], ...] = ()


_LOW, _HIGH = range(0x40, 0x7F), range(0xA1, 0xFF)
WINDOWS = {
    "windows-936": WindowsPage(
        "gbk",
        {0x80: "€", 0xFF: "\uf8f5"},
        "?",
        (
            (range(0xAA, 0xB0), (_HIGH,), 0xE000),
            (range(0xF8, 0xFF), (_HIGH,), 0xE234),
            (range(0xA1, 0xA8), (_LOW, range(0x80, 0xA1)), 0xE4C6),
        ),
    ),
    "windows-932": WindowsPage("cp932", {}, "・"),
    "windows-949": WindowsPage(
        "cp949",
        {0x80: "\x80", 0xFF: "\uf8f7"},
        "?",
        ((range(0xC9, 0xCA), (_HIGH,), 0xE000), (range(0xFE, 0xFF), (_HIGH,), 0xE05E)),
    ),
    "windows-950": WindowsPage(
        "cp950",
        {0x80: "\x80", 0xFF: "\uf8f8"},
        "?",
        (
            (range(0xFA, 0xFF), (_LOW, _HIGH), 0xE000),
            (range(0x8E, 0xA1), (_LOW, _HIGH), 0xE311),
            (range(0x81, 0x8E), (_LOW, _HIGH), 0xEEB8),
            (range(0xC6, 0xC9), (_HIGH,), 0xF6B1),
        ),
    ),
}


class Tables:
    """What a page has for each byte and pair.

    Attributes:
        single: The characters of one byte.
        pair: Those of two, by both bytes.
        private: The user-defined ones.
        to_bytes: The bytes of each character.
    """

    def __init__(self, page: WindowsPage) -> None:
        """Ask Python's codec for all of them."""
        self.page = page
        self.single = {byte: chr(byte) for byte in range(0x80)} | dict(page.singles)
        self.pair: dict[tuple[int, int], str] = {}
        self.private = dict(_private(page))
        for lead in range(0x80, 0x100):
            if char := _decoded(bytes([lead]), page.codec):
                self.single.setdefault(lead, char)
            if lead in self.single:
                continue
            for trail in range(0x40, 0x100):
                if char := _decoded(bytes([lead, trail]), page.codec):
                    self.pair[lead, trail] = char
        self.to_bytes: dict[str, tuple[int, ...]] = {}
        for known in (self.pair, self.private):
            for shown, char in known.items():
                self.to_bytes.setdefault(char, shown)
        self.to_bytes |= {char: (byte,) for byte, char in self.single.items()}

    def is_bad(self, first: int, second: int) -> bool:
        """Whether no character of the standard has these two bytes."""
        return first not in self.single and (first, second) not in self.pair

    def decode(self, data: bytes, errors: str, *, keep_private: bool = False) -> str:
        """Return what Windows makes of ``data``.

        Args:
            data: Any bytes.
            errors: ``keep`` is what Windows does by itself; otherwise, user-defined characters are
                bad pairs too, for which there is ``?``, U+FFFD (``replace``) or nothing
                (``ignore``).
            keep_private: Whether user-defined characters are none of these, whatever else is.
        """
        mark = {"keep": self.page.mark, "?": "?", "replace": "\ufffd"}.get(errors, "")
        chars: list[str] = []
        at, size = 0, len(data)
        while at < size:
            first = data[at]
            char = self.single.get(first)
            if char is not None:
                at += 1
            else:
                both = first, data[at + 1] if at + 1 < size else 0
                char = self.pair.get(both)
                if char is None:
                    char = (
                        self.private.get(both, mark) if keep_private or errors == "keep" else mark
                    )
                at += 2
            chars.append(char)
        return "".join(chars)


@cache
def tables(name: str) -> Tables:
    """Return the tables of one of ``WINDOWS``."""
    return Tables(WINDOWS[name])


def _private(page: WindowsPage) -> Iterator[tuple[tuple[int, int], str]]:
    for leads, rows, point in page.private:
        for lead in leads:
            for trail in (byte for row in rows for byte in row):
                if not _decoded(bytes([lead, trail]), page.codec):
                    yield (lead, trail), chr(point)
                point += 1


def _decoded(data: bytes, codec: str) -> str:
    try:
        char = data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""
