from __future__ import annotations

from datetime import date

import pytest

from tests.archives import days, named, said, weekdays, written

FORMS = {
    "iso": "{0:%Y-%m-%d}.md",
    "slug": "posts/{0:%Y-%m-%d}-agents-in-{0:%j}-steps.md",
    "suffix": "data/{0:%Y-%m-%d}_database.md",
    "prefix": "reports/report_{0:%Y_%m_%d}.md",
    "folders": "archive/{0:%Y}/{0:%m}/{0:%d}.md",
    "folder of a day": "docs/{0:%Y-%m-%d}/README.md",
    "repeated": "{0:%Y}/{0:%Y-%m}/{0:%Y-%m-%d}.md",
    "year": "{0:%Y}/{0:%m-%d}.md",
    "compact": "{0:%Y%m%d}.md",
    "short": "digest-{0:%y%m%d}.md",
    "dots": "{0:%Y.%m.%d}.md",
    "Chinese": "{0:%Y}年{0.month}月{0.day}日.md",
    "Korean": "{0:%Y}년 {0.month}월 {0.day}일.md",
    "names of months": "{0:%d-%b-%Y}.md",
    "American": "{0:%B}_{0.day}_{0:%Y}.md",
}


def without(all_days: list[date], *gone: str) -> list[date]:
    return [day for day in all_days if day.isoformat() not in gone]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_finds_a_day_that_is_missing_in_names_of_all_forms(form: str) -> None:
    dates = without([*days("2025-03-01", 60)], "2025-03-27")
    found = said("ARC001", named(map(form.format, dates)))
    after = form.format(date(2025, 3, 28))
    assert found == [(after, "no file for 2025-03-27: this series has a file every day")]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (without([*weekdays("2025-03-03", 60)], "2025-03-26"), "2025-03-26: {} every weekday"),
        (
            without([*weekdays("2025-03-03", 60)], "2025-03-26", "2025-03-27", "2025-03-31"),
            "2025-03-26 to 2025-03-27",
        ),
        (
            [day for day in days("2025-03-03", 100) if day.weekday() in (1, 3) and day.day != 10],
            "2025-04-10: {} on the same days of every week",
        ),
        (
            without([*days("2025-03-03", 20, 7)], "2025-04-14"),
            "between 2025-04-07 and 2025-04-21: {} every week",
        ),
        (
            without([*days("2025-03-03", 20, 14)], "2025-06-23"),
            "between 2025-06-09 and 2025-07-07: {} every 14 days",
        ),
    ],
)
def test_learns_the_usual_step(dates: list[date], expected: str) -> None:
    found = said("ARC001", named(f"{day}.md" for day in dates))
    assert expected.format("this series has a file") in found[0][1]


@pytest.mark.parametrize(
    "form", ["2025/week-{:02}/review.md", "2025-W{:02}.md", "2025年第{}周.md", "week-{}-2025.md"]
)
def test_finds_a_week_that_is_missing(form: str) -> None:
    numbers = [n for n in range(5, 30) if n != 17]
    found = said("ARC001", named(map(form.format, numbers)))
    expected = "no file for 2025-W17: this series has a file every week"
    assert found == [(form.format(18), expected)]


def test_a_file_of_two_weeks_is_no_gap() -> None:
    names = [f"2025/week-{n:02}.md" for n in range(5, 30) if n not in (17, 18)]
    assert len(said("ARC001", named(names))) == 1
    for both in ("2025/week-17_&_18.md", "2025/week-17-18.md", "2025/week-17_and_18.md"):
        assert said("ARC001", named([*names, both])) == []


def test_finds_a_month_that_is_missing() -> None:
    names = [f"{2023 + n // 12}-{n % 12 + 1:02}.md" for n in range(30) if n != 15]
    assert said("ARC001", named(names)) == [
        ("2024-05.md", "no file for 2024-04: this series has a file every month")
    ]


def test_finds_gaps_by_the_dates_in_titles() -> None:
    dates = without([*days("2025-03-01", 40)], "2025-03-20")
    files = {f"issues/{n}.md": f"# Daily papers, {day:%B %d, %Y}\n" for n, day in enumerate(dates)}
    assert said("ARC001", written(files)) == [
        ("issues/19.md", "no file for 2025-03-20: this series has a file every day")
    ]
    files = {f"issues/{n}.md": f"---\ndate: {day}\n---\n# Papers\n" for n, day in enumerate(dates)}
    assert len(said("ARC001", written(files))) == 1


def test_each_gap_is_one_finding() -> None:
    gone = ("2025-03-20", "2025-04-09", "2025-04-10", "2025-04-11")
    found = said("ARC001", named(f"{day}.md" for day in without([*days("2025-03-01", 90)], *gone)))
    assert [path for path, _ in found] == ["2025-03-21.md", "2025-04-12.md"]
    assert found[1][1].startswith("no file for 3 dates from 2025-04-09 to 2025-04-11:")


IRREGULAR = {
    "a sample": [day for day in days("2024-01-01", 400) if day.toordinal() * 7919 % 5 == 0],
    "now and then": [day for day in days("2024-01-01", 60) if day.day not in (3, 4, 9, 14, 22, 27)],
    "few": without([*days("2025-03-01", 12)], "2025-03-06"),
    "a gap near the end": without([*days("2025-03-01", 40)], "2025-04-08"),
    "weekends": [*weekdays("2025-05-12", 35)],
    "one of two weekends": [
        day for day in days("2025-05-12", 90) if day.weekday() < 5 or day.isocalendar()[1] % 2
    ],
    "the end of the year": [
        day for day in days("2024-10-15", 120) if not date(2024, 12, 23) <= day <= date(2025, 1, 3)
    ],
    "Lunar New Year": [
        day for day in days("2024-11-15", 150) if not date(2025, 1, 27) <= day <= date(2025, 2, 5)
    ],
    "Thanksgiving": without([*weekdays("2025-10-15", 60)], "2025-11-27", "2025-11-28"),
    "Labor Day": without([*weekdays("2025-08-01", 60)], "2025-09-01"),
    "daily, then on weekdays": [*days("2025-02-10", 47), *weekdays("2025-03-31", 30)],
}


@pytest.mark.parametrize("dates", IRREGULAR.values(), ids=IRREGULAR.keys())
def test_no_gap(dates: list[date]) -> None:
    assert said("ARC001", named(f"{day}.md" for day in dates)) == []


def test_a_day_that_another_file_of_the_place_has_is_no_gap() -> None:
    dates = [*days("2025-03-01", 60)]
    names = [f"data/{day}_agents.md" for day in without(dates, "2025-03-27")]
    assert said("ARC001", named([*names, "data/2025-03-27_graphs.md"])) == []
    assert len(said("ARC001", named([*names, "other/2025-03-27_agents.md"]))) == 1


def test_files_that_are_named_one_by_one_have_no_gaps() -> None:
    names = [f"{day}.md" for day in without([*days("2025-03-01", 60)], "2025-03-27")]
    assert said("ARC001", named(names, walked=False)) == []


def test_dates_that_can_be_read_both_ways_say_nothing() -> None:
    form = "{:%d-%m-%Y}.md"
    assert said("ARC001", named(map(form.format, days("2025-03-01", 90)))) == []
