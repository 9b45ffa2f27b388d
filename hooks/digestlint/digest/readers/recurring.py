"""Labels that the notes of one file have in common, whatever a schema calls its fields."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import fold
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span

# A short text before a colon, at the beginning of a line or list item, bold or not.
_LABEL = (
    r"[ \t>]*+(?:[-*+][ \t]++)?(?:\*\*|__|<(?:b|strong)>)?[^\w\s<*`|\[]{0,3}+[ \t]*+"
    r"(\w[^\r\n:：*_<>`|\[\](){}。，,;；!！?？]{0,31}+)"
    r"(?:\*\*|__|</(?:b|strong)>)?[ \t]*+[:：](?!//)"
)
_AT_PLACE = lazy_pattern(_LABEL)
_AFTER_LF = lazy_pattern(r"\n" + _LABEL)  # takes half the time, where no line ends with CR
_IN_TEXT = lazy_pattern(r"[\r\n]" + _LABEL)
_FEWEST = 3  # notes that have a label


def recurring_fields(
    markdown: Markdown, notes: Sequence[Span], known: Iterable[FieldSpec]
) -> Mapping[str, FieldSpec]:
    """Return the labels that at least half of the ``notes`` have once, and that are not ``known``.

    They are named as they are most often written. Notes without any label are not counted.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    labelled = 0
    for note in notes:
        labels = dict(_labels(markdown, note))
        labelled += bool(labels)
        for folded, label in labels.items():
            spellings[folded][label] += 1
    taken = _folded(tuple(label for spec in known for label in (spec.label, *spec.aliases)))
    least = max(_FEWEST, labelled / 2)
    return {
        label: FieldSpec(label, kind="label", required="usual")
        for folded, written in spellings.items()
        if folded not in taken and written.total() >= least
        for label in [written.most_common(1)[0][0]]
    }


@lru_cache(maxsize=16)
def _folded(labels: Sequence[str]) -> frozenset[str]:
    return frozenset(map(fold, labels))


def _labels(markdown: Markdown, note: Span) -> Iterator[tuple[str, str]]:
    """Yield the labels in ``note``, folded and as written."""
    text, start, end = markdown.text, *note
    first = _AT_PLACE.match(text, start, end) if start == 0 else None
    start = max(start - 1, 0)
    pattern = _AFTER_LF if text.find("\r", start, end) < 0 else _IN_TEXT
    lines = pattern.finditer(text, start, end)
    for match in chain(filter(None, [first]), lines):
        if not markdown.code.at(match.start(1)):
            label = match[1].rstrip()
            yield fold(label), label
