"""What fixes change that they do not name: in bytes of the file, and as it is rendered."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.core.fix_list import FixList
from digestlint.markdown.rendering.comparison import Changes, Comparison
from digestlint.markdown.rendering.rendered_blocks import Rendered

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class InBytes(NamedTuple):
    """What fixes change and what they name, in bytes of the file."""

    changes: Changes
    findings: Sequence[tuple[int, int]]


def in_bytes(data: bytes, fixes: FixList) -> InBytes:
    """``fixes``, whose offsets are characters of the text, in bytes of the file ``data``."""
    places = _Places(data)
    starts, ends, contents = fixes.edits()
    encoded = {text: text.encode("utf-8", "surrogateescape") for text in set(contents)}
    changes = Changes(
        places.in_bytes(starts), places.in_bytes(ends), [encoded[text] for text in contents]
    )
    found = fixes.spans()
    spans = zip(*map(places.in_bytes, found), strict=True)
    return InBytes(changes, list(spans))


class _Places:
    """From offsets in characters of the text to bytes of the file."""

    def __init__(self, data: bytes) -> None:
        self._base = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
        self._text = data[self._base :].decode("utf-8", "surrogateescape")
        self._same = len(self._text) == len(data) - self._base

    def in_bytes(self, offsets: Sequence[int]) -> array[int]:
        """The places of ``offsets``, one for each."""
        if self._same:
            return array("q", (self._base + at if at >= 0 else 0 for at in offsets))
        found = array("q", offsets)
        previous, position = 0, self._base
        for index in _ascending(offsets):
            offset = offsets[index]
            if offset < 0:  # the byte order mark
                found[index] = 0
                continue
            piece = self._text[previous:offset]
            position += len(piece.encode("utf-8", "surrogateescape"))
            found[index], previous = position, offset
        return found


def _ascending(offsets: Sequence[int]) -> Sequence[int]:
    indices = range(len(offsets))
    if all(offsets[i] <= offsets[i + 1] for i in indices[:-1]):
        return indices
    return sorted(indices, key=offsets.__getitem__)


def first_damage(
    old: bytes, new: bytes, fixes: InBytes, before: Rendered, after: Rendered
) -> int | None:
    """The offset in ``old`` of the first thing that changed unnamed; None if there is none."""
    changes = fixes.changes
    apart = all(end <= start for end, start in zip(changes.ends, changes.starts[1:], strict=False))
    if not apart or new != changes.made_in(old):
        return changes.starts[0] if changes.starts else 0
    return Comparison(changes, fixes.findings, before, after).first_difference()
