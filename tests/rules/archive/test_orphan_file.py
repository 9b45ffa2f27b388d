from __future__ import annotations

from tests.archives import days, said, written

DATES = [*days("2025-09-01", 21)]
ORPHAN = DATES[9]


def pages() -> dict[str, str]:
    """Pages of seven days each, so that none of them is an index of the series."""
    found = {}
    for n in range(3):
        chosen = [day for day in DATES[n * 7 : n * 7 + 7] if day != ORPHAN]
        found[f"page-{'abc'[n]}.md"] = "".join(f"- [{d}](days/{d}.md)\n" for d in chosen)
    return found


def files() -> dict[str, str]:
    return {f"days/{day}.md": f"# {day}\n" for day in DATES}


def test_finds_a_file_that_nothing_links_to() -> None:
    assert said("ARC004", written({**pages(), **files()})) == [
        (
            f"days/{ORPHAN}.md",
            "no other file links here, though others link to 20 of the 21 files of days/<date>.md",
        )
    ]


def test_a_link_to_itself_does_not_count() -> None:
    archive = {**pages(), **files(), f"days/{ORPHAN}.md": f"[top]({ORPHAN}.md)"}
    assert len(said("ARC004", written(archive))) == 1


def test_any_other_link_does() -> None:
    for link in (f"[d](days/{ORPHAN}.md#a)", f"[[{ORPHAN}]]", f"[d]: days/{ORPHAN}.md\n\n[d]"):
        assert said("ARC004", written({**pages(), **files(), "notes.md": link})) == []


def test_what_an_index_lacks_is_reported_there() -> None:
    index = "".join(f"- [{day}](days/{day}.md)\n" for day in DATES if day != ORPHAN)
    archive = written({"README.md": index, **files()})
    assert said("ARC004", archive) == []
    assert len(said("ARC003", archive)) == 1


def test_the_ends_of_a_chain() -> None:
    archive = {
        f"days/{day}.md": f"[Previous](./{before}.md)"
        for before, day in zip(days("2025-08-31", 21), DATES, strict=True)
    }
    assert said("ARC004", written(archive)) == []
    archive[f"days/{DATES[10]}.md"] = "# No link back\n"
    assert [path for path, _ in said("ARC004", written(archive))] == [f"days/{ORPHAN}.md"]


def test_only_if_the_whole_repository_is_there() -> None:
    assert said("ARC004", written({**pages(), **files()}, whole=False)) == []


def test_series_that_are_not_linked() -> None:
    some = {"README.md": "".join(f"- [{day}](days/{day}.md)\n" for day in DATES[:7])}
    assert said("ARC004", written({**some, **files()})) == []
