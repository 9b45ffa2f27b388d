"""Checks that fixes changed what their findings name, and nothing else.

Outside the edits, every byte has to be what it was. Blocks that no finding and no edit touches have
to be rendered as before, so that a fix that opens a code block by mistake, or joins a paragraph
to the next one, does not get through. Blocks that are touched are named as a whole: the code
block that two stray fences make is named by the fix that removes the fences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digestlint.finding import BOM, Diagnostic
from digestlint.verification.comparison import Change, Comparison
from digestlint.verification.rendered_blocks import Rendered, rendered

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class HarmfulFixError(Exception):
    """Fixes changed what no finding names; the message names their rules."""


class Verifier:
    """Checks one round of fixes after the other; the outcome of one is the next one's start."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._rendered: Rendered | None = None

    def accept(self, data: bytes, applied: Sequence[Diagnostic]) -> None:
        """Check that ``applied`` made ``data`` of the file; offsets are those of the file before.

        Raises:
            HarmfulFixError: when they did more than that.
        """
        before = self._rendered or rendered(self._data)
        after = rendered(data)
        spans = _in_bytes(self._data, applied)
        changes = _changes(applied, spans)
        row = _first_damage(self._data, data, changes, _findings(applied, spans), before, after)
        if row is not None:
            raise HarmfulFixError(_message(self._culprits(before, applied, spans), row))
        self._data, self._rendered = data, after

    def _culprits(
        self, before: Rendered, applied: Sequence[Diagnostic], spans: dict[int, int]
    ) -> list[str]:
        """The rules whose fixes do harm alone; all rules, where it takes several."""
        codes = sorted({diagnostic.code for diagnostic in applied})
        guilty = []
        for code in codes:
            own = [diagnostic for diagnostic in applied if diagnostic.code == code]
            changes = _changes(own, spans)
            data = _edited(self._data, changes)
            named = _findings(own, spans)
            if _first_damage(self._data, data, changes, named, before, rendered(data)) is not None:
                guilty.append(code)
        return guilty or codes


def _message(codes: Sequence[str], row: int) -> str:
    return (
        f"the fixes of {', '.join(codes)} would change what they do not name, at line {row}, so "
        f"the file was left as it was; this is a defect of digestlint, please report it; --ignore "
        f"{','.join(codes)} gets you past it"
    )


def _in_bytes(data: bytes, applied: Sequence[Diagnostic]) -> dict[int, int]:
    """From the offsets in ``applied``, characters of the text, to bytes of the file."""
    base = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    text = data[base:].decode("utf-8", "surrogateescape")
    offsets = {offset for diagnostic in applied for offset in (diagnostic.start, diagnostic.end)}
    for diagnostic in applied:
        for edit in diagnostic.fix.edits if diagnostic.fix else ():
            offsets |= {edit.start, edit.end}
    places = {BOM: 0}
    previous, position = 0, base
    for offset in sorted(offsets - {BOM}):
        position += len(text[previous:offset].encode("utf-8", "surrogateescape"))
        places[offset] = position
        previous = offset
    return places


def _changes(applied: Sequence[Diagnostic], places: dict[int, int]) -> list[Change]:
    changes = [
        Change(
            places[edit.start],
            places[edit.end],
            edit.content.encode("utf-8", "surrogateescape"),
        )
        for diagnostic in applied
        for edit in (diagnostic.fix.edits if diagnostic.fix else ())
    ]
    return sorted(changes, key=lambda change: (change.start, change.end))


def _findings(applied: Sequence[Diagnostic], places: dict[int, int]) -> list[tuple[int, int]]:
    return [(places[diagnostic.start], places[diagnostic.end]) for diagnostic in applied]


def _edited(data: bytes, changes: Sequence[Change]) -> bytes:
    """``data`` after ``changes``, made apart from ``fixer``."""
    parts, position = [], 0
    for change in changes:
        parts += [data[position : change.start], change.content]
        position = change.end
    return b"".join(parts) + data[position:]


def _first_damage(
    old: bytes,
    new: bytes,
    changes: Sequence[Change],
    findings: Sequence[tuple[int, int]],
    before: Rendered,
    after: Rendered,
) -> int | None:
    """The row in ``old`` of the first thing that changed unnamed; None if there is none."""
    apart = all(one.end <= other.start for one, other in pairwise(changes))
    if not apart or new != _edited(old, changes):
        return _row(old, changes[0].start if changes else 0)
    offset = Comparison(changes, findings, before, after).first_difference()
    return None if offset is None else _row(old, offset)


def _row(data: bytes, offset: int) -> int:
    """The row of an offset; lines end in LF, CR LF or CR."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
