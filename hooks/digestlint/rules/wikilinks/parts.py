"""Headings and blocks of a note, as Obsidian and Foam look for them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.note_parts import NoteParts, loosely

# Obsidian takes these for spaces when it compares headings.
_IGNORED = lazy_pattern(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
# These can't be written in a link to a heading.
_NOT_IN_LINKS = lazy_pattern(r"[#|^:\\\s]+|%%|\[\[|\]\]")
_SEPARATORS = lazy_pattern(r"[-_ ]+")


def leads_to(parts: NoteParts, written: str, *, is_vault: bool) -> bool:
    """Whether a note has what a link to ``#written`` leads to."""
    if (block := block_of(written)) is not None:
        return block.lower() in parts.blocks
    known = {_key(text, is_vault) for heading in parts.headings for text in heading}
    return all(_key(name, is_vault) in known for name in written.split("#") if _key(name, True))


def block_of(written: str) -> str | None:
    """Return the id of the block that ``#written`` leads to; None for a heading."""
    last = written.rpartition("#")[2].strip()
    return last[1:] if last.startswith("^") else None


def _key(text: str, is_vault: bool) -> str:
    key = _IGNORED.sub(" ", normalize("NFC", text)).strip().casefold()
    # Outside of vaults, programs look for the slug as well.
    return key if is_vault else _SEPARATORS.sub(" ", key)


def meant_heading(parts: Sequence[NoteParts], written: str) -> str | None:
    """Return the only heading that differs from ``#written`` in width and punctuation, as written.

    None if there is none, or if there are two.
    """
    wanted = loosely(written)
    like = [
        (plain, raw) for each in parts for plain, raw in each.headings if loosely(plain) == wanted
    ]
    if not wanted or len(like) != 1 or like[0][0] != like[0][1]:
        return None
    return _NOT_IN_LINKS.sub(" ", like[0][0]).strip()
