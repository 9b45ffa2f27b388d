"""Changes that the fixes did not announce: in the bytes of the file, and in its rendering."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, starmap

from digestlint._runtime.records import NamedTuple
from digestlint.core.fix_list import FixList
from digestlint.fixes.applying import as_text
from digestlint.markdown.rendering.comparison import Comparison
from digestlint.markdown.rendering.rendered_blocks import Rendered
from digestlint.text.byte_offsets import ByteOffsets
from digestlint.text.edits import Edits, overlap


class InBytes(NamedTuple):
    """What fixes change and what they name, in bytes of the file."""

    changes: Edits[bytes]
    findings: Sequence[tuple[int, int]]


def in_bytes(data: bytes, fixes: FixList) -> InBytes:
    """Return ``fixes``, whose offsets are characters of the text, in bytes of the file ``data``."""
    text, bom = as_text(data)
    offsets = ByteOffsets(text, bom=bom)
    spans = zip(*map(offsets.of, fixes.spans()), strict=True)
    return InBytes(offsets.of_edits(fixes.edits()), list(spans))


def first_damage(
    old: bytes, new: bytes, fixes: InBytes, before: Rendered, after: Rendered
) -> int | None:
    """Return the offset in ``old`` of the first change that no fix or finding names, if any."""
    changes = fixes.changes
    if any(starmap(overlap, pairwise(changes))) or not _is_kept(old, new, changes):
        return changes.starts[0] if changes.starts else 0
    return Comparison(changes, fixes.findings, before, after).first_difference()


def _is_kept(old: bytes, new: bytes, changes: Edits[bytes]) -> bool:
    """Whether ``new`` is ``old`` apart from ``changes``.

    The two are compared piece by piece, independently of the code that applies edits.
    """
    position = at = 0  # in the one, and in the other
    for start, end, content in changes:
        same = at + start - position
        if old[position:start] != new[at:same] or not new.startswith(content, same):
            return False
        position, at = end, same + len(content)
    return old[position:] == new[at:]
