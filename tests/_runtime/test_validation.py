from __future__ import annotations

from typing import Any

import pytest

from digestlint._runtime.validation import convert
from digestlint.digest.schema.tables import SchemaTable
from digestlint.project.config.settings import SettingsTable

CASES: list[tuple[dict[str, Any], type, str]] = [
    ({"selct": []}, SettingsTable, "there is no setting 'selct'; did you mean 'select'?"),
    ({"exclude": "a"}, SettingsTable, "exclude: must be a list, not a string"),
    ({"anchor-style": "gihub"}, SettingsTable, "anchor-style: there is no value 'gihub'; did you"),
    (
        {"per-file": [{"files": ["a"]}, {"files": ["*"], "ingore": []}]},
        SettingsTable,
        "per-file[1]: there is no setting 'ingore'; did you mean 'ignore'?",
    ),
    (
        {"match": {"headings": ["a"]}, "notes": {"level": 9}},
        SchemaTable,
        "notes.level: must be 6 or less",
    ),
    (
        {"match": {"headings": ["a"]}, "notes": {"level": 2, "sections": {"x": {"hedding": "a"}}}},
        SchemaTable,
        "did you mean 'heading'?",
    ),
    (
        {"match": {"headings": ["a"]}, "notes": {"level": 0}},
        SchemaTable,
        "level: must be 1 or more",
    ),
    ({"max-rule-seconds": 0}, SettingsTable, "max-rule-seconds: must be more than 0"),
    ({"description": "a"}, SchemaTable, "the key 'match' is missing"),
    (
        {"match": {"headings": ["a"]}, "notes": {"fields": {"a": {"label": ""}}}},
        SchemaTable,
        "label: must not be empty",
    ),
    (
        {"match": {"headings": ["a"]}, "notes": {"fields": {"a": {"label": "b", "required": "c"}}}},
        SchemaTable,
        "required: there is no value 'c'; known: true, false, usual",
    ),
]


@pytest.mark.parametrize(("table", "struct", "message"), CASES)
def test_says_what_is_wrong_and_what_to_write(
    table: dict[str, Any], struct: type[SettingsTable], message: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        convert(table, struct)
    assert message in str(caught.value)
