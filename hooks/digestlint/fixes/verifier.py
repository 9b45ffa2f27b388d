"""Checks that fixes changed what their findings name, and nothing else.

Outside the edits, every byte has to be what it was. Blocks that no finding and no edit touches have
to be rendered as before, so that a fix that opens a code block by mistake, or joins a paragraph
to the next one, does not get through. Blocks that are touched are named as a whole: the code
block that two stray fences make is named by the fix that removes the fences.
"""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.core.fix_list import FixList
from digestlint.fixes.damage import first_damage, in_bytes
from digestlint.markdown.rendering.rendered_blocks import Rendered, rendered
from digestlint.text.codec import LineIndex


class Verifier:
    """Checks one round of fixes after another; the outcome of one is the start of the next.

    Attributes:
        data: The file as it is after the rounds that were accepted.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._rendered: Rendered | None = None

    def damage(self, new: bytes, fixes: FixList) -> int | None:
        """Return the row of the first change that ``fixes`` should not have made.

        None means that ``new`` is accepted; the next round is then compared with it.
        """
        before = self._rendered = self._rendered or rendered(self.data)
        after = rendered(new)
        offset = first_damage(self.data, new, in_bytes(self.data, fixes), before, after)
        if offset is not None:
            return _row(self.data, offset)
        self.data, self._rendered = new, after
        return None

    def harmless(self, fixes: FixList) -> Sequence[int]:
        """Return the indices of those of ``fixes`` that can be made together, as verified."""
        from digestlint.fixes.sifting import sift  # for defects only

        self._rendered = self._rendered or rendered(self.data)
        return sift(self.data, fixes, self._rendered)


def _row(data: bytes, offset: int) -> int:
    """Return the row of an offset."""
    return LineIndex(data[:offset].decode("utf-8", "surrogateescape")).rows
