"""All files of a run, by what they leave."""

from __future__ import annotations

import posixpath
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.archive.dates import Dated
from digestlint.document.archive.facts import FileFacts
from digestlint.document.archive.numbers import number_of
from digestlint.document.other_files import PaperElsewhere, PapersElsewhere

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_EXTENSION = lazy_pattern(r"\.(?:md|markdown|mdown|mkd|mdx|html?)$|(?<!/)/+$")
_FOLDER_PAGE = lazy_pattern(r"(?:^|/)(?:index|_index|readme)$")
SHOWN = 3  # places that a message names
_TWICE = 2
_BITS = 32  # of a row
_ROW = (1 << _BITS) - 1


class ArchiveFile(NamedTuple):
    """A file of the run, as it is kept: its facts, with numbers in place of texts."""

    name: str  # as the user named it
    path: str  # relative to what bounds it
    keys: array[int]  # of its papers, one after the other
    ends: array[int]  # for each paper: where its keys end
    rows: array[int]
    links: array[int]  # of ``link_numbers``
    fingerprint: int = 0
    title_date: Dated | None = None
    walked: bool = False  # it was found in a folder that is checked
    whole: bool = False  # … and that is all of its repository

    def papers(self) -> Iterator[tuple[int, array[int]]]:
        """Yield the row and the keys of each paper."""
        start = 0
        for row, end in zip(self.rows, self.ends, strict=True):
            yield row, self.keys[start:end]
            start = end


def archive_file(
    name: str, path: str, facts: FileFacts, *, walked: bool, whole: bool
) -> ArchiveFile:
    """Return a file with its ``facts``; ``path`` is relative to what bounds it."""
    keys, ends, rows = array("Q"), array("L"), array("L")
    for row, identities in facts.papers:
        keys.extend(identities)
        ends.append(len(keys))
        rows.append(row)
    links = {number for link in facts.links for number in link_numbers(link, path)}
    dated = Dated(*facts.title_date) if facts.title_date else None  # type: ignore[arg-type]
    numbers = array("Q", sorted(links))
    return ArchiveFile(
        name, path, keys, ends, rows, numbers, facts.fingerprint, dated, walked, whole
    )


def link_numbers(link: str, path: str) -> Iterator[int]:
    """Yield the numbers of the places that ``link`` in the file ``path`` may lead to."""
    if link.startswith("[["):
        target = _page(link[2:])
        yield number_of(f"name:{posixpath.basename(target).casefold()}")
        return
    target, folder = unquote(link), posixpath.dirname(path)
    if not link.startswith("/"):
        yield number_of(_page(posixpath.normpath(posixpath.join(folder, target))))
        return
    target = posixpath.normpath(target.lstrip("/"))
    yield number_of(_page(target))
    if link.startswith("//"):  # a site may have the name of the repository in its paths
        yield number_of(_page(target.partition("/")[2]))
    while folder:  # the root of a site is a folder of the repository
        yield number_of(_page(posixpath.join(folder, target)))
        above = posixpath.dirname(folder)
        folder = above if above != folder else ""  # that of the whole file system is above itself


def _page(path: str) -> str:
    """Return a path as that of a page: without an extension, and a folder for its index."""
    return _FOLDER_PAGE.sub("", _EXTENSION.sub("", path.replace("\\", "/")))


class Archive:
    """All files of a run, in the order of the run.

    Attributes:
        files: What is known of each.
        facts: What rules found out about them together, computed once, by name.
    """

    def __init__(self, files: Sequence[ArchiveFile]) -> None:
        self.files = files
        self.facts: dict[str, Any] = {}

    @cached_property
    def _by_number(self) -> Mapping[int, Sequence[int]]:
        """The files that a link may lead to, by the number of their paths and names."""
        found: dict[int, list[int]] = {}
        for index, file in enumerate(self.files):
            page = _page(file.path)
            found.setdefault(number_of(page), []).append(index)
            name = posixpath.basename(page).casefold()
            found.setdefault(number_of(f"name:{name}"), []).append(index)
        return found

    def linked_from(self, index: int) -> Iterator[int]:
        """Yield the files that a file links to; one may come more than once."""
        for number in self.files[index].links:
            for target in self._by_number.get(number, ()):
                if target != index:
                    yield target

    @cached_property
    def _repeated(self) -> Mapping[int, array[int]]:
        """The places of each key that several papers have: index of the file, and row."""
        # Most keys occur once. A table of bytes finds nearly all of them, in little memory.
        size = 8 * sum(len(file.keys) for file in self.files) + 1
        counts = bytearray(size)
        for file in self.files:
            for key in file.keys:
                counts[key % size] += counts[key % size] < _TWICE
        places: dict[int, array[int]] = {}
        for index, file in enumerate(self.files):
            for row, keys in file.papers():
                for key in keys:
                    if counts[key % size] == _TWICE:
                        places.setdefault(key, array("Q")).append(index << _BITS | row)
        return {key: found for key, found in places.items() if len(found) > 1}

    def elsewhere(self, index: int) -> dict[int, PapersElsewhere]:
        """Return which papers of a file are in earlier ones as well, by their keys."""
        found: dict[int, PapersElsewhere] = {}
        for key in self.files[index].keys:
            places = self._repeated.get(key)
            if places is None or key in found:
                continue
            earlier = bisect_left(places, index << _BITS)
            first = tuple(
                PaperElsewhere(self.files[place >> _BITS].name, place & _ROW)
                for place in places[: min(earlier, SHOWN)]
            )
            if first:
                found[key] = PapersElsewhere(first, earlier - len(first))
        return found
