"""Heading anchors (slugs) by renderer, and what a link's fragment means.

Pure functions on plain text; nothing here parses Markdown. A heading's text is what its reader
sees: markup removed, inline code kept, entities decoded, line breaks as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from digestlint.markdown.anchors.fragments import (
    candidate_ids,
    decode_fragment,
    is_special_fragment,
)

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol

    from digestlint.markdown.anchors.nearest import SlugIndex, nearest_slug, same_slug

    class _Renderer(Protocol):
        """The module of a style; ``assign`` takes ids where headings may have them."""

        def slugify(self, text: str) -> str: ...

        def assign(self, texts: Iterable[str], *ids: Sequence[str | None]) -> list[str]: ...


__all__ = [
    "STYLES",
    "SlugIndex",
    "assign_slugs",
    "candidate_ids",
    "decode_fragment",
    "is_special_fragment",
    "nearest_slug",
    "same_slug",
    "slugify",
]

STYLES: tuple[str, ...] = ("github", "gitlab", "mkdocs", "pandoc")
# Here a heading may name its own id (``# Title {#id}``).
_STYLES_WITH_IDS = ("mkdocs", "pandoc")


def slugify(text: str, style: str = "github") -> str:
    """Return the base slug of one heading's text content, before the collision rule.

    Raises:
        ValueError: if `style` is not one of `STYLES`.
    """
    return _renderer(style).slugify(text)


def assign_slugs(
    texts: Iterable[str], style: str = "github", ids: Sequence[str | None] = ()
) -> list[str]:
    """Return the slug of each heading in document order, with the renderer's collision rule.

    Args:
        texts: the headings' texts.
        style: one of `STYLES`.
        ids: for `mkdocs` and `pandoc`, the id that each heading names itself, or None; empty where
            no heading does. Such an id is returned as it is.

    Raises:
        ValueError: if `style` is not one of `STYLES`.
    """
    renderer = _renderer(style)
    return renderer.assign(texts, ids) if style in _STYLES_WITH_IDS else renderer.assign(texts)


@cache
def _renderer(style: str) -> _Renderer:
    if style not in STYLES:
        raise ValueError(f"unknown anchor style {style!r}: expected one of {', '.join(STYLES)}")
    renderer: _Renderer = import_module(f"{__name__}.{style}")
    return renderer


def __getattr__(name: str) -> object:
    # For links that lead nowhere.
    if name in ("SlugIndex", "nearest_slug", "same_slug"):
        from digestlint.markdown.anchors import nearest

        return getattr(nearest, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
