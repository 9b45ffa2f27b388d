"""Tags, ids, links and comments in raw HTML.

Tag syntax follows CommonMark 0.31, section 6.6 (raw HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from sys import intern

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.nodes import Comment, HtmlId, HtmlLink, HtmlTag
from digestlint.text.lines import LINE_ENDING, line_start
from digestlint.text.spans import Span, SpanSet

_COMMENT = lazy_pattern(r"<!--(?:>|->|(.*?)(?:-->|\Z))", re.DOTALL)
# Wider than CommonMark's inline HTML: in a block, a browser reads all of these.
_TAG = lazy_pattern(
    r"""<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)
    (?P<attributes>
        (?:(?:[\s/]+|(?<=["']))[^\s"'<>/=]+(?:\s*=\s*(?:[^\s"'<>]+|'[^']*'|"[^"]*"))?)*
    )
    [\s/]*>""",
    re.VERBOSE,
)
_ATTRIBUTE = lazy_pattern(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")

# Where an element names what a reader follows or sees.
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
_SEVERAL = lazy_pattern(r"[\s,]")  # images, or one and its width
_LINKS = frozenset({"a", "area"})  # the others are shown
# The content of these is not markup (CommonMark 0.31, 4.6, the first kind of HTML block).
_RAW_TEXT = frozenset({"script", "style", "textarea"})
_MARKERS = lazy_pattern(r"(?<=[\r\n])(?:[ \t]*>)+")
_WHITESPACE = " \t\r\n\f"

# Of most tags: one for all.
_NONE: Mapping[str, str] = {}


def scan(text: str, spans: Iterable[Span]) -> Iterator[HtmlTag | Comment]:
    """Yield tags and comments inside the raw-HTML ``spans`` of ``text``, in order."""
    for span in spans:
        position = span.start
        for match in _COMMENT.finditer(text, span.start, span.end):
            yield from _tags(text, position, match.start())
            yield Comment(Span(*match.span()), (match[1] or "").strip())
            position = match.end()
        yield from _tags(text, position, span.end)


def _tags(text: str, start: int, end: int) -> Iterator[HtmlTag]:
    offset, piece = 0, text
    if (quoted := _quoted(text, start, end)) is not None:
        offset, piece = start, quoted
    for match in _TAG.finditer(piece, start - offset, end - offset):
        written = match["attributes"]
        attributes = _attributes(written) if written else _NONE
        name = intern(match["name"])
        span = Span(match.start() + offset, match.end() + offset)
        yield HtmlTag(span, name, bool(match["closing"]), attributes)


def _quoted(text: str, start: int, end: int) -> str | None:
    """``text[start:end]`` with spaces for markers of block quotes; None where there are none."""
    if not LINE_ENDING.search(text, start, end):
        return None
    if ">" not in text[line_start(text, start) : start]:
        return None
    return _MARKERS.sub(lambda found: " " * len(found[0]), text[start:end])


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), _unescaped(double or single or bare or ""))
    return found


def markup(tags: Iterable[HtmlTag], html: SpanSet) -> Iterator[HtmlTag]:
    """Those of ``tags`` that are markup to a browser, not the text of a script or a style sheet.

    ``html``: the spans of raw HTML.
    """
    raw_end = 0  # of a block in which no tag counts
    raw = ""
    for tag in tags:
        name = tag.name.lower()
        if tag.span.start < raw_end:
            if not tag.closing or name != raw:
                continue
            raw_end = 0
        elif name in _RAW_TEXT and not tag.closing:
            block = html.at(tag.span.start)
            raw, raw_end = name, block.end if block else 0
        yield tag


def links(text: str, tags: Iterable[HtmlTag]) -> Iterator[HtmlLink]:
    """Yield the links and images that ``tags`` make, each with the place of its address."""
    for tag in tags:
        name = tag.name.lower()
        if not tag.closing:
            for attribute in _ADDRESSES.get(name, ()):
                value = tag.attributes.get(attribute)
                if value is not None and not (attribute == "srcset" and _SEVERAL.search(value)):
                    target = value_of(text, tag.span, attribute)
                    destination = value.strip(_WHITESPACE)
                    yield HtmlLink(tag.span, destination, target, name not in _LINKS)


def value_of(text: str, tag: Span, attribute: str) -> Span:
    """Where the value of ``attribute`` is in ``tag``, without quotes and outer white space."""
    quoted = _quoted(text, tag.start, tag.end)
    offset, text = (0, text) if quoted is None else (tag.start, quoted)
    for match in _ATTRIBUTE.finditer(text, tag.start + 1 - offset, tag.end - offset):
        if match[1].lower() != attribute:
            continue
        group = next((i for i in (2, 3, 4) if match[i] is not None), None)
        start, end = (match.end(), match.end()) if group is None else match.span(group)
        while start < end and text[start] in _WHITESPACE:
            start += 1
        while start < end and text[end - 1] in _WHITESPACE:
            end -= 1
        return Span(start + offset, end + offset)
    return Span(tag.end - 1, tag.end - 1)  # the tag has it


def ids(tags: Iterable[HtmlTag]) -> Iterator[HtmlId]:
    """Yield the link targets that ``tags`` make: any ``id``, and ``name`` on ``<a>``."""
    for tag in tags:
        if tag.closing:
            continue
        names = [tag.attributes.get("id")]
        if tag.name.lower() == "a":
            names.append(tag.attributes.get("name"))
        yield from (HtmlId(tag.span, name) for name in dict.fromkeys(names) if name)


def _unescaped(value: str) -> str:
    if "&" not in value:
        return value
    from html import unescape  # its table of entities takes a while to load

    return unescape(value)
