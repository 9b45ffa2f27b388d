from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from digestlint.core.rule_docs import CONFIG_SCHEMA_URL
from digestlint.lint.registry import all_rules
from digestlint.project.config.defaults import Defaults
from digestlint.project.config.json_schema import config_schema

SUMMARIES = {rule.name: rule.summary for rule in all_rules()}
GOOD: list[dict[str, Any]] = [
    {},
    {"select": ["URL"], "anchor-style": "mkdocs", "bibliography": {"*.md": "a.bib"}},
    {"rules": {"insecure-scheme": {"hosts": ["a.b"]}}},
    {"per-file": [{"files": ["*.md"], "schema": "daily", "rules": {}}]},
    {"schemas": {"own": {"extends": "survey", "notes": {"sections": {"x": {"required": False}}}}}},
]
BAD: list[dict[str, Any]] = [
    {"selct": ["URL"]},
    {"anchor-style": "gihub"},
    {"rules": {"insecure-scheme": {"hots": ["a.b"]}}},
    {"rules": {"insecure-schema": {}}},
    {"per-file": [{"schema": "daily"}]},
    {"schemas": {"own": {"notes": {"levle": 2}}}},
]


@pytest.mark.parametrize("table", GOOD)
def test_accepts(table: dict[str, Any]) -> None:
    jsonschema.validate(table, config_schema(SUMMARIES))


@pytest.mark.parametrize("table", BAD)
def test_refuses(table: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(table, config_schema(SUMMARIES))


def test_is_a_schema() -> None:
    schema = config_schema(SUMMARIES)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == CONFIG_SCHEMA_URL
    assert schema["title"] == "digestlint configuration"


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """All tables in a schema."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(part, dict | list):
            yield from parts(part)


def test_nothing_is_beside_a_reference() -> None:
    """In draft 7 it would not count."""
    schema = config_schema(SUMMARIES)
    references = [part for part in parts(schema) if "$ref" in part]
    assert references
    assert all(len(part) == 1 for part in references)
    named = {part["$ref"].removeprefix("#/definitions/") for part in references}
    assert named <= set(schema["definitions"])


def test_there_is_no_null() -> None:
    """TOML has none."""
    assert all(part.get("type") != "null" for part in parts(config_schema(SUMMARIES)))


def test_each_setting_is_described() -> None:
    properties = config_schema(SUMMARIES)["properties"]
    assert {field.replace("_", "-") for field in Defaults._fields} == set(properties)
    assert all(each["description"] for each in properties.values())
