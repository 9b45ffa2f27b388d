"""Which characters are *word* characters, the same in every Python version."""

from bisect import bisect_right
from itertools import accumulate

from digestlint.markdown.anchors.word_ranges import DELTAS

_BOUNDARIES = tuple(accumulate(int(delta, 36) for delta in DELTAS.split()))


def is_word(code_point: int) -> bool:
    r"""Say whether Ruby's ``\p{Word}`` matches the code point (Unicode 13.0)."""
    return bisect_right(_BOUNDARIES, code_point) % 2 == 1


class WordsAndSpaces(dict[int, str | None]):
    """A table for `str.translate`: spaces become hyphens, punctuation and symbols go.

    Word characters and hyphens stay. Entries are worked out when first asked for, so a document
    pays for its own alphabet only.
    """

    def __missing__(self, code_point: int) -> str | None:
        kept: str | None = None
        if code_point == 0x20:
            kept = "-"
        elif code_point == 0x2D or is_word(code_point):
            kept = chr(code_point)
        self[code_point] = kept
        return kept
