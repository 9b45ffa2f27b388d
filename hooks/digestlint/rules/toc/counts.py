"""Counts that a text states of its sections, and what there is to be counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.local_links import local_links, named_ids
from digestlint.rules.toc.linked_sections import section_of

_UNIT = (
    r"(?P<unit>papers?|articles?|entries|entry|items?|repos|repositories|projects?|posts?|"
    r"\u7bc7(?:\u8bba\u6587|\u8ad6\u6587|\u6587\u7ae0)?|[\u6761\u689d\u9879\u9805\u4ef6\u672c]|"
    r"\u4e2a\u9879\u76ee|\ud3b8|\uac74|\u0441\u0442\u0430\u0442(?:\u0435\u0439|\u044c\u0438|\u044c\u044f)|"
    r"art\u00edculos?)"
)
_TOTAL = (
    r"(?P<total>(?:total|\u5171(?:\u6536\u5f55|\u6709|\u8ba1)?|\u5408\u8ba1|\u5408\u8a08|\uc804\uccb4|\ucd1d|"
    r"\u0432\u0441\u0435\u0433\u043e|\u0438\u0442\u043e\u0433\u043e)(?: papers| articles)?)"
    r"\s{0,3}[:\uff1a]?"
)
_N = r"[\s*_`]{0,5}(?P<number>[0-9]{1,4})[\s*_`]{0,5}"
_ONLY, _OF = _N.replace("number", "only"), _UNIT.replace("unit", "of")
_AT_END = lazy_pattern(
    rf"[\[(\uff08\u3010](?:{_TOTAL})?{_N}{_UNIT}?\s{{0,3}}[\])\uff09\u3011][\s*_#]{{0,9}}\Z", re.I
)
_ALONE = lazy_pattern(
    rf"[\s*_>(\uff08\[\u3010]{{0,9}}(?:{_TOTAL}{_N}(?:{_UNIT})?|"
    rf"{_ONLY}{_OF})"
    r"[\s*_)\uff09\]\u3011.\u3002]{0,9}",
    re.I,
)
_LONGEST = 80  # of what states a count


class Stated(NamedTuple):
    """A count, and the section that it is of."""

    span: Span
    number: int
    is_clear: bool  # it says what it counts, or that it does
    section: int  # the heading's place among the headings


def stated_counts(document: Document) -> Iterator[Stated]:
    """Yield the counts in headings, alone below them, and beside links to them."""
    text = document.text
    for place, heading in enumerate(document.markdown.headings):
        start, end = heading.content
        if match := _AT_END.search(text, max(start, end - _LONGEST), end):
            yield _stated(match, place)
        block = _next_line(document, heading.span.end)
        if block and (match := _ALONE.fullmatch(text, *block)):
            yield _stated(match, place)
    yield from _beside_links(document)


def _next_line(document: Document, start: int) -> Span | None:
    """Return the short paragraph at the start of a section, if it begins with one."""
    text, markdown = document.text, document.markdown
    while start < len(text) and text[start].isspace():
        start += 1
    block = markdown.block_at(start)
    if block is None or block.end - block.start > _LONGEST or markdown.heading_at(start):
        return None
    return block if block.start == start else None


def _stated(match: re.Match[str], place: int) -> Stated:
    groups = match.groupdict()
    kind = "number" if groups["number"] else "only"
    is_clear = any(groups.get(name) for name in ("total", "unit", "of"))
    return Stated(Span(*match.span(kind)), int(groups[kind]), is_clear, place)


def _beside_links(document: Document) -> Iterator[Stated]:
    markdown, text = document.markdown, document.text
    places = {heading.span.start: place for place, heading in enumerate(markdown.headings)}
    for local in local_links(markdown):
        block = markdown.block_at(local.link.span.start) if local.link else None
        if local.link is None or block is None or local.path or not local.fragment:
            continue
        end = min(block.end, local.link.span.end + _LONGEST)
        after = text.find("\n", local.link.span.end, end)
        match = _AT_END.search(text, local.link.span.end, end if after < 0 else after)
        if match is None or text[local.link.span.end : match.start()].strip():
            continue
        targets = [
            target
            for name in named_ids(document, local.fragment)
            for target in document.targets_by_id.get(name, ())
        ]
        if (heading := section_of(document, targets)) is not None:
            yield _stated(match, places[heading.span.start])


class Countable(NamedTuple):
    """What may be counted in a section: ``number``, or one of ``others``."""

    number: int
    others: frozenset[int]


class Sections:
    """How much there is to be counted in the sections of a document."""

    def __init__(self, document: Document) -> None:
        self._headings = document.markdown.headings
        self._items = document.markdown.items
        self._length = len(document.text)
        tables = document.markdown.tables
        self._tables = [(each.span.start, sum(1 for _ in tables.rows(each))) for each in tables]
        self._known: dict[int, Countable | None] = {}

    def countable(self, place: int) -> Countable | None:
        """Return what may be counted below the heading at ``place``; None if that is not clear."""
        if place not in self._known:
            self._known[place] = self._count(place)
        return self._known[place]

    def _count(self, place: int) -> Countable | None:
        own = self._headings[place]
        levels: Counter[int] = Counter()
        end, first = self._length, None
        for heading in self._headings[place + 1 :]:
            if heading.level <= own.level:
                end = heading.span.start
                break
            first = first or heading
            levels[heading.level] += 1
        items, rows = self._listed(own.span.end, end), self._rows(own.span.end, end)
        others = frozenset({levels.total(), items, rows, *levels.values()})
        if first is None:
            return Countable(items or rows, others) if bool(items) != bool(rows) else None
        above = own.span.end, first.span.start
        if first.level != min(levels) or self._listed(*above) or self._rows(*above):
            return None
        return Countable(levels[first.level], others)

    def _listed(self, start: int, end: int) -> int:
        """Return the number of items of outermost lists."""
        starts = self._items.spans.starts
        places = range(bisect_left(starts, start), bisect_left(starts, end))
        return sum(self._items[place].depth == 1 for place in places)

    def _rows(self, start: int, end: int) -> int:
        places = range(bisect_left(self._tables, (start, 0)), bisect_left(self._tables, (end, 0)))
        return sum(self._tables[place][1] for place in places)
