"""Labels that need no colon: bold ones alone on a line, and those in the first of two cells."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span
from digestlint.text.lines import line_start

# Text follows, and no heading or rule: those begin something else.
_ENDING = (
    r"[ \t]*+(?:\\|<br[ ]?/?>)?[ \t]*+(?:\r\n?+|\n)"
    r"(?:[ \t>]*+(?:\r\n?+|\n))*+[ \t>]*+(?!#{1,6}[ \t]|[-*_]{3,}[ \t]*+[\r\n])(?=[^\s])"
)
_ALONE = (
    ("**", lazy_pattern(r"(?P<label>\*\*(?P<name>[^*\r\n]{1,80}+)\*\*)" + _ENDING)),
    ("<b>", lazy_pattern(r"(?P<label><b>(?P<name>[^<>\r\n]{1,80}+)</b>)" + _ENDING)),
    ("<strong>", lazy_pattern(r"(?P<label><strong>(?P<name>[^<>\r\n]{1,80}+)</strong>)" + _ENDING)),
)
# A full stop or a dash is as good as a colon, where text follows on the line.
_RUN_IN = (
    (".**", lazy_pattern(r"(?P<label>\*\*(?P<name>[^*\r\n]{1,60}?)\.\*\*)(?=[ \t]+[^\s])")),
    (
        "** ",
        lazy_pattern(r"(?P<label>\*\*(?P<name>[^*\r\n]{1,60}+)\*\*[ \t]+[-–—])(?=[ \t]+[^\s])"),
    ),
)
_BEFORE = lazy_pattern(r"[ \t>]*+(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]++)?\Z")
_COLUMNS = 2


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
    """Yield the bold texts that are alone on their lines, with text below, or end as labels do."""
    for sign, pattern in _ALONE + _RUN_IN:
        for match in pattern.finditer(text) if sign in text else ():
            start = line_start(text, match.start())
            before = _BEFORE.match(text, start, match.start())
            if before is not None:
                spans = Span(*match.span("label")), Span(*match.span("name"))
                yield Alone(start, *spans, before["item"] is not None)


def rows_of_two(markdown: Markdown) -> Iterator[list[Row]]:
    """Yield the tables of two columns, as the rows that have both cells, the header included."""
    tables = markdown.tables
    for table in tables:
        if tables.width(table.header) == _COLUMNS:
            rows = [table.header, *tables.rows(table)]
            cells = ((row, tables.cells(row)) for row in rows)
            yield [Row(row, *both) for row, both in cells if len(both) == _COLUMNS]
