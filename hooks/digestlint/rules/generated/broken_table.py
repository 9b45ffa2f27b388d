"""A row of a table is split over two lines, or has the wrong number of cells.

## What it does
Finds, in Markdown tables:

- rows that a line break inside a cell splits in two (`| A long` and `title | 2025 |`),
- rows with more cells than the header, of which GitHub drops the last; a `|` in a title, in code or
  in math that has no backslash before it makes such a cell,
- rows that end before their last cell, without the `|` that the others end with, and
- headers with more or fewer cells than the delimiter row (`|---|---|`) below them, which make the
  table plain text.

Rows that end early but properly (`| a |`) are complete for Markdown and are not reported, and
neither are extra cells that are empty.

## Why it matters
Readers see half a title in a row of its own, or don't see the last cells at all.

## Example
```markdown
| Title | Authors |
|-------|---------|
| Breakwater: Guarding
  Agents | A. Author |
```

Write a row in one line:
```markdown
| Title | Authors |
|-------|---------|
| Breakwater: Guarding Agents | A. Author |
```

## Fix safety
The fix joins the lines of a row if it then has as many cells as the header, and writes a backslash
before each `|` in link text, code or math if that leaves as many. Both are safe. Changing the
delimiter row is unsafe. Nothing else is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.generated.table_lines import (
    Delimiter,
    Row,
    delimiters,
    is_complete,
    may_be_broken,
    row_at,
)
from digestlint.text.spans import SpanList

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.markdown.tables import Table

RULE = RuleInfo(
    "GEN006",
    "broken-table",
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    prefilter=("-|", "- |", ":|", ": |", "|-", "| -", "|:"),
)

_SPLIT = Template("broken-table/split", "a line break splits this row of the table")
_JOIN = Template("broken-table/join", "Join the lines of the row")
_DROPPED = Template(
    "broken-table/dropped",
    "the row has {cells} cells and the header {width}, so this is not shown on GitHub",
)
_ESCAPE = Template("broken-table/escape", "Write '\\|' where it is part of the text")
_CUT_OFF = Template(
    "broken-table/cut-off",
    "the row ends early: it has {cells} of {width} cells and no '|' at its end",
)
_NO_TABLE = Template(
    "broken-table/no-table",
    "the header has {width} cells and the delimiter row {cells}, so this is not a table",
)
_MATCH = Template("broken-table/match", "Give the delimiter row as many cells")

_MOST_LINES = 5  # of a row
# Where a pipe is part of the text: code, the text of a link, math that is written as such.
_GROUP = lazy_pattern(
    r"(?<!`)`[^`\r\n]+`(?!`)"
    r"|\[[^\[\]\r\n]+\]\([^()\s|]+\)"
    r"|(?<![\\$])\$(?P<math>[^$\r\n]+)\$(?![\d$])"
)
_OF_MATH = frozenset("\\_^={(")
_PIPE = lazy_pattern(r"(?<!\\)\|")
_LETTERS = lazy_pattern(r"[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def check(document: Document) -> Iterator[Finding]:
    """Report rows that do not fit their table."""
    if not may_be_broken(document.text):
        return
    tables = document.markdown.tables
    for table in tables:
        yield from _in_table(document, table)
    for delimiter in delimiters(document.text):
        if tables.at(delimiter.row.start) is None:
            yield from _no_table(document, delimiter)


def _in_table(document: Document, table: Table) -> Iterator[Finding]:
    tables = document.markdown.tables
    width = tables.width(table.header)
    text = document.text
    header = row_at(text, table.header)
    rows = SpanList(tables.rows(table))  # a long table may have a million
    framed = header.opened and header.closed
    i = 0
    while i < len(rows):
        if is_complete(text, rows[i], width):
            i += 1
            continue
        lines = [row_at(text, rows[i])]
        row = lines[0]
        if row.cells > width:
            yield from _too_many(document, row, width)
        elif framed and row.opened and not row.closed:
            following = (row_at(text, rows[j]) for j in range(i + 1, len(rows)))
            lines += _more_lines(islice(following, _MOST_LINES - 1))
            if len(lines) > 1:
                yield _split(document, lines, width)
            elif row.cells < width:
                yield Finding(row.start, row.end, _CUT_OFF(cells=row.cells, width=width))
        i += len(lines)


def _more_lines(following: Iterable[Row]) -> Sequence[Row]:
    """Return the lines that a row which ends early goes on in; none if no line ends it."""
    lines = []
    for row in following:
        if row.opened:
            break
        lines.append(row)
        if row.closed:
            return lines
    return ()


def _split(document: Document, lines: Sequence[Row], width: int) -> Finding:
    text = document.text
    fix = None
    if sum(line.cells - 1 for line in lines) == width - 1:
        edits = []
        for line, following in pairwise(lines):
            beside = _LETTERS.match(text, line.end - 1) and _LETTERS.match(text, following.start)
            edits.append(Edit(line.end, following.start, "" if beside else " "))
        fix = Fix.safe(_JOIN(), *edits)
    return Finding(lines[0].start, lines[-1].end, _SPLIT(), fix)


def _too_many(document: Document, row: Row, width: int) -> Iterator[Finding]:
    text = document.text
    start = row.pipes[width - 1]
    if not text[start : row.end].strip(" \t|"):
        return
    inside = [
        pipe.start()
        for group in _GROUP.finditer(text, row.start, row.end)
        if group["math"] is None or _is_math(group["math"])
        for pipe in _PIPE.finditer(text, *group.span())
    ]
    fix = None
    if len(inside) == row.cells - width:
        fix = Fix.safe(_ESCAPE(), *(Edit(at, at, "\\") for at in inside))
        start = min(inside[0], start)
    yield Finding(start, row.end, _DROPPED(cells=row.cells, width=width), fix)


def _no_table(document: Document, delimiter: Delimiter) -> Iterator[Finding]:
    header, row = delimiter.header, delimiter.row
    block = document.markdown.block_at(header.start)
    if block is None or row.end > block.end or document.markdown.prose.at(row.start) is None:
        return
    width, cells = header.cells, row.cells
    fix = None
    if delimiter.following == width and header.closed and row.closed:
        written = "|" + "---|" * width
        fix = Fix.unsafe(_MATCH(), Edit(row.start, row.end, written))
    yield Finding(header.start, row.end, _NO_TABLE(width=width, cells=cells), fix)


def _is_math(text: str) -> bool:
    """Whether the text between two dollar signs is clearly a formula."""
    if text[0].isspace() or text[-1].isspace() or text[-1] == "\\":
        return False
    is_absolute = text[0] == text[-1] == "|" and text.count("|") == 2 and len(text) > 2
    return is_absolute or not _OF_MATH.isdisjoint(text)
