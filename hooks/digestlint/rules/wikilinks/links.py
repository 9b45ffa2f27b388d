"""Wikilinks: ``[[note]]``, ``[[note#heading|text]]``, ``![[image.png|300]]``, ``[[#^block]]``."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span

# In a cell of a table, the line between target and text is escaped.
_LINK = lazy_pattern(
    r"(?<!\\)\[\[(?!\[)(?P<target>[^\[\]|\\\r\n]{1,400})"
    r"(?:\\?\|(?P<text>[^\[\]\r\n]{0,400}))?\]\](?![(\]])"
)
# What else is in two brackets: tests of a shell, templates, URLs, footnotes, citations.
_OF_CODE = lazy_pattern(r"\A(?:-[a-z]\s|[!^@])|\$|==|&&|\{\{|\{%|<%|://|\(\(|;|\bet al\b")
# Lists of numbers, and the names that examples have.
_NO_NAME = lazy_pattern(
    r"[0-9.,:+*/^ \t-]*|\u2026|(?:wiki|internal)?[ _-]?(?:links?|target|page|note|text|name|title)"
)
_DATE = lazy_pattern(r"[0-9]{4}[-.]?[0-9]{2}(?:[-.]?[0-9]{2})?")


class Wikilink(NamedTuple):
    """A wikilink, cut into its parts."""

    target: Span  # as written, without white space at its ends
    note: str  # "" for the file itself
    part: Span | None  # the heading or block after ``#``, if there is one
    text: str  # after ``|``; "" without


def wikilinks(markdown: Markdown) -> Iterator[Wikilink]:
    """Yield the wikilinks in prose, in order."""
    for match in _LINK.finditer(markdown.text):
        if not _is_prose(markdown, *match.span()):
            continue
        written = match["target"]
        start = match.start("target")
        span = Span(start + len(written) - len(written.lstrip()), start + len(written.rstrip()))
        note, mark, part = markdown.text[slice(*span)].partition("#")
        if _is_name(note.strip()) or not (note or part.isdigit() or not part):
            place = Span(span.end - len(part), span.end) if mark and part.strip() else None
            yield Wikilink(span, note.strip(), place, (match["text"] or "").strip())


def _is_name(note: str) -> bool:
    if _DATE.fullmatch(note):
        return True
    return not (_NO_NAME.fullmatch(note.lower()) or _OF_CODE.search(note))


def _is_prose(markdown: Markdown, start: int, end: int) -> bool:
    """Whether a wikilink is in text, and not in front matter, code, math, HTML, URLs or links."""
    if markdown.front_matter is not None and start < markdown.front_matter.end:
        return False
    if not markdown.prose.at(start) or markdown.link_at(start) is not None:
        return False
    others = (markdown.code, markdown.math, markdown.html, markdown.urls)
    return not any(spans.overlaps(start, end) for spans in others)
