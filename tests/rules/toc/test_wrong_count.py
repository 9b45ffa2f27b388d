from __future__ import annotations

from typing import Any

import pytest

from tests.support import diagnose, see

NOTES = {"notes": {"level": 3}}
ENTRIES = {"entries": {"pattern": r"^\[(?P<title>.+?)\]"}}
TWO = "## Agents\n### Ferry\n### Kelp\n"
LISTED = "- [Ferry](f.md)\n- [Kelp](k.md)\n"


def own(count: dict[str, Any], parts: dict[str, Any] = NOTES) -> dict[str, dict[str, Any]]:
    return {"own": {"match": {"headings": ["^Papers"]}, **parts, "counts": {"it": count}}}


def rows(text: str, count: dict[str, Any], parts: dict[str, Any] = NOTES) -> list[tuple[int, str]]:
    return [(s.row, s.text) for s in see(text, "TOC010", schemas=own(count, parts))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Papers (3)\n" + TWO, [(1, "3")]),
        ("# Papers (2)\n" + TWO, []),
        ("# Papers (0)\n", []),
        ("# Papers (12)\n", [(1, "12")]),
        ("# Papers (２)\n" + TWO, []),
        ("# Papers (1,002)\n" + TWO, [(1, "1,002")]),
        ("# Papers (3)\r\n" + TWO.replace("\n", "\r\n"), [(1, "3")]),
        ("# Papers\n\n- *Agents* (3)\n" + TWO, [(3, "3")]),
        ("# Papers\n`(3)`\n" + TWO, []),
        ("# Papers\n```\n(3)\n```\n" + TWO, []),
        ("# Papers\n<!-- (3) -->\n" + TWO, []),
        ("# Papers (3)\n(4)\n" + TWO, [(1, "3"), (2, "4")]),
        ("# Papers (two)\n" + TWO, []),
    ],
)
def test_of_the_file(text: str, found: list[tuple[int, str]]) -> None:
    assert rows(text, {"pattern": r"\((?P<count>\d[\d,]*)\)"}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Agents (2)\n### Ferry\n### Kelp\n## Vision (1)\n### Tide\n", []),
        ("## Agents (3)\n### Ferry\n### Kelp\n## Vision (2)\n### Tide\n", [(2, "3"), (5, "2")]),
        ("## Agents\n(3)\n\n### Ferry\n### Kelp\n## Vision\n### Tide\n", [(3, "3")]),
        ("## Agents\n(2)\n\n### Ferry\n### Kelp\n## Vision\n### Tide\n", []),
        ("(3)\n" + TWO + "### Tide\n", []),
        ("Agents (3)\n---\n### Ferry\n### Kelp\n", [(2, "3")]),
    ],
)
def test_of_the_section(text: str, found: list[tuple[int, str]]) -> None:
    count = {"pattern": r"\((?P<count>\d+)\)", "within": "section"}
    assert rows(f"# Papers\n{text}", count) == found


BELOW = "\n## Agents\n### Ferry\n### Kelp\n## Vision 视觉\n### Tide\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- [Agents](#agents) (2)", []),
        ("- [Agents](#agents) (3)", [(2, "3")]),
        ("- [Vision](#vision-视觉) (2)", [(2, "2")]),
        ("- [Vision](#vision-%E8%A7%86%E8%A7%89) (1)", []),
        ("- <a href='#agents'>Agents</a> (3)", [(2, "3")]),
        ("| [Agents](#agents) | (3) |\n|---|---|", [(2, "3")]),
        ("- [Agents](#nowhere) (3)", []),
        ("- [Agents](other.md#agents) (3)", []),
        ("- [Agents](other.md) (3)", []),
        ("- Agents (3)", []),
        ("- [mail](https://example.org) [Agents](#agents) (3)", [(2, "3")]),
    ],
)
def test_of_what_the_line_links_to(line: str, found: list[tuple[int, str]]) -> None:
    count = {"pattern": r"\((?P<count>\d+)\)", "within": "link"}
    assert rows(f"# Papers\n{line}\n{BELOW}", count) == found


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize(
    "heading",
    [
        '<a id="it"></a>\n\n## Agents\n', '## <a id="it"></a>Agents\n',
        '## Agents <a name="it"></a>\n\nText.\n', '## Agents\nText. <a id="it"></a>\n\nText.\n',
    ],
)  # fmt: skip
def test_anchors_of_html(heading: str, number: int) -> None:
    count = {"pattern": r"\((?P<count>\d+)\)", "within": "link"}
    text = f"# Papers\n[Agents](#it) ({number})\n\n{heading}### Ferry\n### Kelp\n"
    text += "## Vision\n### Tide\n"
    assert len(rows(text, count)) == number - 2


def test_an_anchor_between_two_headings() -> None:
    count = {"pattern": r"\((?P<count>\d+)\)", "within": "link"}
    text = '# Papers\n[Agents](#it) (3)\n\n## Agents\n<a id="it"></a>\n### Ferry\n### Kelp\n'
    assert rows(text, count) == []


def test_entries_and_what_is_none() -> None:
    count = {"pattern": r"\((?P<count>\d+)\)", "of": "entries"}
    assert rows(f"# Papers (2)\n{LISTED}", count, ENTRIES) == []
    assert rows(f"# Papers (1)\n{LISTED}", count, ENTRIES) == [(1, "1")]
    # An item that is no entry could be meant.
    assert rows(f"# Papers (3)\n{LISTED}- Tide\n", count, ENTRIES) == []
    assert rows(f"# Papers (4)\n{LISTED}- Tide\n", count, ENTRIES) == [(1, "4")]


@pytest.mark.parametrize(
    ("count", "message"),
    [
        ({}, "the number of notes in this file is 2, not '3'"),
        ({"of": "entries"}, "the number of entries in this file is 0, not '3'"),
        ({"within": "section"}, "the number of notes in this section is 2, not '3'"),
        (
            {"within": "link"},
            "the number of notes in the section that this line links to is 2, not '3'",
        ),
    ],
)
def test_messages(count: dict[str, Any], message: str) -> None:
    text = "# Papers\n[Agents](#agents) (3)\n\n" + TWO
    pattern = {"pattern": r"\((?P<count>\d+)\)"}
    found = diagnose(text, "TOC010", schemas=own(pattern | count, {**NOTES, **ENTRIES}))
    assert [str(each.message) for each in found] == [message]


def test_a_number_that_two_patterns_match_is_one_finding() -> None:
    schemas = own({"pattern": r"\((?P<count>\d+)\)"})
    schemas["own"]["counts"]["more"] = {"pattern": r"s \((?P<count>\d+)\)", "within": "section"}
    assert len(see("# Papers (3)\n" + TWO, "TOC010", schemas=schemas)) == 1
