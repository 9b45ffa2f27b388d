"""Names of the notes of a repository, as wikilinks may spell them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.suggestions import typo_of
from digestlint._runtime.tracing import observing
from digestlint._runtime.tracing.trace import once
from digestlint.markdown.note_parts import loosely
from digestlint.project.files import MARKDOWN_EXTENSIONS
from digestlint.project.folder_walk import SKIPPED_FOLDERS

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from pathlib import Path

# In a larger repository nothing is said of wikilinks.
MOST_FILES = 50_000
_VAULTS = ("/.obsidian/", "/.foam/")
_FRONT_MATTER = 1 << 12  # bytes that are read of a note for its aliases
_ALIASES = lazy_pattern(r"^(?P<key>alias(?:es)?)[ \t]*:[ \t]*(?P<value>.*)$", re.M | re.I)
_ITEM = lazy_pattern(r"[ \t]*-[ \t]+(?P<value>.*)")
_END = lazy_pattern(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_ID = lazy_pattern(r"[0-9]{8,14}(?![0-9])")
_SEPARATORS = lazy_pattern(r"[-_ ]+")
_SHORT_NAME = 4
_LONG_NAME = 8
_MOST_COMPARED = 1000
_MOST_FOUND = 8


class NoteNames:
    """The files and folders of a repository by their names.

    Attributes:
        is_vault: Whether a folder says that Obsidian or Foam keeps the notes.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self.is_vault = any(f"/{path}".endswith(_VAULTS) for path in paths)
        self._paths = paths
        self._loose: dict[str, set[str]] = {}
        self._ids: dict[str, str] = {}
        keys: list[tuple[str, str]] = []
        for path in paths:
            name = _name(path)
            folders = path.rstrip("/").split("/")[:-1]
            spelt = {name, without_extension(name)}
            keys += [(self._key([*folders, last]), path) for last in spelt]
            if found := _ID.match(name):
                self._ids.setdefault(found[0], path)
        keys.sort()
        self._keys = [key for key, _ in keys]
        self._found = [path for _, path in keys]

    def _key(self, parts: Sequence[str]) -> str:
        """Return the names of a path, the last one first, without what programs ignore.

        Outside of vaults, wikis write `My-Note` for `My Note`.
        """
        joined = "/".join(reversed(parts)).replace("\xa0", " ")
        folded = normalize("NFC", joined).casefold() + "/"
        return folded if self.is_vault else _SEPARATORS.sub("-", folded)

    def find(self, target: str) -> tuple[str, ...]:
        """Return paths that end like ``target``, ``note`` or ``folder/note``; not all of many."""
        parts = [part.strip() for part in target.split("/") if part.strip(" .")]
        if not parts:
            return ()
        key = self._key(parts)
        first = bisect_left(self._keys, key)
        found = tuple(
            self._found[at]
            for at in range(first, min(first + _MOST_FOUND, len(self._keys)))
            if self._keys[at].startswith(key)
        )
        if not found and target in self._ids:
            return (self._ids[target],)
        return found

    def nearest(self, target: str) -> str | None:
        """Return the name of the file that is meant by ``target``, as a link would spell it."""
        wanted = loosely(without_extension(_name(target)))
        if not self._loose:
            for path in self._paths:
                key = loosely(without_extension(_name(path)))
                self._loose.setdefault(key, set()).add(path)
        if wanted not in self._loose and len(wanted) > _SHORT_NAME:
            most = 2 if len(wanted) >= _LONG_NAME else 1
            wanted = typo_of(wanted, self._similar(wanted), most) or ""
        found = self._loose.get(wanted, ()) if wanted else ()
        names = {without_extension(_name(path)) for path in found}
        return min(names if len(names) == 1 else found, default=None)

    def _similar(self, wanted: str) -> Iterator[str]:
        """Yield names of nearly the same length that begin or end like it, not too many."""
        number = 0
        for name in self._loose:
            alike = name and (name[0] == wanted[0] or name[-1] == wanted[-1])
            if alike and abs(len(name) - len(wanted)) <= 2:
                yield name
                number += 1
                if number >= _MOST_COMPARED:
                    return


@once
def note_names(root: Path) -> NoteNames | None:
    """Return the names of what is in a repository; None where there is too much."""
    paths = observing.tree(str(root), MOST_FILES, SKIPPED_FOLDERS)
    return None if paths is None else NoteNames(paths)


@once
def aliases(root: Path) -> Mapping[str, Sequence[str]]:
    """Return the paths of notes by the aliases in their front matter, ``loosely``."""
    found: dict[str, list[str]] = {}
    beginnings = observing.starts(
        *(str(root), MOST_FILES, SKIPPED_FOLDERS, _FRONT_MATTER, "alias", MARKDOWN_EXTENSIONS)
    )
    for path, begins in beginnings.items():
        for alias in _aliases_in(begins.decode("utf-8", "replace")):
            found.setdefault(loosely(alias), []).append(path)
    return found


def _aliases_in(text: str) -> Iterator[str]:
    text = text.removeprefix("\ufeff")
    if not text.startswith("---"):
        return
    end = _END.search(text, 3)
    front_matter = text[: end.start() if end else len(text)]
    for key in _ALIASES.finditer(front_matter):
        value = key["value"].strip()
        if value:
            for part in value.strip("[]").split(","):
                yield _unquoted(part)
            continue
        for line in front_matter[key.end() + 1 :].splitlines():
            item = _ITEM.match(line)
            if item is None:
                break
            yield _unquoted(item["value"])


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def without_extension(name: str) -> str:
    """``name`` without the extension of a Markdown file."""
    stem, dot, extension = name.rpartition(".")
    return stem if stem and f"{dot}{extension}".lower() in MARKDOWN_EXTENSIONS else name
