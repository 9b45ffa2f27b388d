"""A series of dated files lacks a day, a week or a month.

## What it does
Compares the dates of the files of a run: dates in their paths (`2025/09/22.md`,
`2025-09-22_agents.md`, `20250922.md`, `22-sep-2025.md`, `2025/week-07/notes.md`, `2025-09.md`), or
in their titles. Files whose paths begin alike are one series. From the 30 dates before and after a
place, it learns how often there is a file: every day, on some days of the week, every week, every
month. Where nearly all steps are alike and one is longer, the file after it is reported, once for
each gap.

Weekends and public holidays are no gaps if the rest of the series keeps to them: the end of the
year, Lunar New Year, the first weeks of May and October, and holidays of the United States, on
which arXiv announces nothing. Nor is anything reported where files come irregularly, at the
beginning and the end of a series, or in files that are named one by one instead of by their folder.

The rule is selected by default only where files are compared: `--across-files`, or `across-files =
true` in the configuration.

## Why it matters
A day is missing because a generator failed that night. Nobody notices, because the next day
succeeds.

## Example
The folder has `2025-09-17.md`, `2025-09-18.md`, `2025-09-19.md`, `2025-09-23.md` and so on, a file
for each weekday, but no `2025-09-22.md`, which was a Monday.

## Fix safety
There is no fix: the digest of that day has to be generated again.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.archive.archive import Archive
from digestlint.document.archive.dates import shown
from digestlint.rules.archive.series import Series, same_place
from digestlint.rules.archive.steps import Gap, gaps

RULE = RuleInfo(
    "ARC001",
    "date-gap",
    severity=Severity.INFO,
    default=False,
    across_files=True,
    requires="other files",
)

_ONE = Template("date-gap/one", "no file for {date}: this series has a file {every}")
_SEVERAL = Template(
    "date-gap/several",
    "no file for {count} dates from {first} to {last}: this series has a file {every}",
)
_BETWEEN = Template(
    "date-gap/between", "no file between {before} and {after}: this series has a file {every}"
)
_DAY = Template("date-gap/every-day", "every day")
_WEEKDAY = Template("date-gap/every-weekday", "every weekday")
_SOME_DAYS = Template("date-gap/some-weekdays", "on the same days of every week")
_WEEK = Template("date-gap/every-week", "every week")
_MONTH = Template("date-gap/every-month", "every month")
_STEP = Template("date-gap/step", "every {step} {unit}")
_EVERY = {
    "day": _DAY,
    "weekday": _WEEKDAY,
    "some weekdays": _SOME_DAYS,
    "week": _WEEK,
    "month": _MONTH,
    "step": _STEP,
}


def compare(archive: Archive) -> Iterator[tuple[int, Message]]:
    """Report the first file after each gap."""
    for series in same_place(archive):
        members = [each for each in series.members if archive.files[each.place].walked]
        if not series.is_clear or not members:
            continue
        after = {member.dated.first: member.place for member in reversed(members)}
        for gap in gaps(series._replace(members=members)):
            yield after[gap.after], _message(series, gap)


def _message(series: Series, gap: Gap) -> Message:
    template = _EVERY[gap.every]
    units = f"{series.unit}s"
    every = template(step=gap.step, unit=units) if gap.every == "step" else template()
    if not gap.first:
        before, after = shown(series.unit, gap.before), shown(series.unit, gap.after)
        return _BETWEEN(before=before, after=after, every=every)
    first, last = shown(series.unit, gap.first), shown(series.unit, gap.last)
    if gap.number == 1:
        return _ONE(date=first, every=every)
    return _SEVERAL(count=gap.number, first=first, last=last, every=every)
