"""TOML tables to typed structures, with errors that say what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from digestlint._runtime.errors import KeyedError, KeyPath, dotted
from digestlint._runtime.language import marked, say, translated
from digestlint._runtime.patterns import lazy_pattern

T = TypeVar("T")

_UNKNOWN_FIELD = lazy_pattern(r"Object contains unknown field `(.+?)`\Z")
_INVALID_VALUE = lazy_pattern(r"Invalid enum value '(.+?)'\Z")
_OF_KEYS = lazy_pattern(r"(.*?)( - at )`key` in (`\$.*)\Z")
_STEP = lazy_pattern(r"[^.\[\]]+|\[[^\[\]]*\]")
_WRONG_KIND = lazy_pattern(r"Expected `([^`]+)`, got `([^`]+)`\Z")
_MISSING = lazy_pattern(r"Object missing required field `(.+?)`\Z")
_LIMIT = lazy_pattern(r"Expected `[^`]+`( of length)? (>=|<=|>) (\S+)\Z")
_KINDS = {
    "array": marked("a list"),
    "object": marked("a table"),
    "str": marked("a string"),
    "int": marked("a whole number"),
    "float": marked("a number"),
    "bool": marked("true or false"),
}
_PLACE = lazy_pattern(r"(.*?) - at `\$\.?(.*)`\Z")


def convert(table: Mapping[str, Any], struct: type[T], base: KeyPath = ()) -> T:
    """``table`` as ``struct``; ``base`` leads to it.

    Raises:
        KeyedError: says which key is wrong and what is allowed there.
    """
    try:
        return msgspec.convert(table, struct)
    except msgspec.ValidationError as error:
        raise _explained(str(error), table, struct, base) from None


def _explained(
    message: str, table: Mapping[str, Any], struct: type[Any], base: KeyPath
) -> KeyedError:
    from digestlint._runtime.suggestions import unknown  # for errors only

    of_keys = _OF_KEYS.match(message)
    match = _PLACE.match(f"{of_keys[1]}{of_keys[2]}{of_keys[3]}" if of_keys else message)
    what, place = (match[1], match[2]) if match else (message, "")
    path = (*base, *_path(table, struct, place))
    kind = _type_at(struct, place)
    wrong: str | None = None  # the name of a key that is wrong
    if field := _UNKNOWN_FIELD.match(what):
        wrong = field[1]
        what = unknown("setting", wrong, (f.encode_name for f in msgspec.structs.fields(kind)))
    elif value := _INVALID_VALUE.match(what):
        wrong = value[1] if of_keys else None
        what = unknown("key" if of_keys else "value", value[1], _choices(kind, of_keys is not None))
    elif kinds := _WRONG_KIND.match(what):
        allowed = [
            translated(_KINDS.get(name, name)) for name in kinds[1].split(" | ") if name != "null"
        ]
        what = say(
            "must be {allowed}, not {found}",
            allowed=translated(" or ").join(allowed),
            found=translated(_KINDS.get(kinds[2], kinds[2])),
        )
    elif missing := _MISSING.match(what):
        what = say("the key {key} is missing", key=repr(missing[1]))
    elif limit := _LIMIT.match(what):
        what = _limited(*limit.groups())
    else:
        what = what[:1].lower() + what[1:]
    shown = f"{dotted(path)}: " if path else ""
    return KeyedError(shown + what, path if wrong is None else (*path, wrong))


def _limited(length: str | None, comparison: str, limit: str) -> str:
    """Return what a number has to be; a length is never limited but to be no 0."""
    if length:
        return say("must not be empty")
    match comparison:
        case ">=":
            return say("must be {limit} or more", limit=limit)
        case "<=":
            return say("must be {limit} or less", limit=limit)
        case _:
            return say("must be more than {limit}", limit=limit.removesuffix(".0"))


def _path(table: Any, struct: type[Any], place: str) -> KeyPath:
    """Return the names of the keys at ``place``, which has ``[...]`` for those of mappings."""
    path: list[str | int] = []
    above = ""
    for step in _STEP.findall(place):
        if step == "[...]":
            kind = get_args(_type_at(struct, above))[-1]
            name = next((key for key in table if not _is_valid(table[key], kind)), None)
            if name is None:
                break
            path.append(name)
        else:
            path.append(int(step[1:-1]) if step[0] == "[" else step)
        table = table[path[-1]]
        above = f"{above}{step}" if step[0] == "[" else f"{above}.{step}"
    return tuple(path)


def _is_valid(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _type_at(struct: Any, place: str) -> Any:
    """Return the type at a place like ``per-file[0].select`` below ``struct``."""
    current = struct
    for step in _STEP.findall(place):
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


def _choices(kind: Any, of_keys: bool) -> list[str]:
    if of_keys:  # of a mapping
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return [str(value) for value in get_args(kind)]
    if kind is bool:
        return ["true", "false"]
    return [name for option in get_args(kind) for name in _choices(option, False)]
