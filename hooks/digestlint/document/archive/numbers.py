"""Numbers that stand for texts, where the texts of many files would take much memory."""

from __future__ import annotations

from collections.abc import Iterable

from digestlint._runtime.hashing import blake2b


def number_of(text: str) -> int:
    """Return 64 bits that stand for ``text``, the same in each process."""
    return numbered([text])[0]


def numbered(pieces: Iterable[str]) -> tuple[int, int]:
    """Return ``number_of`` the text in ``pieces``, and how many characters it has."""
    read, length = blake2b(digest_size=8), 0
    for piece in pieces:
        read.update(piece.encode("utf-8", "surrogatepass"))
        length += len(piece)
    return int.from_bytes(read.digest(), "big"), length
