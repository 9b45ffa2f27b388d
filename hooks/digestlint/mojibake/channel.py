"""What happens to UTF-8 text that is read as another code page, and its inverse on one character.

A channel is a code page, the bytes that vanish on the way, and how often the text went through.
The usual one encodes text as UTF-8 and decodes that with a single-byte code page; bytes without
a character are dropped (``errors="ignore"``), and a soft hyphen (byte AD) is often stripped later.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Literal

from digestlint.mojibake.codepages import code_page

SOFT_HYPHEN = "\xad"


def damage(
    text: str,
    code_page_name: str,
    errors: Literal["ignore", "keep", "replace"] = "ignore",
    strip: tuple[str, ...] = (SOFT_HYPHEN,),
) -> str:
    """Turn text into mojibake: its UTF-8 read as a single-byte code page.

    Args:
        text: The clean text. ASCII passes unchanged.
        code_page_name: One of ``codepages.NAMES``.
        errors: What becomes of a byte without a character: dropped (``ignore``), the C1 control
            of the same number (``keep``), or U+FFFD (``replace``).
        strip: Characters removed from the result, of those that the channel made.

    Raises:
        LookupError: The code page is unknown.
        UnicodeEncodeError: The text holds lone surrogates.
    """
    page = code_page(code_page_name)
    table = list(page.table)
    for byte in page.undefined:
        table[byte] = {"ignore": "", "keep": chr(byte), "replace": "\ufffd"}[errors]
    for byte in range(0x80, 0x100):
        if table[byte] in strip:
            table[byte] = ""
    return "".join(map(table.__getitem__, text.encode()))


@dataclass(frozen=True, slots=True)
class Channel:
    """A code page, the bytes that it loses (``lost``), and how often it was applied (``times``)."""

    code_page: str
    lost: frozenset[int] = frozenset()
    times: int = 1

    def send(self, text: str) -> str:
        """Return what the channel makes of ``text``."""
        page = code_page(self.code_page)
        for _ in range(self.times):
            data = text.encode("utf-8", "surrogatepass")
            text = page.to_text(data.translate(None, bytes(self.lost)))
        return text


@lru_cache(maxsize=1 << 14)
def candidates(survived: bytes, lost: frozenset[int]) -> str:
    """Return, in code point order, each character whose UTF-8 leaves exactly ``survived``.

    Args:
        survived: A lead byte and the continuation bytes that are left, at least one short.
        lost: The bytes that the channel drops; the missing ones are among them.
    """
    length = sequence_length(survived[0])
    missing = length - len(survived)
    fillers = sorted(byte for byte in lost if 0x80 <= byte < 0xC0)
    found: set[str] = set()
    if missing < 1 or not fillers or any(byte in lost for byte in survived):
        return ""
    for places in combinations(range(1, length), missing):
        for bytes_in in product(fillers, repeat=missing):
            whole = bytearray(survived)
            for place, byte in zip(places, bytes_in, strict=True):
                whole.insert(place, byte)
            try:
                found.add(whole.decode())
            except UnicodeDecodeError:
                continue
    return "".join(sorted(found))


def sequence_length(lead: int) -> int:
    """Return how many bytes the UTF-8 sequence that starts with this lead byte has."""
    if lead < 0xE0:
        return 2
    return 3 if lead < 0xF0 else 4
