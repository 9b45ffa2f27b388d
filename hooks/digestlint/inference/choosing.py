"""Which parts of files are their notes: those in which most recurs, in most of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.inference.corpus import File, Part, Table, seen_in
from digestlint.inference.features import Feature, headings_of, labels_of, merged
from digestlint.inference.roles import roles_of
from digestlint.inference.shapes import is_linked
from digestlint.markdown import Span
from digestlint.text.spans import joined

_MOST_PARTS = 2000  # that are looked into, evenly spread
_OF_A_LINK = 1.0  # what a title that is a link counts as, compared with a label of all parts
_OF_A_ROLE = 0.5  # of links, beside the title
_OF_A_NUMBER = 0.25
_OF_ANY_NAME = 0.6  # how much less what recurs counts below names of which nothing is known
_SAME_NAME = 0.5
_OF_A_FRAME = 0.1
_FEWEST_FRAMES = 5
_RECURS_IN_FILES = 0.7  # where a file is a part
_FEWEST = 2  # parts; one doesn't recur
_DIGITS = lazy_pattern(r"\d+")
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
    seen = [seen_in(file, spec) for file in files]
    parts = [part for each in seen for part in each.parts]
    some = parts[:: 1 + len(parts) // _MOST_PARTS]
    labels: list[Feature] = []
    sections: list[Feature] = []
    with_parts = sum(1 for each in seen if each.parts)
    if len(parts) < _FEWEST or (_is_frame(some) and len(parts) < _FEWEST_FRAMES):
        return Choice(spec, parts, labels, sections, 0.0)
    inside = float(len(spec.get("fields", ())))
    if spec["kind"] != "table-row":
        labels, sections = merged(labels_of(some)), merged(headings_of(some))
        least = _RECURS if len(parts) > with_parts else _RECURS_IN_FILES
        inside += sum(f.share**2 for f in (*labels, *sections) if f.share >= least)
    if spec["kind"] == "list-item":
        inside += _OF_A_ROLE * len(roles_of(some, _RECURS))
    if is_linked(spec["pattern"]):
        inside += _OF_A_LINK
    elif "(?P<number>" in spec["pattern"]:
        inside += _OF_A_NUMBER
    elif spec["kind"] != "file" and spec.get("level") != 1:
        inside *= _OF_ANY_NAME
    if _is_frame(some):
        inside *= _OF_A_FRAME
    fit = len(parts) / (len(parts) + sum(len(each.misfits) for each in seen))
    many = 1 + log(len(parts))
    of_files = sqrt(with_parts / len(files))
    score = inside * many * fit * of_files * _coverage(files, parts)
    return Choice(spec, parts, labels, sections, score)


def _is_frame(parts: Sequence[Part]) -> bool:
    """Whether most ``parts`` have the same name, but for digits: days, with others in them."""
    titles = (part.note.title.text if part.note.title else part.note.name for part in parts)
    names = Counter(_DIGITS.sub("0", title) for title in titles)
    return any(count > _SAME_NAME * len(parts) for _, count in names.most_common(1))


def _coverage(files: Sequence[File], parts: Sequence[Part]) -> float:
    """Return which part of the text of ``files`` is in ``parts``."""
    spans: dict[str, list[Span]] = {}
    for file, note in parts:
        spans.setdefault(file.name, []).append(note.span)
    inside = sum(end - start for its in spans.values() for start, end in joined(sorted(its)))
    return inside / max(1, sum(len(file.markdown.text) for file in files))
