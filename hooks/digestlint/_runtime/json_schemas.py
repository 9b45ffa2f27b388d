"""JSON Schemas (2020-12) of msgspec's structs.

msgspec generates such schemas as well, but they differ between its versions, and people refer to
these files.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from msgspec import NODEFAULT, UNSET, Meta, Struct
from msgspec.structs import FieldInfo, fields

_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}
_NUMBERS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


class Definitions:
    """The schemas of the structs that are referred to, by name."""

    def __init__(self) -> None:
        self.tables: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type; structs are referred to, and defined in ``tables``."""
        if get_origin(kind) is Annotated:
            inner, *notes = get_args(kind)
            return _annotated(self.of(inner), notes)
        if isinstance(kind, type) and issubclass(kind, Struct):
            self._define(kind)
            return {"$ref": f"#/$defs/{kind.__name__}"}
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        if kind is Any:
            return {}
        if kind is NoneType:
            return {"type": "null"}
        return self._composed(get_origin(kind), get_args(kind))

    def _composed(self, origin: Any, parts: tuple[Any, ...]) -> dict[str, Any]:
        if origin in (Union, UnionType):
            options = sorted(parts, key=lambda part: part is NoneType)
            return {"anyOf": [self.of(option) for option in options]}
        if origin is Literal:
            return {"enum": sorted(parts)}
        if origin in (list, tuple):  # a tuple of any length
            return {"type": "array", "items": self.of(parts[0])}
        if origin is not dict:
            raise TypeError(f"no JSON Schema for {origin}")
        keys, values = self.of(parts[0]), self.of(parts[1])
        table: dict[str, Any] = {"type": "object"}
        if keys != {"type": "string"}:
            table["propertyNames"] = keys
        if values:
            table["additionalProperties"] = values
        return table

    def _define(self, struct: type[Struct]) -> None:
        if struct.__name__ in self.tables:
            return
        table: dict[str, Any] = {"title": struct.__name__}
        self.tables[struct.__name__] = table  # before its parts, which may refer to it
        if struct.__doc__:
            table["description"] = " ".join(struct.__doc__.split())
        table["type"] = "object"
        hints = get_type_hints(struct, include_extras=True)
        given = fields(struct)
        table["properties"] = {
            field.encode_name: self.of(hints[field.name]) | _default(field) for field in given
        }
        table["required"] = [field.encode_name for field in given if field.required]
        if struct.__struct_config__.forbid_unknown_fields:
            table["additionalProperties"] = False


def _annotated(schema: dict[str, Any], notes: list[Any]) -> dict[str, Any]:
    """Return ``schema`` with what is noted about its type."""
    described: dict[str, Any] = {}
    limits: dict[str, Any] = {}
    for note in notes:
        if not isinstance(note, Meta):
            continue
        if note.description is not None:
            described["description"] = note.description
        for name, keyword in _NUMBERS.items():
            if getattr(note, name) is not None:
                limits[keyword] = getattr(note, name)
        if note.extra_json_schema is not None:
            limits.update(note.extra_json_schema)
        if note.pattern is not None:
            limits["pattern"] = note.pattern
        if note.min_length is not None:
            limits["minItems" if schema.get("type") == "array" else "minLength"] = note.min_length
    return {**described, **schema, **limits, **described}


def _default(field: FieldInfo) -> dict[str, Any]:
    if field.default is NODEFAULT and field.default_factory is NODEFAULT:
        return {}
    value = field.default if field.default is not NODEFAULT else field.default_factory()
    if value is UNSET:
        return {}
    return {"default": list(value) if isinstance(value, tuple) else value}
