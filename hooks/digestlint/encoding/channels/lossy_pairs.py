"""Reading UTF-8 back from a double-byte code page that dropped or swallowed some bytes.

Two kinds of loss are known here. Windows puts one mark in place of a bad pair of bytes, and the
second of them may be the lead byte of the next character, or an ASCII character. Other programs
drop a byte that makes no character with the next one, and leave nothing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations_with_replacement, product
from math import prod

from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.candidates import sequence_length
from digestlint.encoding.channels.multibyte import CODECS, CONTINUATIONS, HOLE, encode
from digestlint.encoding.channels.windows import SWALLOWED, WINDOWS, tables

_LEADS = {2: range(0xC2, 0xE0), 3: range(0xE0, 0xF0), 4: range(0xF0, 0xF5)}
_ALL_LEADS = range(0xC2, 0xF0)
_MOST = 1 << 16
"""What may be one of more characters is not read."""

_MOST_DROPPED = 2
_END = -3
"""Follows the last byte of a piece."""


class Read(NamedTuple):
    """The bytes of one character, as far as they are known.

    Attributes:
        size: How many bytes there are in the data.
        survived: Those that are known; none of an ASCII character that was swallowed.
        every: All characters that fit; one character where nothing is in doubt.
    """

    size: int
    survived: bytes
    every: str


class Piece:
    """The bytes of a stretch of text.

    Attributes:
        data: Its bytes. A mark is ``HOLE`` and, for the second byte of a pair, ``SWALLOWED``.
        owners: The offset of the character that each byte is of, and the end of the stretch.
    """

    def __init__(self, text: str, start: int, end: int, page: str, errors: str) -> None:
        """Take ``text[start:end]``, which went through a code page."""
        self._page = page
        self._errors = errors
        self.data: list[int] = []
        self.owners: list[int] = []
        windows = WINDOWS.get(page)
        mark = {"keep": windows.mark if windows else "", "?": "?", "replace": "\ufffd"}.get(errors)
        for at in range(start, end):
            char = text[at]
            shown: Sequence[int] | None
            if windows is None:  # it dropped its bytes: U+FFFD is no mark of its own
                shown = encode(char, CODECS[page]) if char != "\ufffd" else None
            elif char == mark:
                shown = (HOLE, SWALLOWED)
            else:
                shown = tables(page).to_bytes.get(char)
            shown = shown or (0xFF,)
            self.data += shown
            self.owners += [at] * len(shown)
        if self.data[-1:] == [SWALLOWED] and text[end : end + 1] in ("", "\n", "\r"):
            self.data.pop()  # nothing was left to swallow
            self.owners.pop()
        self.owners.append(end)
        self._after = ord(text[end]) if end < len(text) else _END

    def sequence(self, at: int) -> Read | None:
        """Return the character whose bytes begin at ``at``, or None where there is none."""
        data = self.data
        first = data[at]
        if 0 <= first < 0x80:
            return Read(1, bytes([first]), chr(first))
        if first >= 0x80:
            if not 0xC2 <= first <= 0xF4:
                return None
            size = sequence_length(first)
            found = self._continuations(at + 1, size - 1)
            if len(found) < size - 1:
                may_be = self._errors == "ignore" and size - 1 - len(found) <= _MOST_DROPPED
                return self._shortened(at, size) if may_be else None
            sequence = (first, *found)
        else:
            rest = self._continuations(at + 1, 3)
            if not rest:
                return Read(1, b"", _ascii(self._page)) if first == SWALLOWED else None
            sequence = (first, *rest)
        if min(sequence) >= 0x80:
            char = bytes(sequence).decode(errors="ignore")
            return Read(len(sequence), bytes(sequence), char) if len(char) == 1 else None
        size = len(sequence)
        known = bytes(byte for byte in sequence if byte >= 0)
        follows = self._continuations(at + size + 1, 1) if sequence[-1] == HOLE else ()
        every = _fitting(sequence, bool(follows), self._page)
        return Read(size, known, every) if every else None

    def _continuations(self, at: int, most: int) -> tuple[int, ...]:
        """Return the bytes from ``at`` on that may belong to a character, at most some."""
        found: list[int] = []
        for byte in self.data[at : at + most]:
            is_second = byte == SWALLOWED and self.data[at + len(found) - 1] == HOLE
            if 0x80 <= byte < 0xC0 or (byte == HOLE and len(found) < 2) or is_second:
                found.append(byte)
            else:
                break
        return tuple(found)

    def _shortened(self, at: int, size: int) -> Read | None:
        """Return a character of which bytes were dropped; that is so between two characters."""
        found = self._continuations(at + 1, size - 1)
        end = at + 1 + len(found)
        gaps = [place - at for place in range(at + 1, end + 1) if self._begins(place)]
        after = self.data[end] if end < len(self.data) else self._after
        known = bytes(self.data[at:end])
        every = _completed(known, size - len(known), tuple(gaps), after, self._page)
        return Read(len(known), known, every) if every else None

    def _begins(self, at: int) -> bool:
        return at >= len(self.data) or self.owners[at] != self.owners[at - 1]


@lru_cache(maxsize=1 << 10)
def _fitting(sequence: tuple[int, ...], takes_lead: bool, page: str) -> str:
    """Return what may have been there where Windows put marks.

    Args:
        sequence: The bytes of a character, those in marks unknown.
        takes_lead: Whether the mark at the end stands for the next lead byte, too.
        page: The code page.
    """
    known = tables(page)
    options: list[Sequence[int]] = []
    for place, byte in enumerate(sequence):
        is_first = place == 0
        unknown = _LEADS.get(len(sequence), range(0)) if is_first else CONTINUATIONS
        options.append([byte] if byte >= 0 else unknown)
    if sequence[0] == SWALLOWED:
        options[0] = [b for b in options[0] if any(known.is_bad(c, b) for c in CONTINUATIONS)]
    if sequence[-1] == HOLE:
        after = _ALL_LEADS if takes_lead else range(1)
        options[-1] = [b for b in options[-1] if any(known.is_bad(b, c) for c in after)]
    if prod(map(len, options)) > _MOST:
        return ""
    pairs = [at for at, b in enumerate(sequence[:-1]) if b == HOLE and sequence[at + 1] < 0]
    return _written(
        whole
        for whole in product(*options)
        if all(known.is_bad(whole[at], whole[at + 1]) for at in pairs)
    )


@lru_cache(maxsize=1 << 10)
def _completed(known: bytes, missing: int, gaps: tuple[int, ...], after: int, page: str) -> str:
    """Return the characters that leave ``known`` where bytes without a character are dropped.

    Args:
        known: The bytes that are left.
        missing: How many were dropped.
        gaps: Where they may have been.
        after: The byte that follows.
        page: The code page.
    """
    codec = CODECS[page]
    found: list[tuple[int, ...]] = []
    for places in combinations_with_replacement(gaps, missing):
        whole = [*known]
        for place in reversed(places):
            whole.insert(place, HOLE)
        ends: list[tuple[int, ...]] = [(after,)]
        for byte in reversed(whole):  # what is dropped depends on what follows
            ends = [
                (one, *end)
                for end in ends
                for one in (_dropped_before(codec, end[0]) if byte == HOLE else (byte,))
            ]
        found += (end[:-1] for end in ends)
    return _written(found)


@lru_cache(maxsize=1 << 10)
def _dropped_before(codec: str, after: int) -> tuple[int, ...]:
    """Return the continuation bytes that make no character, neither alone nor with the next."""
    lost = (byte for byte in CONTINUATIONS if not _decodes(codec, byte))
    return tuple(byte for byte in lost if not _decodes(codec, byte, after))


def _written(sequences: "Iterator[tuple[int, ...]] | list[tuple[int, ...]]") -> str:
    chars = {bytes(sequence).decode(errors="ignore") for sequence in sequences}
    return "".join(sorted(char for char in chars if len(char) == 1))


@lru_cache(maxsize=1 << 13)
def _decodes(codec: str, *data: int) -> bool:
    if data[-1] == _END or data[-1] > 0xFF:
        return False
    try:
        bytes(data).decode(codec)
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=4)
def _ascii(page: str) -> str:
    """Return the ASCII characters that a lead byte may swallow."""
    bad = tables(page).is_bad
    chars = [b for b in (0x0A, *range(0x20, 0x7F)) if any(bad(c, b) for c in CONTINUATIONS)]
    return bytes(chars).decode()
