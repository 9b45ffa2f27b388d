"""JSON Schemas of msgspec's structs, whatever the version of msgspec."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, Struct

from digestlint._runtime.json_schemas import Definitions
from digestlint.lint.registry import all_rules
from digestlint.output.json_objects import output_schema
from digestlint.project.config.json_schema import config_schema


class Inner(Struct, forbid_unknown_fields=True, rename="kebab"):
    """An inner
    table."""

    some_count: Annotated[int, Meta(ge=1, le=6, description="How many.")] = 3


class Outer(Struct):
    name: Annotated[str, Meta(min_length=1, pattern="^a")]
    inner: Annotated[Inner | None, Meta(description="Within.")] = None
    again: tuple[Outer, ...] = ()


def schema_of(kind: Any) -> dict[str, Any]:
    return Definitions().of(kind)


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (str, {"type": "string"}),
        (bool, {"type": "boolean"}),
        (float | None, {"anyOf": [{"type": "number"}, {"type": "null"}]}),
        (None | int, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Literal["b", "a"], {"enum": ["a", "b"]}),
        (list[str], {"type": "array", "items": {"type": "string"}}),
        (
            Annotated[tuple[str, ...], Meta(min_length=1)],
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ),
        (Annotated[float, Meta(gt=0)], {"type": "number", "exclusiveMinimum": 0}),
        (
            Annotated[str, Meta(extra_json_schema={"enum": ["a", "b"]})],
            {"type": "string", "enum": ["a", "b"]},
        ),
        (dict[str, Any], {"type": "object"}),
        (
            dict[Literal["a"], int],
            {
                "type": "object",
                "propertyNames": {"enum": ["a"]},
                "additionalProperties": {"type": "integer"},
            },
        ),
    ],
)
def test_types(kind: Any, schema: dict[str, Any]) -> None:
    assert schema_of(kind) == schema


def test_structs_are_referred_to() -> None:
    made = Definitions()
    assert made.of(list[Outer]) == {"type": "array", "items": {"$ref": "#/$defs/Outer"}}
    assert made.tables == {
        "Outer": {
            "title": "Outer",
            "type": "object",
            "properties": {
                "name": {"type": "string", "minLength": 1, "pattern": "^a"},
                "inner": {
                    "description": "Within.",
                    "anyOf": [{"$ref": "#/$defs/Inner"}, {"type": "null"}],
                    "default": None,
                },
                "again": {"type": "array", "items": {"$ref": "#/$defs/Outer"}, "default": []},
            },
            "required": ["name"],
        },
        "Inner": {
            "title": "Inner",
            "description": "An inner table.",
            "type": "object",
            "properties": {
                "some-count": {
                    "description": "How many.",
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 6,
                    "default": 3,
                }
            },
            "required": [],
            "additionalProperties": False,
        },
    }


def test_other_types_are_no_surprise() -> None:
    with pytest.raises(TypeError):
        schema_of(set[str])


def test_what_is_generated_does_not_come_from_msgspec(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("each version of msgspec makes other schemas")

    for name in ("schema", "schema_components"):
        monkeypatch.setattr(msgspec.json, name, refuse)
    assert config_schema({rule.name: rule.summary for rule in all_rules()})["definitions"]
    assert output_schema()["$defs"]
