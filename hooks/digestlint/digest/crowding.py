"""Whether what looks like the notes on one paper each are those on several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.nodes import names_of

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.nodes import Note

_IDENTIFIER = lazy_pattern(r"(?<=/)\d{4}\.\d{4,5}(?!\d)")
_LINK = lazy_pattern(r"<?https?://\S{1,200}|\[[^\[\]\r\n]{1,80}\]\(\S{1,200}\)")
_SEVERAL = 3  # times that a note has the same labels: it has as many papers


def are_crowded(notes: Sequence[Note], text: str) -> bool:
    """Whether most of ``notes`` are on several papers each.

    Two fields of theirs recur in step, or the only one that they have does, or their links lead to
    several papers.
    """
    linked = sum(len(_identifiers(note, text)) > 1 for note in notes)
    if linked * 2 >= len(notes):
        return True
    crowded = 0
    for note in notes:
        names = names_of(note.fields)
        if len(set(names)) == len(names):  # most are on one paper
            continue
        times = [n for _, n in Counter(names).most_common(2)]
        if len(times) > 1:
            crowded += times[1] >= _SEVERAL and times[0] - times[1] <= 1
        else:
            crowded += sum(times) > _SEVERAL
    return crowded * 2 > len(notes)


def _identifiers(note: Note, text: str) -> set[str]:
    """Return the identifiers on arXiv that links with labels in ``note`` lead to, if several."""
    found: set[str] = set()
    if len({match[0] for match in _IDENTIFIER.finditer(text, *note.span)}) < 2:
        return found  # whatever the fields are, which are made one by one
    for field in note.fields:
        value = text[slice(*field.value)].strip()
        if field.spec.kind == "link-label" or _LINK.fullmatch(value):
            found.update(match[0] for match in _IDENTIFIER.finditer(value))
    return found
