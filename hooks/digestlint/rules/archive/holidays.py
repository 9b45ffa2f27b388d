"""Days on which a series may pause: public holidays on which arXiv and many others do."""

from __future__ import annotations

from datetime import date

_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4
# From and to, as months and days: the end of the year, Lunar New Year, the first of May, and the
# weeks of holidays in October.
_PERIODS = (
    ((12, 20), (12, 31)),
    ((1, 1), (1, 7)),
    ((4, 28), (5, 6)),
    ((9, 28), (10, 9)),
)
_LUNAR = ((1, 20), (3, 3))
_LONGEST_LUNAR = 16  # days


def are_holidays(first: date, last: date) -> bool:
    """Whether all days from ``first`` to ``last`` may be holidays."""
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    if len(days) <= _LONGEST_LUNAR and len(days) > 1 and all(_within(day, _LUNAR) for day in days):
        return True
    return all(is_holiday(day) for day in days)


def is_holiday(day: date) -> bool:
    """Whether a series may pause on a day; weekends are none."""
    if any(_within(day, period) for period in _PERIODS):
        return True
    if (day.month, day.day) in ((6, 19), (7, 3), (7, 4), (7, 5), (11, 11)):
        return True
    week = (day.day - 1) // 7 + 1  # of the month
    if day.weekday() == _MONDAY:
        is_last = day.day > 24
        return (day.month, week) in ((1, 3), (2, 3), (9, 1), (10, 2)) or (
            day.month == 5 and is_last
        )
    return day.month == 11 and day.weekday() in (_THURSDAY, _FRIDAY) and 22 <= day.day <= 29


def _within(day: date, period: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    return period[0] <= (day.month, day.day) <= period[1]
