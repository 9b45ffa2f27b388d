"""Numbers that stand for texts, where the texts of many files would take much memory."""

from __future__ import annotations

from digestlint._runtime.hashing import blake2b


def number_of(text: str) -> int:
    """Return 64 bits that stand for ``text``, the same in each process."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
