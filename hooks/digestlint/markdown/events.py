"""Parser events, and reference definitions.

The parser is pulldown-cmark (through pyromark): CommonMark 0.31 with GitHub's extensions. It
reports byte offsets of the UTF-8 text; ``builder`` turns them into characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any

import pyromark

# An event, and where it is: ``{"start": …, "end": …}``, in bytes.
Event = tuple[Any, Any]

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")


def _options(heading_attributes: bool) -> pyromark.Options:
    if heading_attributes:
        return OPTIONS | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    return OPTIONS


def events(text: str, *, heading_attributes: bool = False) -> Iterator[Event]:
    """The parser's events in document order, made while they are asked for.

    ``text`` must be encodable as UTF-8 (no lone surrogates).
    """
    return pyromark.events_with_range(_with_line_feeds(text), options=_options(heading_attributes))


def definitions(
    text: str, *, heading_attributes: bool = False
) -> Iterator[tuple[str, str, int, int]]:
    """Yield ``(label, destination, start, end)`` of each reference definition, in characters."""
    if "]:" not in text:
        return
    text = _with_line_feeds(text)
    found = pyromark.reference_definitions(text, options=_options(heading_attributes))
    position = _positions(
        text, (value["span"][edge] for value in found.values() for edge in ("start", "end"))
    )
    for label, value in found.items():
        span = value["span"]
        yield label, value["dest"], position[span["start"]], position[span["end"]]


def _with_line_feeds(text: str) -> str:
    """``text`` with lone carriage returns, which the parser does not take for line endings."""
    return _LONE_CARRIAGE_RETURN.sub("\n", text) if "\r" in text else text


def _positions(text: str, byte_offsets: Iterable[int]) -> Mapping[int, int]:
    """The character offset for each of ``byte_offsets`` of ``text`` as UTF-8."""
    data = text.encode()
    edges = sorted(byte_offsets)
    lengths = [len(data[edge:following].decode()) for edge, following in pairwise([0, *edges])]
    return dict(zip(edges, accumulate(lengths), strict=True))
