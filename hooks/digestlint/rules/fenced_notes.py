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
ends, or anything else outside of the notes would be rendered differently. Nor is there one where a
link reference inside is defined again below, since links would lead elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from digestlint.analysis.outcome import Outcomes
from digestlint.analysis.tags import quoting_edits, vanishing_tags
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
# What a heading does not end, and what is defined for other notes.
_OPENS = lazy_pattern(r"```|~~~|\]:|[\r\n][ ]{0,3}<")
_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def check(document: Document) -> Iterator[Finding]:
    """Report closed stray fences; ``unclosed-fence`` reports the others."""
    if document.digest is None or not document.digest.stray_fences:
        return
    fixes = _fixes(document, document.digest.stray_fences)
    if not all(map(partial(_is_plain, document), document.digest.stray_fences, fixes)):
        fixes = _harmless(document.text, fixes)
    for number, fence in enumerate(document.digest.stray_fences):
        if fence.closing is None:
            continue
        opening = document.text[slice(*fence.opening)].rstrip()
        headings = _inside(document.markdown.headings, fence)
        last_row, _ = document.lines.position(fence.closing.start)
        yield Finding(
            fence.opening.start,
            fence.opening.start + len(opening),
            f"a stray code fence swallows {counted(len(headings), 'heading')}, to line {last_row}",
            fixes[number] if number < len(fixes) else None,
        )


def _fixes(document: Document, fences: Iterable[FencedCodeBlock]) -> Sequence[Fix]:
    """The fixes of the first fences, up to one that stays: it decides what those below mean."""
    tags = vanishing_tags(document.markdown)
    text = document.markdown.text
    indented = [code.start for code in document.markdown.code if text[code.start] not in "`~"]
    taking = _taking(document)
    fixes: list[Fix] = []
    for fence in fences:
        fix = _fix(document, fence, tags, indented, taking)
        if fix is None:
            break
        fixes.append(fix)
    return fixes


def _is_plain(document: Document, fence: FencedCodeBlock, fix: Fix) -> bool:
    """Whether nothing needs to be tried out: whatever is open ends at a heading in column 0."""
    if fix.applicability is Applicability.UNSAFE or fence.closing is None:
        return False
    text = document.text
    if _OPENS.search(text, fence.opening.end, fence.closing.start):
        return False
    if document.markdown.code.at(fence.opening.start - 1):
        return False  # in a list item, it may go on to the fence, and then to the heading
    around = _next_line(text, fence.opening.end), _next_line(text, fence.closing.end)
    return all(line[:1] in ("", "#") for line in around)


def _harmless(text: str, fixes: Sequence[Fix]) -> Sequence[Fix]:
    """The first of ``fixes``, as many as leave alone what is not theirs, also where some stay."""
    outcomes = Outcomes(text)

    def hurt(number: int) -> bool:
        tried = fixes[:number]
        choices = [tried] if number < 2 else [tried, tried[::2], tried[1::2]]
        return not all(map(outcomes.keep_the_rest, choices))

    if not hurt(len(fixes)):
        return fixes
    return fixes[: bisect_left(range(1, len(fixes)), True, key=hurt)]


def _inside(parts: Sequence[_Part], fence: FencedCodeBlock) -> Sequence[_Part]:
    """Those of ``parts``, which are in order, that begin in the block."""
    first, end = (bisect_left(parts, edge, key=lambda part: part.span.start) for edge in fence.span)
    return parts[first:end]


def _fix(
    document: Document,
    fence: FencedCodeBlock,
    tags: Sequence[Span],
    indented: Sequence[int],
    taking: Sequence[int],
) -> Fix | None:
    text, markdown, closing = document.text, document.markdown, fence.closing
    if closing is None or markdown.html.at(closing.start):
        return None
    headings = _inside(markdown.headings, fence)
    stray = document.digest.stray_fences if document.digest else ()
    inner = [*_inside(markdown.fences, fence), *(b for b in _inside(stray, fence) if b != fence)]
    if any(block.closing is None or block.closing.end > closing.start for block in inner):
        return None
    if bisect_left(taking, fence.span.start) < bisect_left(taking, fence.span.end):
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
    first, following = _next_line(text, opening.end), _next_line(text, closing.end)
    return bool(_HEADING.match(first) and (not following or _HEADING.match(following)))


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
