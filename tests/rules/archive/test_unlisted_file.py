from __future__ import annotations

import pytest

from tests.archives import days, said, written

DATES = [*days("2025-09-01", 20)]
GONE = DATES[9]


def index(form: str, dates: list[object] | None = None) -> str:
    chosen = DATES if dates is None else dates
    return "# Days\n\n" + "".join(f"- {form.format(d)}\n" for d in chosen if d != GONE)


def files(form: str = "archive/{:%Y/%m/%d}.md") -> dict[str, str]:
    return {form.format(day): f"# {day}\n" for day in DATES}


LINKS = {
    "link": "[day](archive/{:%Y/%m/%d}.md)",
    "with a fragment": "[day](archive/{:%Y/%m/%d}.md#papers)",
    "from here": "[day](./archive/{:%Y/%m/%d}.md)",
    "from the root": "[day](/archive/{:%Y/%m/%d}.md)",
    "page": "[day](archive/{:%Y/%m/%d}.html)",
    "page without an extension": "[day](archive/{:%Y/%m/%d}/)",
    "HTML": '<a href="archive/{:%Y/%m/%d}.md">day</a>',
    "GitHub": "[day](https://github.com/o/r/blob/main/archive/{:%Y/%m/%d}.md)",
    "site": "[day](https://o.github.io/r/archive/{:%Y/%m/%d}.html)",
    "table": "| [{0}](archive/{0:%Y/%m/%d}.md) |",
}


@pytest.mark.parametrize("form", LINKS.values(), ids=LINKS.keys())
@pytest.mark.parametrize("name", ["README.md", "index.md", "SUMMARY.md", "all-papers.md"])
def test_finds_what_an_index_lacks(form: str, name: str) -> None:
    found = said("ARC003", written({name: index(form), **files()}))
    message = "archive/2025/09/10.md is not listed here, though 19 of the 20 files of {} are"
    assert found == [(name, message.format("archive/<date>.md"))]


def test_finds_what_a_wiki_lacks() -> None:
    archive = {"Index.md": index("[[{}]]"), **files("days/{}.md")}
    assert len(said("ARC003", written(archive))) == 1
    archive["Index.md"] += f"- [[{GONE}|the tenth]]\n"
    assert said("ARC003", written(archive)) == []


def test_finds_files_without_a_date() -> None:
    words = [f"harbour-{a}" for a in "abcdefghij"]
    pages = {f"notes/{word}.md": f"# {word}\n" for word in words}
    listed = "".join(f"- [{word}](notes/{word}.md)\n" for word in words if word != "harbour-f")
    assert said("ARC003", written({"README.md": listed, **pages})) == [
        (
            "README.md",
            "notes/harbour-f.md is not listed here, though 9 of the 10 files of notes/* are",
        )
    ]
    others = {"notes/README.md": "", "notes/CONTRIBUTING.md": "", "notes/LICENSE.md": ""}
    listed += "- [f](notes/harbour-f.md)\n"
    assert said("ARC003", written({"README.md": listed, **pages, **others})) == []


def test_what_lies_before_the_oldest_that_is_listed_is_not_reported() -> None:
    latest = DATES[11:]
    text = index("[day](archive/{:%Y/%m/%d}.md)", [*latest])
    all_days = {f"archive/{day:%Y/%m/%d}.md": "" for day in [*days("2025-09-10", 3), *latest]}
    assert said("ARC003", written({"README.md": text, **all_days})) == []


def test_the_rest_of_many_is_counted() -> None:
    dates = [*days("2025-01-01", 200)]
    listed = [f"- [x]({day}.md)\n" for n, day in enumerate(dates) if n % 9 != 5]
    found = said(
        "ARC003", written({"README.md": "".join(listed), **{f"{day}.md": "" for day in dates}})
    )
    assert len(found) == 11
    assert found[-1][1] == "12 more files of <date>.md are not listed here"


def test_no_index() -> None:
    few = index("[day](archive/{:%Y/%m/%d}.md)", [*DATES[:9]])
    assert said("ARC003", written({"README.md": few, **files()})) == []
    all_of_them = index("[day](archive/{:%Y/%m/%d}.md)")
    assert said("ARC003", written({"README.md": all_of_them, **files()}, walked=False)) == []


def test_a_day_that_links_to_all_others_is_no_index() -> None:
    links = "".join(f"- [day](../../../archive/{day:%Y/%m/%d}.md)\n" for day in DATES[:-1])
    archive = dict.fromkeys(files(), links)
    assert said("ARC003", written(archive)) == []
