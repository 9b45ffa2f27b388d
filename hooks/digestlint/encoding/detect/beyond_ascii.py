"""The characters beyond ASCII of a text: most texts lack those that mojibake begins with.

Looking for a few characters among those of a text takes no time, whereas each search of the text
takes as long as reading it, and compiling its pattern longer than reading a small file.
"""

from __future__ import annotations

from digestlint.text.lines import pieces

_ASCII = bytes(range(0x80))


def beyond_ascii(text: str) -> frozenset[str]:
    """Return the characters of ``text`` beyond ASCII."""
    found: set[str] = set()
    for piece in pieces(text):
        if not piece.isascii():
            # A set of what is left of the bytes takes half as long as one of the text.
            left = piece.encode("utf-8", "surrogatepass").translate(None, _ASCII)
            found.update(left.decode("utf-8", "surrogatepass"))
    return frozenset(found)
