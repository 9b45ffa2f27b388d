"""Trial runs of fixes: whether they change how the rest of the text is rendered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from digestlint.core.finding import Fix
from digestlint.text.byte_offsets import ByteOffsets
from digestlint.text.edits import Edits, Taken, applied

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.markdown.rendering.rendered_blocks import Rendered


class Outcomes:
    """Trial runs of fixes of one text. Each takes about as long as parsing the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = text.encode("utf-8", "surrogateescape")
        self._offsets = ByteOffsets(text)

    def keep_the_rest(self, fixes: Iterable[Fix]) -> bool:
        """Whether all blocks without edits are rendered as before.

        Of two overlapping fixes, only the first is tried, as in a round of fixes.
        """
        from digestlint.markdown.rendering.comparison import Comparison  # for few files
        from digestlint.markdown.rendering.rendered_blocks import rendered

        taken = Taken(len(self._text))
        apart = [fix.edits for fix in fixes if taken.take(fix.edits)]
        changes = self._offsets.of_edits(Edits.of(chain.from_iterable(apart)))
        after = rendered(applied(self._data, changes))
        return Comparison(changes, (), self._before, after).first_difference() is None

    @cached_property
    def _before(self) -> Rendered:
        from digestlint.markdown.rendering.rendered_blocks import rendered  # for few files

        return rendered(self._data)
