"""Tables by their lines: which they are, and the cells of a line when they are asked for.

Much less is kept of each than ``structure`` keeps, and the text is not parsed again: cells are
known from the first pass, as blocks of inline content. Tables of 10,000 rows are ordinary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.parsed import Markdown
from digestlint.text.lines import line_end, line_start
from digestlint.text.spans import Span

# The line below the header; what may be before the first cell of a line.
_DELIMITERS = lazy_pattern(
    r"(?:^|(?<=\r))(?P<before>[ \t>]*+)(?P<row>[|:-][|: \t-]*+)(?=[\r\n]|\Z)", re.MULTILINE
)
_DELIMITER = lazy_pattern(r":?-++:?")
_BEFORE_HEADER = lazy_pattern(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+\|?")
_BEFORE_ROW = lazy_pattern(r"[ \t>]*+\|?")
_WHITESPACE = " \t\r\n"


class TableLines(NamedTuple):
    """A table."""

    span: Span  # from the beginning of the header's line on, the last line ending included
    header: tuple[Span, ...]  # the contents of its cells
    rows: Span  # the lines below the delimiters, the last line ending included


def find_tables(markdown: Markdown) -> list[TableLines]:
    """Return the tables of ``markdown``, in order."""
    key = "tables by their lines"
    if key not in markdown.facts:
        markdown.facts[key] = list(_tables(markdown)) if "|" in markdown.text else []
    found: list[TableLines] = markdown.facts[key]
    return found


def rows_of(text: str, table: TableLines, start: int = 0) -> Iterator[Span]:
    """Yield the rows of ``table`` from ``start`` on, their line endings included."""
    at = max(table.rows.start, start)
    while at < table.rows.end:
        end = _next_line(text, at)
        yield Span(at, end)
        at = end


def cells_of(markdown: Markdown, row: Span) -> list[Span]:
    """Return the contents of the cells that ``row`` has, without outer white space."""
    found = _BEFORE_ROW.match(markdown.text, *row)
    return _cells(markdown, row, found.end() if found else row.start)


def _tables(markdown: Markdown) -> Iterator[TableLines]:
    text, end = markdown.text, 0
    for match in _DELIMITERS.finditer(text):
        table = _table(markdown, match) if match.start() >= end else None
        if table is not None:
            end = table.rows.end
            yield table


def _table(markdown: Markdown, delimiters: re.Match[str]) -> TableLines | None:
    text = markdown.text
    written = delimiters["row"].strip()
    count = _columns(written)
    before = delimiters.start()
    if not count or not before or markdown.block_at(delimiters.start("row")):
        return None
    last = before - 1 - (text[before - 2 : before] == "\r\n")
    line = Span(line_start(text, last), before)
    if "|" not in written and "|" not in text[line.start : last]:
        return None
    found = _BEFORE_HEADER.match(text, line.start, last)
    header = _cells(markdown, line, found.end() if found else line.start)
    if len(header) != count:
        return None
    start = at = _next_line(text, delimiters.end())
    quotes = delimiters["before"].count(">")
    while at < len(text):
        end = _next_line(text, at)
        found = _BEFORE_ROW.match(text, at, end)
        if not found or found[0].count(">") != quotes or not _begins(markdown, at, end, found):
            break
        at = end
    return TableLines(Span(line.start, at), tuple(header), Span(start, at))


def _columns(written: str) -> int:
    """Return how many columns a line of delimiters has; 0 if it is none."""
    cells = written.removeprefix("|").removesuffix("|").split("|")
    return len(cells) if all(_DELIMITER.fullmatch(cell.strip()) for cell in cells) else 0


def _begins(markdown: Markdown, start: int, end: int, before: re.Match[str]) -> bool:
    """Whether a cell begins after what is ``before`` it in its line: no other block does."""
    text, blocks = markdown.text, markdown.blocks
    if before.end() >= end or text[before.end()] in "\r\n":
        return False
    place = _first(markdown, Span(start, end), before.end())
    return (
        place < len(blocks)
        and blocks.starts[place] == before.end()
        and blocks.ends[place] <= line_end(text, start)  # that of a paragraph, after the line's
    )


def _first(markdown: Markdown, line: Span, at: int) -> int:
    """Return the place of the first cell of ``line`` that begins at ``at`` or after it.

    Cells that the row above lacks are empty, at the beginning of this one.
    """
    blocks = markdown.blocks
    place = bisect_left(blocks.starts, at)
    while place < len(blocks) and blocks.ends[place] == line.start:
        place += 1
    return place


def _cells(markdown: Markdown, line: Span, at: int) -> list[Span]:
    text, starts, ends = markdown.text, markdown.blocks.starts, markdown.blocks.ends
    last = line.start + len(text[line.start : line.end].rstrip("\r\n"))
    cells = []
    for place in range(_first(markdown, line, at), bisect_left(starts, last)):
        start = starts[place]
        written = text[start : min(ends[place], last)]
        begin = start + len(written) - len(written.lstrip(_WHITESPACE))
        cells.append(Span(begin, max(begin, start + len(written.rstrip(_WHITESPACE)))))
    return cells


def _next_line(text: str, at: int) -> int:
    """Return where the line after that of ``at`` begins."""
    end = line_end(text, at)
    return min(end + (2 if text[end : end + 2] == "\r\n" else 1), len(text))
