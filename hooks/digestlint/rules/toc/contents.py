"""A table of contents made of the headings of a document.

Each line is a list item with a link to a heading. The notes of a digest are listed without their
sections; if their headings are slugs, they are listed by the titles of the entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.core.rule import Option
from digestlint.digest.nodes import Group
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown import Heading, Span, SpanSet
from digestlint.markdown.targets import STYLES_WITH_HEADING_ATTRIBUTES
from digestlint.rules.helpers.local_links import encoded
from digestlint.rules.helpers.pairing import pair
from digestlint.rules.toc.link_text import LinkTexts
from digestlint.rules.toc.markers import find_markers

RULE_NAME = "stale-toc"  # the rule that checks tables of contents
LEVELS = (
    Option("min-level", 1, "The first level of headings that a marked table of contents lists."),
    Option("max-level", 3, "The last level of headings that a marked table of contents lists."),
)

# Python-Markdown nests a list only at four spaces.
_INDENT = {"mkdocs": "    "}


class Item(NamedTuple):
    """One line of a table of contents."""

    line: str
    readable: bool  # no character of the heading or title is lost or guessed


def table_of_contents(document: Document) -> Iterable[str]:
    """Return the lines of the table of contents of ``document``."""
    return [item.line for item in toc_items(document)]


def toc_items(document: Document) -> Sequence[Item]:
    """Return the items of the table of contents.

    They are the headings below the end marker or, without markers, all except a title at the top.
    """
    titles = _titles_of_notes(document)
    texts = LinkTexts(document.markdown)
    ids = {t.heading.span: t.id for t in document.targets if t.heading is not None}
    items = []
    above: list[int] = []  # the levels of the headings that contain the current one
    for heading in _headings(document):
        number, title = titles.get(heading.span, ("", None))
        if title is not None:
            label = texts.of(title.span, title.text)
        else:
            label = texts.of(_content(document, heading), heading.text)
        slug = ids[heading.span]
        if not label or not slug:
            continue
        while above and above[-1] >= heading.level:
            above.pop()
        indent = _INDENT.get(document.settings.anchor_style, "  ") * len(above)
        above.append(heading.level)
        line = f"{indent}- [{number}{label}](#{encoded(slug)})"
        spans = [heading.content, *([title.span] if title is not None else ())]
        known = not any(document.restoration.damaged(*span) for span in spans)
        items.append(Item(line, known and readable(line) and readable(heading.text)))
    return items


def _headings(document: Document) -> Iterator[Heading]:
    headings = document.markdown.headings
    options = document.settings.rules.get(RULE_NAME, {})
    first, last = (options.get(option.name, option.default) for option in LEVELS)
    region = find_markers(document.markdown).region
    start = region.end if region else 0
    if region is None and headings and headings[0].level == 1:
        start = headings[0].span.end
    notes = document.digest.notes if document.digest else ()
    inside_notes = SpanSet(note.body for note in notes)
    for heading in headings:
        if heading.span.start < start or not first <= heading.level <= last:
            continue
        if not inside_notes.overlaps(*heading.span):
            yield heading


def _content(document: Document, heading: Heading) -> Span:
    """Return the content of ``heading`` without an attribute list (``{#id .class}``)."""
    start, end = heading.content
    if document.settings.anchor_style in STYLES_WITH_HEADING_ATTRIBUTES:
        written = document.text[start:end]
        if written.endswith("}") and not heading.text.rstrip().endswith("}"):
            end = start + max(written.rfind("{"), 0)
    return Span(start, end)


def _titles_of_notes(document: Document) -> Mapping[Span, tuple[str, Group]]:
    """Return, by the span of a note's name, the text before its title, and the title."""
    digest = document.digest
    if digest is None or digest.schema.notes is None:
        return {}
    if digest.schema.notes.titles == "slugs":
        return {
            note.head: ("", entry.title)
            for note, entry in pair(document, digest).notes
            if entry is not None and entry.title is not None
        }
    return {
        note.head: (f"{note.number.text}. " if note.number else "", note.title)
        for note in digest.notes
        if note.title is not None
    }
