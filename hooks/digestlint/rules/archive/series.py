"""Files of one series: the days, weeks or months that have names of one form."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.archive.archive import Archive, ArchiveFile
from digestlint.document.archive.dates import Dated, find_date

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.document.archive.dates import Unit

_NUMBER = lazy_pattern(r"[0-9]+")
_DATE = "<date>"  # in forms of names
_IN_TITLE = "<title>"


class Member(NamedTuple):
    """A file of a series."""

    dated: Dated
    place: int  # of the file in its archive


class Series(NamedTuple):
    """Files of one form, in the order of their dates."""

    form: str  # their path, with a sign for the date and a star for what differs
    unit: Unit
    members: Sequence[Member]
    is_clear: bool = True  # all dates can be read in one way only


def same_named(archive: Archive) -> Sequence[Series]:
    """Return the series of files whose names differ in numbers only."""
    if "same named" not in archive.facts:
        archive.facts["same named"] = [*_grouped(archive, lambda form: form)]
    found: Sequence[Series] = archive.facts["same named"]
    return found


def same_place(archive: Archive) -> Sequence[Series]:
    """Return the series of files whose names begin alike: a day may have several of them."""
    if "same place" not in archive.facts:
        archive.facts["same place"] = [*_grouped(archive, _beginning)]
    found: Sequence[Series] = archive.facts["same place"]
    return found


def forms(archive: Archive) -> Sequence[tuple[str, Dated | None]]:
    """Return the form of each file's path, and its date."""
    if "forms" not in archive.facts:
        known: dict[str, str] = {}  # there are few forms, of many files
        archive.facts["forms"] = [
            (known.setdefault(form, form), dated) for form, dated in map(_form_of, archive.files)
        ]
    found: Sequence[tuple[str, Dated | None]] = archive.facts["forms"]
    return found


def _form_of(file: ArchiveFile) -> tuple[str, Dated | None]:
    found = find_date(file.path)
    if found is not None:
        dated, (start, end) = found
        before, after = (_NUMBER.sub("#", part) for part in (file.path[:start], file.path[end:]))
        return f"{before}{_DATE}{after}", dated
    form = _NUMBER.sub("#", file.path)
    return (f"{form}{_IN_TITLE}", file.title_date) if file.title_date else (form, None)


def _beginning(form: str) -> str:
    """Return a form without what follows the date, or without the name where it is the title's."""
    if form.endswith(_IN_TITLE):
        return f"{posixpath.dirname(form)}/*{_IN_TITLE}"
    return f"{form.partition(_DATE)[0]}{_DATE}*"


def _grouped(archive: Archive, group: Callable[[str], str]) -> Iterator[Series]:
    found: dict[tuple[str, Unit], list[Member]] = {}
    for index, (form, dated) in enumerate(forms(archive)):
        if dated is not None:
            found.setdefault((group(form), dated.unit), []).append(Member(dated, index))
    for (form, unit), members in found.items():
        if len(members) > 1:
            is_clear = all(member.dated.first for member in members)
            yield Series(form, unit, sorted(members), is_clear)
