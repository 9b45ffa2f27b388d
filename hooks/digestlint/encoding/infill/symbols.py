"""The alphabet of the restoration model, which reads a text as an array of small integers.

An intact character of the vocabulary is itself. A damaged one is its *damage class*, the bytes
that are left of its UTF-8. What a Chinese sentence says in Latin letters or digits hardly helps to
choose a hanzi, so each word or number, and each row of words, is one symbol; spaces are dropped.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from digestlint.encoding.infill.distinct import firsts
from digestlint.encoding.infill.threads import slices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


LINE_END, WORD, NUMBER, RARE, RARE_SYMBOL = range(5)
"""Symbols that are not characters; ``RARE`` is any hanzi or kana outside the vocabulary."""

FIRST_CHARACTER = 5

DAMAGED = 0x110000
"""Code points from here on stand for damaged characters: ``DAMAGED + damage_class(...)``."""

WITHOUT_LEAD = b"\xd9"
"""A character without its lead byte is in the class of the commonest one that gets lost."""

_CONTINUATIONS = 65
_TWO_BYTE = 0
_THREE_BYTE = _TWO_BYTE + 32
_FOUR_BYTE = _THREE_BYTE + 16 * _CONTINUATIONS
DAMAGE_CLASSES = _FOUR_BYTE + 5 * _CONTINUATIONS
_PAGE = 256
_PAGES = -(-(DAMAGED + DAMAGE_CLASSES) // _PAGE)
_PIECE = 1 << 14


def damage_class(survived: bytes) -> int:
    """Return the class, below ``DAMAGE_CLASSES``, of a character by the bytes left of its UTF-8.

    Args:
        survived: The lead byte and the continuation bytes that are left. Of more than one only
            the last counts, which says most about a four-byte character.
    """
    lead = survived[0]
    last = survived[-1] - 0x7F if len(survived) > 1 else 0
    if lead < 0xE0:
        return _TWO_BYTE + lead - 0xC0
    if lead < 0xF0:
        return _THREE_BYTE + (lead - 0xE0) * _CONTINUATIONS + last
    return _FOUR_BYTE + (lead - 0xF0) * _CONTINUATIONS + last


class Alphabet:
    """The characters of a model, numbered from ``FIRST_CHARACTER``, then the damage classes."""

    def __init__(self, vocabulary: Iterable[int]) -> None:
        """Give each character a number.

        Args:
            vocabulary: Code points outside ASCII letters, digits and white space, ascending.
        """
        # NumPy takes 0.1 s to import, and most files hold nothing to restore.
        import numpy as np

        self.vocabulary = np.asarray(list(vocabulary), dtype=np.uint32)
        self.characters = FIRST_CHARACTER + len(self.vocabulary)
        self.size = self.characters + DAMAGE_CLASSES
        table = np.full(_PAGES * _PAGE, RARE_SYMBOL, dtype=np.int16)
        table[0x2E80:0xA000] = RARE
        table[0xF900:0xFB00] = RARE
        table[0x20000:0x32000] = RARE
        table[: 0x20 + 1] = -1
        table[0x7F:0xA1] = -1
        table[0xAD] = table[0xFEFF] = -1
        table[[0x0A, 0x0D]] = LINE_END
        for first, last in ("AZ", "az"):
            table[ord(first) : ord(last) + 1] = WORD
        table[ord("0") : ord("9") + 1] = NUMBER
        numbers = np.arange(len(self.vocabulary), dtype=np.int16)
        table[self.vocabulary] = FIRST_CHARACTER + numbers
        classes = self.characters + np.arange(DAMAGE_CLASSES, dtype=np.int16)
        table[DAMAGED : DAMAGED + DAMAGE_CLASSES] = classes
        # Most pages hold one symbol only; of those that are alike one is kept.
        pages = table.reshape(_PAGES, _PAGE)
        is_mixed = (pages != pages[:, :1]).any(axis=1)
        examples, same = firsts(pages[:, 0])
        alike = pages[examples, 0]
        self._page_of = same.astype(np.uint16)
        self._page_of[is_mixed] = len(alike) + np.arange(np.count_nonzero(is_mixed))
        self._pages = np.concatenate([np.repeat(alike[:, None], _PAGE, axis=1), pages[is_mixed]])

    def knows(self, char: str) -> bool:
        """Whether a character is a symbol of its own."""
        return FIRST_CHARACTER <= self.symbol(char) < self.characters

    def symbol(self, char: str) -> int:
        """Return the symbol of a character."""
        page, place = divmod(ord(char), _PAGE)
        return int(self._pages[self._page_of[page], place])

    def encode(self, codes: "NDArray[np.uint32]") -> "tuple[NDArray[np.int32], NDArray[np.uint32]]":
        """Turn code points into symbols.

        Args:
            codes: Code points of a text, and ``DAMAGED + damage class`` for damaged characters.

        Returns:
            The symbols, and for each the offset in ``codes`` that it stands for. Rows of words,
            of numbers and of line ends are one symbol, at the first one's place.
        """
        import numpy as np

        symbols = np.empty(len(codes), dtype=np.int16)
        for piece in slices(len(codes), _PIECE):
            page, place = self._page_of[codes[piece] >> 8], codes[piece] & (_PAGE - 1)
            symbols[piece] = self._pages[page, place]
        # A digit inside a word belongs to it: GPT4o is one word.
        inside = np.zeros(len(codes), dtype=bool)
        inside[1:] = (symbols[:-1] == WORD) | (symbols[:-1] == NUMBER)
        joined = inside & ((symbols == WORD) | (symbols == NUMBER))
        kept = np.flatnonzero((symbols >= 0) & ~joined)
        row = symbols[kept]
        again = np.zeros(len(row), dtype=bool)
        again[1:] = (row[1:] == row[:-1]) & (row[1:] <= NUMBER)
        places = kept[~again].astype(np.uint32)
        return symbols[places].astype(np.int32), places
