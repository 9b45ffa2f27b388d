"""A file is a copy of an earlier one under another date.

## What it does
Compares each file of a series (files whose names differ in numbers only, such as `2025-09-22.md`
and `2025-09-23.md`) with the others of the run. A file is reported if

- its text is that of an earlier file, apart from dates, times, and headings with a date, or
- at least nine tenths of its papers, of at least five, are those of the day before.

Short texts are not compared, such as those of days without papers. Series in which many days
resemble the day before are lists that grow, and only copies of the whole text are reported there.

The rule is selected by default only where files are compared: `--across-files`, or `across-files =
true` in the configuration.

## Why it matters
A generator that finds nothing new, or cannot reach its source, publishes what it has: yesterday's
papers under today's date. Readers believe that they are new.

## Example
`2025-09-22.md` and `2025-09-23.md` list the same thirty papers below the headings `# 2025-09-22`
and `# 2025-09-23`.

## Fix safety
There is no fix: the digest of that day has to be generated again, or removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from digestlint.core.finding import Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.archive.archive import Archive, ArchiveFile
from digestlint.rules.archive.series import Series, same_named
from digestlint.text.terminal import safe

RULE = RuleInfo(
    "ARC002",
    "repeated-day",
    severity=Severity.INFO,
    default=False,
    across_files=True,
    requires="other files",
)

_COPY = Template(
    "repeated-day/copy", "this file has the same text as {file}, apart from dates and times"
)
_PAPERS = Template(
    "repeated-day/papers", "{shared} of the {number} papers of this file are those of {file}"
)

_FEWEST = 5
_NEARLY_ALL = 0.9
_USUAL = 1 / 3  # of the days: it is a list that grows


def compare(archive: Archive) -> Iterator[tuple[int, Message]]:
    """Report copies of earlier files, and days with the papers of the day before."""
    for series in same_named(archive):
        copies = dict(_copies(archive, series))
        yield from copies.items()
        alike = [*_alike(archive, series)]
        if len(alike) <= max(1, _USUAL * (len(series.members) - 1)):
            yield from ((index, message) for index, message in alike if index not in copies)


def _copies(archive: Archive, series: Series) -> Iterator[tuple[int, Message]]:
    seen: dict[int, str] = {}
    for _, index in series.members:
        file = archive.files[index]
        if file.fingerprint in seen:
            yield index, _COPY(file=safe(seen[file.fingerprint]))
        elif file.fingerprint:
            seen[file.fingerprint] = file.name


def _alike(archive: Archive, series: Series) -> Iterator[tuple[int, Message]]:
    for before, after in pairwise(series.members):
        file, other = archive.files[after.place], archive.files[before.place]
        number = len(file.rows)
        if number < _FEWEST or before.dated == after.dated:
            continue
        shared = _shared(file, other)
        if shared >= _NEARLY_ALL * number:
            message = _PAPERS(shared=shared, number=number, file=safe(other.name))
            yield after.place, message


def _shared(file: ArchiveFile, other: ArchiveFile) -> int:
    """Return how many papers of ``file`` are in ``other`` as well."""
    known = set(other.keys)
    return sum(not known.isdisjoint(keys) for _, keys in file.papers())
