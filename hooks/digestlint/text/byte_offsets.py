"""Converting character offsets in a text to byte offsets in its file."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import islice
from operator import le

from digestlint.text.edits import Edits

_BOM_SIZE = 3


class ByteOffsets:
    """The places of characters in the bytes of a file, which is UTF-8 or not."""

    def __init__(self, text: str, *, bom: bool = False) -> None:
        """``bom`` says whether a byte order mark is before ``text``."""
        self._text = text
        self._base = _BOM_SIZE if bom else 0

    def of(self, offsets: Sequence[int]) -> array[int]:
        """Return the byte position of each offset; that of the byte order mark is negative."""
        if self._text.isascii():
            return array("q", (self._base + at if at >= 0 else 0 for at in offsets))
        found = array("q", offsets)
        previous, position = 0, self._base
        for index in _ascending(offsets):
            offset = offsets[index]
            if offset < 0:
                found[index] = 0
                continue
            piece = self._text[previous:offset]
            position += len(piece.encode("utf-8", "surrogateescape"))
            found[index], previous = position, offset
        return found

    def of_edits(self, edits: Edits[str]) -> Edits[bytes]:
        """``edits`` of the text as those of the file."""
        encoded = {text: text.encode("utf-8", "surrogateescape") for text in set(edits.contents)}
        contents = [encoded[text] for text in edits.contents]
        return Edits(self.of(edits.starts), self.of(edits.ends), contents)


def _ascending(offsets: Sequence[int]) -> Sequence[int]:
    indices = range(len(offsets))
    if all(map(le, offsets, islice(offsets, 1, None))):
        return indices
    return sorted(indices, key=offsets.__getitem__)
