"""Single-byte code pages as tables from byte to character and back.

The tables come from Python's own codecs. A byte that a code page leaves undefined becomes the
character of the same number (0x81 -> U+0081), as web browsers decode windows-1252 (WHATWG
Encoding Standard, section 9) and as ftfy's "sloppy" codecs do.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

_UNDEFINED = "\ufffe"


@dataclass(frozen=True, slots=True, eq=False)
class CodePage:
    """One code page.

    Attributes:
        name: The name shown to users (IANA's preferred or best-known name, in lower case).
        table: 256 characters; ``table[b]`` is what byte ``b`` becomes when nothing is lost.
        undefined: The bytes to which the strict code page gives no character.
    """

    name: str
    table: str
    undefined: frozenset[int]
    _to_byte: dict[str, int] = field(repr=False)
    _encoding_map: object = field(repr=False)

    def view(self, text: str) -> bytes:
        """Return one byte a character: the byte that makes it here, or ``?`` if none does.

        Lone surrogates and characters outside the page become ``?``, so offsets into the view are
        offsets into ``text``.
        """
        return codecs.charmap_encode(text, "replace", self._encoding_map)[0]  # type: ignore[arg-type]

    def to_text(self, data: bytes) -> str:
        """Decode bytes, undefined ones to the character of the same number."""
        return codecs.charmap_decode(data, "strict", self.table)[0]

    def byte(self, char: str) -> int | None:
        """Return the byte that this page decodes to ``char``, or None."""
        return self._to_byte.get(char)


def _load(name: str, codec: str) -> CodePage:
    strict = [_decode_byte(byte, codec) for byte in range(256)]
    undefined = frozenset(byte for byte, char in enumerate(strict) if char == _UNDEFINED)
    table = "".join(chr(byte) if byte in undefined else char for byte, char in enumerate(strict))
    to_byte: dict[str, int] = {}
    for byte, char in enumerate(table):
        to_byte.setdefault(char, byte)
    return CodePage(name, table, undefined, to_byte, codecs.charmap_build(table))


def _decode_byte(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return _UNDEFINED


# In the order in which a tie is decided: the commonest culprit first.
CODECS = {
    "windows-1252": "cp1252",
    "iso-8859-1": "latin-1",
    "windows-1254": "cp1254",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "windows-1253": "cp1253",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "iso-8859-2": "iso8859-2",
    "iso-8859-15": "iso8859-15",
    "iso-8859-9": "iso8859-9",
    "macintosh": "mac_roman",
    "ibm437": "cp437",
    "koi8-r": "koi8_r",
    "ibm866": "cp866",
}

NAMES: tuple[str, ...] = tuple(CODECS)

OTHERS = {
    "ibm850": "cp850",
    "ibm852": "cp852",
    "iso-8859-5": "iso8859-5",
    "iso-8859-7": "iso8859-7",
    "koi8-u": "koi8_u",
    "x-mac-cyrillic": "mac_cyrillic",
}
"""In which text of other legacy encodings is read, too, but hardly UTF-8."""

OF_ONE_ALPHABET = ("koi8-r", "ibm866")
"""Code pages in which letters of one alphabet are lead bytes and continuation bytes."""


@cache
def code_page(name: str) -> CodePage:
    """Return the code page of that name.

    Raises:
        LookupError: The name is neither in ``NAMES`` nor in ``OTHERS``.
    """
    codec = CODECS.get(name) or OTHERS.get(name)
    if codec is None:
        raise LookupError(f"unknown code page: {name!r} (known: {', '.join(NAMES)})")
    return _load(name, codec)


@cache
def high_characters() -> re.Pattern[str]:
    """Return a pattern for one character that some code page has at 0x80 or above."""
    chars = {char for name in NAMES for char in code_page(name).table[0x80:]}
    return re.compile(f"[{re.escape(''.join(sorted(chars)))}]")


def roles() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """In which code pages, as bits, a character stands for a lead byte or a continuation byte.

    Where letters of one alphabet are both, two letters beside each other say nothing: such a page
    has two bits, for pairs in which one or the other is not a letter.
    """
    leads, trailing = dict[str, int](), dict[str, int]()
    for bit, (first, second, _) in enumerate(_pairs()):
        for found, chars in ((leads, first), (trailing, second)):
            for char in chars:
                found[char] = found.get(char, 0) | 1 << bit
    return leads, trailing


def alphabet_bits() -> list[int]:
    """Return the bits of ``roles`` for pages in which letters of one alphabet are both."""
    return [1 << bit for bit, (_, _, of_one_alphabet) in enumerate(_pairs()) if of_one_alphabet]


def _pairs() -> Iterator[tuple[str, str, bool]]:
    """Lead bytes and continuation bytes for each bit, and whether they are of one alphabet."""
    for name in NAMES:
        table = code_page(name).table
        first, second = table[0xC2:0xF5], table[0x80:0xC0]
        if name in OF_ONE_ALPHABET:
            yield first, _signs(second), True
            yield _signs(first), second, True
        else:
            yield first, second, False


def _signs(chars: str) -> str:
    return "".join(char for char in chars if not char.isalpha() and char != "\xa0")
