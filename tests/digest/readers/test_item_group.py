"""List items with labels belong to the item before them that has the title."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

FIELDS = {
    "title": {"kind": "label", "label": "Title", "required": False},
    "by": {"kind": "label", "label": "Authors"},
    "link": {"kind": "label", "label": "Link"},
}


def digest_of(text: str, **keys: Any) -> Digest:
    notes = {
        "kind": "item-group",
        "level": 1,
        "pattern": r"^(?:\*\*)?(?:Title: )?(?P<title>\w[^\r\n*]*)",
        "fields": FIELDS,
        **keys,
    }
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    return build(parse(text), next(schema for schema in loaded if schema.name == "x"))[1]


@pytest.mark.parametrize(
    ("text", "titles", "fields", "misfits"),
    [
        ("- **A b**\n- Authors: x\n- Link: y\n- C\n- Link: z\n", ["A b", "C"], [2, 1], 0),
        ("1. A\n\n- Authors: x\n\n2. B\n\n- Authors: y\n- Link: z\n", ["A", "B"], [1, 2], 0),
        ("- Title: A\n- Authors: x\n- Title: B\n- Link: y\n", ["A", "B"], [2, 2], 0),
        # Labels below a heading are about what the heading names.
        ("## A\n\n- Authors: x\n- Link: y\n\n## B\n\n- Authors: z\n", [], [], 3),
        ("- A\n\n## B\n\n- Authors: x\n", [], [], 2),
        # "Name" is a label that the schema does not know.
        ("## A\n- Name: a\n- Authors: x\n\n## B\n- Name: b\n- Authors: y\n", [], [], 2),
        ("- A: a\n- Authors: x\n- B: b\n- Authors: y\n", ["A: a", "B: b"], [1, 1], 0),
        # Nested lists are no groups.
        ("- A\n  - Authors: x\n- B\n  - Authors: y\n", [], [], 2),
        ("- A\n- B\n", [], [], 0),  # there are no labels, so nothing is looked at
    ],
)
def test_groups(text: str, titles: list[str], fields: list[int], misfits: int) -> None:
    digest = digest_of(text)
    assert [note.title.text for note in digest.notes if note.title] == titles
    assert [len(note.fields) for note in digest.notes] == fields
    assert len(digest.misfits) == misfits
