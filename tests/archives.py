"""Archives for tests of the rules that compare files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath

from digestlint.document.archive.archive import Archive, archive_file
from digestlint.document.archive.facts import FileFacts, facts_of
from digestlint.lint.registry import find_rule
from tests.support import open_text


def named(paths: Iterable[str], *, walked: bool = True, whole: bool = True) -> Archive:
    """An archive of files of which nothing but the names is known."""
    return Archive(
        [archive_file(path, path, FileFacts(), walked=walked, whole=whole) for path in paths]
    )


def written(files: Mapping[str, str], *, walked: bool = True, whole: bool = True) -> Archive:
    """An archive of files with these texts."""
    return Archive(
        [
            archive_file(path, path, facts(text, path), walked=walked, whole=whole)
            for path, text in files.items()
        ]
    )


def facts(text: str, path: str = "digest.md") -> FileFacts:
    """What a file with this text leaves."""
    return facts_of(open_text(text, path=PurePosixPath(path).name))


def said(rule: str, archive: Archive) -> list[tuple[str, str]]:
    """What a rule says, with the file it is about."""
    return [
        (archive.files[index].path, str(message))
        for index, message in find_rule(rule).compare(archive)
    ]


def days(first: str, number: int, step: int = 1) -> Iterator[date]:
    """Days from one on."""
    start = date.fromisoformat(first)
    return (start + timedelta(n * step) for n in range(number))


def weekdays(first: str, number: int) -> Iterator[date]:
    """Weekdays among so many days."""
    return (day for day in days(first, number) if day.weekday() < 5)
