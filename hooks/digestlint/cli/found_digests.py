"""Which Markdown files of a folder are digests, of which schema, and which .bib file is theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.records import NamedTuple
from digestlint.project.config import Config
from digestlint.project.context import bibliography_path
from digestlint.project.files import Found
from digestlint.project.repository import path_in
from digestlint.run.checker import seen
from digestlint.run.task import Task

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    _T = TypeVar("_T")

_SAMPLE = 30
"""So many files of a folder are read; an archive of thousands is of one kind."""


class FoundDigest(NamedTuple):
    """One Markdown file; ``schema`` is None if none fits."""

    path: PurePosixPath  # in the folder that is looked at
    schema: str | None
    bibliography: str | None  # the name of the .bib file beside it


class FoundDigests(NamedTuple):
    """What was found in a folder.

    Attributes:
        read: The files that were read, in order.
        folders: For each folder, how many Markdown files it has.
    """

    read: Sequence[FoundDigest]
    folders: dict[PurePosixPath, int]

    @property
    def number(self) -> int:
        """How many Markdown files there are, read or not."""
        return sum(self.folders.values())

    def by_schema(self) -> dict[str, list[FoundDigest]]:
        """Return the digests, by schema, the most frequent one first."""
        found: dict[str, list[FoundDigest]] = defaultdict(list)
        for each in self.read:
            if each.schema is not None:
                found[each.schema].append(each)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def find_digests(top: Path, files: Iterable[Found], config: Config) -> FoundDigests:
    """Look at ``files``, which are below ``top``; at some of each folder if they are many."""
    by_folder: dict[PurePosixPath, list[tuple[PurePosixPath, Found]]] = defaultdict(list)
    for file in files:
        path = path_in(top, file.path)
        if path is not None:
            by_folder[path.parent].append((path, file))
    read = [
        each
        for folder in sorted(by_folder)
        for path, file in _sample(by_folder[folder])
        for each in _read(path, file, config)
    ]
    return FoundDigests(read, {folder: len(by_folder[folder]) for folder in sorted(by_folder)})


def _sample(files: Sequence[_T]) -> Sequence[_T]:
    """Return the first, the last, and files at equal distances between them."""
    if len(files) <= _SAMPLE:
        return files
    last = len(files) - 1
    return [files[round(number * last / (_SAMPLE - 1))] for number in range(_SAMPLE)]


def _read(path: PurePosixPath, file: Found, config: Config) -> Iterator[FoundDigest]:
    with suppress(DigestlintError, MemoryError):  # a check says what is wrong with it
        with seen(Task(file.path, config, within=file.within)) as document:
            schema = document.schema.name if document.schema else None
            text = document.restoration.text
        bib = bibliography_path(file.path, text, None)
        yield FoundDigest(path, schema, bib.name if bib and schema else None)
