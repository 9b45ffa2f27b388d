"""A text as an editor has it: lines that are edited, and positions in the units of the protocol.

The protocol ends lines at LF, CR LF and CR, as ``LineIndex`` does. Its columns count units of
UTF-16, or bytes of UTF-8 if the editor prefers that. Offsets are those of findings: characters
behind the byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from lsprotocol import types

from digestlint._runtime.patterns import lazy_pattern
from digestlint.text.codec import LineIndex
from digestlint.text.lines import LINE_ENDING

BOM = "\ufeff"
_SURROGATE = lazy_pattern("[\ud800-\udfff]")


class Text:
    """A text that does not change, as it is for one version of a document.

    Attributes:
        content: The text without its byte order mark.
        bom: Whether it has one.
    """

    def __init__(self, content: str, encoding: str = "utf-16") -> None:
        self.bom = content.startswith(BOM)
        self.content = content[self.bom :]
        self._encoding = encoding

    @cached_property
    def lines(self) -> LineIndex:
        """Rows and columns, the byte order mark not counted."""
        return LineIndex(self.content)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset; -1 is that of the byte order mark."""
        if offset < 0:
            return types.Position(0, 0)
        row, column = self.lines.position(min(offset, len(self.content)))
        start = self.lines.starts[row - 1]
        units = width(self.content[start : start + column - 1], self._encoding)
        if self._has(row):
            units += width(BOM, self._encoding)
        return types.Position(row - 1, units)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of ``[start, end)``."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; behind the end of a line, that is its end."""
        row = position.line + 1
        if row > self.lines.rows:
            return len(self.content)
        start, end = self.lines.line_span(row)
        units = position.character
        if self._has(row):
            units -= width(BOM, self._encoding)
        return start + column_of(self.content[start:end], units, self._encoding)

    def whole(self) -> types.Range:
        """Return the range of all of it."""
        return self.range(-1, len(self.content))

    def _has(self, row: int) -> bool:
        """Whether the byte order mark is in a row."""
        return self.bom and row == 1


class EditedText:
    """The text of a document while an editor changes it, line by line.

    What is no character (a lone surrogate) is kept as U+FFFD.
    """

    def __init__(self, content: str, encoding: str = "utf-16") -> None:
        self._encoding = encoding
        self._replace(content)

    def apply(self, changes: Iterable[types.TextDocumentContentChangeEvent]) -> None:
        """Make changes, each in the text that the one before it has left."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self._change(change.range, _SURROGATE.sub("\ufffd", change.text))
            else:
                self._replace(change.text)

    def text(self) -> Text:
        """Return the text as it is now."""
        return Text("".join(self._lines), self._encoding)

    def _replace(self, content: str) -> None:
        self._lines = _split(_SURROGATE.sub("\ufffd", content))

    def _change(self, place: types.Range, new: str) -> None:
        first, head = self._at(place.start)
        last, end = self._at(place.end)
        if (last, end) < (first, head):
            last, end = first, head
        start_text, end_text = self._lines[first][:head], self._lines[last][end:]
        changed = start_text + new + end_text
        # CR and LF that meet are one ending.
        if first and changed.startswith("\n") and self._lines[first - 1].endswith("\r"):
            first -= 1
            changed = self._lines[first] + changed
        if changed.endswith("\r") and last + 1 < len(self._lines):
            last += 1
            changed += self._lines[last]
        lines = _split(changed)
        if last + 1 < len(self._lines) and not lines[-1]:
            lines.pop()  # what follows the ending is a line already
        self._lines[first : last + 1] = lines

    def _at(self, position: types.Position) -> tuple[int, int]:
        """Return the index of a line and of a character in it."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line].rstrip("\r\n")
        return position.line, column_of(line, position.character, self._encoding)


def width(text: str, encoding: str) -> int:
    """Return how many units of the protocol a text takes."""
    if text.isascii() or encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8"))
    return len(text) + sum(map("\uffff".__lt__, text))


def column_of(line: str, units: int, encoding: str) -> int:
    """Return how many characters of a line are in so many units; a part of one is none."""
    if units <= 0:
        return 0
    if line.isascii() or encoding == "utf-32":
        return min(units, len(line))
    if encoding == "utf-8":
        return len(line.encode("utf-8")[:units].decode("utf-8", "ignore"))
    return len(line.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _split(content: str) -> list[str]:
    """Return the lines of a text with their endings; behind the last ending is one more."""
    lines = []
    start = 0
    for match in LINE_ENDING.finditer(content):
        lines.append(content[start : match.end()])
        start = match.end()
    lines.append(content[start:])
    return lines
