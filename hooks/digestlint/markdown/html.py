"""Tags, ids and comments in raw HTML.

Tag syntax follows CommonMark 0.31, section 6.6 (raw HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from sys import intern

from digestlint.markdown.model import Comment, HtmlId, HtmlTag
from digestlint.markdown.spans import Span
from digestlint.patterns import lazy_pattern

_COMMENT = lazy_pattern(r"<!--(?:>|->|(.*?)(?:-->|\Z))", re.DOTALL)
_TAG = lazy_pattern(
    r"""<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)
    (?P<attributes>(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*)
    \s*/?>""",
    re.VERBOSE,
)
_ATTRIBUTE = lazy_pattern(
    r"""([A-Za-z_:][\w.:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
)

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
    for match in _TAG.finditer(text, start, end):
        written = match["attributes"]
        attributes = _attributes(written) if written else _NONE
        name = intern(match["name"])
        yield HtmlTag(Span(*match.span()), name, bool(match["closing"]), attributes)


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): _unescaped(double or single or bare or "")
        for name, double, single, bare in _ATTRIBUTE.findall(written)
    }


def ids(tags: list[HtmlTag]) -> Iterator[HtmlId]:
    """The link targets that ``tags`` make: any ``id``, and ``name`` on ``<a>``."""
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
