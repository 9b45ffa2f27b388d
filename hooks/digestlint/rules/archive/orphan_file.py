"""Nothing links to a file of a series, though other files link to nearly all the rest.

## What it does
Looks at each series of at least ten files whose names differ in numbers only. If other files of the
run link to at least nine tenths of them, the rest are reported. All kinds of links that
`unlisted-file` knows count. What an index lacks is reported there, at the index, and not once more
here.

If the files of a series link to each other only, as to the previous day, nothing leads to one end
of it: the first and the last file are no findings then. Nothing is reported unless the folder that
is checked is a whole repository (or in none), since a link might be in a file that was not read.

The rule is selected by default only where files are compared: `--across-files`, or `across-files =
true` in the configuration.

## Why it matters
Readers who follow links never get to the file.

## Example
There is a page for each month that links to its days, and a link to each of them, but `2025/09.md`
has none to `2025/09/22.md`.

## Fix safety
There is no fix: only the author knows where the link belongs.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.archive.archive import Archive
from digestlint.rules.archive.listings import listings
from digestlint.rules.archive.series import forms, same_named
from digestlint.text.terminal import safe

RULE = RuleInfo(
    "ARC004",
    "orphan-file",
    severity=Severity.INFO,
    default=False,
    across_files=True,
    requires="other files",
)

_ORPHAN = Template(
    "orphan-file/orphan",
    "no other file links here, though others link to {linked} of the {number} files of {series}",
)

_FEWEST = 10
_NEARLY_ALL = 0.9
_NO, _SAME, _OTHER = range(3)  # where a link comes from: the series, or another file


def compare(archive: Archive) -> Iterator[tuple[int, Message]]:
    """Report files of a series that nothing leads to."""
    known = {index for listing in listings(archive) for index in listing.unlisted}
    linked = _linked(archive)
    for series in same_named(archive):
        members = [index for _, index in series.members]
        if not all(archive.files[index].whole for index in members):
            continue
        if _is_chain(members, linked):
            members = members[1:-1]
        number, alone = len(members), [index for index in members if linked[index] == _NO]
        if number < _FEWEST or number - len(alone) < _NEARLY_ALL * number:
            continue
        for index in alone:
            if index not in known:
                shown = safe(series.form)
                yield index, _ORPHAN(linked=number - len(alone), number=number, series=shown)


def _linked(archive: Archive) -> bytearray:
    """Return for each file where the links to it come from."""
    found = bytearray(len(archive.files))
    series = [form for form, _ in forms(archive)]
    for index in range(len(archive.files)):
        for target in archive.linked_from(index):
            kind = _SAME if series[index] == series[target] else _OTHER
            found[target] = max(found[target], kind)
    return found


def _is_chain(members: list[int], linked: bytearray) -> bool:
    return sum(linked[index] == _OTHER for index in members) < _NEARLY_ALL * len(members)
