"""One round of fixes: which ones can be applied together, and the text after them."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import BOM, Finding
from digestlint.core.fix_list import FixList
from digestlint.text.edits import Edits, Taken, applied

_BOM_CHARACTER = "\ufeff"


class Text(NamedTuple):
    """What fixes change: the source text, and whether it begins with a byte order mark."""

    text: str
    bom: bool


def as_text(data: bytes) -> Text:
    """Return the text of a file."""
    bom = data.startswith(BOM_UTF8)
    return Text(data[len(BOM_UTF8) * bom :].decode("utf-8", "surrogateescape"), bom)


def apply(text: Text, findings: Iterable[Finding], *, unsafe: bool) -> tuple[Text, FixList]:
    """Apply as many fixes as fit side by side; returns the new text and what was applied.

    Where two fixes touch, a safe one wins this round, else the one that comes first. What the last
    rules found may be put right by the fixes of the others, which come first.
    """
    found = FixList.of(findings)
    taken = Taken(len(text.text))
    wanted = found.fixed(unsafe=unsafe)
    fitting = found.take([i for i in wanted if taken.take(list(found.edits_of(i)))])
    del taken
    return edited(text, fitting.edits()), fitting


def edited(text: Text, edits: Edits[str]) -> Text:
    """``text`` after ``edits``, byte order mark and all."""
    bom = text.bom and BOM not in edits.starts[:1]
    return _as_read(applied(text.text, edits.of_text()), bom)


def _as_read(text: str, bom: bool) -> Text:
    """Return the text as it will be read from the file, so that the next round's offsets fit.

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
