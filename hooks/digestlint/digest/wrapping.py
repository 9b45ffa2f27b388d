"""Wrappers: fences around a whole digest, or around the headings by which one is recognised.

A model that is asked for Markdown often answers with one code block that holds all of it, with a
line of chat before or after. No heading of such a file can be seen, so no schema would fit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.fences import (
    FENCE,
    FENCE_LINE,
    begins_line,
    mask_fences,
    mask_spans,
    names_no_code,
)
from digestlint.digest.headings import ATX_HEADING
from digestlint.digest.schema import Schema, recognises_headings, schema_pattern
from digestlint.markdown import FencedCodeBlock, Markdown, Span, front_matter_end

# In a quotation as well.
_HEADING = lazy_pattern(r"(?:^|(?<=\r))[ >]*#{1,6}[ \t]+([^\r\n]*)", re.MULTILINE)
# This many lines around a digest may be the chat that came with it.
_MOST_CHAT = 10


def find_wrappers(markdown: Markdown, schema: Schema) -> Sequence[FencedCodeBlock]:
    """Return the fences without which ``schema`` would recognise the text.

    None where it does anyway.

    Either next to nothing is outside them, or the first heading of the digest is, or they
    come first and other headings of the digest follow. A file that explains digests has examples in
    fences, and headings of its own. A schema that is chosen by what it finds in a text needs all of
    it: that is in one fence, then.
    """
    if not any(map(names_no_code, markdown.fences)):
        return ()
    if counts_in_fences(schema):
        whole = around_all(markdown)
        return [whole] if whole else ()
    if not schema.match.headings:
        return ()
    seen = [heading.text.strip() for heading in markdown.headings]
    if recognises_headings(schema, seen):
        return ()
    text = markdown.text
    whole = around_all(markdown)
    if whole is not None and recognises_headings(schema, _headings(text, whole)):
        return [whole]
    found = [
        (fence, _headings(text, fence))
        for fence in markdown.fences
        if names_no_code(fence) and begins_line(text, fence)
    ]
    if not recognises_headings(
        schema, [*seen, *(heading for _, hidden in found for heading in hidden)]
    ):
        return ()
    patterns = list(map(schema_pattern, schema.match.headings))
    missing = [pattern for pattern in patterns if not any(map(pattern.search, seen))]
    wrappers = [
        fence
        for fence, hidden in found
        if any(pattern.search(heading) for pattern in missing for heading in hidden)
    ]
    if seen and patterns[0] in missing:
        start = markdown.front_matter.end if markdown.front_matter else 0
        if len(missing) == len(patterns) or not _is_chat(text[start : wrappers[0].span.start]):
            return ()
    return wrappers if len(wrappers) > 1 else [_meant(text, wrappers[0])]


def counts_in_fences(schema: Schema) -> bool:
    """Whether ``schema`` must find enough parts, also in a text that is in a fence."""
    match = schema.match
    return schema.built_in and bool(match.least_parts or match.least_share)


def unwrapped(text: str, wrappers: Sequence[FencedCodeBlock]) -> str:
    """``text`` with the lines of ``wrappers`` masked, and front matter inside the first one."""
    if wrappers and not text[: wrappers[0].opening.start].strip():
        start = wrappers[0].opening.end
        text = mask_spans(text, [Span(start, start + front_matter_end(text[start:]))])
    return mask_fences(text, wrappers)


def around_all(markdown: Markdown) -> FencedCodeBlock | None:
    """Return the fence around all of the text, chat and front matter aside, if it has one.

    To CommonMark, an inner block whose fence is at least as long closes it.
    """
    if not markdown.fences:
        return None
    text, fence = markdown.text, markdown.fences[0]
    start = markdown.front_matter.end if markdown.front_matter else 0
    if not names_no_code(fence) or not begins_line(text, fence):
        return None
    if not _is_chat(text[start : fence.opening.start]):
        return None
    return _to_the_end(text, fence)


def _meant(text: str, fence: FencedCodeBlock) -> FencedCodeBlock:
    """``fence``, to the end of the text where CommonMark ends it with a block inside."""
    end = fence.closing.start if fence.closing else fence.span.end
    inside = FENCE_LINE.finditer(text, fence.opening.end, end)
    if fence.closing is None or not any(line[2].strip() for line in inside):
        return fence
    return _to_the_end(text, fence) or fence


def _to_the_end(text: str, fence: FencedCodeBlock) -> FencedCodeBlock | None:
    """``fence`` with all that follows it, chat aside."""
    ends = list(_possible_ends(text, fence))
    # They open and close blocks without a language inside in turn; of an odd number, one is left.
    if len(ends) % 2 == 0:
        return fence._replace(span=Span(fence.span.start, len(text)), closing=None)
    if not _is_chat(text[ends[-1].end :]):
        return None
    return fence._replace(span=Span(fence.span.start, ends[-1].end), closing=ends[-1])


def _possible_ends(text: str, fence: FencedCodeBlock) -> Iterator[Span]:
    """Yield the lines that could close ``fence``, those aside that close blocks with a language."""
    outer = FENCE.match(text, fence.span.start)
    inner = ""  # the fence of the block inside that is open
    for line in FENCE_LINE.finditer(text, fence.opening.end):
        bare = not line[2].strip()
        if inner:
            if bare and line[1].startswith(inner):
                inner = ""
        elif bare and outer and line[1].startswith(outer[0]):
            yield Span(*line.span())
        elif bare or "`" not in line[2]:
            inner = line[1]


def _is_chat(text: str) -> bool:
    """Whether ``text`` may surround an answer: a few lines, and no heading."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    return lines <= _MOST_CHAT and not ATX_HEADING.search(text)


def _headings(text: str, fence: FencedCodeBlock) -> list[str]:
    """Return what the headings say that ``fence`` hides."""
    end = fence.closing.start if fence.closing else fence.span.end
    return [match[1].strip() for match in _HEADING.finditer(text, fence.opening.end, end)]
