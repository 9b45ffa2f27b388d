"""An index that lists nearly all files of a folder lacks one.

## What it does
Finds the indexes among the files of a run: files that link to at least four fifths, and at least
eight, of the files of a folder or of a series (`2025/09/*.md`, `archive/**/README.md`). Relative
links, links in HTML, wikilinks and full URLs on GitHub, GitLab and their sites count. Each file
that such an index lacks is reported at the index; after ten of them, the rest are counted.

Files that are older than all that are listed are no findings: an index of the last thirty days is
complete. Nor are files such as `README.md` and `CONTRIBUTING.md`, or anything in a folder that is
not checked as a whole. Links of an index to files that do not exist are reported by
`broken-file-link`, and fragments that lead nowhere in another file by `broken-anchor`.

The rule is selected by default only where files are compared: `--across-files`, or `across-files =
true` in the configuration.

## Why it matters
Readers find a digest through the index. A day that is not listed might as well not be there.

## Example
`README.md` has links to `2025-09-15.md` and each of the eleven days after it, apart from
`2025-09-22.md`.

## Fix safety
There is no fix: what a line of the index says, only the author or the generator knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.archive.archive import Archive
from digestlint.rules.archive.listings import listings
from digestlint.text.terminal import safe

RULE = RuleInfo(
    "ARC003",
    "unlisted-file",
    severity=Severity.INFO,
    default=False,
    across_files=True,
    requires="other files",
)

_UNLISTED = Template(
    "unlisted-file/unlisted",
    "{file} is not listed here, though {listed} of the {number} files of {place} are",
)
_MORE = Template("unlisted-file/more", "{count} more files of {place} are not listed here")
_MOST = 10


def compare(archive: Archive) -> Iterator[tuple[int, Message]]:
    """Report what an index does not list."""
    for listing in listings(archive):
        number = len(listing.listed) + len(listing.unlisted)
        for index in listing.unlisted[:_MOST]:
            yield (
                listing.file,
                _UNLISTED(
                    file=safe(archive.files[index].name),
                    listed=len(listing.listed),
                    number=number,
                    place=safe(listing.place),
                ),
            )
        if more := len(listing.unlisted[_MOST:]):
            yield listing.file, _MORE(count=more, place=safe(listing.place))
