"""Entries, notes and fields are read by the module that the schema's ``kind`` names, and only that.

``made_up`` is a module of three kinds that digestlint itself does not have.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from digestlint.core.finding import Applicability
from digestlint.digest.readers.fields import FieldReader, Fields
from digestlint.digest.readers.parts import Finder
from digestlint.digest.schema import FieldSpec, SchemaError, load_schemas
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS, Kind
from digestlint.lint.linter import lint
from digestlint.markdown import Span, parse
from digestlint.text.edits import applied
from tests.digest.readers import made_up
from tests.frames import open_with

PARTS = [
    (PART_KINDS, "Finder"),
    (FIELD_KINDS, "Reader"),
]
SCHEMA: dict[str, Any] = {
    "match": {"headings": ["^Harbour log$"]},
    "entries": {
        "kind": "starred-line",
        "pattern": r"^(?P<title>[^|]+?) \|",
        "links": {"notes": ["below"]},
    },
    "notes": {
        "kind": "ruled-part",
        "pattern": r"^(?P<number>\d+)\) (?P<title>.+)$",
        "fields": {
            "place": {"kind": "arrow", "label": "Place"},
            "verdict": {"label": "Verdict"},
        },
    },
}
TEXT = """\
# Harbour log

* * *

★ Slow Tides | [below](#slow-tides)
★ Loud Gulls | [below](#loud-gulls)
no star | [below](#x)

=== 1) Slow Tides
Place -> Bremen
**Verdict**: read it

=== 2) Loud Gulls
**Verdict**: skip it
"""


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    name = made_up.__name__
    monkeypatch.setitem(PART_KINDS, "starred-line", Kind(f"{name}.entries"))
    monkeypatch.setitem(PART_KINDS, "ruled-part", Kind(f"{name}.notes"))
    monkeypatch.setitem(FIELD_KINDS, "arrow", Kind(f"{name}.fields"))


@pytest.mark.usefixtures("kinds")
def test_a_kind_is_one_module() -> None:
    document = open_with({"log": SCHEMA}, TEXT, "TOC", "SEC")
    digest = document.digest
    assert digest is not None
    assert [(e.title.text, e.links["notes"].destination) for e in digest.entries if e.title] == [
        ("Slow Tides", "#slow-tides"),
        ("Loud Gulls", "#loud-gulls"),
    ]
    assert [(n.number.text, n.title.text) for n in digest.notes if n.number and n.title] == [
        ("1", "Slow Tides"),
        ("2", "Loud Gulls"),
    ]
    assert [
        [(field.name, TEXT[slice(*field.value)].strip()) for field in note.fields]
        for note in digest.notes
    ] == [[("place", "Bremen"), ("verdict", "read it")], [("verdict", "skip it")]]


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ("Place -> Bremen", "Place: Bremen", "missing-field", "the summary has no field 'Place'"),
        ("2) Loud", "3) Loud", "numbering-gap", "number 3 should be 2"),
        (
            "★ Loud Gulls | [below](#loud-gulls)\n",
            "",
            "notes-without-entry",
            "notes 'Loud Gulls' have no entry in the table of contents",
        ),
        (
            "=== 2) Loud Gulls\n**Verdict**: skip it\n",
            "",
            "entry-without-notes",
            "entry 'Loud Gulls' has no notes; write them, or remove the entry",
        ),
    ],
)
def test_rules_know_no_kind(old: str, new: str, rule: str, message: str) -> None:
    assert old in TEXT
    document = open_with({"log": SCHEMA}, TEXT.replace(old, new), rule)
    assert [str(d.message) for d in lint(document)][:1] == [message]


@pytest.mark.usefixtures("kinds")
def test_fixes_know_no_kind() -> None:
    text = TEXT.replace("2) Loud", "4) Loud")
    (found,) = lint(open_with({"log": SCHEMA}, text, "numbering-gap"))
    assert found.fix is not None and found.fix.applicability is Applicability.SAFE
    assert applied(text, found.fix.edits) == TEXT


@pytest.mark.usefixtures("kinds")
def test_entries_are_drafted_in_the_shape_of_their_kind() -> None:
    line = "★ Loud Gulls | [below](#loud-gulls)\n"
    (found,) = lint(open_with({"log": SCHEMA}, TEXT.replace(line, ""), "notes-without-entry"))
    assert found.fix is not None
    assert "★ Loud Gulls |" in found.fix.edits[0].content
    assert "[" not in found.fix.edits[0].content  # no target leads to these notes


@pytest.mark.usefixtures("kinds")
def test_entries_are_put_in_order_by_what_they_hold() -> None:
    first, second = "Slow Tides | [below](#slow-tides)", "Loud Gulls | [below](#loud-gulls)"
    text = TEXT.replace(first, "x").replace(second, first).replace("★ x", f"★ {second}")
    found = [d for d in lint(open_with({"log": SCHEMA}, text, "stale-toc")) if d.fix]
    assert [applied(text, d.fix.edits) for d in found if d.fix] == [TEXT]


@pytest.mark.usefixtures("kinds")
def test_a_label_of_one_kind_ends_the_value_of_another() -> None:
    specs = {"a": FieldSpec(label="A"), "b": FieldSpec(label="B", kind="arrow")}
    text = "**A**: one\nB -> two\n**A**: three\n"
    found = Fields(specs).read(parse(text), Span(0, len(text)))
    assert [(f.name, text[slice(*f.value)].strip()) for f in found] == [
        ("a", "one"),
        ("b", "two"),
        ("a", "three"),
    ]


@pytest.mark.usefixtures("kinds")
def test_an_unknown_kind_gets_the_nearest_one() -> None:
    table = SCHEMA | {"entries": SCHEMA["entries"] | {"kind": "stared-line"}}
    with pytest.raises(SchemaError, match="did you mean 'starred-line'"):
        load_schemas({"log": table})


@pytest.mark.parametrize(("kinds", "base"), PARTS)
def test_each_kind_has_a_module_of_its_name(kinds: dict[str, Kind], base: str) -> None:
    bases = {"Finder": Finder, "Reader": FieldReader}
    for name, kind in kinds.items():
        assert kind.module == f"digestlint.digest.readers.{name.replace('-', '_')}"
        assert issubclass(getattr(importlib.import_module(kind.module), base), bases[base])


def test_only_readers_of_the_schema_are_loaded(tmp_path: Path) -> None:
    text = "# Papers for 2025-01-01\n## 1. [A](https://example.org)\n**关键词**: x\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    code = (
        "import sys; from digestlint.cli import main\n"
        "try: main(['check', '--no-cache', 'a.md'])\n"
        "except SystemExit: pass\n"
        "print(*(m for m in sys.modules if m.startswith('digestlint.digest.readers.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1]
    assert "readers.heading" in loaded and "readers.bold_label" in loaded
    assert "readers.list_item" not in loaded
