"""Entries and notes that are items of lists in HTML: ``<li>…</li>``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, from_start_in, shown, stripped
from digestlint.markdown import HtmlTag, Markdown, Span
from digestlint.markdown.html import markup

_NAME = "li"
_LISTS = frozenset({"ul", "ol"})
_FACT = "items in HTML"


class HtmlItem(NamedTuple):
    """An item of a list in HTML."""

    span: Span  # its tags included
    content: Span
    depth: int  # 1 where it is in no other one


class Finder(parts.Finder):
    """Finds the items of the schema's depth, or all; the pattern is for all that is in one."""

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the items that begin in ``region``, in order."""
        for item in from_start_in(_items(markdown), region):
            if self.spec.level in (None, item.depth):
                content = stripped(markdown.text, item.content)
                yield Part(item.span, item.span, content, shown(markdown, content), item.content)


def _items(markdown: Markdown) -> Sequence[HtmlItem]:
    if _FACT not in markdown.facts:
        markdown.facts[_FACT] = sorted(_find(markdown))
    found: Sequence[HtmlItem] = markdown.facts[_FACT]
    return found


def _find(markdown: Markdown) -> Iterator[HtmlItem]:
    lists: list[HtmlTag | None] = []  # of each list that is open, its item that is
    for tag in markup(markdown.html_tags, markdown.html):
        name = tag.name.lower()
        if name in _LISTS:
            if not tag.closing:
                lists.append(None)
            elif lists:
                yield from _ended(lists.pop(), tag.span.start, tag.span.start, len(lists) + 1)
        elif name == _NAME and lists:
            end = tag.span.end if tag.closing else tag.span.start
            yield from _ended(lists[-1], tag.span.start, end, len(lists))
            lists[-1] = None if tag.closing else tag


def _ended(opened: HtmlTag | None, content_end: int, end: int, depth: int) -> Iterator[HtmlItem]:
    if opened is not None:
        content = Span(opened.span.end, content_end)
        yield HtmlItem(Span(opened.span.start, end), content, depth)
