"""Output held until the end of a run, compressed: reports of many files repeat themselves."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

_AT_ONCE = 100_000  # bytes that are compressed together


class Held:
    """Pieces of output in order; iterating over them takes little more memory than one piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0
        self._packed: list[tuple[bytes, array[int]]] = []  # with the lengths of the pieces

    def add(self, piece: bytes) -> None:
        """Hold one more piece."""
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size < _AT_ONCE:
            return
        import zlib  # for large reports only

        lengths = array("Q", map(len, self._pieces))
        self._packed.append((zlib.compress(b"".join(self._pieces), 1), lengths))
        self._pieces = []
        self._size = 0

    def add_line(self, line: str) -> None:
        """Hold a line of text."""
        self.add(line.encode("utf-8", "surrogatepass"))

    def add_lines(self, lines: Iterable[str]) -> None:
        """Hold lines of text."""
        for line in lines:
            self.add_line(line)

    def __iter__(self) -> Iterator[bytes]:
        for packed, lengths in self._packed:
            import zlib

            data, at = zlib.decompress(packed), 0
            for length in lengths:
                yield data[at : at + length]
                at += length
        yield from self._pieces

    def lines(self) -> Iterator[str]:
        """Yield the pieces as lines of text."""
        for piece in self:
            yield piece.decode("utf-8", "surrogatepass")
