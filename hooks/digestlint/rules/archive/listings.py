"""Indexes: files that link to nearly all files of a folder or of a series."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.archive.archive import Archive
from digestlint.rules.archive.series import forms

_FEWEST = 8
_NEARLY_ALL = 0.8
# Files that belong to the repository, and not to what it lists.
_OF_THE_REPOSITORY = lazy_pattern(
    r"(?:readme|index|_index|summary|_sidebar|_navbar|contributing|changelog|changes|history|license"
    r"|code_of_conduct|security|support|todo|template|about|home|404|claude|agents|pull_request_.*"
    r"|issue_.*)(?:[._-].*)?"
)
_DEEPEST = 8  # folders above a file


class Listing(NamedTuple):
    """An index, and what it lists."""

    file: int  # its place in the archive
    place: str  # what it lists: a folder, with the form of the names in it
    listed: frozenset[int]
    unlisted: Sequence[int]


def listings(archive: Archive) -> Sequence[Listing]:
    """Return the indexes among the files of ``archive``."""
    if "listings" not in archive.facts:
        archive.facts["listings"] = [*_listings(archive)]
    found: Sequence[Listing] = archive.facts["listings"]
    return found


def _listings(archive: Archive) -> Iterator[Listing]:
    places: dict[tuple[str, str], list[int]] = {}
    of_file = [_places(archive, i) for i in range(len(archive.files))]
    for index, names in enumerate(of_file):
        for name in names:
            places.setdefault(name, []).append(index)
    for index in range(len(archive.files)):
        targets = frozenset(archive.linked_from(index))
        if len(targets) < _FEWEST:
            continue
        counts = Counter(name for target in targets for name in of_file[target])
        covered: set[int] = set()
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            members = places[name]
            if count < max(_FEWEST, _NEARLY_ALL * len(members)) or index in members:
                continue
            listed = targets.intersection(members)
            if not listed <= covered:
                covered |= listed
                yield Listing(index, _shown(*name), listed, _unlisted(archive, members, listed))


def _shown(folder: str, form: str) -> str:
    """Return a place as people write it: by the form of names, or as a folder of a year, say."""
    return form if form.startswith(folder) else f"{folder}/"


def _places(archive: Archive, index: int) -> Sequence[tuple[str, str]]:
    """Return the sets of files that a file is in: below each folder, those of one form."""
    file = archive.files[index]
    folder, name = posixpath.split(file.path)
    stem = posixpath.splitext(name)[0]
    form, dated = forms(archive)[index]
    if not file.walked:
        return ()
    if dated is None:
        is_other = _OF_THE_REPOSITORY.fullmatch(stem.lower())
        return () if is_other else ((folder, posixpath.join(folder, "*")),)
    found = []
    for _ in range(_DEEPEST):
        found.append((folder, form))
        if not folder:
            break
        folder = posixpath.dirname(folder)
    return found


def _unlisted(archive: Archive, members: Sequence[int], listed: frozenset[int]) -> Sequence[int]:
    """Return the members that are not listed, but those older than all that are."""
    dates: Mapping[int, int] = {i: _date(archive, i) for i in members}
    oldest = min(dates[i] for i in listed)
    return [i for i in members if i not in listed and dates[i] >= oldest]


def _date(archive: Archive, index: int) -> int:
    dated = forms(archive)[index][1]
    return dated.first if dated else 0
