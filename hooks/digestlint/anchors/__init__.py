"""Heading anchors (slugs) by renderer, and what a link's fragment means.

Pure functions on plain text; nothing here parses Markdown. A heading's text is what its reader
sees: markup removed, inline code kept, entities decoded, line breaks as they are.
"""

from collections.abc import Callable, Iterable, Sequence

from digestlint.anchors import github, gitlab, mkdocs, pandoc
from digestlint.anchors.fragments import candidate_ids, decode_fragment, is_special_fragment
from digestlint.anchors.nearest import SlugIndex, nearest_slug, same_slug

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

_SLUGIFIERS: dict[str, Callable[[str], str]] = {
    "github": github.slugify,
    "gitlab": gitlab.slugify,
    "mkdocs": mkdocs.slugify,
    "pandoc": pandoc.slugify,
}
_ASSIGNERS: dict[str, Callable[[Iterable[str]], list[str]]] = {
    "github": github.assign,
    "gitlab": gitlab.assign,
}
# Here a heading may name its own id (``# Title {#id}``).
_ASSIGNERS_WITH_IDS: dict[str, Callable[[Iterable[str], Sequence[str | None]], list[str]]] = {
    "mkdocs": mkdocs.assign,
    "pandoc": pandoc.assign,
}

STYLES: tuple[str, ...] = tuple(_SLUGIFIERS)


def slugify(text: str, style: str = "github") -> str:
    """Return the base slug of one heading's text content, before the collision rule.

    Raises:
        ValueError: if `style` is not one of `STYLES`.
    """
    _check(style)
    return _SLUGIFIERS[style](text)


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
    _check(style)
    if style in _ASSIGNERS_WITH_IDS:
        return _ASSIGNERS_WITH_IDS[style](texts, ids)
    return _ASSIGNERS[style](texts)


def _check(style: str) -> None:
    if style not in _SLUGIFIERS:
        raise ValueError(f"unknown anchor style {style!r}: expected one of {', '.join(STYLES)}")
