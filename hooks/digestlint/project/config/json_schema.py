"""The JSON Schema of the configuration, for editors that complete and check TOML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digestlint._runtime.json_schemas import Definitions
from digestlint.core import rule_index
from digestlint.core.rule import Option
from digestlint.digest.schema.tables import SchemaTable
from digestlint.project.config.settings import SettingsTable


def config_schema(summaries: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``digestlint.toml`` and ``[tool.digestlint]``.

    ``summaries`` are the one-line descriptions of the rules, by name.
    """
    made = Definitions()
    for table in (SettingsTable, SchemaTable):
        made.of(table)
    definitions = made.tables
    settings = definitions["SettingsTable"]
    for name, definition in definitions.items():
        # A schema that extends another one need not say everything itself.
        if name not in ("SettingsTable", "PerFile"):
            definition.pop("required", None)
    for table in (settings, definitions["PerFile"]):
        table["properties"]["rules"] = {
            "description": "Settings of single rules, by name.",
            "type": "object",
            "additionalProperties": False,
            "properties": _rule_tables(summaries),
        }
    settings["properties"]["schemas"] = {
        "description": "Digest schemas of your own, by name.",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/SchemaTable"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "digestlint configuration",
        "$ref": "#/$defs/SettingsTable",
        "$defs": definitions,
    }


def _rule_tables(summaries: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: {
            "description": summaries[rule.name],
            "type": "object",
            "additionalProperties": False,
            "properties": {option.name: _option(option) for option in rule.options},
        }
        for rule in rule_index.RULES
        if rule.options
        for name in (rule.name, *rule.aliases)
    }


def _option(option: Option) -> dict[str, Any]:
    types = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    table: dict[str, Any] = {
        "description": option.help,
        "type": types[type(option.default)],
        "default": option.default,
    }
    if option.limits is not None:
        table["minimum"], table["maximum"] = option.limits
    if isinstance(option.default, list):
        table["items"] = {"type": "string"}
    return table
