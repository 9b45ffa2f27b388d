"""The tables that users write, generated from the records that hold them: a key is declared once.

Records are used where msgspec is not loaded, so ``Annotated`` and ``Meta`` are resolved only when
their annotations, which are strings, are evaluated here.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct, defstruct


def table_of(
    record: type[Any],
    name: str,
    module: str,
    *,
    docs: str = "",
    keys: Sequence[str] | None = None,
    more: Sequence[tuple[str, Any]] = (),
    **names: Any,
) -> type[Struct]:
    """Return a struct with the fields of a record, their types, defaults and notes.

    Its keys are in kebab-case, and unknown ones are refused. Where a record has others in it, their
    tables are among ``names``, by the names of the records.

    Args:
        record: A class that is derived from ``NamedTuple``.
        name: How documentation and messages call the table.
        module: Where it can be found by that name, as those do who unpickle it.
        docs: What it is; that of the record if nothing is said.
        keys: The fields to take; all of them if nothing is said.
        more: Fields that only the table has, with their types.
        names: What the annotations may name besides what their module has.
    """
    known = {**vars(typing), "Annotated": Annotated, "Meta": Meta, **names}
    defaults = record._field_defaults
    fields: list[Any] = []
    for key, kind in _hints(record, record._fields if keys is None else keys, known).items():
        kind = _as_written(kind, names)
        fields.append((key, kind, defaults[key]) if key in defaults else (key, kind))
    return defstruct(
        name,
        [*fields, *more],
        namespace={"__doc__": docs or record.__doc__},
        module=module,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        rename="kebab",
    )


def _hints(record: type[Any], keys: Sequence[str], known: dict[str, Any]) -> dict[str, Any]:
    """Return the types of some fields of a record; the others may name what is not there yet."""
    written = {key: record.__annotations__[key] for key in keys}
    part = type("_", (), {"__annotations__": written, "__module__": record.__module__})
    return get_type_hints(part, localns=known, include_extras=True)


def _as_written(kind: Any, tables: Mapping[str, Any]) -> Any:
    """Return the type of what users write for a ``kind``: with tables in place of records."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[_as_written(parts[0], tables), *parts[1:]]
    if isinstance(kind, type) and origin is None:
        return tables.get(kind.__name__, kind)
    inner = tuple(_as_written(part, tables) for part in parts)
    if origin in (Union, UnionType):
        return reduce(or_, inner)
    made: Any = dict if origin is Mapping else origin
    return made[inner] if made in (dict, tuple) else kind
