"""Checks that fixes changed what their findings name, and nothing else.

Outside the edits, every byte has to be what it was. Blocks that no finding and no edit touches have
to be rendered as before, so that a fix that opens a code block by mistake, or joins a paragraph
to the next one, does not get through. Blocks that are touched are named as a whole: the code
block that two stray fences make is named by the fix that removes the fences.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from digestlint.finding import Diagnostic
from digestlint.fix_list import FixList
from digestlint.records import NamedTuple
from digestlint.verification.comparison import Changes, Comparison
from digestlint.verification.rendered_blocks import Rendered, rendered

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class HarmfulFixError(Exception):
    """Fixes changed what no finding names; the message names their rules."""


class Verifier:
    """Checks one round of fixes after the other; the outcome of one is the next one's start."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._rendered: Rendered | None = None

    def accept(self, data: bytes, applied: Iterable[Diagnostic]) -> None:
        """Check that ``applied`` made ``data`` of the file; offsets are those of the file before.

        Raises:
            HarmfulFixError: when they did more than that.
        """
        fixes = FixList.of(applied)
        row = self.damage(data, fixes)
        if row is not None:
            raise HarmfulFixError(_message(self._culprits(fixes), row))

    def damage(self, data: bytes, fixes: FixList) -> int | None:
        """The row of the first thing that ``fixes`` changed and should not; None: ``data`` is fine.

        Then it is what the next ones are compared with.
        """
        before = self._rendered = self._rendered or rendered(self._data)
        after = rendered(data)
        offset = first_damage(self._data, data, in_bytes(self._data, fixes), before, after)
        if offset is not None:
            return _row(self._data, offset)
        self._data, self._rendered = data, after
        return None

    def harmless(self, fixes: FixList) -> Sequence[int]:
        """The places of those of ``fixes`` that can be made together; that was verified."""
        from digestlint.verification.sifting import sift  # for defects only

        self._rendered = self._rendered or rendered(self._data)
        return sift(self._data, fixes, self._rendered)

    def _culprits(self, fixes: FixList) -> list[str]:
        """The rules whose fixes do harm alone; all rules, where it takes several."""
        codes = sorted(fixes.codes())
        guilty = []
        for code in codes:
            own = in_bytes(self._data, fixes.take(fixes.by({code})))
            data = own.changes.made_in(self._data)
            before, after = self._rendered or rendered(self._data), rendered(data)
            if first_damage(self._data, data, own, before, after) is not None:
                guilty.append(code)
        return guilty or codes


def _message(codes: Sequence[str], row: int) -> str:
    return (
        f"the fixes of {', '.join(codes)} would change what they do not name, at line {row}, so "
        f"the file was left as it was; this is a defect of digestlint, please report it; --ignore "
        f"{','.join(codes)} gets you past it"
    )


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


def _row(data: bytes, offset: int) -> int:
    """The row of an offset; lines end in LF, CR LF or CR."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
