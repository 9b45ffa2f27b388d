"""Parser events with character offsets.

The parser is pulldown-cmark (through pyromark): CommonMark 0.31 with GitHub's extensions. It
reports byte offsets of the UTF-8 text; the rest of digestlint counts characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyromark

Event = tuple[Any, int, int]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)


def _options(heading_attributes: bool) -> pyromark.Options:
    if heading_attributes:
        return _OPTIONS | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    return _OPTIONS


def events(text: str, *, heading_attributes: bool = False) -> Iterator[Event]:
    """Yield ``(event, start, end)`` in document order; offsets in characters.

    ``text`` must be encodable as UTF-8 (no lone surrogates).
    """
    text = _with_line_feeds(text)
    raw = pyromark.events_with_range(text, options=_options(heading_attributes))
    if text.isascii():
        for event, where in raw:
            yield event, where["start"], where["end"]
        return
    listed = list(raw)
    position = _character_offsets(
        text, {offset for _, where in listed for offset in (where["start"], where["end"])}
    )
    for event, where in listed:
        yield event, position[where["start"]], position[where["end"]]


def definitions(
    text: str, *, heading_attributes: bool = False
) -> Iterator[tuple[str, str, int, int]]:
    """Yield ``(label, destination, start, end)`` of each reference definition."""
    text = _with_line_feeds(text)
    found = pyromark.reference_definitions(text, options=_options(heading_attributes))
    position = _character_offsets(
        text,
        {value["span"][edge] for value in found.values() for edge in ("start", "end")},
    )
    for label, value in found.items():
        span = value["span"]
        yield label, value["dest"], position[span["start"]], position[span["end"]]


def _with_line_feeds(text: str) -> str:
    """``text`` with lone carriage returns, which the parser does not take for line endings."""
    return re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text


def _character_offsets(text: str, byte_offsets: set[int]) -> dict[int, int]:
    """Map byte offsets of ``text`` as UTF-8 to character offsets, in one pass."""
    if text.isascii():
        return {offset: offset for offset in byte_offsets}
    data = text.encode()
    mapping: dict[int, int] = {}
    previous = characters = 0
    for offset in sorted(byte_offsets):
        characters += len(data[previous:offset].decode())
        mapping[offset] = characters
        previous = offset
    return mapping
