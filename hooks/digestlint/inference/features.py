"""What recurs inside the parts of files: labels and headings that most of them have once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import fold, without_symbols
from digestlint.inference.corpus import Part
from digestlint.inference.labels import find_labels
from digestlint.markdown import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeAlias

    Written: TypeAlias = tuple[str, int, int]  # the text, its level, and its offset in the part

_LEAST_SHARE = 0.15
_FEWEST = 2
_LONGEST = 60  # characters of a heading that is the name of a section


class Feature(NamedTuple):
    """A label or a heading that recurs in parts."""

    text: str  # as it is written most often
    share: float  # of the parts that have it once
    level: int  # of headings
    place: float  # the median of its offsets in parts
    parts: frozenset[int] = frozenset()  # the places of the parts that have it, once or more
    aliases: tuple[str, ...] = ()  # what other parts have in its place


def labels_of(parts: Sequence[Part]) -> list[Feature]:
    """Return the labels that recur in ``parts``, in the order in which they mostly come."""

    def written(part: Part) -> Iterable[Written]:
        text, code = part.file.markdown.text, part.file.markdown.code
        front_matter = part.file.markdown.front_matter
        start = max(part.note.label.start, front_matter.end if front_matter else 0)
        body = Span(start, max(start, part.note.span.end))
        for label in find_labels(text, body):
            if not code.at(label.span.start):
                yield label.name, 0, label.span.start - body.start

    return _recurring(parts, written)


def headings_of(parts: Sequence[Part]) -> list[Feature]:
    """Return the headings inside ``parts`` that recur, in the order in which they mostly come."""

    def written(part: Part) -> Iterable[Written]:
        markdown, note = part.file.markdown, part.note
        for heading in markdown.headings_in(note.head.end, note.span.end):
            text = markdown.text[slice(*heading.content)].strip()
            if len(text) <= _LONGEST:
                yield text, heading.level, heading.span.start - note.span.start

    return _recurring(parts, written)


def _recurring(parts: Sequence[Part], find: Callable[[Part], Iterable[Written]]) -> list[Feature]:
    once: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    levels: dict[str, Counter[int]] = {}
    places: dict[str, list[int]] = {}
    having: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        here: Counter[str] = Counter()
        for text, level, offset in find(part):
            key = _key(text)
            if not key:
                continue
            here[key] += 1
            spellings.setdefault(key, Counter())[text] += 1
            levels.setdefault(key, Counter())[level] += 1
            places.setdefault(key, []).append(offset)
            having.setdefault(key, set()).add(number)
        once.update(key for key, count in here.items() if count == 1)
    least = max(_LEAST_SHARE * len(parts), min(_FEWEST, len(parts)))
    found = [
        Feature(
            *(spellings[key].most_common(1)[0][0], count / len(parts)),
            *(levels[key].most_common(1)[0][0], median(places[key])),
            frozenset(having[key]),
        )
        for key, count in once.items()
        if count >= least
    ]
    return sorted(found, key=lambda feature: feature.place)


def merged(features: Sequence[Feature]) -> list[Feature]:
    """Return ``features``; those of which no part has two, and that follow each other, are one.

    They are names for the same thing, of other languages or other days.
    """
    found: list[Feature] = []
    for feature in features:
        last = found[-1] if found else None
        if last is None or last.parts & feature.parts or not _alike(last, feature):
            found.append(feature)
            continue
        first, second = (last, feature) if last.share >= feature.share else (feature, last)
        found[-1] = first._replace(
            share=first.share + second.share,
            parts=first.parts | second.parts,
            aliases=(*first.aliases, second.text, *second.aliases),
        )
    return found


def _alike(one: Feature, other: Feature) -> bool:
    """Whether two names could be for the same: alike, or of different languages."""
    if one.level != other.level:
        return False
    if one.text.isascii() != other.text.isascii():
        return True
    shared = sum((Counter(one.text) & Counter(other.text)).values())
    return 2 * shared > max(len(one.text), len(other.text))


def _key(text: str) -> str:
    return fold(without_symbols(text))
