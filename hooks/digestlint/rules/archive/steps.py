"""The usual step of a series, learnt from the dates around a place, and what is missing there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from statistics import median_low

from digestlint._runtime.records import NamedTuple
from digestlint.rules.archive.holidays import are_holidays, is_holiday
from digestlint.rules.archive.series import Series

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Every = Literal["day", "weekday", "some weekdays", "week", "month", "step"]

_AROUND = 30  # dates on either side of a gap that say how regular the series is
_FEWEST = {"day": 14, "week": 8, "month": 6}  # … of which there have to be so many
_FEWEST_ON_A_SIDE = 3
_REGULAR = 0.9  # of the steps are usual ones
_OFTEN, _SELDOM = 0.8, 0.2  # of the Mondays, say
_MOST_DAYS = 4  # from one file to the next, in a series of days
_WEEK = 7
_SATURDAY = 5
# How far from the usual step one still counts as that.
_LOW, _HIGH, _GAP = 0.6, 1.4, 1.7


class Gap(NamedTuple):
    """Dates that are missing, in units of the series."""

    before: int  # the last date before it
    after: int  # the first date after it
    first: int  # what is missing; 0 where the days are not known
    last: int
    number: int
    every: Every  # how often there is a file
    step: int


def gaps(series: Series) -> Iterator[Gap]:
    """Yield what is missing between the dates of ``series``, where these are regular."""
    ends: dict[int, int] = {}
    for member in series.members:
        ends[member.dated.first] = max(member.dated.last, ends.get(member.dated.first, 0))
    spans = sorted(ends.items())
    steps = [after[0] - before[1] for before, after in pairwise(spans)]
    if len(spans) < _FEWEST[series.unit]:
        return
    usual = median_low(steps)
    for i, step in enumerate(steps):
        if step > max(1, usual if series.unit != "day" else 1):
            gap = _gap(series, spans, steps, i)
            if gap is not None:
                yield gap


def _gap(
    series: Series, spans: Sequence[tuple[int, int]], steps: Sequence[int], i: int
) -> Gap | None:
    """Return what is missing between two dates, if the dates around are regular."""
    low, high = max(0, i - _AROUND), min(len(spans), i + 2 + _AROUND)
    before, after = spans[low : i + 1], spans[i + 1 : high]
    if min(len(before), len(after)) < _FEWEST_ON_A_SIDE:
        return None
    if len(before) + len(after) < _FEWEST[series.unit]:
        return None
    around = [*steps[low:i], *steps[i + 1 : high - 1]]
    usual = median_low(around)
    place = spans[i][1], spans[i + 1][0]
    if series.unit == "day" and usual <= _MOST_DAYS:
        return _of_days([first for first, _ in before], [first for first, _ in after], place)
    alike = sum(_LOW * usual <= step <= _HIGH * usual for step in around)
    count = round(steps[i] / usual) - 1
    if alike < _REGULAR * len(around) or steps[i] < _GAP * usual or count < 1:
        return None
    if series.unit == "month" or usual > 1:
        every: Every = "month" if series.unit == "month" and usual == 1 else "step"
    else:
        every = "week"
    if series.unit == "day" and abs(usual - _WEEK) <= 1:
        every = "week"
    if usual == 1:
        first, last = place[0] + 1, place[1] - 1
        return (
            None if _is_holiday(series, first, last) else Gap(*place, first, last, count, every, 1)
        )
    if series.unit == "day" and _is_holiday(series, place[0] + usual - 1, place[1] - usual + 1):
        return None
    return Gap(*place, 0, 0, count, every, usual)


def _is_holiday(series: Series, first: int, last: int) -> bool:
    if series.unit == "month":
        return False
    if series.unit == "week":
        first, last = first * _WEEK + 1, last * _WEEK + 5
    return first <= last and are_holidays(date.fromordinal(first), date.fromordinal(last))


def _of_days(before: Sequence[int], after: Sequence[int], place: tuple[int, int]) -> Gap | None:
    days = _days_of_the_week((before, after))
    if not days:
        return None
    missing = [n for n in range(place[0] + 1, place[1]) if (n - 1) % _WEEK in days]
    left = [n for n in missing if not is_holiday(date.fromordinal(n))]
    if not left or are_holidays(*map(date.fromordinal, (place[0] + 1, place[1] - 1))):
        return None
    every: Every = "day" if len(days) == _WEEK else "some weekdays"
    if days == set(range(_SATURDAY)):
        every = "weekday"
    return Gap(*place, left[0], left[-1], len(left), every, 1)


def _days_of_the_week(sides: Sequence[Sequence[int]]) -> set[int]:
    """Return the days on which the series has a file, 0 for Monday; none if that differs."""
    there, possible = [0] * _WEEK, [0] * _WEEK
    for dates in sides:
        for n in dates:
            there[(n - 1) % _WEEK] += 1
        possible[(dates[0] - 1) % _WEEK] += 1
        for first, second in pairwise(dates):
            # A longer pause is a gap of its own, and says nothing about the days of the week.
            for n in range(first + 1 if second - first <= _WEEK else second, second + 1):
                possible[(n - 1) % _WEEK] += 1
    shares = [count / most if most else 0.0 for count, most in zip(there, possible, strict=True)]
    days = {day for day, share in enumerate(shares) if share >= _OFTEN}
    if any(_SELDOM < share < _OFTEN for share in shares):
        return set()
    wanted = sum(possible[day] for day in days)
    return days if sum(there[day] for day in days) >= _REGULAR * wanted else set()
