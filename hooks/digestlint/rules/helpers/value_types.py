"""Whether a value is what a schema says it is: a date, a URL, an arXiv id, a DOI, a count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.papers.identifiers import (
    arxiv_id_problem,
    find_arxiv_id,
    find_doi,
    parse_arxiv_id,
)


class Shown(NamedTuple):
    """A value as a reader sees it."""

    text: str  # its first paragraph
    destinations: Sequence[str]  # of its links
    broken_links: bool  # whether there is a link that Markdown does not take as one

    @property
    def line(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0].strip()


_SIGN = r"[ \t]?[-/.年년·_][ \t]?"
_SIGN_2 = r"[ \t]?[-/.月월·_][ \t]?"
_NUMBERS = lazy_pattern(
    rf"(?<!\d)(?:(?P<year>\d{{4}}){_SIGN}(?P<month>\d{{1,2}})(?:{_SIGN_2}(?P<day>\d{{1,2}}))?"
    r"|(?P<packed>(?:19|20)\d{6})"
    r"|(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?:(?P=sign)(?P<c>\d{2}(?:\d{2})?))?"
    r"|(?P<m>\d{1,2})[ \t]?[月월][ \t]?(?P<d>\d{1,2}))(?!\d)"
)
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MONTH = lazy_pattern(
    r"(?<!\w)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|juin|juil|"
    r"янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w{0,9}(?!\w)",
    re.IGNORECASE,
)
_DIGIT = lazy_pattern(r"\d|[零〇一二三四五六七八九十百千万萬两兩]")
_ADDRESS = lazy_pattern(r"(?:[a-z][a-z0-9+.-]{1,20}:)?//|www\.|mailto:", re.IGNORECASE)
_IN_TEXT = lazy_pattern(
    r"[a-z][a-z0-9+.-]{1,20}://\S|(?<![\w.])www\.\w"
    r"|(?<![\w./@-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|ai|dev|edu|gov|cn|jp|kr|ru)/\w",
    re.IGNORECASE,
)
_WORD = lazy_pattern(r"[^\s,;，；、()（）\[\]<>]+")


def is_date(shown: Shown) -> bool:
    """Whether there is a date, of a day, a month or a year, in any usual form."""
    found = [_is_possible(match) for match in _NUMBERS.finditer(shown.line)]
    if found:
        return any(found)
    if _YEAR.search(shown.line):
        return True
    return _MONTH.search(shown.line) is not None and _DIGIT.search(shown.line) is not None


def _is_possible(match: re.Match[str]) -> bool:
    """Whether numbers in the order of a date can be one."""
    if match["year"]:
        return _is_day(match["year"], match["month"], match["day"] or "1")
    if packed := match["packed"]:
        return _is_day(packed[:4], packed[4:6], packed[6:])
    if match["m"]:
        return _is_day("2000", match["m"], match["d"])
    first, second, third = match["a"], match["b"], match["c"]
    if third is None:  # 25/09, 09-17
        return any(1 <= int(each) <= 12 for each in (first, second))
    year = third if len(third) == 4 else f"20{third}"
    orders = ((year, first, second), (year, second, first), (f"20{first:0>2}", second, third))
    return any(_is_day(*order) for order in orders if len(order[2]) <= 2)


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def is_url(shown: Shown) -> bool:
    """Whether there is a link to another site, or an address as text.

    What is wrong with an address is no business of this: rules on URLs report that.
    """
    if shown.broken_links or _IN_TEXT.search(shown.text):
        return True
    return any(not each or _ADDRESS.match(each) for each in shown.destinations)


def is_arxiv_id(shown: Shown) -> bool:
    """Whether a paper on arXiv is named: by its identifier alone, or by what has it."""
    if any(arxiv_id_problem(each) for each in shown.destinations):
        return True  # reported as a malformed one
    if any(map(find_arxiv_id, (shown.text, *shown.destinations))):
        return True
    return any(parse_arxiv_id(word[0].rstrip(".:：")) for word in _WORD.finditer(shown.line))


def is_doi(shown: Shown) -> bool:
    """Whether there is a DOI."""
    return any(map(find_doi, (shown.text, *shown.destinations)))


def is_count(shown: Shown) -> bool:
    """Whether there is a number, which is no date or part of an address."""
    line = shown.line
    if not _DIGIT.search(line) or _IN_TEXT.search(line):
        return False
    return not any(match["year"] and match["day"] for match in _NUMBERS.finditer(line))


TYPES: Mapping[str, Callable[[Shown], bool]] = {
    "date": is_date,
    "url": is_url,
    "arxiv-id": is_arxiv_id,
    "doi": is_doi,
    "count": is_count,
    "text": lambda shown: True,
}
