"""Schemas from TOML tables: the built-in ones, and those of a configuration."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from digestlint.schema.model import Schema, SchemaTable
from digestlint.validation import convert, unknown

_BUILTIN = ("survey", "daily")


class SchemaError(ValueError):
    """A schema that cannot be used; the message says where and why."""


@cache
def builtin_tables() -> Mapping[str, dict[str, Any]]:
    """The built-in schemas as TOML tables, by name."""
    folder = files("digestlint.schema") / "builtin"
    return {
        name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in _BUILTIN
    }


def load_schemas(user: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Schema, ...]:
    """All schemas, the user's first: a file gets the first one that recognises it.

    A user's schema named like a built-in one replaces it; with ``extends`` it takes over the
    other's tables and overrides single keys.

    Raises:
        SchemaError: for a table that is no schema.
    """
    tables = dict(user or {})
    schemas = [_load(name, _extended(name, table, tables), False) for name, table in tables.items()]
    schemas += [_load(n, t, True) for n, t in builtin_tables().items() if n not in tables]
    return tuple(schemas)


def choose(schemas: Iterable[Schema], headings: list[str]) -> Schema | None:
    """The first schema that recognises a file with these heading texts, if any."""
    return next((schema for schema in schemas if schema.recognises(headings)), None)


def by_name(schemas: Iterable[Schema], name: str) -> Schema:
    """The schema called ``name``.

    Raises:
        SchemaError: when there is none; the message names the nearest one.
    """
    known = {schema.name: schema for schema in schemas}
    if name in known:
        return known[name]
    raise SchemaError(unknown("schema", name, known))


def _extended(
    name: str, table: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    base = table.get("extends")
    if base is None:
        return dict(table)
    if base in tables and base != name:
        parent = _extended(str(base), tables[base], {k: v for k, v in tables.items() if k != name})
    elif base in builtin_tables():
        parent = builtin_tables()[base]
    else:
        message = unknown("schema", str(base), [*tables, *builtin_tables()])
        raise SchemaError(f"schemas.{name}.extends: {message}")
    merged = _merge(parent, table)
    merged.pop("extends", None)
    return merged


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = _merge(known, value) if both else value  # type: ignore[arg-type]
    return merged


def _load(name: str, table: Mapping[str, Any], built_in: bool) -> Schema:
    try:
        parsed = convert(table, SchemaTable)
    except ValueError as error:
        raise SchemaError(f"schemas.{name}: {error}") from None
    for key, pattern in _patterns(parsed):
        try:
            re.compile(pattern)
        except re.error as error:
            raise SchemaError(
                f"schemas.{name}.{key}: {pattern!r} is no regular expression: {error}"
            ) from None
    return Schema(name, parsed.description, parsed.match, parsed.entries, parsed.notes, built_in)


def _patterns(table: SchemaTable) -> Iterator[tuple[str, str]]:
    """Every regular expression of a schema, with the key it stands under."""
    for pattern in table.match.headings:
        yield "match.headings", pattern
    if table.entries:
        yield "entries.pattern", table.entries.pattern
        yield "entries.under", table.entries.under or ""
    if table.notes:
        yield "notes.pattern", table.notes.pattern
        yield "notes.under", table.notes.under or ""
