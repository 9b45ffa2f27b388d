"""Headings and blocks of a note, as Obsidian and Foam look for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from unicodedata import normalize

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.note_parts import NoteParts, loosely

# Obsidian takes these for spaces when it compares headings.
_IGNORED = lazy_pattern(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
# These can't be written in a link to a heading.
_NOT_IN_LINKS = lazy_pattern(r"[#|^:\\\s]+|%%|\[\[|\]\]")
_SEPARATORS = lazy_pattern(r"[-_ ]+")


class Parts:
    """The headings and blocks of one note, ready for many look-ups."""

    def __init__(self, parts: NoteParts, *, is_vault: bool) -> None:
        self._parts = parts
        self._is_vault = is_vault

    @cached_property
    def _blocks(self) -> frozenset[str]:
        return frozenset(self._parts.blocks)

    @cached_property
    def _headings(self) -> frozenset[str]:
        texts = (text for heading in self._parts.headings for text in heading)
        return frozenset(_key(text, self._is_vault) for text in texts)

    @cached_property
    def by_letters(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The headings, as plain text and as written, without what ``loosely`` ignores."""
        found: dict[str, list[tuple[str, str]]] = {}
        for heading in self._parts.headings:
            found.setdefault(loosely(heading[0]), []).append(heading)
        return found

    def have(self, written: str) -> bool:
        """Whether the note has what a link to ``#written`` leads to."""
        if (block := block_of(written)) is not None:
            return block.lower() in self._blocks
        names = (_key(name, self._is_vault) for name in written.split("#"))
        return all(name in self._headings for name in names if name.strip())


def block_of(written: str) -> str | None:
    """Return the id of the block that ``#written`` leads to; None for a heading."""
    last = written.rpartition("#")[2].strip()
    return last[1:] if last.startswith("^") else None


def _key(text: str, is_vault: bool) -> str:
    key = _IGNORED.sub(" ", normalize("NFC", text)).strip().casefold()
    # Outside of vaults, programs look for the slug as well.
    return key if is_vault else _SEPARATORS.sub(" ", key)


def meant_heading(notes: Sequence[Parts], written: str) -> str | None:
    """Return the only heading that differs from ``#written`` in width and punctuation, as written.

    None if there is none, or if there are two.
    """
    wanted = loosely(written)
    like = [heading for note in notes for heading in note.by_letters.get(wanted, ())]
    if not wanted or len(like) != 1 or like[0][0] != like[0][1]:
        return None
    return _NOT_IN_LINKS.sub(" ", like[0][0]).strip()
