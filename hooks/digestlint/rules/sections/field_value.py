"""The value of a field is not what the schema says it is.

## What it does
Looks at the values of fields in the digest's schema, as a reader sees them: without markup, and
with the destinations of links. It reports

- a value that is not of the field's `type`: a `date` (in any usual form, but possible), a `url`
  (a link to another site, or an address as text), an `arxiv-id`, a `doi`, or a `count`;
- a value in which the field's `value`, a pattern, is not found;
- a value, or a section, with fewer characters than its `least-length`.

Of a date and a count, the first line is looked at, of other types the first paragraph. Empty values
are for [missing-field](missing-field.md), and what a generator wrote in place of a value is for
[pipeline-error](pipeline-error.md).

## Why it matters
Scripts that read the field fail on it, and readers miss the link or the date that they look for.

## Example
With `type = "url"` for the field `Code`, this is no link:
```markdown
**Code**: on our page
```

Write where it leads:
```markdown
**Code**: [on our page](https://example.org/ferry)
```

## Fix safety
There is no fix: only the author knows the value.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint.core.finding import Finding
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Field
from digestlint.digest.schema import schema_pattern
from digestlint.document.document import Document
from digestlint.markdown import HtmlLink, RefusedLink, Span
from digestlint.rules.helpers.error_phrases import is_error
from digestlint.rules.helpers.fielded import Fielded, fielded_parts, value_of
from digestlint.rules.helpers.no_values import is_no_value
from digestlint.rules.helpers.shown_text import shown_text
from digestlint.rules.helpers.unfilled import unfilled
from digestlint.rules.helpers.value_types import TYPES, Shown
from digestlint.text.quoting import quoted
from digestlint.text.spans import SpanSet

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    L = TypeVar("L", HtmlLink, RefusedLink)

RULE = RuleInfo("SEC010", "field-value", requires="values")

_NO_DATE = Template("field-value/date", "the value of field '{label}' is not a date: {value}")
_NO_URL = Template("field-value/url", "the value of field '{label}' is not a URL: {value}")
_NO_ID = Template(
    "field-value/arxiv-id", "the value of field '{label}' is not an arXiv id: {value}"
)
_NO_DOI = Template("field-value/doi", "the value of field '{label}' is not a DOI: {value}")
_NO_COUNT = Template("field-value/count", "the value of field '{label}' is not a number: {value}")
_OTHER = Template(
    "field-value/pattern", "the value of field '{label}' does not match {pattern}: {value}"
)
_SHORT = Template(
    "field-value/short",
    "the value of field '{label}' is too short: {number} of at least {least} characters",
)
_SHORT_SECTION = Template(
    "field-value/short-section",
    "section '{heading}' is too short: {number} of at least {least} characters",
)

_WRONG_TYPE = {
    "date": _NO_DATE,
    "url": _NO_URL,
    "arxiv-id": _NO_ID,
    "doi": _NO_DOI,
    "count": _NO_COUNT,
}


def check(document: Document) -> Iterator[Finding]:
    """Report wrong and short values, and short sections."""
    templates: SpanSet | None = None
    for group in fielded_parts(document):
        if all(spec.takes_any_text for spec in group.specs.values()):
            continue
        for part in group.parts:
            for field in part.fields:
                message = None if field.spec.takes_any_text else _problem(document, field)
                if message is None:
                    continue
                templates = templates or SpanSet(unfilled(document))
                if not templates.overlaps(*field.value):
                    yield Finding(*_place(document, part, field), message)
    yield from _short_sections(document)


def _problem(document: Document, field: Field) -> Message | None:
    """Return what is wrong with a value; None where it is empty, damaged or an error message."""
    value = value_of(document, field)
    written = document.markdown.text[slice(*value)]
    if not written or is_no_value(written) or document.restoration.damaged(*value):
        return None
    spec, label = field.spec, field.spec.label
    whole = shown_text(document.markdown, value)
    shown = _shown(document, value, whole)
    if is_error(shown.line):
        return None
    quotation = quoted(shown.line or written)
    if not TYPES[spec.type](shown):
        return _WRONG_TYPE[spec.type](label=label, value=quotation)
    if spec.value is not None:
        pattern = schema_pattern(spec.value)
        if not any(map(pattern.search, (whole, shown.text, shown.line, written))):
            return _OTHER(label=label, pattern=quoted(spec.value), value=quotation)
    if len(whole) < spec.least_length:
        return _SHORT(label=label, number=len(whole), least=spec.least_length)
    return None


def _shown(document: Document, value: Span, whole: str) -> Shown:
    """Return a value, with the links of its first paragraph."""
    markdown = document.markdown
    block = markdown.block_at(value.start)
    start, end = value.start, min(value.end, block.end) if block else value.end
    destinations = [link.destination for link in markdown.links_in(start, end)]
    destinations += [link.destination for link in _inside(markdown.html_links, start, end)]
    broken = bool(_inside(markdown.refused_links, start, end))
    return Shown(whole.partition("\n\n")[0], destinations, broken)


def _inside(links: Sequence[L], start: int, end: int) -> Sequence[L]:
    """Return those of ``links``, which are in order, that begin in ``[start, end)``."""
    first, last = (
        bisect_left(links, edge, key=lambda link: link.span.start) for edge in (start, end)
    )
    return links[first:last]


def _place(document: Document, part: Fielded, field: Field) -> Span:
    """Return the first line of the value."""
    start, end = value_of(document, field)
    if not part.span.start <= start < part.span.end:
        return part.place(field)
    return Span(start, start + len(document.text[start:end].splitlines()[0].rstrip()))


def _short_sections(document: Document) -> Iterator[Finding]:
    digest = document.digest
    if digest is None or digest.schema.notes is None:
        return
    if not any(spec.least_length for spec in digest.schema.notes.sections.values()):
        return
    for note in digest.notes:
        for section in note.sections:
            least = section.spec.least_length
            number = len(shown_text(document.markdown, section.body)) if least else 0
            if 0 < number < least:
                heading = section.spec.heading
                message = _SHORT_SECTION(heading=heading, number=number, least=least)
                yield Finding(*section.label, message)
