"""Checks that fixes changed what their findings name, and nothing else.

Outside the edits, every byte has to be what it was. Blocks that no finding and no edit touches have
to be rendered as before, so that a fix that opens a code block by mistake, or joins a paragraph
to the next one, does not get through. Blocks that are touched are named as a whole: the code
block that two stray fences make is named by the fix that removes the fences.
"""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.core.fix_list import FixList
from digestlint.fixes.applying import Text
from digestlint.fixes.damage import first_damage, in_bytes
from digestlint.markdown.rendering.rendered_blocks import Rendered, rendered
from digestlint.text.codec import LineIndex, encode


class Verifier:
    """Checks one round of fixes after another; the outcome of one is the start of the next.

    Between the rounds it keeps no bytes, so that the next check has their memory.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._rendered: Rendered | None = None

    def damage(self, text: Text, fixes: FixList) -> int | None:
        """Return the row of the first change that ``fixes`` should not have made.

        None means that ``text`` is accepted; the next round is then compared with it.
        """
        old, new = encode(*self._text), encode(*text)
        before = self._rendered = self._rendered or rendered(old)
        after = rendered(new)
        offset = first_damage(old, new, in_bytes(old, fixes), before, after)
        if offset is not None:
            return _row(old, offset)
        self._text, self._rendered = text, after
        return None

    def harmless(self, fixes: FixList) -> Sequence[int]:
        """Return the indices of those of ``fixes`` that can be made together, as verified."""
        from digestlint.fixes.sifting import sift  # for defects only

        data = encode(*self._text)
        self._rendered = self._rendered or rendered(data)
        return sift(data, fixes, self._rendered)


def _row(data: bytes, offset: int) -> int:
    """Return the row of an offset."""
    return LineIndex(data[:offset].decode("utf-8", "surrogateescape")).rows
