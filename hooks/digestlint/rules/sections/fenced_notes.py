"""A stray code fence swallows the notes on a paper.

## What it does
Finds fenced code blocks without a language (or with one that is not a programming language, such as
`markdown` or `text`) that contain section headings or labelled fields of the digest's schema, or
the whole digest. Generators leave such fences around a model's answer.

## Why it matters
The whole note shows as code: its sections have no headings, its links do not work, and its lines do
not wrap. The other rules look inside such notes anyway, so one run finds everything.

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
renderer would drop them outside the code block. It is safe if the block begins with a heading and
ends where the next one begins. It is unsafe if the block has a language or contains the whole
digest, or if parts of the text would turn into something else: indented code, an underlined
heading, a tag. There is no fix if a code block, HTML or a list item inside the notes continues
where the fence ends, or if anything outside the notes would be rendered differently. Nor is there
one if a link reference inside is defined again below, because links would then lead elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import FencedCodeBlock, Heading, ListItem, Span, parse
from digestlint.markdown.labels import reference_label
from digestlint.rules.helpers.outcome import Outcomes
from digestlint.rules.helpers.tags import quoting_edits, vanishing_tags
from digestlint.rules.sections.fence_lines import (
    counted_headings,
    frames_headings,
    next_line,
    remove_line,
)

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    _Part = TypeVar("_Part", Heading, FencedCodeBlock, ListItem)

RULE = RuleInfo(
    *("SEC005", "fenced-notes"),
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="stray fences",
)

_HEADINGS = Template(
    "fenced-notes/headings", "a stray code fence swallows {headings}, up to line {last}"
)
_NOTES = Template("fenced-notes/notes", "a stray code fence swallows the notes, up to line {last}")
_DIGEST = Template(
    "fenced-notes/digest", "a code fence hides {headings} of the digest, up to line {last}"
)
_UNCLOSED = Template(
    "fenced-notes/unclosed", "a code fence that is never closed hides {headings} of the digest"
)
_REMOVE = Template("fenced-notes/remove", "Remove the fence")

# What continues past a heading, and definitions that other notes use.
_OPENS = lazy_pattern(r"```|~~~|\]:|[\r\n][ ]{0,3}<")


def check(document: Document) -> Iterator[Finding]:
    """Report closed stray fences; ``unclosed-fence`` reports the others."""
    if document.digest is None or not document.digest.stray_fences:
        return
    fixes = _fixes(document, document.digest.stray_fences)
    if not all(map(partial(_is_plain, document), document.digest.stray_fences, fixes)):
        fixes = _harmless(document.text, fixes)
    for number, fence in enumerate(document.digest.stray_fences):
        if fence.closing is None and not _is_wrapper(document, fence):
            continue
        opening = document.text[slice(*fence.opening)].rstrip()
        yield Finding(
            fence.opening.start,
            fence.opening.start + len(opening),
            _message(document, fence),
            fixes[number] if number < len(fixes) else None,
        )


def _message(document: Document, fence: FencedCodeBlock) -> Message:
    number = len(_inside(document.markdown.headings, fence))
    headings = counted_headings(number)
    if fence.closing is None:  # around all of the digest
        return _UNCLOSED(headings=headings)
    last = document.lines.position(fence.closing.start)[0]
    if _is_wrapper(document, fence):
        return _DIGEST(headings=headings, last=last)
    # Notes with fields have no headings.
    return _HEADINGS(headings=headings, last=last) if number else _NOTES(last=last)


def _fixes(document: Document, fences: Iterable[FencedCodeBlock]) -> Sequence[Fix]:
    """Return the fixes of the first fences, up to one that has no fix.

    That one decides what the fences below it mean.
    """
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
    """Whether a trial is unnecessary: whatever is open ends at a heading in column 0."""
    if fix.applicability is Applicability.UNSAFE or fence.closing is None:
        return False
    text = document.text
    if _OPENS.search(text, fence.opening.end, fence.closing.start):
        return False
    if document.markdown.code.at(fence.opening.start - 1):
        return False  # in a list item, it may continue up to the fence, and then to the heading
    around = next_line(text, fence.opening.end), next_line(text, fence.closing.end)
    return all(line[:1] in ("", "#") for line in around)


def _harmless(text: str, fixes: Sequence[Fix]) -> Sequence[Fix]:
    """Return as many of the first ``fixes`` as change nothing outside their own notes.

    That holds even if only some of them are applied.
    """
    outcomes = Outcomes(text)

    def hurt(number: int) -> bool:
        tried = fixes[:number]
        choices = [tried] if number < 2 else [tried, tried[::2], tried[1::2]]
        return not all(map(outcomes.keep_the_rest, choices))

    if not hurt(len(fixes)):
        return fixes
    return fixes[: bisect_left(range(1, len(fixes)), True, key=hurt)]


def _inside(parts: Sequence[_Part], fence: FencedCodeBlock) -> Sequence[_Part]:
    """Return those of ``parts``, which are in order, that begin in the block."""
    first, end = (bisect_left(parts, edge, key=lambda part: part.span.start) for edge in fence.span)
    return parts[first:end]


def _fix(
    document: Document,
    fence: FencedCodeBlock,
    tags: Sequence[Span],
    indented: Sequence[int],
    taking: Sequence[int],
) -> Fix | None:
    if not _is_clear(document, fence):
        return None
    if bisect_left(taking, fence.span.start) < bisect_left(taking, fence.span.end):
        return None
    text, markdown = document.text, document.markdown
    lines = (fence.opening, fence.closing) if fence.closing else (fence.opening,)
    edits = [remove_line(text, markdown, line) for line in lines]
    edits += _kept_blocks(document, fence)
    headings = _inside(markdown.headings, fence)
    safe = not _is_wrapped(document, fence) and frames_headings(markdown.text, fence)
    safe = safe and all(text[h.span.start : h.span.start + 4].lstrip()[:1] == "#" for h in headings)
    first, end = (bisect_left(indented, edge) for edge in fence.span)
    safe = safe and first == end
    first, end = (bisect_left(tags, (edge,)) for edge in fence.span)
    for tag in tags[first:end]:
        quoting = quoting_edits(markdown, tag)
        safe = safe and bool(quoting)
        edits += quoting
    make = Fix.safe if safe else Fix.unsafe
    return make(_REMOVE(), *sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _is_wrapper(document: Document, fence: FencedCodeBlock) -> bool:
    return document.digest is not None and document.digest.wraps(fence)


def _is_wrapped(document: Document, fence: FencedCodeBlock) -> bool:
    """Whether the block is a wrapper, or begins in one that decides how it shows."""
    return document.digest is not None and document.digest.wrapped.at(fence.span.start) is not None


def _kept_blocks(document: Document, fence: FencedCodeBlock) -> Iterator[Edit]:
    """Yield edits that keep blocks whose fences have opened and closed the wrapper so far."""
    if not _is_wrapper(document, fence):
        return
    for block in _inside(document.markdown.fences, fence):
        if not block.info.strip() and block.closing is not None:
            shown = document.text[block.span.start : block.closing.end].rstrip()
            yield Edit(block.span.start, block.span.start + len(shown), shown)


def _is_clear(document: Document, fence: FencedCodeBlock) -> bool:
    """Whether nothing that begins in the block continues past its end."""
    if fence.closing is None:
        return _is_wrapper(document, fence)  # all of the text
    closing, markdown = fence.closing, document.markdown
    if markdown.html.at(closing.start):
        return False
    stray = document.digest.stray_fences if document.digest else ()
    inner = [*_inside(markdown.fences, fence), *(b for b in _inside(stray, fence) if b != fence)]
    return all(block.closing and block.closing.end <= closing.start for block in inner)


def _taking(document: Document) -> list[int]:
    """Return where definitions begin that would replace a later one if the fences were removed.

    Of two definitions with the same label the first one counts (CommonMark 0.31, section 4.7).
    """
    shown = document.markdown.definitions
    if not shown:
        return []
    # As long as the fences are there.
    now = parse(document.text, budget=document.markdown.budget).definitions
    known = {reference_label(definition.label): definition.span.start for definition in now}
    starts = ((definition.span.start, reference_label(definition.label)) for definition in shown)
    return sorted(start for start, label in starts if known.get(label, start) != start)
