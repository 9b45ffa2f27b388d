from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from digestlint.lint.registry import all_rules
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
    jsonschema.Draft202012Validator.check_schema(config_schema(SUMMARIES))
