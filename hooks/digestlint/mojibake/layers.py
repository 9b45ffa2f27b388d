"""Text that went through the same channel more than once, peeled layer by layer."""

from digestlint.mojibake.codepages import CodePage
from digestlint.mojibake.pieces import PIECE, Lexicon

_MAX_LAYERS = 4
_ENOUGH = 8.0
"""Bits that another layer must gain: about one odd pair of characters."""


def peel(page: CodePage, text: str, bounds: tuple[int, ...]) -> tuple[str, tuple[int, ...], int]:
    """Undo the further layers of mojibake in a restored run that lost nothing.

    Args:
        page: The code page of the run; all layers have the same.
        text: The run's characters after one layer was undone.
        bounds: ``len(text) + 1`` source offsets of those characters.

    Returns:
        The innermost text, its bounds, and how many layers there were (at least 1).
    """
    lexicon = Lexicon(page, frozenset())
    for layers in range(1, _MAX_LAYERS):
        view = page.view(text)
        parts = PIECE.findall(view)
        pieces = [lexicon[part] for part in parts]
        if sum(map(len, parts)) != len(view) or sum(piece.gain for piece in pieces) < _ENOUGH:
            return text, bounds, layers
        at = 0
        kept = [bounds[0]]
        for part in parts:
            at += len(part)
            kept.append(bounds[at])
        text, bounds = "".join([piece.char for piece in pieces]), tuple(kept)
    return text, bounds, _MAX_LAYERS
