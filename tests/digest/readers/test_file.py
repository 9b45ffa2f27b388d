"""A file that is one note, and keys of its front matter as fields."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

FIELDS = {
    "by": {"kind": "front-matter", "label": "authors"},
    "id": {"kind": "front-matter", "label": "arXiv ID", "aliases": ["arxiv"]},
    "venue": {"kind": "label", "label": "Venue"},
}
SECTIONS = {"method": {"heading": "Method"}, "gist": {"heading": "In one sentence"}}
NOTE = """\
![badge](x)

# Slow Tides

**Venue**: preprint

## In one sentence
Tides are slow.

#### 🔧 Method
They wait.
# Appendix
"""
YAML = "---\ntitle: Loud Gulls\narxiv_id: 2503.00001\nauthors:\n  - A\n  - B\n---\n"
TOML = '+++\ntitle = "Loud Gulls"\narxiv = "2503.00001"\nauthors = ["A"]\n+++\n'


def digest_of(text: str, **keys: Any) -> Digest:
    notes = {"kind": "file", "fields": FIELDS, "sections": SECTIONS} | keys
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    return build(parse(text), next(schema for schema in loaded if schema.name == "x"))[1]


@pytest.mark.parametrize(
    ("text", "name", "fields"),
    [
        (NOTE, "Slow Tides", {"venue": "preprint"}),
        (
            YAML + NOTE,
            "Slow Tides",
            {"id": "2503.00001", "by": "- A\n  - B", "venue": "preprint"},
        ),
        (
            TOML + NOTE.replace("# Slow", "## Slow").replace("# Appendix", ""),
            "Loud Gulls",
            {"id": "2503.00001", "by": '["A"]', "venue": "preprint"},
        ),
        (
            '{"authors": "A"}\n\n' + NOTE.replace("# Slow", "## Slow").replace("# Appendix", ""),
            "Slow Tides",
            {"by": "A", "venue": "preprint"},
        ),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_one_note_a_file(text: str, name: str, fields: dict[str, str], ending: str) -> None:
    text = text.replace("\n", ending)
    digest = digest_of(text)
    (note,) = digest.notes
    assert (note.name, note.title and note.title.text) == (name, name)
    assert note.span == (0, len(text))
    assert [section.name for section in note.sections] == ["gist", "method"]
    assert {f.name: text[slice(*f.value)].strip() for f in note.fields} == {
        key: value.replace("\n", ending) for key, value in fields.items()
    }


def test_a_file_without_a_name_is_no_note() -> None:
    digest = digest_of("only text\n")
    assert (digest.notes, list(digest.misfits)) == ([], [(0, 10)])
    digest = digest_of(" \n")
    assert (digest.notes, list(digest.misfits)) == ([], [])


def test_the_pattern_is_for_the_name() -> None:
    assert len(digest_of(NOTE, pattern="^Slow").notes) == 1
    assert digest_of(NOTE, pattern="^Loud").notes == []


def test_a_fence_that_hides_sections() -> None:
    text = "# A\n```\n## Method\nx\n```\n"
    digest = digest_of(text)
    assert len(digest.stray_fences) == 1
    assert [section.name for section in digest.notes[0].sections] == ["method"]
    assert digest_of(text.replace("```\n## M", "```python\n## M")).stray_fences == []
    assert digest_of(text, **{"section-level": 3}).stray_fences == []


def test_front_matter_is_part_of_no_other_note() -> None:
    digest = digest_of(YAML + "# A\n", kind="heading", level=1)
    assert list(digest.notes[0].fields) == []
