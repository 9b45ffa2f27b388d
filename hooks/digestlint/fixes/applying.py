"""One round of fixes: which ones fit side by side, and the text after them."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import BOM, Diagnostic
from digestlint.core.fix_list import Edits, FixList

_BOM_CHARACTER = "\ufeff"


class Text(NamedTuple):
    """What fixes change: the source text, and whether a byte order mark stands before it."""

    text: str
    bom: bool


def apply(text: Text, diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> tuple[Text, FixList]:
    """Apply as many fixes as fit side by side; returns the new text and what was applied.

    Where two fixes touch, a safe one wins this round, else the one that comes first. What the last
    rules found may be put right by the fixes of the others, which come first.
    """
    found = FixList.of(diagnostics)
    # The characters that edits of this round change, with the gaps around them; before the first
    # one there is room for a byte order mark. An insertion takes the gap it fills.
    taken = bytearray(len(text.text) + 2)
    chosen = []
    for index in found.fixed(unsafe=unsafe):
        edits = list(found.edits_of(index))
        # Its ends first: they are at hand.
        if any(taken[edit.start + 1] or taken[edit.end + 1] for edit in edits):
            continue
        if any(taken.find(1, edit.start + 1, edit.end + 2) >= 0 for edit in edits):
            continue
        for start, end, _ in edits:
            taken[start + 1 : end + 2] = b"\1" * (end - start + 1)
        chosen.append(index)
    del taken
    applied = found.take(chosen)
    return edited(text, applied.edits()), applied


def edited(text: Text, edits: Edits) -> Text:
    """``text`` after ``edits``."""
    parts = StringIO()
    position = 0
    bom = text.bom
    for start, end, content in zip(*edits, strict=True):
        if start == BOM:
            bom = False
            continue
        parts.write(text.text[position:start])
        parts.write(content)
        position = end
    parts.write(text.text[position:])
    return _as_read(parts.getvalue(), bom)


def _as_read(text: str, bom: bool) -> Text:
    """The text as it will be read from the file, so that the next round's offsets fit.

    Bytes that were undecodable apart may form a character once they meet, and U+FEFF becomes a
    byte order mark where an edit leaves it at the start of the file.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    if not bom and text.startswith(_BOM_CHARACTER):
        return Text(text.removeprefix(_BOM_CHARACTER), True)
    return Text(text, bom)
