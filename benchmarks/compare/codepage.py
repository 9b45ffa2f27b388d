"""Mojibake as the comparison sees it: UTF-8 that was read as Windows-1254, bytes lost or not."""

from __future__ import annotations

import re

# Bytes to which Windows-1254 gives no character (unicode.org, VENDORS/MICSFT/WINDOWS/CP1254.TXT):
# text that went through it has lost them. A no-break space (A0) often ends up as a plain space, and
# the soft hyphen (AD) is often stripped.
_LOST = frozenset(b"\x81\x8d\x8e\x8f\x90\x9d\x9e")
_UNSURE = _LOST | {0xA0, 0xAD}


def _code_page_table() -> dict[str, int]:
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0x100):
        if byte not in _LOST:
            table[bytes([byte]).decode("cp1254")] = byte
    return table


_BYTE_OF = _code_page_table()
# A few characters are both a byte of the code page and the outcome of decoding (“, –, ×, é).
_UTF8_OF_BYTE = {
    char.encode(): bytes([byte])
    for char, byte in _BYTE_OF.items()
    if _UNSURE.isdisjoint(char.encode()) and byte not in _UNSURE
}
_BOTH = re.compile(b"|".join(map(re.escape, _UTF8_OF_BYTE)))
_LEAD = "".join(re.escape(c) for c, b in _BYTE_OF.items() if 0xC2 <= b <= 0xF4)
_CONTINUATION = "".join(re.escape(c) for c, b in _BYTE_OF.items() if 0x80 <= b <= 0xBF)
_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
# What is left where only part of a line was decoded: a lead byte's letter beside a Han character.
_DEBRIS = f"[ÂâãäåæçèéïğÃ](?=[{_HAN}])|(?<=[{_HAN}])[ÂâãäåæçèéïğÃ]"
_DAMAGED = re.compile(f"[{_LEAD}][{_CONTINUATION}]|\ufffd|{_DEBRIS}")


def is_damaged(line: str) -> bool:
    """Whether ``line`` contains UTF-8 read as a code page, a U+FFFD or half-decoded debris."""
    return _DAMAGED.search(line) is not None


def surviving_bytes(line: str) -> bytes:
    """Return the UTF-8 bytes of the non-ASCII text of ``line`` that cp1254 is able to keep.

    The same for a damaged line and for its right restoration, in full or in part: this is how a
    restored line is matched to the damaged one without the restored text being known. A character
    that may stand for a byte or for itself is written as the byte.
    """
    out = bytearray()
    damaged = is_damaged(line)
    for char in line:
        if char > "\x7f":
            byte = _BYTE_OF.get(char) if damaged else None
            out += char.encode("utf-8", "surrogatepass") if byte is None else bytes([byte])
    kept = bytes(byte for byte in out if byte not in _UNSURE)
    return _BOTH.sub(lambda found: _UTF8_OF_BYTE[found[0]], kept)
