"""The sections of a note are not in the order of the schema, or one occurs twice.

## What it does
Compares the order of the sections below each paper with that of the schema, and reports as few
sections as possible: those that would have to move. A section that occurs twice is reported as
well. With `ordered = false` in the schema, any order is right; `order = […]` sets another one.

## Why it matters
Readers who compare papers expect the same part in the same place.

## Example
```markdown
### Abstract
We study agents.

### 💬 可借鉴之处
奖励设计值得借鉴。

### 📈 实验结果
速度提升两倍。
```

The takeaways come last; write instead:
```markdown
### Abstract
We study agents.

### 📈 实验结果
速度提升两倍。

### 💬 可借鉴之处
奖励设计值得借鉴。
```

## Fix safety
The fix is unsafe: it moves the section with its whole text, and phrases such as "as said above" may
then be wrong. There is no fix for a section that occurs twice, nor if a section has the wrong
heading level or there is a heading that is not in the schema between sections.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note, Section
from digestlint.document.document import Document
from digestlint.markdown import Span

RULE = RuleInfo("SEC003", "section-order", fixes=(Applicability.UNSAFE,), requires="notes")

_REPEATED = Template("section-order/repeated", "these notes already have a section '{heading}'")
_BEFORE = Template(
    "section-order/before", "section '{heading}' is out of order; it belongs before '{following}'"
)
_LAST = Template("section-order/last", "section '{heading}' is out of order; it belongs at the end")
_MOVE_BEFORE = Template("section-order/move-before", "Move '{heading}' before '{following}'")
_MOVE_LAST = Template("section-order/move-last", "Move '{heading}' to the end")

_HEADING_LINE = lazy_pattern(r"(?:\A|[\r\n])#")


def check(document: Document) -> Iterator[Finding]:
    """Report the sections that must move to put all in order."""
    schema = document.schema
    if document.digest is None or schema is None or schema.notes is None:
        return
    rank = {name: i for i, name in enumerate(schema.notes.sequence)}
    for note in document.digest.notes:
        yield from _repeated(note)
        firsts = list({section.name: section for section in reversed(note.sections)}.values())[::-1]
        sections = [section for section in firsts if section.name in rank]
        staying = _longest_rise([rank[section.name] for section in sections])
        for i, section in enumerate(sections):
            if i not in staying:
                later = [s for s in sections if rank[s.name] > rank[section.name]]
                before = next((s for s in later if sections.index(s) in staying), None)
                yield _finding(document, section, before, note)


def _repeated(note: Note) -> Iterator[Finding]:
    seen = set()
    for section in note.sections:
        if section.name in seen and section.spec.repeated == "reported":
            yield Finding(*section.label, _REPEATED(heading=section.spec.heading))
        seen.add(section.name)


def _finding(document: Document, section: Section, before: Section | None, note: Note) -> Finding:
    heading = section.spec.heading
    if before is None:
        message, does = _LAST(heading=heading), _MOVE_LAST(heading=heading)
    else:
        following = before.spec.heading
        message = _BEFORE(heading=heading, following=following)
        does = _MOVE_BEFORE(heading=heading, following=following)
    fix = None
    if _movable(document, note):
        edits = _move(document.text, note.sections, section, before)
        fix = Fix.unsafe(does, *edits)
    return Finding(*section.label, message, fix)


def _movable(document: Document, note: Note) -> bool:
    """Whether the sections follow each other directly, and each occurs once."""
    spans = [_whole(section) for section in note.sections]
    stretch = Span(spans[0].start, spans[-1].end) if spans else note.span
    return (
        len({section.name for section in note.sections}) == len(note.sections)
        and len({section.level for section in note.sections}) == 1
        and all(a.end == b.start for a, b in pairwise(spans))
        # Not indented, in a block quote or in a list, nor followed by a heading that is. An
        # underlined heading would absorb the line before it.
        and all(
            edge == len(document.text) or _HEADING_LINE.match(document.text, max(0, edge - 1))
            for edge in (stretch.end, *(span.start for span in spans))
        )
        # What is put after a section must not become part of a block that continues.
        and not any(
            document.markdown.html.at(_content_end(document.text, section) - 1)
            for section in note.sections
        )
        and not any(
            fence.closing is None and stretch.start <= fence.span.start < stretch.end
            for fence in document.markdown.fences
        )
        # A fence around them or in between is removed first.
        and document.text[slice(*note.span)] == document.markdown.text[slice(*note.span)]
    )


def _move(
    text: str, sections: Sequence[Section], moved: Section, before: Section | None
) -> tuple[Edit, Edit]:
    """Cut ``moved`` out and insert it before ``before``; blank lines between sections stay."""
    at = sections.index(moved)
    if before is not None and sections.index(before) < at:
        previous_end = _content_end(text, sections[at - 1])
        gap = text[previous_end : moved.head.start]
        end = _content_end(text, moved)
        target = before.head.start
        content = text[moved.head.start : end] + gap
        return Edit(target, target, content), Edit(previous_end, end, "")
    last = sections[sections.index(before) - 1] if before else sections[-1]
    target = _content_end(text, last)
    end = _content_end(text, moved)
    following = sections[at + 1].head.start
    content = text[end:following] + text[moved.head.start : end]
    return Edit(moved.head.start, following, ""), Edit(target, target, content)


def _whole(section: Section) -> Span:
    return Span(section.head.start, section.body.end)


def _content_end(text: str, section: Section) -> int:
    start, end = _whole(section)
    return start + len(text[start:end].rstrip())


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Return the indices of a longest increasing subsequence (patience sorting, Fredman 1975)."""
    tails: list[int] = []  # ranks that end the best subsequence of each length
    ends: list[int] = []  # and their indices
    previous: list[int | None] = []
    for i, rank in enumerate(ranks):
        length = bisect_left(tails, rank)
        previous.append(ends[length - 1] if length else None)
        tails[length:] = [rank, *tails[length + 1 :]]
        ends[length:] = [i, *ends[length + 1 :]]
    chosen = set()
    current = ends[-1] if ends else None
    while current is not None:
        chosen.add(current)
        current = previous[current]
    return chosen
