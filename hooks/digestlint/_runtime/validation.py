"""TOML tables to typed structures, with errors that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from digestlint._runtime.patterns import lazy_pattern

T = TypeVar("T")

_UNKNOWN_FIELD = lazy_pattern(r"Object contains unknown field `(.+?)`(?: - at `\$\.?(.*)`)?\Z")
_INVALID_VALUE = lazy_pattern(r"Invalid enum value '(.+?)'(?: - at `\$\.?(.*)`)?\Z")
_WRONG_KIND = lazy_pattern(r"Expected `([^`]+)`, got `([^`]+)`\Z")
_KINDS = {
    "array": "a list",
    "object": "a table",
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
_PLACE = lazy_pattern(r"(.*?) - at `\$\.?(.*)`\Z")


def convert(table: Mapping[str, Any], struct: type[T]) -> T:
    """``table`` as ``struct``.

    Raises:
        ValueError: says which key is wrong and what is allowed there.
    """
    try:
        return msgspec.convert(table, struct)
    except msgspec.ValidationError as error:
        raise ValueError(_explain(str(error), struct)) from None


def _explain(message: str, struct: type[Any]) -> str:
    from digestlint._runtime.suggestions import unknown  # for errors only

    if match := _UNKNOWN_FIELD.match(message):
        place = match[2] or ""
        known = (field.encode_name for field in msgspec.structs.fields(_type_at(struct, place)))
        return (f"{place}: " if place else "") + unknown("setting", match[1], known)
    if match := _INVALID_VALUE.match(message):
        place = match[2] or ""
        return f"{place}: " + unknown("value", match[1], _choices(_type_at(struct, place)))
    match = _PLACE.match(message)
    what, place = (match[1], f"{match[2]}: ") if match else (message, "")
    if kinds := _WRONG_KIND.match(what):
        allowed = [_KINDS.get(kind, kind) for kind in kinds[1].split(" | ") if kind != "null"]
        what = f"must be {' or '.join(allowed)}, not {_KINDS.get(kinds[2], kinds[2])}"
    return place + what[:1].lower() + what[1:]


def _type_at(struct: Any, place: str) -> Any:
    """Return the type at a place like ``per-file[0].select`` below ``struct``."""
    current = struct
    for step in re.findall(r"[^.\[\]]+|\[[^\[\]]*\]", place):
        current = _plain(current)
        if isinstance(current, type) and issubclass(current, msgspec.Struct):
            names = {f.encode_name: f.name for f in msgspec.structs.fields(current)}
            current = get_type_hints(current)[names[step]]
        else:  # an item of a tuple, or a value of a table
            current = get_args(current)[0 if get_origin(current) is tuple else -1]
    return _plain(current)


def _plain(kind: Any) -> Any:
    """``kind`` without ``| None``."""
    options = [option for option in get_args(kind) if option is not type(None)]
    is_union = type(None) in get_args(kind)
    return options[0] if is_union and len(options) == 1 else kind


def _choices(kind: Any) -> list[str]:
    return [str(value) for value in get_args(kind)] if get_origin(kind) is Literal else []
