"""The outline of a document: headings, entries, notes and their sections; what can be folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Heading, Markdown, Span
from digestlint.server.documents import Seen

_NAMELESS = "…"
_LONGEST = 200  # characters of a name


class _Item(NamedTuple):
    """One item of an outline."""

    span: Span
    shown: Span  # what is selected
    name: str
    kind: types.SymbolKind
    detail: str = ""


def symbols(seen: Seen) -> list[types.DocumentSymbol]:
    """Return the outline of a document."""
    assert seen.markdown is not None
    items = {item.shown.start: item for item in _headings(seen.markdown)}
    for item in _of_digest(seen):  # knows better what a heading is
        items[item.shown.start] = item
    top: list[types.DocumentSymbol] = []
    around: list[tuple[Span, types.DocumentSymbol]] = []
    for item in sorted(items.values(), key=lambda each: (each.span.start, -each.span.end)):
        while around and around[-1][0].end <= item.span.start:
            around.pop()
        end = min(item.span.end, around[-1][0].end) if around else item.span.end
        symbol = types.DocumentSymbol(
            (item.name.strip() or _NAMELESS)[:_LONGEST],
            item.kind,
            seen.range(item.span.start, end),
            seen.range(item.shown.start, min(item.shown.end, end)),
            detail=item.detail or None,
            children=[],
        )
        (around[-1][1].children if around else top).append(symbol)  # type: ignore[union-attr]
        around.append((Span(item.span.start, end), symbol))
    return top


def _headings(markdown: Markdown) -> Iterator[_Item]:
    for heading, end in _with_ends(markdown):
        span = Span(heading.span.start, end)
        yield _Item(span, heading.content, heading.text, types.SymbolKind.Namespace)


def _with_ends(markdown: Markdown) -> Iterable[tuple[Heading, int]]:
    """Return the headings with the ends of what is below them."""
    ended: list[tuple[Heading, int]] = []
    is_open: list[Heading] = []
    for heading in markdown.headings:
        while is_open and is_open[-1].level >= heading.level:
            ended.append((is_open.pop(), heading.span.start))
        is_open.append(heading)
    ended += [(heading, len(markdown.text)) for heading in is_open]
    return ended


def _of_digest(seen: Seen) -> Iterator[_Item]:
    digest = seen.document and seen.document.digest
    if not digest:
        return
    for entry in digest.entries:
        title = entry.title.text if entry.title else ""
        shown = entry.title.span if entry.title else entry.content
        date = entry.date.text if entry.date else ""
        yield _Item(entry.span, shown, title, types.SymbolKind.Key, date)
    for note in digest.notes:
        yield _Item(note.span, note.label, note.name, types.SymbolKind.Class)
        for section in note.sections:
            span = Span(section.head.start, section.body.end)
            yield _Item(span, section.label, section.text, types.SymbolKind.Property)


def folds(seen: Seen) -> list[types.FoldingRange]:
    """Return what can be folded: what is below a heading, code blocks, front matter, comments."""
    assert seen.markdown is not None
    markdown = seen.markdown
    regions = [(heading.span.start, end, None) for heading, end in _with_ends(markdown)]
    regions += [(*fence.span, None) for fence in markdown.fences]
    if markdown.front_matter:
        regions.append((*markdown.front_matter, None))
    found: dict[int, types.FoldingRange] = {}
    for start, end, kind in [
        *regions,
        *((*each.span, types.FoldingRangeKind.Comment) for each in markdown.comments),
    ]:
        first, last = _rows(seen, start, end)
        if last > first:
            found.setdefault(first, types.FoldingRange(first, last, kind=kind))
    return [found[first] for first in sorted(found)]


def _rows(seen: Seen, start: int, end: int) -> tuple[int, int]:
    """Return the first and the last line with text of a part."""
    assert seen.markdown is not None
    text = seen.markdown.text[start:end].rstrip()
    place = seen.range(start, start + len(text))
    return place.start.line, place.end.line
