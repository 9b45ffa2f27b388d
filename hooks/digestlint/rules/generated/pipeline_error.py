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

Where the digest's schema names the field, [missing-field](missing-field.md) reports that it is
empty. Code, headings and comments are not searched, nor are sentences that mention an error, or a
name such as `Nan`.

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
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.generated.values import (
    LONGEST,
    is_cell,
    is_column,
    is_field,
    values_at,
    values_with,
)
from digestlint.rules.helpers.error_phrases import SIGNS, is_error
from digestlint.rules.helpers.fielded import labels_of, no_values_of
from digestlint.rules.helpers.no_values import NO_VALUES
from digestlint.text.quoting import quoted
from digestlint.text.signs import signs_in

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
    severity=Severity.ERROR,
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
    papers = document.is_about_papers
    yield from _errors(document, papers=papers)
    yield from _no_values(document)
    text = document.text
    if _FEED in text:
        for match in _HEADERS.finditer(text):
            if not document.markdown.code.at(match.start()):
                yield Finding(*match.span(), _HEADER(text=quoted(match[0])))
    if papers:
        # Not for other texts.
        from digestlint.rules.generated.empty_fields import empty_fields
        from digestlint.rules.helpers.unfilled import unfilled

        for span in unfilled(document):
            if _TEMPLATES.search(str(document.path)):
                break
            yield Finding(*span, _UNFILLED(text=quoted(text[slice(*span)])))
        empty = list(empty_fields(document))
        known = labels_of(document) if empty else SpanSet(())  # to ``missing-field``
        for span in empty:
            if not known.overlaps(*span):
                yield Finding(*span, _EMPTY(label=quoted(text[slice(*span)])))


def _errors(document: Document, *, papers: bool) -> Iterator[Finding]:
    text = document.text
    for found in values_with(document, SIGNS):
        of_field = is_field(found.label)
        if not (papers or of_field):
            continue
        places = (found.span,) if of_field else (found.line, found.span)
        for place in places:
            message = _error(text[slice(*place)])
            if message is not None:
                if not _in_link(document, place):
                    yield Finding(*place, message)
                break


@lru_cache(maxsize=256)  # a program says the same of each paper
def _error(text: str) -> Message | None:
    """Return what is to be said of ``text`` if it is an error."""
    return _ERROR(text=quoted(text)) if is_error(text) else None


def _in_link(document: Document, span: Span) -> bool:
    """Whether ``span`` is the text of a link, such as the title of a paper."""
    link = document.markdown.link_at(span.start)
    return link is not None and link.kind != "bare"


def _no_values(document: Document) -> Iterator[Finding]:
    columns: dict[_Column, list[Span]] = {}
    others = []
    known: dict[tuple[int, int], _Column | None] = {}
    text = document.text
    words = [
        Span(at, at + len(word))
        for word in signs_in(text, NO_VALUES)
        for at in occurrences(text, word)
        if _WORD.match(text, at)
    ]
    if not words:
        return
    reported = no_values_of(document, sorted(at for at, _ in words))  # by ``missing-field``
    for span in words:
        if reported.at(span.start):
            continue
        if not _fills_cell(document, span):
            others.append(span.start)
        elif column := _column(document, span.start, known):
            columns.setdefault(column, []).append(span)
    for found in values_at(document, others):
        is_value = found.text in NO_VALUES and is_field(found.label)
        if is_value and not _in_front_matter(document, found.span):
            yield _no_value(found.text, found.span, found.label)
    for column, cells in columns.items():
        yield from _in_column(text, column.label, sorted(cells))


def _no_value(value: str, span: Span, label: str) -> Finding:
    return Finding(*span, _NO_VALUE(value=quoted(value), label=quoted(label)))


def _fills_cell(document: Document, word: Span) -> bool:
    """Whether a word is all there is in a cell of a table."""
    text, block = document.text, document.markdown.block_at(word.start)
    return (
        block is not None
        and text[slice(*block)].strip(" \t\r\n") == text[slice(*word)]
        and block.end - block.start <= LONGEST
        and is_cell(text, block)
    )


def _in_column(text: str, label: str, cells: Sequence[Span]) -> Iterator[Finding]:
    """Report the cells of a column, or the first of them where they are many."""
    if len(cells) > _MANY:
        value, number = quoted(text[slice(*cells[0])]), f"{len(cells):,}"
        yield Finding(*cells[0], _COLUMN(value=value, label=quoted(label), number=number))
        return
    for cell in cells:
        yield _no_value(text[slice(*cell)], cell, label)


def _in_front_matter(document: Document, span: Span) -> bool:
    """Whether ``span`` is in YAML, whose `null` is a value."""
    matter = document.markdown.front_matter
    return matter is not None and matter.start <= span.start < matter.end


def _column(
    document: Document, at: int, known: dict[tuple[int, int], _Column | None]
) -> _Column | None:
    """Return the column of the cell at ``at`` if digests have it; those seen are ``known``."""
    tables = document.markdown.tables
    table = tables.at(at)
    if table is None or at < table.header.end:
        return None
    row, _ = document.lines.position(at)
    column = tables.column(Span(*document.lines.line_span(row)), at)
    key = (table.span.start, column)
    if key not in known:
        header = tables.cell(table.header, column)
        is_known = header is not None and is_column(header.text)
        known[key] = _Column(header.span.start, header.text) if header and is_known else None
    return known[key]
