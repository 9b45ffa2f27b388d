"""What recurs in the parts of a file and its schema does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import fold, without_symbols
from digestlint.digest.nodes import Digest
from digestlint.inference.labels import find_labels
from digestlint.markdown import Markdown, Span
from digestlint.text.spans import SpanSet, joined

_FEWEST = 2  # in a file of several entries and notes


class Recurring(NamedTuple):
    """A heading or a label, and how often it is there."""

    text: str  # as it is written first
    times: int
    start: int  # of the first


def unknown_headings(markdown: Markdown, digest: Digest | None) -> Sequence[Recurring]:
    """Return the headings in notes that are no section; without a digest, all that recur."""
    if digest is None:
        headings = ((h.text.strip(), h.content.start) for h in markdown.headings)
        return _recurring(headings, _FEWEST)
    left_out = SpanSet(digest.misfits)
    labels = (
        label for note in digest.notes for label in note.unknown if not left_out.at(label.start)
    )
    written = ((markdown.text[slice(*label)], label.start) for label in labels)
    return _recurring(written, _FEWEST if len(digest.notes) > 1 else 1)


def unknown_labels(markdown: Markdown, digest: Digest | None) -> Sequence[Recurring]:
    """Return the labels that recur, and that no field of the schema has."""
    text = markdown.text
    if digest is None:
        regions: list[Span] = [Span(0, len(text))]
        parts, known = 0, set()
    else:
        entries, notes = digest.entries, digest.notes
        spans = [*(entry.span for entry in entries), *(note.span for note in notes)]
        regions = list(joined(sorted(spans)))
        fields = chain(*(entry.fields for entry in entries), *(note.fields for note in notes))
        parts, known = len(spans), {field.label.start for field in fields}
    labels = (
        (label.name, label.span.start)
        for region in regions
        for label in find_labels(text, region)
        if not known.intersection(range(label.span.start - 2, label.span.start + 3))
        and not markdown.code.at(label.span.start)
    )
    return _recurring(labels, _FEWEST if parts != 1 else 1)


def _recurring(found: Iterable[tuple[str, int]], fewest: int) -> Sequence[Recurring]:
    by_name: dict[str, Recurring] = {}
    for written, start in found:
        name = fold(without_symbols(written))
        if name:
            known = by_name.get(name, Recurring(written, 0, start))
            by_name[name] = known._replace(times=known.times + 1)
    recur = (each for each in by_name.values() if each.times >= fewest)
    return sorted(recur, key=lambda each: (-each.times, each.start))
