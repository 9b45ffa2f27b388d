"""Which parts of files are their notes: those in which most recurs, in most of the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from digestlint._runtime.records import NamedTuple
from digestlint.inference.corpus import File, Part, Table, all_parts
from digestlint.inference.features import Feature, headings_of, labels_of

_MOST_PARTS = 2000  # that are looked into, evenly spread
_OF_A_LINK = 0.5  # what a title that is a link counts as, compared with a label of all parts
_OF_A_NUMBER = 0.25
_OF_ANY_NAME = 0.6  # how much less what recurs counts below names of which nothing is known
_RECURS = 0.5  # the share of parts that have what a note is known by


class Choice(NamedTuple):
    """A specification of notes, and what it finds."""

    spec: Table
    parts: Sequence[Part]
    labels: Sequence[Feature]
    sections: Sequence[Feature]
    score: float


def best(files: Sequence[File], specs: Iterable[Table]) -> Choice | None:
    """Return the specification that explains most of ``files``; None if none explains any."""
    choices = [choice for spec in specs if (choice := _looked_into(files, spec)).score > 0]
    return max(choices, key=lambda choice: choice.score, default=None)


def _looked_into(files: Sequence[File], spec: Table) -> Choice:
    parts = all_parts(files, spec)
    some = parts[:: 1 + len(parts) // _MOST_PARTS]
    if spec["kind"] == "table-row":
        labels: list[Feature] = []
        sections: list[Feature] = []
        inside = float(len(spec["fields"]))
    else:
        labels, sections = labels_of(some), headings_of(some)
        inside = sum(f.share**2 for f in (*labels, *sections) if f.share >= _RECURS)
    if "(?P<url>" in spec["pattern"]:
        inside += _OF_A_LINK
    elif "(?P<number>" in spec["pattern"] or "(?P<date>" in spec["pattern"]:
        inside += _OF_A_NUMBER
    elif spec["kind"] != "file" and spec.get("level") != 1:
        inside *= _OF_ANY_NAME
    with_parts = len({part.file.name for part in parts})
    score = inside * (with_parts / len(files)) * (1 + log(max(1, len(parts)))) if parts else 0.0
    return Choice(spec, parts, labels, sections, score)
