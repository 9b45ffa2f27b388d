"""The parser's events of a text as renderers see it, for what looks at its rendering."""

from __future__ import annotations

from collections.abc import Iterator

import pyromark

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.events import OPTIONS, masked

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_UNDECODABLE = lazy_pattern("[\udc80-\udcff]")
# One byte, like what it stands for. Renderers show U+FFFD there, and find the same blocks where a
# comma is: it is neither markup nor a letter nor a control, before which a link destination ends.
_SUBSTITUTE = ","


def as_rendered(text: str) -> str:
    """Return a text of any bytes as the parser gets it; each byte of its UTF-8 has its place."""
    return masked(_UNDECODABLE.sub(_SUBSTITUTE, text))


def rendered_events(text: str) -> Iterator[tuple[Any, Any]]:
    """Yield the events of what ``as_rendered`` returned, and where they are in its bytes."""
    return iter(pyromark.events_with_range(text, options=OPTIONS, merge_text=True))


def parts(event: Any) -> tuple[str, str, Any]:
    """Return ``("Start" or "End" or "", kind, details)`` of an event."""
    if isinstance(event, str):
        return "", event, None
    ((verb, kind),) = event.items()
    if verb not in ("Start", "End"):
        return "", verb, kind
    if isinstance(kind, str):
        return verb, kind, None
    ((kind, value),) = kind.items()
    return verb, kind, value
