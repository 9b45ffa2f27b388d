"""Paragraphs, and lines of them, are entries or notes."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

NUMBERED = r"^(?P<number>\d+)、\[(?P<title>.+?)\]\(\S+\)"
BOLD = r"^\*\*(?P<title>[^*]+)\*\*$"


def digest_of(text: str, pattern: str | None = None, **keys: Any) -> Digest:
    notes = {"kind": "paragraph", **keys}
    if pattern:
        notes["pattern"] = pattern
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    return build(parse(text), next(schema for schema in loaded if schema.name == "x"))[1]


@pytest.mark.parametrize(
    ("text", "pattern", "spans", "misfits"),
    [
        # Each a paragraph of its own; what follows belongs to them.
        (
            "intro\n\n1、[A](a)：x\n\nmore\n\n2、[B](b)\n",
            NUMBERED,
            ["1、[A](a)：x\n\nmore\n\n", "2、[B](b)\n"],
            ["intro\n"],
        ),
        # Lines of one paragraph.
        (
            "1、[A](a)：x\nmore\n2、[B](b)  \n3、[C](c)",
            NUMBERED,
            ["1、[A](a)：x\nmore\n", "2、[B](b)  \n", "3、[C](c)"],
            [],
        ),
        # What is above one after a rule belongs to none.
        (
            "1、[A](a)\n\nx\n\n---\n\ny\n\n2、[B](b)\n\n* * *\n\n3、[C](c)\n\n---\n\nz\n",
            NUMBERED,
            ["1、[A](a)\n\nx\n\n", "2、[B](b)\n\n* * *\n\n", "3、[C](c)\n\n---\n\nz\n"],
            [],
        ),
        # A heading ends them; what is below it belongs to none.
        (
            "1、[A](a)\n\n# Next\n\nx\n\n## 2\n\n2、[B](b)\n",
            NUMBERED,
            ["1、[A](a)\n\n", "2、[B](b)\n"],
            ["x\n"],
        ),
        # Lines of labels above one, in the same paragraph, do not belong to what is above them
        # where there are fields.
        ("x\nID: 1\n1、[A](a)\n", NUMBERED, ["1、[A](a)\n"], ["x\n"]),
        # In a quotation and in <details>, and after lists.
        (
            "> 1、[A](a)\n> 2、[B](b)\n\n- 9、[L](l)\n\n<details>\n\n3、[C](c)\n\n</details>\n",
            NUMBERED,
            [
                "> 1、[A](a)\n",
                "> 2、[B](b)\n\n- 9、[L](l)\n\n<details>\n\n",
                "3、[C](c)\n\n</details>\n",
            ],
            [],
        ),
        # A bold paragraph before a list of links.
        (
            "**A**\n- [x](x)\n- [y](y)\n\n**B**\n- **C**\n",
            BOLD,
            ["**A**\n- [x](x)\n- [y](y)\n\n", "**B**\n- **C**\n"],
            [],
        ),
        # Not in tables, code, HTML and headings.
        (
            "| **A** |\n|---|\n| **B** |\n\n    **C**\n\n```\n**D**\n```\n"
            "<p>\n**E**\n</p>\n\n# **F**\n",
            BOLD,
            [],
            [],
        ),
        # Any line fits what a note's pattern is by default, so lines don't count.
        ("A\nwrapped\n\nB\n", None, ["A\nwrapped\n\n", "B\n"], []),
        ("only\n\ntext\n", NUMBERED, [], ["only\n", "text\n"]),
        ("", NUMBERED, [], []),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_paragraphs(
    text: str, pattern: str | None, spans: list[str], misfits: list[str], ending: str
) -> None:
    text = text.replace("\n", ending)
    digest = digest_of(text, pattern)
    assert [text[slice(*note.span)] for note in digest.notes] == [
        span.replace("\n", ending) for span in spans
    ]
    assert [text[slice(*span)] for span in digest.misfits] == [
        span.replace("\n", ending) for span in misfits
    ]


def test_what_a_note_has() -> None:
    text = "x\n> 1、[**A** b](a)：Date: c\n> Place: d\n\n### Gist\ne\n"
    fields = {
        "on": {"kind": "label", "label": "Date", "required": False},
        "at": {"kind": "label", "label": "Place"},
    }
    digest = digest_of(text, NUMBERED, fields=fields, sections={"gist": {"heading": "Gist"}})
    (note,) = digest.notes
    assert note.name == "1、A b：Date: c"
    assert note.title is not None and note.title.text == "**A** b"
    assert note.url is not None and note.url.text == "a"
    assert text[slice(*note.label)] == "1、[**A** b](a)：Date: c"
    assert [text[slice(*field.value)] for field in note.fields] == [" d\n\n"]
    assert [text[slice(*section.body)] for section in note.sections] == ["e\n"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_labels_above_the_title_are_fields(ending: str) -> None:
    text = """\
**ID**: 1
**Title**: A
**Link**: x

**ID**: 2
> a line
**Title**: B

**Title**: C
**Link**: y
""".replace("\n", ending)
    fields = {name: {"kind": "label", "label": name} for name in ("ID", "Link")}
    digest = digest_of(text, r"^\*\*Title\*\*: (?P<title>.+)", fields=fields)
    assert [
        (note.title and note.title.text, [text[slice(*f.value)].split()[0] for f in note.fields])
        for note in digest.notes
    ] == [("A", ["1", "x", "2"]), ("B", []), ("C", ["y"])]
