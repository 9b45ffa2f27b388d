"""Text that went through several channels in succession, undone layer by layer."""

from collections.abc import Sequence
from dataclasses import replace

from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.codepages import NAMES
from digestlint.encoding.channels.pieces import lexicon_of
from digestlint.encoding.detect.suspicion import is_suspicious

_MAX_LAYERS = 4
_ENOUGH = 8.0
"""Bits that another layer must gain: about one odd pair of characters."""


def peel(channel: Channel, text: str, bounds: Sequence[int]) -> tuple[str, Sequence[int], Channel]:
    """Undo the further layers of mojibake in a restored run that lost nothing.

    Args:
        channel: The channel of the run, which is undone already.
        text: The run's characters.
        bounds: ``len(text) + 1`` source offsets of those characters.

    Returns:
        The innermost text, its bounds, and all channels as one.
    """
    inner: list[str] = []
    while len(inner) < _MAX_LAYERS - 1 and is_suspicious(text):
        names = dict.fromkeys([inner[-1] if inner else channel.code_page, *NAMES])
        found = [result for name in names if (result := _undo(name, text))]
        if not found:
            break
        _, name, text, sizes = max(found, key=lambda result: result[0])
        inner.append(name)
        at = 0
        kept = [bounds[0]]
        for size in sizes:
            at += size
            kept.append(bounds[at])
        bounds = kept
    before: Channel | None = None
    for name in reversed(inner):
        before = Channel(name, before=before)
    return text, bounds, replace(channel, before=before) if inner else channel


def _undo(name: str, text: str) -> tuple[float, str, str, list[int]] | None:
    """Read the whole text as mojibake of a code page: the gain in bits, and what it says."""
    lexicon = lexicon_of(Channel(name))
    view = lexicon.channel.view(text)
    parts = lexicon.grammar.piece.findall(view)
    pieces = [lexicon[part] for part in parts]
    gain = sum(piece.gain for piece in pieces)
    if sum(map(len, parts)) != len(view) or gain < _ENOUGH:
        return None
    return gain, name, "".join([piece.char for piece in pieces]), [len(part) for part in parts]


def is_mojibake_still(channel: Channel, text: str) -> bool:
    """Whether a restored run is again mojibake of the same channel.

    Where it lost bytes both times, the missing parts of the inner text cannot be known.
    """
    lexicon = lexicon_of(channel)
    stretches = lexicon.grammar.stretch.findall(channel.view(text))
    pieces = [lexicon[part] for stretch in stretches for part in lexicon.cut(stretch)]
    return sum(piece.gain for piece in pieces if piece.char) >= _ENOUGH
