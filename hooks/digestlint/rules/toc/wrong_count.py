r"""A number in the text does not agree with what is counted.

## What it does
Looks for the numbers that the digest's schema describes in its `counts`, such as `## Agents (12)`,
and counts the entries or notes that it means: in the whole file, in the section of the line (below
the heading that it is, or that is above it), or below the heading that the line's link leads to.

What could be an entry or a note but does not fit the schema may count or not. Numbers in code, and
links that lead nowhere or to other files, are left alone.

## Why it matters
Readers see that papers are missing and do not know which: the list was cut off, or the number was
not updated.

## Example
With `counts.papers.pattern = '^(?P<count>\d+) papers'`:
```markdown
# Papers of week 12
3 papers

## Ferry

## Kelp
```

Write how many there are:
```markdown
# Papers of week 12
2 papers

## Ferry

## Kelp
```

## Fix safety
There is no fix: only the author knows whether the number is wrong or a paper is missing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import CountSpec, schema_pattern
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.local_links import local_links, named_ids
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC010", "wrong-count", requires="counts")

_FILE = Template(
    "wrong-count/file", "the number of {parts} in this file is {number}, not {written}"
)
_SECTION = Template(
    "wrong-count/section", "the number of {parts} in this section is {number}, not {written}"
)
_LINK = Template(
    "wrong-count/link",
    "the number of {parts} in the section that this line links to is {number}, not {written}",
)
_ENTRIES = Template("wrong-count/entries", "entries")
_NOTES = Template("wrong-count/notes", "notes")

_PARTS = {"entries": _ENTRIES, "notes": _NOTES}
_WITHIN = {"file": _FILE, "section": _SECTION, "link": _LINK}
_MOST_LINKS = 20  # of a line that are looked at
_SEPARATORS = str.maketrans("", "", ",，'’_ \u00a0\u202f")


def check(document: Document) -> Iterator[Finding]:
    """Report numbers that are wrong."""
    digest = document.digest
    if digest is None:
        return
    sections = _Sections(document)
    misfits = sorted(span.start for span in digest.misfits)
    reported: set[Span] = set()
    for spec in digest.schema.counts.values():
        starts = _starts(digest, spec)
        for line, place in _numbers(document, spec):
            written = document.text[slice(*place)]
            stated, where = _number(written), sections.meant(spec, line)
            if stated is None or where is None or place in reported:
                continue
            counted, others = _within(starts, where), _within(misfits, where)
            if not counted <= stated <= counted + others:
                reported.add(place)
                message = _WITHIN[spec.within](
                    parts=_PARTS[spec.of](), number=counted, written=quoted(written)
                )
                yield Finding(*place, message)


def _starts(digest: Digest, spec: CountSpec) -> list[int]:
    """Return where each of what is counted begins."""
    if spec.of == "entries":
        return sorted(entry.span.start for entry in digest.entries)
    return sorted(note.span.start for note in digest.notes)


def _within(starts: Sequence[int], where: Span) -> int:
    return bisect_left(starts, where.end) - bisect_left(starts, where.start)


def _numbers(document: Document, spec: CountSpec) -> Iterator[tuple[Span, Span]]:
    """Yield the lines with a number, and where it is; none in code or comments."""
    pattern, markdown = schema_pattern(spec.pattern), document.markdown
    lines = document.text.splitlines(keepends=True)
    for start, line in zip(accumulate(map(len, lines), initial=0), lines, strict=False):
        match = pattern.search(line.rstrip("\r\n"))
        if match is None or not match.groupdict().get("count"):
            continue
        at = start + match.start("count")
        if not (markdown.code.at(at) or markdown.html.at(at)):
            yield Span(start, start + len(line)), Span(at, start + match.end("count"))


def _number(written: str) -> int | None:
    digits = written.translate(_SEPARATORS)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


class _Sections:
    """What is below each heading of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._whole = Span(0, len(document.text))
        self._below: dict[int, Span] = {}  # by where the heading begins
        self._starts = [heading.span.start for heading in document.markdown.headings]
        self._links = local_links(document.markdown)
        ends = [len(document.text)] * 7  # where the next heading of each level begins
        for heading in reversed(document.markdown.headings):
            self._below[heading.span.start] = Span(
                heading.span.start + 1, min(ends[: heading.level + 1])
            )
            ends[heading.level] = heading.span.start

    def meant(self, spec: CountSpec, line: Span) -> Span | None:
        """Return where is counted for a number in ``line``; None where that is not known."""
        if spec.within == "file":
            return self._whole
        if spec.within == "section":
            above = self._document.markdown.heading_before(line.end - 1)
            return self._below.get(above, self._whole)
        first = bisect_left(self._links, line.start, key=lambda link: link.target.start)
        for link in self._links[first : first + _MOST_LINKS]:
            if link.target.start >= line.end:
                break
            if link.fragment and not link.path:
                return self._below.get(self._heading(link.fragment))
        return None

    def _heading(self, fragment: str) -> int:
        """Return where the heading begins that a fragment leads to, or whose anchor it names."""
        document = self._document
        for name in named_ids(document, fragment):
            for target in document.targets_by_id.get(name, ()):
                if target.heading is not None:
                    return target.heading.span.start
                return self._heading_near(target.span)
        return -1

    def _heading_near(self, anchor: Span) -> int:
        """Return where the heading begins that an anchor is in, above or below."""
        markdown = self._document.markdown
        above, i = markdown.heading_before(anchor.start), bisect_left(self._starts, anchor.end)
        if markdown.heading_at(anchor.start) is not None or i == len(self._starts):
            return above
        if markdown.prose.overlaps(anchor.end, self._starts[i]):
            return above
        heading = markdown.heading_at(above) if above >= 0 else None
        if heading and not markdown.prose.overlaps(heading.span.end, anchor.start):
            return -1  # it may be for either
        return self._starts[i]
