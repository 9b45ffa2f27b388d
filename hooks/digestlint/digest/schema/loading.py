"""Schemas from TOML tables: the built-in ones, and those of a configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

from digestlint._runtime.errors import KeyedError, dotted
from digestlint._runtime.language import say
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.digest.schema.specs import Schema, SchemaError

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# In the order in which a file is compared with them.
_BUILTIN = (
    "survey",
    "daily",
    "arxiv-daily",
    "paper-links",
    "paper-item-groups",
    "paper-fields",
    "paper-items",
    "paper-blocks",
    "paper-label-blocks",
    "paper-bold-blocks",
    "episodes",
    "show-notes",
    "newsletter",
    "newsletter-blocks",
    "newsletter-lines",
    "newsletter-headings",
    "newsletter-fields",
    "paper-list",
    "paper-list-nested",
    "paper-list-linked",
    "paper-list-dated",
    "paper-list-file",
    "paper-table",
    "paper-table-dated",
    "paper-html-table",
    "paper-html-rows",
    "paper-html-headings",
    "newsletter-titles",
    "newsletter-bare",
    "newsletter-table",
    "newsletter-html",
    "paper-details",
    "day-index",
    "day-index-table",
    "day-index-links",
    "paper-index",
    "paper-index-table",
    "paper-index-items",
    "paper-numbered",
    "paper-sections",
    "paper-note",
    "paper-paragraphs",
    "paper-plain-paragraphs",
    "paper-headings",
    "paper-references",
    "newsletter-file",
    "newsletter-file-lines",
    "newsletter-file-headings",
    "newsletter-bold",
    "newsletter-leads",
    "paper-bold-links",
    "newsletter-file-titles",
    "paper-keys",
    "paper-reading",
)


class Schemas(tuple[Schema, ...]):
    """Schemas of one configuration, in the order in which a file is compared with them."""

    @cached_property
    def facts(self) -> dict[object, Any]:
        """What is made of them once for all files, by a key of the code that needs it."""
        return {}

    def __getstate__(self) -> None:
        """Leave the facts out of a copy for another process: some cannot be sent there."""


@cache
def builtin_tables() -> Mapping[str, dict[str, Any]]:
    """Return the built-in schemas as TOML tables, by name."""
    import tomllib  # not for the built-in schemas as they are: those are there ready-made

    folder = Path(__file__).parent / "builtin"
    return {
        name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in _BUILTIN
    }


def load_schemas(user: Mapping[str, Mapping[str, Any]] | None = None) -> Schemas:
    """All schemas, the user's first: a file gets the first one that recognises it.

    A user's schema named like a built-in one replaces it; with ``extends`` it takes over the
    other's tables and overrides single keys. Where it makes another heading or label canonical,
    the other's stays known as an alias.

    Raises:
        SchemaError: the table is not a schema.
    """
    tables = dict(user or {})
    schemas = [_load(name, _extended(name, table, tables), False) for name, table in tables.items()]
    return Schemas([*schemas, *(schema for schema in SCHEMAS if schema.name not in tables)])


def built_in(name: str) -> Schema:
    """Return the schema in the TOML file ``name`` of this package.

    ``builtin_schemas`` is made of them.
    """
    return _load(name, _extended(name, builtin_tables()[name], {}), True)


def by_name(schemas: Iterable[Schema], name: str) -> Schema:
    """Return the schema called ``name``.

    Raises:
        SchemaError: when there is none; the message names the nearest one.
    """
    known = {schema.name: schema for schema in schemas}
    if name in known:
        return known[name]
    from digestlint._runtime.suggestions import unknown  # for errors only

    raise SchemaError(unknown("schema", name, known))


def _extended(
    name: str, table: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    base = table.get("extends")
    if not isinstance(base, str):
        return dict(table)  # no base, or a value that validation refuses
    if base in tables and base != name:
        parent = _extended(base, tables[base], {k: v for k, v in tables.items() if k != name})
    elif base in builtin_tables():
        parent = _extended(base, builtin_tables()[base], {})
    elif base == name:
        raise SchemaError(
            say(
                "schemas.{name}.extends: {shown} cannot extend itself", name=name, shown=repr(name)
            ),
            ("schemas", name, "extends"),
        )
    else:
        from digestlint._runtime.suggestions import unknown  # for errors only

        known = [other for other in (*tables, *builtin_tables()) if other != name]
        raise SchemaError(
            say(
                "schemas.{name}.extends: {unknown}",
                name=name,
                unknown=unknown("schema", base, known),
            ),
            ("schemas", name, "extends"),
        )
    return _merge(parent, {key: value for key, value in table.items() if key != "extends"})


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = _merge(known, value) if both else value  # type: ignore[arg-type]
    if "kind" in over and over["kind"] != base.get("kind") and "level" not in over:
        merged.pop("level", None)  # means something else, or nothing, for the other kind
    for key in ("heading", "label"):
        replaced = base.get(key)
        if key in over and isinstance(replaced, str) and replaced != over[key]:
            aliases = merged.get("aliases", ())
            if isinstance(aliases, list | tuple):
                merged["aliases"] = [*aliases, replaced]
    return merged


def _load(name: str, table: Mapping[str, Any], built_in: bool) -> Schema:
    from digestlint._runtime.validation import convert
    from digestlint.digest.schema.checking import (
        find_problems,  # heavy, and for users' schemas only
    )
    from digestlint.digest.schema.tables import SchemaTable, schema_from

    try:
        parsed = convert(table, SchemaTable, ("schemas", name))
    except KeyedError as error:
        raise SchemaError(str(error), error.path) from None
    for key, problem in find_problems(parsed):
        path = ("schemas", name, *key)
        raise SchemaError(f"{dotted(path)}: {problem}", path)
    return schema_from(name, parsed, built_in=built_in)
