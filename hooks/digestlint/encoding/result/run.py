"""A stretch of mojibake, as it is in the source and as it was before."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel


class Run(NamedTuple):
    """A maximal stretch of mojibake inside one line.

    Attributes:
        start: First offset of the run in the source, in characters.
        end: Offset after the run in the source.
        restored_start: First offset of the run in ``Restoration.text``.
        restored_end: Offset after the run in ``Restoration.text``. For a suspect, which is not
            applied, the two frame the unchanged source characters.
        text: The restored characters; a damaged one is a placeholder.
        bounds: ``len(text) + 1`` source offsets: character ``i`` of ``text`` came from
            ``source[bounds[i]:bounds[i + 1]]``.
        damaged: Indices into ``text`` of the characters that lost bytes, ascending.
        channel: The channel that turned the original text into this mojibake.
        certain: Whether the evidence is strong enough to rewrite the run without asking.
    """

    start: int
    end: int
    restored_start: int
    restored_end: int
    text: str
    bounds: Sequence[int]
    damaged: tuple[int, ...]
    channel: Channel
    certain: bool

    @property
    def code_page(self) -> str:
        """The code page that the UTF-8 was read as (last), e.g. ``windows-1254``."""
        return self.channel.code_page

    @property
    def lost(self) -> frozenset[int]:
        """The UTF-8 bytes of which this run's channel leaves nothing."""
        return self.channel.lost
