"""Headings, links, definitions and code in one form, from our parser and from micromark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from digestlint.markdown import parse

# Per kind of part, all of them in order. A span is None where it is empty.
Parts = dict[str, list[Any]]
_WHITESPACE = " \t\r\n"
_MARKERS = _WHITESPACE + ">"  # of containers


def ours(text: str) -> Parts:
    """What ``digestlint.markdown`` finds in ``text``."""
    markdown = parse(text)
    links = [
        (
            "autolink" if link.kind == "email" else link.kind,
            link.image,
            tuple(link.span),
            _unless_empty(link.text),
            link.destination,
            _unless_empty(link.target),
        )
        for link in markdown.links
    ]
    return {
        "headings": [(h.level, h.text, _trimmed(text, h.content)) for h in markdown.headings],
        "links": sorted(links, key=repr),
        "definitions": sorted(
            ((d.destination, _unless_empty(d.target)) for d in markdown.definitions), key=repr
        ),
        "fences": [
            (
                _trimmed(text, fence.opening),
                _trimmed(text, fence.closing, _MARKERS),
                " ".join(fence.info.split()),
            )
            for fence in markdown.fences
        ],
        "code": sorted({at for span in markdown.code for at in _visible(text, span)}),
    }


def theirs(text: str, found: dict[str, Any]) -> Parts:
    """The same of ``found``, the answer of ``markdown.mjs`` to ``text``."""
    definitions: dict[str, dict[str, Any]] = {}
    for definition in found["definitions"]:
        definitions.setdefault(definition["identifier"], definition)
    links = [
        _link(link, definitions)
        for link in found["links"]
        # E-mail addresses without brackets are not links to digestlint, which checks none.
        if not (link["token"] == "literalAutolink" and link["destination"].startswith("mailto:"))
    ]
    return {
        "headings": [
            (h["level"], h["text"].replace("\r\n", "\n"), _trimmed(text, h["content"]))
            for h in found["headings"]
        ],
        "links": sorted(links, key=repr),
        "definitions": sorted(
            ((d["destination"], _unless_empty(d["target"])) for d in definitions.values()), key=repr
        ),
        "fences": [
            (
                _trimmed(text, fence["opening"]),
                _trimmed(text, fence["closing"], _MARKERS),
                " ".join(fence["info"].split()),
            )
            for fence in found["fences"]
        ],
        "code": sorted({at for span in found["code"] for at in _visible(text, span)}),
    }


def _link(link: dict[str, Any], definitions: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
    start, end = link["span"]
    url = link["destination"]
    if link["token"] == "literalAutolink":
        return "bare", False, (start, end), (start, end), url, (start, end)
    if link["token"] == "autolink":
        return "autolink", False, (start, end), (start + 1, end - 1), url, (start + 1, end - 1)
    text = _unless_empty(link["text"])
    if url is None:
        url = definitions[link["identifier"]]["destination"]
        return "reference", link["image"], (start, end), text, url, None
    return "inline", link["image"], (start, end), text, url, _unless_empty(link["target"])


def _unless_empty(span: Sequence[int] | None) -> tuple[int, ...] | None:
    return tuple(span) if span and span[0] < span[1] else None


def _trimmed(
    text: str, span: Sequence[int] | None, before: str = _WHITESPACE
) -> tuple[int, ...] | None:
    """``span`` without the characters ``before`` at its start, and blanks at its end."""
    if span is None:
        return None
    start, end = span
    shown = text[start:end].lstrip(before)
    return _unless_empty((end - len(shown), end - len(shown) + len(shown.rstrip(_WHITESPACE))))


def _visible(text: str, span: Sequence[int]) -> Iterator[int]:
    """Where a span of code holds no blanks; not the markers after its last line."""
    start, end = span
    stop = start + len(text[start:end].rstrip(_MARKERS))
    return (at for at in range(start, stop) if text[at] not in _WHITESPACE)
