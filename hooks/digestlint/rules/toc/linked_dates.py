"""Links beside a date, and the date of the file that they lead to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Link, Span
from digestlint.rules.helpers.local_links import LocalLink, local_links

_MONTHS = "january february march april may june july august september october november december"
_NUMBERS = {
    form: number
    for number, name in enumerate(_MONTHS.split(), 1)
    for form in (name, name[:3], "sept" if number == 9 else name)
}
# All that a cell, the start of a list item, or a link says.
_SAID = lazy_pattern(
    r"[\s*_`~\"'\u201c\u201d([{\u3010\uff08\U0001F4C5\U0001F5D3\U0001F4C6\ufe0f]{0,12}(?:"
    r"(?P<year>(?:19|20)[0-9]{2})(?:\s{0,3}[-/._\u5e74\ub144]\s{0,3})(?P<month>[0-9]{1,2})"
    r"(?:\s{0,3}[-/._\u6708\uc6d4]\s{0,3})(?P<day>[0-9]{1,2})(?:\s{0,3}[\u65e5\uc77c])?|"
    r"(?P<digits>(?:19|20)[0-9]{6})|"
    r"(?P<name>[A-Za-z]{3,9})\.?\s{1,3}(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<in>(?:19|20)[0-9]{2})"
    r")(?![0-9])"
)
_AFTER_ALONE = lazy_pattern(r"[\s*_`~\"'\u201c\u201d)\]}\u3011\uff09:\uff1a|]*")
_AFTER_IN_ITEM = lazy_pattern(r"[\s*_`~)\]}\u3011\uff09]*[:\uff1a|\u2013\u2014\u2192-]")
_IN_PATH = lazy_pattern(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:(?P<sign>[-_./])(?P<month>[0-9]{1,2})[-_./]"
    r"(?P<day>[0-9]{1,2})|(?P<digits>[0-9]{4}))(?![0-9])"
)
_LONGEST_PATH = 200
_MOST_BY_CHANCE = 2


class DatedLink(NamedTuple):
    """A link to a file of a date, and the date that is named beside it."""

    link: LocalLink
    said: date
    place: Span  # of the date in the path, in the text of the document
    leads_to: date


def dated_links(document: Document) -> Sequence[DatedLink]:
    """Return the local links with a date before them in their text, row, or list item.

    None where most of them differ, or several by the same number of days: files may be called by
    another day than the one they are about, and rows begin with the day of a change.
    """
    found = []
    candidates = [
        (local, local.link, path)
        for local in local_links(document.markdown)
        if local.link is not None and not local.link.image and (path := _of_path(document, local))
    ]
    if not candidates:
        return []
    for local, link, (place, leads_to) in candidates:
        said = _said(document, link)
        if said is not None:
            found.append(DatedLink(local, said, place, leads_to))
    offsets = Counter((pair.leads_to - pair.said).days for pair in found)
    usual, number = offsets.most_common(1)[0] if found else (0, 0)
    if usual and number > _MOST_BY_CHANCE:
        return []
    return found if len(found) <= max(_MOST_BY_CHANCE, 3 * offsets[0]) else []


def _of_path(document: Document, local: LocalLink) -> tuple[Span, date] | None:
    """Return the only date of a path, at its last place."""
    start = local.target.start
    written = document.text[slice(*local.target)]
    dates = list(_dates_in(written)) if len(written) <= _LONGEST_PATH else []
    if len({day for _, day in dates}) != 1:
        return None
    (first, end), day = dates[-1]
    return Span(start + first, start + end), day


def _dates_in(path: str) -> Iterator[tuple[Span, date]]:
    for match in _IN_PATH.finditer(path):
        digits = match["digits"]
        month, day = (digits[:2], digits[2:]) if digits else (match["month"], match["day"])
        if found := _date(match["year"], month, day):
            yield Span(*match.span()), found


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _said(document: Document, link: Link) -> date | None:
    """Return the date that is all of the link's text or of the row's first cell, or begins an item.

    An item may have other links only if their texts are no dates.
    """
    text = document.text
    if own := _alone(text, *link.text):
        return own
    block = document.markdown.block_at(link.span.start)
    if block is None or _SAID.search(text, *link.text):
        return None
    if (first := _first_cell(document, block)) is not None:
        return _alone(text, *first)
    match = _SAID.match(text, block.start, link.span.start)
    if match is None or not _AFTER_IN_ITEM.match(text, match.end(), link.span.start):
        return None
    return _of(match) if len(document.markdown.links_in(*block)) == 1 else None


def _first_cell(document: Document, block: Span) -> Span | None:
    """Return the first cell of the row in which ``block`` is another cell."""
    tables = document.markdown.tables
    table = tables.at(block.start)
    if table is None or block.start < table.header.end:
        return None
    row, _ = document.lines.position(block.start)
    cells = tables.cells(Span(*document.lines.line_span(row)))
    return cells[0] if cells and cells[0].end <= block.start else None


def _alone(text: str, start: int, end: int) -> date | None:
    match = _SAID.match(text, start, end)
    alone = match is not None and _AFTER_ALONE.fullmatch(text, match.end(), end)
    return _of(match) if match and alone else None


def _of(match: re.Match[str]) -> date | None:
    if digits := match["digits"]:
        return _date(digits[:4], digits[4:6], digits[6:])
    if name := match["name"]:
        return _date(match["in"], _NUMBERS.get(name.lower(), 0), match["nth"])
    return _date(match["year"], match["month"], match["day"])
