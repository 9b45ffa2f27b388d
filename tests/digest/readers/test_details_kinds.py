"""``<details>`` blocks are entries, notes or fields; so are HTML attributes."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec, load_schemas
from digestlint.markdown import Span, parse

TEXT = """\
# Papers

<details open>
<summary><b>1. <a href="https://arxiv.org/abs/1">Slow Tides</a></b></summary>

**Venue**: preprint

#### Method
They wait.

<details><summary>📖 摘要：</summary>text</details>

</details>

> <details>
> <summary>2. Loud Gulls</summary>
>
> x
>
> </details>

<details>No summary</details>
"""


def digest_of(text: str, **keys: Any) -> Digest:
    notes = {"kind": "details", **keys}
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    return build(parse(text), next(schema for schema in loaded if schema.name == "x"))[1]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_blocks_are_notes(ending: str) -> None:
    text = TEXT.replace("\n", ending)
    digest = digest_of(
        text,
        level=1,
        pattern=r"(?P<number>\d)\. (?:<a.*?>)?(?P<title>[\w ]+)",
        fields={
            "venue": {"label": "Venue"},
            "abstract": {"kind": "summary-label", "label": "摘要"},
        },
        sections={"method": {"heading": "Method"}},
    )
    first, second = digest.notes
    assert [note.name for note in digest.notes] == ["1. Slow Tides", "2. Loud Gulls"]
    assert [note.title and note.title.text for note in digest.notes] == ["Slow Tides", "Loud Gulls"]
    assert [note.url and note.url.text for note in digest.notes] == [
        "https://arxiv.org/abs/1",
        None,
    ]
    assert {f.name: text[slice(*f.value)].strip() for f in first.fields} == {
        "venue": f"preprint{ending * 2}#### Method{ending}They wait.",
        "abstract": "text",
    }
    assert [section.name for section in first.sections] == ["method"]
    assert text[slice(*second.span)].startswith("<details>")
    assert text[slice(*second.span)].endswith("</details>")
    assert [text[slice(*span)] for span in digest.misfits] == ["<details>No summary</details>"]


def test_blocks_of_any_depth() -> None:
    digest = digest_of(TEXT, pattern="^(?P<title>.+)$")
    assert [note.name for note in digest.notes] == ["1. Slow Tides", "📖 摘要：", "2. Loud Gulls"]
    assert [note.name for note in digest_of(TEXT, level=2).notes] == ["📖 摘要："]


def test_a_title_beside_a_link_is_not_linked() -> None:
    text = '<details><summary><a href="x">PDF</a> <img src="y"> A</summary>\n\n</details>\n'
    (note,) = digest_of(text, pattern=r"(?P<title>\w)$").notes
    assert note.title is not None and note.url is None


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Abstract", True),
        (" **Abstract:** ", True),
        ("<b>📖 Abstract</b>：", True),
        ("ABSTRACT", True),
        ("Abstract of it", False),
        ("Details", False),
        ("", False),
    ],
)
def test_summaries_are_labels(summary: str, found: bool) -> None:
    text = f"x\n<details>\n<summary>{summary}</summary>\n\nvalue\n\n</details>\nafter\n"
    specs = {"a": FieldSpec(label="Abstract", kind="summary-label")}
    fields = Fields(specs).read(parse(text), Span(0, len(text)))
    assert [text[slice(*field.value)].strip() for field in fields] == ["value"] * found
    assert [text[slice(*field.label)] for field in fields] == [
        f"<details>\n<summary>{summary}</summary>"
    ] * found
    assert not Fields(specs).read(parse(text), Span(3, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img alt="" src="a.png">', [("picture", "a.png")]),
        ("<IMG SRC=a.png />", [("picture", "a.png")]),
        ('x <a class=y href="b">c</a>\n> <div\n>  id="d">', [("link", "b"), ("anchor", "d")]),
        ("<a name=x><img src=''></a>", [("picture", "")]),
        ('<span src="x">', []),
        ("![x](y)", []),
    ],
)
def test_attributes(text: str, expected: list[tuple[str, str]]) -> None:
    labels = {"picture": "img.src", "link": "a.href", "anchor": "div.ID"}
    specs = {name: FieldSpec(label=label, kind="attribute") for name, label in labels.items()}
    fields = Fields(specs).read(parse(text), Span(0, len(text)))
    assert [(field.name, text[slice(*field.value)]) for field in fields] == expected
