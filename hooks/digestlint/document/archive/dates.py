"""Dates in names and titles of files: days, weeks and months, in the forms that people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Unit = Literal["day", "week", "month"]

_YEAR = r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_TWO_MONTH = r"(?P<m>1[0-2]|0[1-9])"
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_TWO_DAY = r"(?P<d>3[01]|[12][0-9]|0[1-9])(?![0-9])"
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?<![A-Za-z])(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
_DAY_TH = r"(?<![0-9])(?P<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_YEAR_END = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
# From the most to the least exact; the last match of the first form that occurs counts, since
# folders repeat the year and the month of what is in them.
_DAYS = (
    lazy_pattern(rf"{_YEAR}/(?:[0-9]{{1,2}}/)?{_TWO_MONTH}[-_.]?{_TWO_DAY}"),
    lazy_pattern(rf"{_YEAR}\s?[-_./\s年년]\s?{_MONTH}\s?[-_./\s月월]\s?{_DAY}"),
    lazy_pattern(rf"{_YEAR}{_TWO_MONTH}{_TWO_DAY}"),
    lazy_pattern(rf"{_NAME}[-_. ]{{0,2}}{_DAY_TH}[-_., ]{{1,2}}{_YEAR_END}", re.IGNORECASE),
    lazy_pattern(rf"{_DAY_TH}[-_. ]{{0,2}}{_NAME}[-_., ]{{1,2}}{_YEAR_END}", re.IGNORECASE),
    lazy_pattern(rf"(?<![0-9])(?P<a>[0-9]{{1,2}})[-_.](?P<b>[0-9]{{1,2}})[-_.]{_YEAR_END}"),
    lazy_pattern(rf"(?<![0-9])(?P<y>[123][0-9])[-_.]?{_TWO_MONTH}[-_.]?{_TWO_DAY}"),
)
_WEEK = lazy_pattern(
    r"(?<![a-z])(?:week|wk|kw|w|неделя)[-_ .]?(?P<w>[0-9]{1,2})"
    r"(?:(?:[-_&+, ]|and){1,4}(?:week[-_ ]?)?(?P<w2>[0-9]{1,2}))?(?![0-9])"
    r"|第\s?(?P<zh>[0-9]{1,2})\s?[周週]",
    re.IGNORECASE,
)
_MONTHS = (
    lazy_pattern(rf"{_YEAR}\s?[-_./年년]?\s?{_TWO_MONTH}(?![0-9])"),
    lazy_pattern(rf"{_NAME}[-_., ]{{1,2}}{_YEAR_END}", re.IGNORECASE),
    lazy_pattern(rf"{_YEAR}[-_./ ]{_NAME}", re.IGNORECASE),
)
_ANY_YEAR = lazy_pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_WEEKS = 53
_LONGEST = 4  # weeks in one file


class Dated(NamedTuple):
    """The time that a file is about, in whole units; both ends are included.

    Days are those of ``date.toordinal``, weeks are counted from Monday in the same way, and months
    from the year 0. ``first`` is 0 for a day and a month that may be read either way round.
    """

    unit: Unit
    first: int
    last: int


def find_date(text: str) -> tuple[Dated, tuple[int, int]] | None:
    """Return the date in a path or a title, and where it is; None if there is none."""
    for form in _DAYS:
        for found in reversed([*form.finditer(text)]):
            day = _day(found)
            if day is not None:
                return Dated("day", day, day), found.span()
    for week in reversed([*_WEEK.finditer(text)]):
        years = [*_ANY_YEAR.finditer(text)]
        first, last = int(week["w"] or week["zh"]), int(week["w2"] or week["w"] or week["zh"])
        if years and 1 <= first <= last <= min(_WEEKS, first + _LONGEST - 1):
            year = int(years[-1][0])
            return Dated("week", *(_number_of_week(year, n) for n in (first, last))), week.span()
    for form in _MONTHS:
        for found in reversed([*form.finditer(text)]):
            month = int(found["y"]) * 12 + _month(found) - 1
            return Dated("month", month, month), found.span()
    return None


def _day(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    year = int(groups["y"])
    year += 2000 * (year < 100)
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        if max(first, second) <= 12:
            return 0 if min(first, second) else None
        month, day = (second, first) if first > 12 else (first, second)
    else:
        month, day = _month(found), int(groups["d"])
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int:
    groups = found.groupdict()
    name = groups.get("name")
    return _NAMES.index(name[:3].lower()) + 1 if name else int(groups["m"])


def _number_of_week(year: int, week: int) -> int:
    # The first week is that of the fourth of January; day 1 was a Monday.
    return (date(year, 1, 4).toordinal() - 1) // 7 + week - 1


def shown(unit: Unit, number: int) -> str:
    """Return the day, the first day of the week, or the month, as people write it."""
    if unit == "month":
        return f"{number // 12}-{number % 12 + 1:02}"
    if unit == "week":
        year, week, _ = date.fromordinal(number * 7 + 1).isocalendar()
        return f"{year}-W{week:02}"
    return date.fromordinal(number).isoformat()


def without_dates(text: str) -> Iterator[str]:
    """Yield the parts of ``text`` between dates, times and days of the week."""
    at = 0
    for found in _ANY_DATE.finditer(text):
        yield text[at : found.start()]
        at = found.end()
    yield text[at:]


_ANY_DATE = lazy_pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s?[-_./年년]\s?[0-9]{1,2}(?![0-9])"
    r"(?:\s?[-_./月월]\s?[0-9]{1,2}(?![0-9]))?(?:\s?[日일]|T(?=[0-9]))?|[0-9]{4}(?![0-9]))"
    r"|(?<![0-9])[0-9]{1,2}[-_./][0-9]{1,2}[-_./](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}\s?[月월]\s?[0-9]{1,2}\s?[日일]"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:\s?(?:Z|UTC|GMT|[AP]M|[+-][0-9]{2}:?[0-9]{2})(?![0-9A-Za-z]))?"
    r"|(?<![A-Za-z])(?:[0-9]{1,2}(?:st|nd|rd|th)?\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?"
    r"\.?\s?[0-9]{1,4}(?:st|nd|rd|th)?(?:,?\s(?:19|20)[0-9]{2})?(?![0-9A-Za-z])"
    r"|(?<![A-Za-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![A-Za-z])"
    r"|(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일]요일|[月火水木金土日]曜日?",
    re.IGNORECASE,
)
