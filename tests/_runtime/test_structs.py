from __future__ import annotations

import ast
import pickle
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from digestlint._runtime.records import NamedTuple
from digestlint._runtime.structs import table_of
from digestlint.project.config.loading import parse_config
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Literal

    from msgspec import Meta

    Name = str


class Part(NamedTuple):
    """A part."""

    some_name: Name
    at_most: Annotated[int, Meta(le=3)] = 3


class Whole(NamedTuple):
    """All of it."""

    kind: Annotated[Literal["a", "b"], Meta(description="Which.")] = "a"
    words: tuple[str, ...] | None = None
    parts: Annotated[Mapping[str, Part], Meta(description="Parts.")] = {}
    last: Part | None = None


PARTS = table_of(Part, "PartTable", __name__, Name=str)
WHOLE = table_of(Whole, "WholeTable", __name__, Part=PARTS)


def test_a_table_has_the_fields_of_its_record_in_kebab_case() -> None:
    fields = msgspec.structs.fields(PARTS)
    assert [(field.encode_name, field.required) for field in fields] == [
        ("some-name", True),
        ("at-most", False),
    ]
    assert (PARTS.__name__, PARTS.__doc__) == ("PartTable", "A part.")


def test_values_become_tables_where_the_record_has_records() -> None:
    given = {"kind": "b", "parts": {"x": {"some-name": "n"}}, "last": {"some-name": "m"}}
    made: Any = msgspec.convert(given, WHOLE)
    assert [type(part) for part in (made.parts["x"], made.last)] == [PARTS, PARTS]
    assert (made.kind, made.words, made.parts["x"].at_most) == ("b", None, 3)
    default: Any = msgspec.convert({}, WHOLE)
    assert Whole() == tuple(getattr(default, name) for name in Whole._fields)
    assert default.parts is not made.parts


@pytest.mark.parametrize(
    "wrong",
    [
        *({"kind": "c"}, {"words": "a"}, {"other": 1}, {"parts": {"x": {}}}),
        *({"parts": {"x": {"some-name": 1}}}, {"last": {"some-name": "n", "at-most": 4}}),
        {"last": {"some_name": "n"}},
    ],
)
def test_types_limits_and_keys_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, WHOLE)


def test_a_table_of_some_fields_and_more() -> None:
    made: Any = table_of(
        Whole, "Some", __name__, docs="Some of it.", keys=["words"], more=[("files", str)]
    )
    assert (made.__struct_fields__, made.__doc__) == (("words", "files"), "Some of it.")


def test_tables_of_users_are_made_of_records() -> None:
    """No module declares keys of its own that users can write, but what only a table has."""
    declaring = {
        f"{path.relative_to(PACKAGE).as_posix()} {node.name}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(keyword.arg == "forbid_unknown_fields" for keyword in node.keywords)
    }
    assert declaring == {"digest/schema/tables.py SchemaTable"}


def test_tables_go_to_other_processes() -> None:
    config = parse_config({"per-file": [{"files": ["a.md"], "select": ["URL"]}]}, None)
    assert pickle.loads(pickle.dumps(config)) == config
