"""Headings, list items and rows of tables in HTML are entries or notes; their cells are fields."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

HEADINGS = """\
<h2>Papers</h2>

<h3>1. <a href="https://arxiv.org/abs/1">Slow Tides</a></h3>
<p><b>Authors:</b> A</p>

<h4>Not numbered</h4>

> <H3>2. <a href="https://arxiv.org/abs/2">Loud Gulls</a></H3>
> Authors: B

<h3>3. Never closed

<h2>4. Calm Seas</h2>
Authors: C

## After it

Authors: nobody
"""
ITEMS = """\
<ul>
<li><a href="https://example.org/1">Slow Tides</a>
<li><a href="https://example.org/2">Loud Gulls</a>
  <ol><li><a href="https://example.org/3">Calm Seas</a></li></ol>
</li>
</ul>
<li><a href="https://example.org/4">in no list</a></li>
"""
ROWS = """\
<table>
<thead><tr><th>Date</th><th><b>Title</b></th><th>Code</th></tr></thead>
<tr><td>2025-03-17</td><td><a href="https://arxiv.org/abs/1">Slow Tides</a></td>
<td><table><tr><td>inner</td></tr></table></td></tr>
<tr><td>2025-03-18<td>Loud Gulls
</table>

<table><tr><td>Other</td></tr><tr><td>no paper</td></tr></table>
"""
TITLE = {"kind": "html-column", "label": "Title"}
DATE = {"kind": "html-column", "label": "Date", "required": False}


def digest_of(text: str, part: str = "notes", **keys: Any) -> Digest:
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, part: keys}})
    return build(parse(text), next(schema for schema in loaded if schema.name == "x"))[1]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_headings_are_notes(ending: str) -> None:
    text = HEADINGS.replace("\n", ending)
    notes = digest_of(
        text,
        kind="html-heading",
        pattern=r"^(?P<number>\d)\. (?:<a.*?>)?(?P<title>[\w ]+)",
        fields={"by": {"kind": "label", "label": "Authors"}},
    ).notes
    assert [
        (n.number and n.number.text, n.name, n.url and n.url.text, len(n.fields)) for n in notes
    ] == [
        ("1", "1. Slow Tides", "https://arxiv.org/abs/1", 1),
        ("2", "2. Loud Gulls", "https://arxiv.org/abs/2", 1),
        ("4", "4. Calm Seas", None, 1),
    ]


def test_a_level_makes_headings_notes() -> None:
    digest = digest_of(HEADINGS, kind="html-heading", level=3, pattern=r"^1\. (?P<title>.+)")
    assert ([n.name for n in digest.notes], len(digest.misfits)) == (["1. Slow Tides"], 1)


@pytest.mark.parametrize(
    ("level", "expected"), [(None, ["1", "2", "3"]), (1, ["1", "2"]), (2, ["3"])]
)
def test_items_are_entries(level: int | None, expected: list[str]) -> None:
    keys: dict[str, Any] = {} if level is None else {"level": level}
    entries = digest_of(
        *(ITEMS, "entries"),
        kind="html-item",
        pattern=r'^<a href="(?P<url>[^"]+)">(?P<title>[^<]+)<',
        **keys,
    ).entries
    assert [e.url and e.url.text.rpartition("/")[2] for e in entries] == expected
    assert all(e.title and e.title.text[0].isupper() for e in entries)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_rows_with_the_columns_are_notes(ending: str) -> None:
    text = ROWS.replace("\n", ending)
    digest = digest_of(
        text,
        kind="html-row",
        pattern=r"^(?:<[^<>]+>)*(?P<title>[\w ]+)",
        fields={"title": TITLE, "date": DATE},
    )
    assert [
        (
            note.title and note.title.text,
            note.url and note.url.text,
            {field.name: text[slice(*field.value)] for field in note.fields}["date"],
        )
        for note in digest.notes
    ] == [
        ("Slow Tides", "https://arxiv.org/abs/1", "2025-03-17"),
        ("Loud Gulls", None, "2025-03-18"),
    ]
    assert not digest.misfits


def test_all_rows_are_looked_at_without_columns() -> None:
    digest = digest_of(ROWS, "entries", kind="html-row", pattern="(?P<title>Slow|Loud)")
    assert ([e.title and e.title.text for e in digest.entries], len(digest.misfits)) == (
        ["Slow", "Loud"],
        3,
    )
