r"""A message of the program that wrote the digest is published in place of text.

## What it does
Finds what a generator writes when it fails, where it is the whole of a value: the text after a
label (`TL;DR: …`), a line of its own in a text about papers, or a cell of a table. In English,
Chinese, Japanese, Korean, Spanish and Russian:

- errors: `Error: API quota exceeded`, `Summary generation failed`, `摘要生成失败`, `Traceback …`;
- what programs write where there is no value: `None`, `null`, `nan`, `undefined` and `N/A`, as the
  value of a field or in a column of a table that digests have, such as `Authors` or `Code` (one
  finding for a column with many);
- labels of fields without a value beside fields that have one;
- templates that were not filled in: `{{title}}`, `[Topic](URL)`, `https://github.com/your-name`,
  `arXiv: 2602.02xxx`;
- the headers of arXiv's feed: `arXiv:2505.15117v1 Announce Type: new`.

Code, headings and comments are not searched, nor are sentences that mention an error, or a name
such as `Nan`.

## Why it matters
The reader gets an error instead of the paper's summary, and the digest counts as complete.

## Example
```markdown
TL;DR: Error: API quota exceeded
```

Run the generator again, so that it says:
```markdown
TL;DR: A faster way to plan, on half the budget.
```

## Fix safety
There is no fix: the text has to be generated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.generated.empty_fields import empty_fields
from digestlint.rules.generated.error_phrases import ERROR, SIGNS
from digestlint.rules.generated.unfilled import unfilled
from digestlint.rules.generated.values import (
    Value,
    is_about_papers,
    is_column,
    is_field,
    values_at,
    values_with,
)
from digestlint.text.quoting import quoted

_NO_VALUES = ("None", "null", "NULL", "nan", "NaN", "undefined", "N/A", "n/a")
_WORD = lazy_pattern(
    r"(?<![\w-])(?:N(?:one|ULL|aN|/A)|n(?:ull|an|/a)|undefined)"
    r"(?=[ \t*_`'\")\]]{0,9}(?:[|<\r\n]|\Z))"
)
_FEED = "Announce Type: "
_MANY = 3  # cells of a column; more are one finding


class _Column(NamedTuple):
    """A column of a table."""

    start: int  # of the text of its header
    label: str


RULE = RuleInfo(
    "GEN001",
    "pipeline-error",
    prefilter=(":", "："),
)

_ERROR = Template("pipeline-error/error", "an error of the generator is published: {text}")
_NO_VALUE = Template("pipeline-error/no-value", "{value} instead of a value for {label}")
_COLUMN = Template(
    "pipeline-error/column", "{value} instead of a value for {label} in {number} rows of this table"
)
_UNFILLED = Template("pipeline-error/unfilled", "{text} of a template was not filled in")
_EMPTY = Template("pipeline-error/empty", "field {label} is empty")
_HEADER = Template("pipeline-error/feed", "a header of arXiv's feed is published: {text}")

_HEADERS = lazy_pattern(
    r"(?:arXiv:[\w./-]{5,30}[ \t]{1,3})?Announce Type: (?:new|cross|replace(?:-cross)?)\b"
)
_TEMPLATES = lazy_pattern(r"(?<![a-z])(?:template|scaffold|prompt)s?(?![a-z])|模板|模版", 2)


def check(document: Document) -> Iterator[Finding]:
    """Report what programs wrote in place of text."""
    papers = is_about_papers(document)
    yield from _errors(document, papers=papers)
    yield from _no_values(document)
    text = document.text
    if _FEED in text:
        for match in _HEADERS.finditer(text):
            if not document.markdown.code.at(match.start()):
                yield Finding(*match.span(), _HEADER(text=quoted(match[0])))
    if papers:
        if not _TEMPLATES.search(str(document.path)):
            for span in unfilled(document):
                yield Finding(*span, _UNFILLED(text=quoted(text[slice(*span)])))
        if not (document.schema and document.schema.notes and document.schema.notes.fields):
            for span in empty_fields(document):
                yield Finding(*span, _EMPTY(label=quoted(text[slice(*span)])))


def _errors(document: Document, *, papers: bool) -> Iterator[Finding]:
    text = document.text
    for found in values_with(document, SIGNS):
        if not (papers or is_field(found.label)):
            continue
        places = (found.span,) if is_field(found.label) else (found.line, found.span)
        place = next((each for each in places if ERROR.fullmatch(text, *each)), None)
        if place is None or _in_link(document, place):
            continue
        yield Finding(*place, _ERROR(text=quoted(text[slice(*place)])))


def _in_link(document: Document, span: Span) -> bool:
    """Whether ``span`` is the text of a link, such as the title of a paper."""
    link = document.markdown.link_at(span.start)
    return link is not None and link.kind != "bare"


def _no_values(document: Document) -> Iterator[Finding]:
    columns: dict[_Column, list[Value]] = {}
    if not any(word in document.text for word in _NO_VALUES):
        return
    places = (match.start() for match in _WORD.finditer(document.text))
    for found in values_at(document, places):
        if found.text not in _NO_VALUES or _in_front_matter(document, found.span):
            continue
        label = found.label if is_field(found.label) else ""
        if found.is_cell and not found.label:
            column = _column(document, found)
            if column is not None and is_column(column.label):
                columns.setdefault(column, []).append(found)
        elif label:
            yield Finding(*found.span, _NO_VALUE(value=quoted(found.text), label=quoted(label)))
    for column, cells in columns.items():
        yield from _in_column(column.label, cells)


def _in_column(label: str, cells: Sequence[Value]) -> Iterator[Finding]:
    """Report the cells of a column, or the first of them where they are many."""
    value = quoted(cells[0].text)
    if len(cells) > _MANY:
        number = f"{len(cells):,}"
        message = _COLUMN(value=value, label=quoted(label), number=number)
        yield Finding(*cells[0].span, message)
        return
    for cell in cells:
        yield Finding(*cell.span, _NO_VALUE(value=quoted(cell.text), label=quoted(label)))


def _in_front_matter(document: Document, span: Span) -> bool:
    """Whether ``span`` is in YAML, whose `null` is a value."""
    matter = document.markdown.front_matter
    return matter is not None and matter.start <= span.start < matter.end


def _column(document: Document, value: Value) -> _Column | None:
    """Return the column of a cell that has nothing but ``value``."""
    tables = document.markdown.tables
    table = tables.at(value.span.start)
    if table is None or value.span.start < table.header.end:
        return None
    row, _ = document.lines.position(value.span.start)
    line = Span(*document.lines.line_span(row))
    column = tables.column(line, value.span.start)
    cell, header = tables.cell(line, column), tables.cell(table.header, column)
    if cell is None or header is None or cell.text != value.text:
        return None
    return _Column(header.span.start, header.text)
