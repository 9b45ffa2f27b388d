"""A stray code fence swallows the notes on a paper.

## What it does
Finds fenced code blocks without a language (or with `markdown` as one) that have section headings
of the digest's schema inside. Generators leave them around a model's answer.

## Why it matters
The whole note shows as code: its sections are no headings, its links do not work, and lines do not
wrap. The other rules look inside such notes already, so that one run finds everything.

## Example
````markdown
### Abstract
We study agents.
```
### 🌟 论文解读 | 更快的智能体
### 📌 背景痛点/本文动机
智能体在 <think> 里花了太久。
```
````

Write the sections without the fence:
````markdown
### Abstract
We study agents.
### 🌟 论文解读 | 更快的智能体
### 📌 背景痛点/本文动机
智能体在 `<think>` 里花了太久。
````

## Fix safety
The fix removes the two fence lines, and puts words that look like tags in backticks, because the
renderer would drop them outside the code block. It is safe where the block begins with a heading
and ends where the next one begins. It is unsafe where the block is marked as `markdown`, or where
parts of the text would turn into something else: indented code, an underlined heading, a tag.
There is no fix where a code block inside the notes is not closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.markdown import FencedCodeBlock, Markdown, Span
from digestlint.rule import RuleInfo
from digestlint.tags import quoting_edits, vanishing_tags

RULE = RuleInfo("SEC005", "fenced-notes", fixes=(Applicability.SAFE, Applicability.UNSAFE))

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|[\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_INDENTED = re.compile(r" {4}|\t")


def check(document: Document) -> Iterator[Finding]:
    """Report closed stray fences; ``unclosed-fence`` reports the others."""
    if document.digest is None:
        return
    for fence in document.digest.stray_fences:
        if fence.closing is None:
            continue
        opening = document.text[slice(*fence.opening)].rstrip()
        inside = [h for h in document.markdown.headings if _within(h.span, fence)]
        last, _ = document.lines.position(fence.closing.start)
        yield Finding(
            fence.opening.start,
            fence.opening.start + len(opening),
            f"a stray code fence swallows {len(inside)} heading{'s' * (len(inside) != 1)}, "
            f"to line {last}",
            _fix(document, fence, fence.closing),
        )


def _within(span: Span, fence: FencedCodeBlock) -> bool:
    return fence.span.start <= span.start < fence.span.end


def _fix(document: Document, fence: FencedCodeBlock, closing: Span) -> Fix | None:
    markdown = document.markdown
    if any(
        _within(inner.span, fence)
        and (inner.closing is None or inner.closing.end > closing.start)
        for inner in markdown.fences
    ):
        return None
    edits = [_remove_line(document.text, fence.opening), _remove_line(document.text, closing)]
    safe = not fence.info.strip() and _frames_headings(document.text, fence.opening, closing)
    safe = safe and _stays_what_it_is(markdown, fence)
    for tag in vanishing_tags(markdown, Span(fence.opening.end, closing.start)):
        quoting = quoting_edits(markdown, tag)
        safe = safe and bool(quoting)
        edits += quoting
    make = Fix.safe if safe else Fix.unsafe
    return make("Remove the fence", *sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _frames_headings(text: str, opening: Span, closing: Span) -> bool:
    """Whether a heading comes first in the block, and next after it (or nothing at all)."""
    first = _next_content(text, opening.end)
    following = _next_content(text, closing.end)
    at_end = not text[following:].strip()
    return bool(_HEADING.match(text, first)) and (at_end or bool(_HEADING.match(text, following)))


def _next_content(text: str, start: int) -> int:
    """The start of the first line from ``start`` on that is not blank."""
    for line in _LINE.finditer(text, start):
        if line[0].strip() or line.end() == len(text):
            return line.start()
    return len(text)


def _stays_what_it_is(markdown: Markdown, fence: FencedCodeBlock) -> bool:
    """Whether the swallowed text parses without indented code and underlined headings."""
    for heading in markdown.headings:
        if _within(heading.span, fence) and markdown.text[slice(*heading.span)].lstrip()[:1] != "#":
            return False
    inner = {block.span.start for block in markdown.fences}
    for code in markdown.code:
        if _within(code, fence) and code.start not in inner and markdown.text[code.start] != "`":
            return False
    return True


def _remove_line(text: str, line: Span) -> Edit:
    """Remove a fence's line so that neither two blank lines nor one joined paragraph stay."""
    start = max(text.rfind("\n", 0, line.start), text.rfind("\r", 0, line.start)) + 1
    before = text[:start].splitlines()[-1:] if start else []
    match = _LINE.match(text, line.end)
    following = match[0] if match else ""
    blank_before = not (before and before[0].strip())
    if blank_before and following.strip() == "":
        end = line.end + len(following)
        if end == len(text) and before:
            start -= len(text[:start]) - len(text[:start].rstrip("\r\n \t"))
            start = _LINE.match(text, start).end()  # type: ignore[union-attr]
        return Edit(start, end, "")
    if not blank_before and following.strip() and not _HEADING.match(following):
        return Edit(start, start + len(text[start : line.end].rstrip("\r\n")), "")
    return Edit(start, line.end, "")
