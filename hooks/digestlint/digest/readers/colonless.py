"""Labels that need no colon: bold ones alone on a line, and those in the first of two cells."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span

# Text follows, and no heading: that begins something else.
_ALONE = lazy_pattern(
    r"(?:^|(?<=[\r\n]))[ \t>]*+(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]++)?"
    r"(?P<label>\*\*(?P<stars>[^*\r\n]{1,80}+)\*\*|<(?P<tag>b|strong)>(?P<html>[^<>\r\n]{1,80}+)"
    r"</(?P=tag)>)[ \t]*+(?:\\|<br[ ]?/?>)?[ \t]*+(?:\r\n?+|\n)"
    r"(?:[ \t>]*+(?:\r\n?+|\n))*+[ \t>]*+(?!#{1,6}[ \t]|[-*_]{3,}[ \t]*+[\r\n])(?=[^\s])"
)
_SIGNS = ("**", "<b>", "<strong>")
_COLUMNS = 2
_FEWEST_ROWS = 2  # with labels: a table with a header of two words is none of labels


class Alone(NamedTuple):
    """What could be a label, alone on its line."""

    start: int  # of the line
    span: Span  # with its markup
    name: Span
    in_item: bool


class Row(NamedTuple):
    """A row of two cells, the first of which could be a label."""

    span: Span
    label: Span
    value: Span


def labels_alone(text: str) -> Iterator[Alone]:
    """Yield the bold texts that are alone on their lines, with text below, in order."""
    if not any(map(text.__contains__, _SIGNS)):
        return
    for match in _ALONE.finditer(text):
        name = "stars" if match["stars"] is not None else "html"
        span, name_span = Span(*match.span("label")), Span(*match.span(name))
        yield Alone(match.start(), span, name_span, match["item"] is not None)


def rows_of_two(markdown: Markdown) -> Iterator[list[Row]]:
    """Yield the tables of two columns, as the rows that have both cells, the header included."""
    tables = markdown.tables
    for table in tables:
        if tables.width(table.header) == _COLUMNS:
            rows = [table.header, *tables.rows(table)]
            cells = ((row, tables.cells(row)) for row in rows)
            found = [Row(row, *both) for row, both in cells if len(both) == _COLUMNS]
            if len(found) >= _FEWEST_ROWS:
                yield found
