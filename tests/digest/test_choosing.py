"""Which schema a text has is found out with little work, and exactly."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pytest

from digestlint.digest.choosing import choose, signs_of
from digestlint.digest.readers.notes import NoteReader
from digestlint.digest.schema import Schema, Signs, load_schemas, recognises
from digestlint.markdown import parse


def schema_of(**keys: Any) -> Schema:
    return next(each for each in load_schemas({"x": keys}) if each.name == "x")


class CountedHeadings(list[str]):
    """Headings that count how often they are looked through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


def test_a_pattern_of_many_schemas_is_looked_for_once() -> None:
    match = {"headings": ["^Tides$"], "none-of": {"headings": ["^Gulls$"]}}
    schemas = [schema_of(match=match, notes={"level": level}) for level in (1, 2, 3)]
    headings = CountedHeadings(["Shores", "Tides"])
    signs = Signs(headings)
    assert [recognises(schema, signs) for schema in schemas] == [True] * 3
    assert headings.times == 2  # one for each pattern


def chosen(text: str, share: float = 0.5, **notes: Any) -> bool:
    keys = {"least-parts": 2, "least-share": share}
    schema = schema_of(match=keys, notes={"least-fields": 1, **notes})
    markdown = parse(text)
    return choose(None, [schema], signs_of(markdown, PurePath("a.md")), markdown) is schema


NOTE = "## {number}. Slow Tides\n\n{field}\n\n"
FIELDS = {
    "label": ("Venue: a shore", {"kind": "label", "label": "Venue"}),
    "label in a cell": ("| Venue: a shore |\n|---|", {"kind": "label", "label": "Venue"}),
    "bold-label": ("**Venue**: a shore", {"kind": "bold-label", "label": "Venue"}),
    "link-label": ("[PDF](https://a.example)", {"kind": "link-label", "label": "PDF"}),
    "summary-label": (
        "<details><summary>Venue</summary>\n\na shore\n\n</details>",
        {"kind": "summary-label", "label": "Venue"},
    ),
    "attribute": ('<img src="a.png">', {"kind": "attribute", "label": "img.src"}),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_schema_is_chosen_by_fields_of_each_kind(kind: str) -> None:
    field, spec = FIELDS[kind]
    with_fields = [NOTE.format(number=number, field=field) for number in (1, 2)]
    without = [NOTE.format(number=number, field="text") for number in (3, 4, 5)]
    assert chosen("".join([*with_fields, *without[:2]]), level=2, fields={"it": spec})
    assert not chosen("".join([*with_fields, *without]), level=2, fields={"it": spec})


@pytest.mark.parametrize("kind", FIELDS)
def test_no_more_fields_are_read_than_there_may_be(kind: str) -> None:
    field, spec = FIELDS[kind]
    text = "".join(NOTE.format(number=number, field=field) for number in range(5))
    notes = schema_of(
        match={"path": ["x"]},
        notes={"level": 2, "fields": {"it": spec}, "sections": {"method": {"heading": "Method"}}},
    ).notes
    assert notes is not None
    reader, markdown = NoteReader(notes), parse(text + "### Method\n\ntext\n")
    read = reader.read(markdown).notes
    named = [len(note.fields) + len(note.sections) for note in read]
    assert named == [1, 1, 1, 1, 2]
    assert reader.most(markdown, len(read)) >= 6


def test_sections_count_as_fields_do() -> None:
    text = "".join(f"## {number}. Slow Tides\n\n### Method\n\ntext\n\n" for number in range(3))
    sections = {"method": {"heading": "Method"}}
    assert chosen(text, level=2, sections=sections)
    assert not chosen(text.replace("Method", "Ways"), level=2, sections=sections)


def test_recurring_labels_count_with_known_ones() -> None:
    fields = {name: {"kind": "label", "label": name} for name in ("Venue", "Score", "Code")}
    labels = ("Venue: x\n\n", "Mood: x\n\nTide: x\n\nWind: x\n\nRain: x\n\n")
    note = "## {number}. Slow Tides\n\n" + "".join(labels)
    text = (
        "".join(note.format(number=number) for number in range(4))
        + "Score: 1\n\nCode: x\n\nVenue: y\n"
    )
    keys = {"level": 2, "fields": fields, "least-fields": 3}
    assert chosen(text, 1, **keys, **{"other-labels": "recurring"})
    assert not chosen(text, 1, **keys)


def test_what_begins_a_link_is_no_label() -> None:
    spec = {"kind": "label", "label": "arXiv"}
    text = "".join(f"## {number}. Slow Tides\n\narXiv: 2401.00001\n\n" for number in range(3))
    assert chosen(text, level=2, fields={"it": spec})
    assert not chosen(text.replace("arXiv: ", "arXiv://"), level=2, fields={"it": spec})


def test_readers_are_made_once_for_all_files_and_kept_with_the_schemas() -> None:
    schemas, others = load_schemas(), load_schemas()
    kept = []
    for text in ("# Shores\n\n## 1. Slow Tides\n\n**Authors**: Ada Bauer\n", "# Gulls\n\ntext\n"):
        markdown = parse(text)
        choose(None, schemas, signs_of(markdown, PurePath("a.md")), markdown)
        kept.append(dict(schemas.facts))
    assert kept[0] == kept[1] != {}
    assert not others.facts
    sent = pickle.loads(pickle.dumps(schemas))  # to another process
    assert sent == schemas
    assert not sent.facts
