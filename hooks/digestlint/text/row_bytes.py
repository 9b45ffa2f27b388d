"""Columns in bytes, for programs that count those."""

from __future__ import annotations

from digestlint.text.codec import LineIndex, decode

_BOM_SIZE = 3


class RowBytes:
    """The columns of a file in bytes: what is before a place in its row, and one.

    A byte order mark belongs to the first row.
    """

    def __init__(self, content: bytes) -> None:
        source = decode(content)
        self._lines = LineIndex(source.text)
        self._bom_size = _BOM_SIZE if source.bom else 0
        # The place that was asked for last, from which the next one is counted: a row may be as
        # long as the file, and have thousands of findings.
        self._row, self._offset, self._bytes = 0, 0, 0

    def column(self, row: int, column: int) -> int:
        """Return the column in bytes of a row and a column in characters."""
        if row > self._lines.rows:  # of content that is not known
            return column
        start, end = self._lines.line_span(row)
        if row != self._row:
            self._row, self._offset = row, start
            self._bytes = self._bom_size if row == 1 else 0
        offset = min(start + column - 1, end)
        low, high = sorted((offset, self._offset))
        size = len(self._lines.text[low:high].encode("utf-8", "surrogateescape"))
        self._bytes += size if offset > self._offset else -size
        self._offset = offset
        return self._bytes + 1
