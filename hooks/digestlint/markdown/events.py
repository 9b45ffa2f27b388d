"""Parser events, and reference definitions.

The parser is pulldown-cmark (through pyromark): CommonMark 0.31 with GitHub's extensions. It
reports byte offsets of the UTF-8 text; ``builder`` turns them into characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from sys import getsizeof

import pyromark

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.front_matter import front_matter_end, with_line_feeds

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    # An event, and where it is: ``{"start": …, "end": …}``, in bytes.
    Event = tuple[Any, Any]


OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_MATH
)
_LINE = lazy_pattern(r"[^\r\n]+")


def _options(heading_attributes: bool) -> pyromark.Options:
    if heading_attributes:
        return OPTIONS | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    return OPTIONS


def events(text: str, *, heading_attributes: bool = False) -> Iterator[Event]:
    """Yield the parser's events in document order.

    ``text`` must be encodable as UTF-8 (no lone surrogates).
    """
    return pyromark.events_with_range(as_parsed(text), options=_options(heading_attributes))


def definitions(
    text: str, *, heading_attributes: bool = False
) -> Iterator[tuple[str, str, int, int]]:
    """Yield ``(label, destination, start, end)`` of each reference definition, in characters."""
    if "]:" not in text:
        return
    found = pyromark.reference_definitions(as_parsed(text), options=_options(heading_attributes))
    position = positions(
        text, (value["span"][edge] for value in found.values() for edge in ("start", "end"))
    )
    for label, value in found.items():
        span = value["span"]
        yield label, value["dest"], position[span["start"]], position[span["end"]]


def as_parsed(text: str) -> str:
    """``text`` as the parser gets it: each byte of its UTF-8 stays in its place.

    It is a copy: a string keeps the UTF-8 that it was once asked for as long as it exists. Not
    where a copy is larger than the UTF-8: where most characters are ASCII, but take two bytes or
    four because of others.
    """
    changed = masked(text)
    if changed is not text or text.isascii():
        return changed
    data = text.encode()
    return text if getsizeof(text) > len(data) else data.decode()


def masked(text: str) -> str:
    """``text`` with all that the parser would take for something else, byte for byte.

    Lone carriage returns become line feeds, because the parser does not take them for line endings.
    Front matter is masked: the parser would find it anywhere in a text, even between two thematic
    breaks, and renderers only at the very beginning.
    """
    text = with_line_feeds(text)
    end = front_matter_end(text)
    if not end:
        return text
    return _LINE.sub(lambda line: " " * len(line[0].encode()), text[:end]) + text[end:]


def positions(text: str, byte_offsets: Iterable[int]) -> Mapping[int, int]:
    """Return the character offset for each of ``byte_offsets`` of ``text`` as UTF-8."""
    data = text.encode()
    edges = sorted(byte_offsets)
    lengths = [len(data[edge:following].decode()) for edge, following in pairwise([0, *edges])]
    return dict(zip(edges, accumulate(lengths), strict=True))
