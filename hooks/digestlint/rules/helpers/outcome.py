"""Trying fixes out: what a renderer would show after them, where they do not reach."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from digestlint.core.finding import Edit, Fix

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.markdown.rendering.rendered_blocks import Rendered


class Outcomes:
    """The outcomes of fixes of one text. Each costs about as much as parsing the text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def keep_the_rest(self, fixes: Iterable[Fix]) -> bool:
        """Whether all blocks that no edit reaches into are rendered as before.

        Of fixes that touch each other one is left out, as in a round of fixes.
        """
        from digestlint.markdown.rendering.comparison import Changes, Comparison  # for few files
        from digestlint.markdown.rendering.rendered_blocks import rendered

        parts: list[bytes] = []
        changes = Changes([], [], [])
        position = size = 0
        for edit in _apart(fixes):
            parts += (_encoded(self._text[position : edit.start]), _encoded(edit.content))
            start = size + len(parts[-2])
            size = start + len(_encoded(self._text[edit.start : edit.end]))
            changes.starts.append(start)
            changes.ends.append(size)
            changes.contents.append(parts[-1])
            position = edit.end
        parts.append(_encoded(self._text[position:]))
        after = rendered(b"".join(parts))
        return Comparison(changes, (), self._before, after).first_difference() is None

    @cached_property
    def _before(self) -> Rendered:
        from digestlint.markdown.rendering.rendered_blocks import rendered  # for few files

        return rendered(_encoded(self._text))


def _apart(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of ``fixes`` in the order of the text, without those that touch others."""
    numbered = [(edit, number) for number, fix in enumerate(fixes) for edit in fix.edits]
    kept: list[tuple[Edit, int]] = []
    left_out: set[int] = set()
    for edit, number in sorted(numbered):
        if kept and edit.start <= kept[-1][0].end:
            left_out.add(number)
        else:
            kept.append((edit, number))
    return [edit for edit, number in kept if number not in left_out]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
