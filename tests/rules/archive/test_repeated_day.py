from __future__ import annotations

import pytest

from tests.archives import days, said, written

NAMES = ("Ferry", "Harbour", "Lighthouse", "Tide", "Anchor", "Kelp", "Buoy", "Mast", "Keel", "Oar")


def day(date: object, numbers: range, note: str = "") -> str:
    papers = "".join(
        f"## {i}.[{NAMES[n % 10]} at Sea {n}](https://arxiv.org/pdf/2509.{n:05})\n\n"
        f"We study how the {NAMES[n % 10].lower()} of ship {n} changes from day to day. {note}\n\n"
        for i, n in enumerate(numbers)
    )
    return f"# Papers for {date}\n\n{papers}"


def archive(*texts: str) -> list[tuple[str, str]]:
    dates = days("2025-09-01", len(texts))
    return said("ARC002", written({f"{d}.md": text for d, text in zip(dates, texts, strict=True)}))


COPY = "this file has the same text as 2025-09-01.md, apart from dates and times"
HEADS = {
    "date": ("# Papers for 2025-09-01", "# Papers for 2025-09-02"),
    "number": ("# Issue 41 (2025-09-01)", "# Issue 42 (2025-09-02)"),
    "time": ("Generated 2025-09-01 06:12:33", "Generated 2025-09-02T06:09:59.123"),
    "English": ("## Monday, September 1, 2025", "## Tuesday, September 2, 2025"),
    "English, day first": ("1st Sep 2025", "2nd Sep 2025"),
    "Chinese": ("# 2025年9月1日 星期一 论文", "# 2025年9月2日 星期二 论文"),
    "Japanese": ("# 9月1日 月曜日", "# 9月2日 火曜日"),
    "Korean": ("2025년 9월 1일 월요일", "2025년 9월 2일 화요일"),
    "front matter": ("---\ndate: 2025-09-01\n---", "---\ndate: 2025-09-02\n---"),
    "link to a day": ("[previous](2025-08-31.md)", "[previous](2025-09-01.md)"),
}


@pytest.mark.parametrize(("first", "second"), HEADS.values(), ids=HEADS.keys())
def test_finds_a_copy_under_another_date(first: str, second: str) -> None:
    text = day("X", range(4)).removeprefix("# Papers for X")
    assert archive(first + text, second + text) == [("2025-09-02.md", COPY)]


def test_line_endings_and_spaces_do_not_matter() -> None:
    text = day("2025-09-01", range(4))
    assert len(archive(text, text.replace("\n", "\r\n").replace("from day", "from  day"))) == 1


def test_a_copy_need_not_be_a_neighbour() -> None:
    texts = [day(n, range(n * 9, n * 9 + 4)) for n in range(6)]
    assert archive(*texts[:4], texts[1]) == [("2025-09-05.md", COPY.replace("-01.md", "-02.md"))]


def test_finds_the_papers_of_the_day_before() -> None:
    texts = [day(n, range(n * 20, n * 20 + 10)) for n in range(5)]
    again = day("2025-09-06", range(79, 90), note="It is written anew.")
    assert archive(*texts, again) == [
        ("2025-09-06.md", "10 of the 11 papers of this file are those of 2025-09-05.md")
    ]


OTHERS = {
    "half of the papers": [day(n, range(n * 5, n * 5 + 10)) for n in range(6)],
    "few papers": [day(1, range(3), "One."), day(2, range(3), "Two."), day(3, range(9, 12))],
    "a list that grows": [day(n, range(20 + n), f"Day {n}.") for n in range(12)],
    "nothing new": ["# 2025-09-01\n\nNo papers today. Come back tomorrow.\n"] * 3,
    "nothing new, at length": [
        "# 2025-09-01\n\nNo papers were found today.\n\n" + "- Check the settings of topics.\n" * 20
    ]
    * 3,
    "other numbers": [
        day(1, range(4)),
        day(2, range(4)).replace("ship 3", "ship 8"),
    ],
}


@pytest.mark.parametrize("texts", OTHERS.values(), ids=OTHERS.keys())
def test_other_days(texts: list[str]) -> None:
    assert archive(*texts) == []


def test_files_of_other_series_may_be_the_same() -> None:
    text = day("2025-09-01", range(4))
    files = {"2025-09-01.md": text, "backup/2025-09-01.md": text, "README.md": text}
    assert said("ARC002", written(files)) == []
