"""A section, a paragraph, a list or a sentence is there twice.

## What it does
Finds text that a generator wrote again:

- sections with the same text as an earlier section of the file, also a whole entry or a whole day
  of several sections, which is one finding,
- paragraphs, list items and rows of tables that are repeated within one section, and
- sentences that are repeated in one paragraph, as language models do when they get stuck.

Short texts are not compared, and neither are code and formulas. A paper that is listed twice
is reported by `duplicate-entry`.

## Why it matters
Readers read the same text again and look for the difference. Often the text that should be there is
lost: the notes of one paper are below the title of another. Its precision has not been measured on
enough files.

## Example
```markdown
## Method
The method trains a small model on the answers of a large one, and keeps only those answers that a
second model finds convincing. It needs no labels.

## Method
The method trains a small model on the answers of a large one, and keeps only those answers that a
second model finds convincing. It needs no labels.
```

Each section has a text of its own:
```markdown
## Method
The method trains a small model on the answers of a large one, and keeps only those answers that a
second model finds convincing. It needs no labels.

## Results
It is twice as fast as the best earlier method.
```

## Fix safety
There is no fix: only the author knows what should be in the second place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.papers import identities
from digestlint.document.document import Document
from digestlint.markdown import Span, SpanSet
from digestlint.rules.generated.repeated_parts import parts_of, repeated_runs, size_of
from digestlint.text.lines import line_end, line_start
from digestlint.text.quoting import quoted

RULE = RuleInfo("GEN005", "repeated-content", default=False)

_SECTION = Template(
    "repeated-content/section", "the section {heading} has the same text as the one in line {line}"
)
_SECTIONS = Template(
    "repeated-content/sections",
    "{number} sections from {heading} on are the same as those from line {line} on",
)
_PARAGRAPH = Template("repeated-content/paragraph", "the same text is in line {line}")
_PARAGRAPHS = Template(
    "repeated-content/paragraphs",
    "{number} paragraphs from here on are the same as those from line {line} on",
)
_SENTENCE = Template("repeated-content/sentence", "the sentence {sentence} is repeated")

_LEAST_PARAGRAPH = 40  # units of text (see `size_of`)
_LEAST_SENTENCE = 40
_SENTENCE_END = lazy_pattern(r"[。！？]+|(?<![.!?])[.!?]+(?=\s)")
_MARKER = lazy_pattern(r"\A(?:[-*+]|\d{1,3}[.)、])[ \t]+\Z")


class _Block(NamedTuple):
    """A block of text, and which one it is."""

    number: int
    span: Span


def check(document: Document) -> Iterator[Finding]:
    """Report what is repeated."""
    parts = parts_of(document)
    runs = list(repeated_runs(parts))
    places = SpanSet([(parts[run.first].start, parts[run.last].body.end) for run in runs])
    for run in runs:
        start, end = parts[run.first].start, parts[run.last].body.end
        if _lists_again(document, start, end):
            continue
        line = document.lines.position(parts[run.original].start)[0]
        heading, number = quoted(parts[run.first].heading), run.last - run.first + 1
        message = (
            _SECTION(heading=heading, line=line)
            if number == 1
            else _SECTIONS(number=number, heading=heading, line=line)
        )
        yield Finding(start, line_end(document.text, start), message)
    yield from _in_parts(document, [part.start for part in parts], places)


def _lists_again(document: Document, start: int, end: int) -> bool:
    """Whether a paper is there that ``duplicate-entry`` reports."""
    listed = document.markdown.facts.get(RULE.code)
    if listed is None:
        seen: set[str] = set()
        listed = []
        for paper in document.papers:
            keys = identities(paper)
            if not seen.isdisjoint(keys):
                listed.append(paper.span.start)
            seen.update(keys)
        listed.sort()
        document.markdown.facts[RULE.code] = listed
    return bisect_left(listed, start) < bisect_left(listed, end)


def _in_parts(document: Document, starts: Sequence[int], reported: SpanSet) -> Iterator[Finding]:
    """Yield what is repeated between two headings."""
    seen: dict[str, _Block] = {}
    part = -1
    run: list[tuple[_Block, _Block]] = []
    outside = -1  # the last block that is in no list
    blocks = (block for block in document.markdown.blocks if not reported.at(block.start))
    for i, span in enumerate(blocks):
        here = bisect_right(starts, span.start)
        if here != part:
            yield from _paragraphs(document, run)
            seen, part, run, outside = {}, here, [], i - 1
        row = _row_at(document.text, span.start)
        text = " ".join(document.text[slice(*(row or span))].split())
        block = _Block(i, row or span)
        original = block
        is_item = row is not None or _is_item(document.text, span.start)
        if not (
            is_item or _is_later_cell(document.text, span) or _is_nested(document.text, span.start)
        ):
            outside = i
        if size_of(text) >= _LEAST_PARAGRAPH and (row or _is_prose(document, span)):
            original = seen.setdefault(text, block)
            if original is block and row is None:
                yield from _sentences(document, span)
            elif is_item and original.number < outside:
                seen[text] = original = block  # of another list
        if original is not block:
            run.append((block, original))
        elif not _is_later_cell(document.text, span):
            yield from _paragraphs(document, run)
            run = []
    yield from _paragraphs(document, run)


def _paragraphs(document: Document, run: Sequence[tuple[_Block, _Block]]) -> Iterator[Finding]:
    """Yield the finding for paragraphs in a row: items of a list, or right below the others."""
    if not run:
        return
    (first, original), number = run[0], len(run)
    start, end = first.span
    in_list = document.text[start] == "|" or _is_item(document.text, start)
    if not in_list and original.number + number < first.number:
        return
    if _lists_again(document, start, run[-1][0].span.end):
        return
    line = document.lines.position(original.span.start)[0]
    message = _PARAGRAPH(line=line) if number == 1 else _PARAGRAPHS(number=number, line=line)
    yield Finding(start, min(end, line_end(document.text, start)), message)


def _is_item(text: str, start: int) -> bool:
    """Whether an item of a list that is in no other begins at ``start``."""
    before = text[max(0, start - 6) : start]
    return _MARKER.search(before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]) is not None


def _row_at(text: str, start: int) -> Span | None:
    """Return the row of a table whose first cell begins at ``start``."""
    if "|" not in text[max(0, start - 3) : start]:
        return None
    line = line_start(text, start)
    if text[line:start].strip() != "|":
        return None
    return Span(line, line_end(text, start))


def _is_later_cell(text: str, block: Span) -> bool:
    """Whether ``block`` is a cell, but not the first one of its row."""
    before = text[max(0, block.start - 3) : block.start].rstrip(" \t")[-1:]
    return before == "|" and _row_at(text, block.start) is None


def _is_prose(document: Document, block: Span) -> bool:
    """Whether ``block`` is a paragraph or in a list, not a heading, a formula or a cell."""
    text, markdown = document.text, document.markdown
    return (
        not _is_later_cell(text, block)
        and "$$" not in text[slice(*block)]
        and markdown.heading_at(block.start) is None
        and not _is_nested(text, block.start)
    )


def _is_nested(text: str, start: int) -> bool:
    """Whether the block is in an item of an item: authors below papers, steps of steps."""
    line = line_start(text, start)
    return text[line : line + 2].isspace() and len(text[line:start]) >= 2


def _sentences(document: Document, block: Span) -> Iterator[Finding]:
    """Yield the sentences that are repeated in a paragraph, each once."""
    text = document.text
    seen: dict[str, int] = {}
    start = block.start
    ends = [match.end() for match in _SENTENCE_END.finditer(text, *block)]
    for end in [*ends, block.end]:
        sentence = " ".join(text[start:end].split())
        if size_of(sentence) >= _LEAST_SENTENCE:
            seen[sentence] = seen.get(sentence, 0) + 1
            if seen[sentence] == 2:
                begin = start + len(text[start:end]) - len(text[start:end].lstrip())
                yield Finding(begin, end, _SENTENCE(sentence=quoted(sentence)))
        start = end
