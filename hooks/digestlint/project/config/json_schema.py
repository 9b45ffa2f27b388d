"""The JSON Schema of the configuration, for editors that complete and check TOML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digestlint._runtime.json_schemas import Definitions
from digestlint.core import rule_index
from digestlint.core.rule import Option
from digestlint.core.rule_docs import CONFIG_SCHEMA_URL
from digestlint.digest.schema.tables import SchemaTable
from digestlint.project.config.settings import SettingsTable


def config_schema(summaries: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON Schema of ``digestlint.toml`` and ``[tool.digestlint]``.

    It is one of draft 7, which editors and SchemaStore's catalogue know.

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
    del definitions["SettingsTable"]
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": CONFIG_SCHEMA_URL,
        **settings,
        "title": "digestlint configuration",
        "definitions": definitions,
    }
    return {key: _in_draft_7(value) for key, value in schema.items()}


def _in_draft_7(part: Any) -> Any:
    """Return a part of a schema for TOML, which has no null.

    In draft 7, what is beside a reference does not count.
    """
    if isinstance(part, list):
        return [_in_draft_7(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _in_draft_7(value) for key, value in part.items()}
    if made.get("default", "") is None:
        del made["default"]
    if options := [option for option in made.get("anyOf", ()) if option != {"type": "null"}]:
        del made["anyOf"]
        made = {**options[0], **made} if len(options) == 1 else {**made, "anyOf": options}
    if "$ref" in made:
        reference = {"$ref": made.pop("$ref").replace("#/$defs/", "#/definitions/")}
        return {**made, "allOf": [reference]} if made else reference
    return made


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
