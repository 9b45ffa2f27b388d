"""Tag-like words in prose, such as `<think>`, that a renderer drops.

CommonMark (0.31, 6.6) reads any name as a tag, and GitHub's sanitizer removes those that are not
HTML elements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit
from digestlint.markdown import HtmlTag, Markdown, Span
from digestlint.rules.helpers.components import ELEMENTS, component_starts, is_component_name
from digestlint.text.lines import line_start

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    _Found = TypeVar("_Found")

# Inside these elements, other names are valid.
_FOREIGN = frozenset({"svg", "math"})
_BLANK_LINES = ("\n\n", "\n\r\n")
_MOST_TAGS = 50
_BACKTICKS = lazy_pattern(r"`+")
# A type and its parameters are one word: `Vec<String>`, `Map<Vec<T>>`, `foo<T>()`.
_TYPE_BEFORE = lazy_pattern(r"(?<![A-Za-z0-9_.:<])[A-Za-z_][A-Za-z0-9_.:<]*(?<=[A-Za-z0-9_])\Z")
_TYPE_AFTER = lazy_pattern(r"(?:\(\)|\[\]|::[A-Za-z_][A-Za-z0-9_]*)*")
_LONGEST_TYPE = 100
# The start of a block, or the underline of a heading.
_BLOCK = lazy_pattern(
    r" {0,3}(?:>|[-+*](?:[ \t]|\Z)|(?:=+|-+|[-*_](?:[ \t]*[-*_]){2,})[ \t]*\Z|#{1,6}(?:[ \t]|\Z)|"
    r"\||`{3}|~{3}|\d{1,9}[.)](?:[ \t]|\Z)|\[[^\]]*\]:|<[!?]|</?(?:pre|script|style|textarea)\b)"
    r"| {4}|\t"
)
_GOES_BEYOND = lazy_pattern(
    r"[\r\n][ \t>]{0,9}<(?:[!?]|/?(?:pre|script|style|textarea)\b)", re.IGNORECASE
)
_TAG_NAME = lazy_pattern(r"<([A-Za-z][A-Za-z0-9-]*)")
_CLOSING_TAG = lazy_pattern(r"</([A-Za-z][A-Za-z0-9-]*)>")


def vanishing_tags(markdown: Markdown, span: Span | None = None) -> list[Span]:
    """Return the tags in ``span`` (default: everywhere) that are words.

    Adjacent tags are one span. A name that has an attribute with a value somewhere in the text
    (``<Tab value="x">``) is meant as markup everywhere.
    """
    found: list[Span] = []
    for tag in _words(markdown):
        if span is not None and not (span.start <= tag.span.start and tag.span.end <= span.end):
            continue
        if found and found[-1].end == tag.span.start:
            found[-1] = Span(found[-1].start, tag.span.end)
        else:
            found.append(tag.span)
    return found


def quoting_edits(markdown: Markdown, tag: Span) -> tuple[Edit, ...]:
    """Return the edits that make ``tag`` (of ``vanishing_tags``) visible, if it is safe to do so.

    They put backticks around it and the type whose parameter it is. In an HTML block, where
    Markdown has no effect, they write its ``<`` as an entity.
    """
    text = markdown.text
    if text[tag.start - 1 : tag.start] in ("\\", "?"):  # an escape, or a group of a pattern
        return ()
    block = markdown.block_at(tag.start)
    if block is None:
        in_html = _html_block(markdown, tag)
        if not _is_made_by_words(markdown, in_html):
            if _GOES_BEYOND.search(text, tag.end, in_html.end):
                return ()  # without the tag, the HTML block would end elsewhere
            return tuple(
                Edit(i, i + 1, "&lt;") for i in range(tag.start, tag.end) if text[i] == "<"
            )
        if _hides_blocks(markdown, in_html):
            return ()
    whole = _whole_type(markdown, block, tag) if block else tag
    if whole is None:
        return ()
    tag = whole
    if text[tag.start - 1 : tag.start] == "`" or text[tag.end : tag.end + 1] == "`":
        return ()  # backticks would merge with adjacent ones
    ticks = code_delimiter(markdown, block or tag)
    return Edit(tag.start, tag.start, ticks), Edit(tag.end, tag.end, ticks)


def _whole_type(markdown: Markdown, block: Span, tag: Span) -> Span | None:
    """Return the type that ``tag`` is a parameter of, or else ``tag``.

    None if a backslash precedes the name of the type.

    Only text is added, and only if it does not touch another tag.
    """
    text = markdown.text
    name = _TAG_NAME.match(text, tag.start)
    if name is None or _of_latest(_last_ends, markdown, block).get(name[1], -1) >= tag.end:
        return tag  # a pair of tags: the text before them is a separate word
    before = markdown.prose.at(tag.start - 1) if tag.start else None
    if before is None:
        return tag
    start = max(before.start, block.start, tag.start - _LONGEST_TYPE)
    found = _TYPE_BEFORE.search(text[start : tag.start])
    if found is None:
        return tag
    start += found.start()
    if text[start - 1 : start] == "\\":  # an escape, or a command before the name
        return tag if start + 1 == tag.start and text[start] == "_" else None
    if text[start - 1 : start] == "?":  # a group of a pattern: `(?P<name>…)`
        return None
    end = tag.end
    if after := markdown.prose.at(tag.end):
        limit = min(after.end, block.end)
        for _ in range(text.count("<", start, tag.start)):
            end += text.startswith(">", end, limit)
        rest = _TYPE_AFTER.match(text, end, limit)
        end = rest.end() if rest else end
    touches = markdown.html.at(start - 1) or markdown.html.at(end)
    return (
        tag
        if touches or "`" in (text[start - 1 : start], text[end : end + 1])
        else Span(start, end)
    )


def _last_ends(markdown: Markdown, block: Span) -> Mapping[str, int]:
    """Return where the last closing tag of each name begins in ``block``."""
    return {found[1]: found.start() for found in _CLOSING_TAG.finditer(markdown.text, *block)}


def code_delimiter(markdown: Markdown, block: Span) -> str:
    """Return the shortest run of backticks that pairs with no stray one in ``block``."""
    return _of_latest(_delimiter, markdown, block)


def _of_latest(find: Callable[[Markdown, Span], _Found], markdown: Markdown, block: Span) -> _Found:
    """Return what ``find`` does; it is called once for all tags of a paragraph."""
    latest: tuple[Span, _Found] | None = markdown.facts.get(find)
    if latest is None or latest[0] != block:
        latest = markdown.facts[find] = block, find(markdown, block)
    return latest[1]


def _delimiter(markdown: Markdown, block: Span) -> str:
    runs = _BACKTICKS.finditer(markdown.text, block.start, block.end)
    stray = {match[0] for match in runs if markdown.prose.at(match.start())}
    ticks = "`"
    while ticks in stray:
        ticks += "`"
    return ticks


def _words(markdown: Markdown) -> Iterator[HtmlTag]:
    markup = {t.name.lower() for t in markdown.html_tags if any(t.attributes.values())}
    for tag in _outside_foreign(markdown.html_tags):
        name = tag.name.lower()
        if name in ELEMENTS or name in markup:
            continue
        # `<Changelog/>` is a component of a site generator (MDX, Vue).
        if not tag.name.isupper() and tag.name[0].isupper() and _closes_itself(markdown, tag):
            continue
        # A name with a dash on a line of its own is a custom element.
        if "-" in name and markdown.block_at(tag.span.start) is None:
            continue
        yield tag


def _closes_itself(markdown: Markdown, tag: HtmlTag) -> bool:
    return markdown.text.startswith("/>", tag.span.end - 2)


def _outside_foreign(tags: Iterable[HtmlTag]) -> Iterator[HtmlTag]:
    inside = ""
    for tag in tags:
        name = tag.name.lower()
        if inside:
            if tag.closing and name == inside:
                inside = ""
        elif name in _FOREIGN and not tag.closing:
            inside = name
        else:
            yield tag


def _html_block(markdown: Markdown, tag: Span) -> Span:
    """Return the HTML block that contains ``tag``.

    Text before an empty line may be another block.
    """
    text = markdown.text
    html = markdown.html.at(tag.start) or tag
    start = max(html.start, *(text.rfind(blank, html.start, tag.start) for blank in _BLANK_LINES))
    ends = (text.find(blank, tag.end, html.end) for blank in _BLANK_LINES)
    return Span(start, min((end for end in ends if end >= 0), default=html.end))


def _is_made_by_words(markdown: Markdown, block: Span) -> bool:
    """Whether only words that look like tags make ``block`` an HTML block."""
    first = bisect_left(markdown.html_tags, block.start, key=lambda t: t.span.start)
    last = bisect_left(markdown.html_tags, block.end, key=lambda t: t.span.start)
    # In a longer block, an entity is equally good.
    return last - first <= _MOST_TAGS and not any(
        t.name.lower() in ELEMENTS or _is_component(markdown, t)
        for t in markdown.html_tags[first:last]
    )


def in_component(markdown: Markdown, tag: Span) -> bool:
    """Whether the HTML block with ``tag`` begins with a component, so that its text is Markdown."""
    if markdown.block_at(tag.start) is not None:
        return False
    block = _html_block(markdown, tag)
    first = bisect_left(markdown.html_tags, block.start, key=lambda t: t.span.start)
    return _is_component(markdown, markdown.html_tags[first])


def _is_component(markdown: Markdown, tag: HtmlTag) -> bool:
    return tag.span.start in component_starts(markdown) or is_component_name(tag.name)


def _hides_blocks(markdown: Markdown, block: Span) -> bool:
    """Whether the HTML block ``block`` contains lines that would otherwise be blocks."""
    text = markdown.text
    start = block.start + len(text[block.start : block.end]) - len(text[slice(*block)].lstrip())
    before = text[line_start(text, start) : start]
    if before.strip() and text[block.end : block.end + 1].strip():
        return True  # the paragraph of a quotation or list item continues on the next line
    quotes = before.count(">")
    for line in text[start : block.end].splitlines()[1:]:
        rest = line
        for _ in range(quotes):
            rest = rest.lstrip(" \t").removeprefix(">").removeprefix(" ")
        if not quotes and not line[: len(before)].strip():
            rest = line[len(before) :]
        if _BLOCK.match(rest):
            return True
    return False
