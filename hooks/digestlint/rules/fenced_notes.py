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
There is no fix where a code block, HTML or a list item inside the notes goes on where the fence
ends, nor where there is a code block inside and more fences follow: they would change their parts.
Nor is there one where a link reference inside is defined again below, since links would lead
elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint.analysis.tags import quoting_edits, vanishing_tags
from digestlint.digest.fences import first_closing
from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.markdown import (
    FencedCodeBlock,
    Heading,
    ListItem,
    Markdown,
    ReferenceDefinition,
    Span,
    parse,
)
from digestlint.patterns import lazy_pattern
from digestlint.rule import RuleInfo
from digestlint.wording import counted

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    _Part = TypeVar("_Part", Heading, FencedCodeBlock, ListItem)


RULE = RuleInfo(
    "SEC005", "fenced-notes", fixes=(Applicability.SAFE, Applicability.UNSAFE), needs="stray fences"
)

_HEADING = lazy_pattern(r" {0,3}#{1,6}(?:[ \t]|[\r\n]|\Z)")
_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def check(document: Document) -> Iterator[Finding]:
    """Report closed stray fences; ``unclosed-fence`` reports the others."""
    if document.digest is None or not document.digest.stray_fences:
        return
    tags = vanishing_tags(document.markdown)
    text = document.markdown.text
    indented = [code.start for code in document.markdown.code if text[code.start] not in "`~"]
    taking = _taking(document)
    stays = False  # what a fence means depends on those before it
    for fence in document.digest.stray_fences:
        if fence.closing is None:
            stays = True
            continue
        opening = document.text[slice(*fence.opening)].rstrip()
        headings = _inside(document.markdown.headings, fence)
        last_row, _ = document.lines.position(fence.closing.start)
        fix = (
            None
            if stays
            else _fix(document, fence, fence.closing, headings, tags, indented, taking)
        )
        stays = fix is None
        yield Finding(
            fence.opening.start,
            fence.opening.start + len(opening),
            f"a stray code fence swallows {counted(len(headings), 'heading')}, to line {last_row}",
            fix,
        )


def _inside(parts: Sequence[_Part], fence: FencedCodeBlock) -> Sequence[_Part]:
    """Those of ``parts``, which are in order, that begin in the block."""
    first, end = (bisect_left(parts, edge, key=lambda part: part.span.start) for edge in fence.span)
    return parts[first:end]


def _fix(
    document: Document,
    fence: FencedCodeBlock,
    closing: Span,
    headings: Sequence[Heading],
    tags: Sequence[Span],
    indented: Sequence[int],
    taking: Sequence[int],
) -> Fix | None:
    text, markdown = document.text, document.markdown
    stray = document.digest.stray_fences if document.digest else ()
    inner = [*_inside(markdown.fences, fence), *(b for b in _inside(stray, fence) if b != fence)]
    if any(block.closing is None or block.closing.end > closing.start for block in inner):
        return None
    ends = (first_closing(text, fence, closing), closing)
    if any(_open_at(document, fence, inner, end) for end in ends):
        return None
    if bisect_left(taking, fence.span.start) < bisect_left(taking, fence.span.end):
        return None
    # To CommonMark a block inside closes this one, and every fence after it opens what it should
    # close: without this fence the others change their parts.
    if inner and any(block.span.start >= closing.end for block in (*markdown.fences, *stray)):
        return None
    edits = [_remove_line(text, markdown, line) for line in (fence.opening, closing)]
    safe = not fence.info.strip() and _frames_headings(markdown.text, fence.opening, closing)
    safe = safe and all(text[h.span.start :][:4].lstrip()[:1] == "#" for h in headings)
    safe = safe and not any(fence.span.start <= start < fence.span.end for start in indented)
    first, end = (bisect_left(tags, (edge,)) for edge in fence.span)
    for tag in tags[first:end]:
        quoting = quoting_edits(markdown, tag)
        safe = safe and bool(quoting)
        edits += quoting
    make = Fix.safe if safe else Fix.unsafe
    return make("Remove the fence", *sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _open_at(
    document: Document, fence: FencedCodeBlock, inner: Sequence[FencedCodeBlock], end: Span
) -> bool:
    """Whether something inside is open where the block ends, and would take in what follows."""
    markdown = document.markdown
    if markdown.html.at(end.start) or any(b.span.start < end.end < b.span.end for b in inner):
        return True
    # Only what is indented goes on with indented code, a list item or a footnote.
    following = (_next_line(text, end.end) for text in (document.text, markdown.text))
    if not any(line[:1] in (" ", "\t") for line in following):
        return False
    code = markdown.code.at(end.start)
    if code is not None and code.end > end.end:
        return True
    return bool(_inside(markdown.items, fence)) or "[^" in document.text[slice(*fence.span)]


def _taking(document: Document) -> list[int]:
    """Where definitions begin that would take the references of a later one, were they shown.

    Of two definitions with one label the first one counts (CommonMark 0.31, section 4.7).
    """
    shown = document.markdown.definitions
    if not shown:
        return []
    now = parse(document.text).definitions  # as long as the fences are there
    known = {_label(definition): definition.span.start for definition in now}
    starts = ((definition.span.start, _label(definition)) for definition in shown)
    return sorted(start for start, label in starts if known.get(label, start) != start)


def _label(definition: ReferenceDefinition) -> str:
    return " ".join(definition.label.casefold().split())


def _frames_headings(text: str, opening: Span, closing: Span) -> bool:
    """Whether a heading comes first in the block, and next after it (or nothing at all)."""
    following = _next_line(text, closing.end)
    return bool(_HEADING.match(_next_line(text, opening.end))) and (
        not following or bool(_HEADING.match(following))
    )


def _next_line(text: str, start: int) -> str:
    """The first line from ``start`` on that is not blank; empty at the end of the text."""
    return next((line[0] for line in _LINE.finditer(text, start) if line[0].strip()), "")


def _remove_line(text: str, markdown: Markdown, line: Span) -> Edit:
    """Remove a fence's line so that neither two blank lines nor one joined paragraph stay.

    In ``markdown`` all stray fences are blanked.
    """
    view = markdown.text
    start = _line_start(text, line.start)
    above_end = _without_ending(text, start)
    above = slice(_line_start(text, above_end), start)
    below = slice(line.end, _line_end(text, line.end))
    html = markdown.html.at(above_end - 1)
    if not html and (text[above] != view[above] or text[below] != view[below]):
        return Edit(start, line.end, "")  # next to another fence, which goes first or later
    previous, following = text[above], text[below]
    if not previous.strip() and not following.strip():
        if below.stop == len(text):
            start = above.start
        return Edit(start, below.stop, "")
    goes_on = not _HEADING.match(following) or html
    if previous.strip() and following.strip() and goes_on:
        # A blank line keeps the paragraphs apart, and ends HTML.
        return Edit(start, start + len(text[start : line.end].rstrip("\r\n")), "")
    return Edit(start, line.end, "")


def _line_start(text: str, offset: int) -> int:
    """The start of the line in which ``offset`` is."""
    while offset and text[offset - 1] not in "\r\n":
        offset -= 1
    return offset


def _without_ending(text: str, start: int) -> int:
    """The end of the line before the one that starts at ``start``, line ending aside."""
    if text[max(start - 2, 0) : start] == "\r\n":
        return start - 2
    return max(start - 1, 0)


def _line_end(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else len(text)
