from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digestlint.core import rule_index
from digestlint.core.selectors import expand
from digestlint.lint.registry import all_rules
from digestlint.project.config import ConfigError, Layer, SettingsTable, parse_config, resolve

DEFAULT = frozenset(rule.code for rule in all_rules() if rule.info.default)
ALWAYS = {"GIT001"}


def codes(table: dict[str, Any], tmp_path: Path, *layers: Layer) -> frozenset[str]:
    config = parse_config(table, tmp_path / "digestlint.toml")
    return resolve(config, tmp_path / "a.md", layers).settings.codes


SELECTIONS: list[tuple[dict[str, Any], frozenset[str]]] = [
    ({}, DEFAULT),
    ({"select": ["URL"]}, expand(["URL"]) | ALWAYS),
    ({"select": ["URL"], "ignore": ["GIT"]}, expand(["URL"])),
    ({"select": ["URL"], "ignore": ["ALL"]}, expand(["URL"])),
    ({"select": ["URL"], "ignore": ["URL002"]}, expand(["URL"]) - {"URL002"} | ALWAYS),
    ({"ignore": ["trailing-punctuation"]}, DEFAULT - {"URL002"}),
    ({"ignore": ["URL"], "extend-select": ["URL002"]}, DEFAULT - expand(["URL"]) | {"URL002"}),
    ({"select": ["URL002"], "ignore": ["URL002"]}, frozenset(ALWAYS)),
    ({"select": []}, frozenset(ALWAYS)),
    ({"select": ["ALL"], "ignore": ["URL"]}, expand(["ALL"]) - expand(["URL"])),
]


@pytest.mark.parametrize(("table", "expected"), SELECTIONS)
def test_selection(table: dict[str, Any], expected: frozenset[str], tmp_path: Path) -> None:
    assert codes(table, tmp_path) == expected


def test_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    layer = Layer("command line", SettingsTable(select=("URL002",)), tmp_path)
    assert codes({"ignore": ["URL"]}, tmp_path, layer) == {"URL002", *ALWAYS}


def test_a_selection_brings_back_no_rule_that_was_ignored(tmp_path: Path) -> None:
    layer = Layer("command line", SettingsTable(select=("URL002",)), tmp_path)
    assert codes({"ignore": ["conflict-marker"]}, tmp_path, layer) == {"URL002"}


def test_per_file_settings(tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "anchor-style": "gitlab",
        "per-file": [
            {"files": ["daily/*.md"], "schema": "daily", "ignore": ["SEC"]},
            {"files": ["*.md"], "rules": {"insecure-scheme": {"hosts": ["a.b"]}}},
        ],
    }
    config = parse_config(table, tmp_path / "digestlint.toml")
    daily = resolve(config, tmp_path / "daily" / "a.md")
    other = resolve(config, tmp_path / "a.md")
    assert (daily.settings.schema, other.settings.schema) == ("daily", None)
    assert not daily.settings.codes & expand(["SEC"])
    assert other.settings.codes == DEFAULT
    assert daily.settings.anchor_style == other.settings.anchor_style == "gitlab"
    assert other.settings.rules == {"insecure-scheme": {"hosts": ["a.b"]}}
    assert daily.origins["schema"].endswith("per-file entry 1")
    assert daily.origins["anchor-style"] == str(tmp_path / "digestlint.toml")


BIBLIOGRAPHIES: list[tuple[Any, str | None]] = [
    ("bib/all.bib", "bib/all.bib"),
    ({"old/*.md": "old.bib", "*.md": "new.bib"}, "new.bib"),
    ({"old/*.md": "old.bib"}, None),
    ({"": "none.bib"}, None),
    ({"": "none.bib", "*.md": "new.bib"}, "new.bib"),
]


@pytest.mark.parametrize(("value", "expected"), BIBLIOGRAPHIES)
def test_bibliographies_start_at_the_configuration(
    value: Any, expected: str | None, tmp_path: Path
) -> None:
    config = parse_config({"bibliography": value}, tmp_path / "digestlint.toml")
    found = resolve(config, tmp_path / "a.md").settings.bibliography
    assert (found and found.path) == (expected and str(tmp_path / expected))


def test_patterns_do_not_reach_outside_the_folder_of_the_configuration(tmp_path: Path) -> None:
    table = {"per-file": [{"files": ["*"], "schema": "daily"}]}
    config = parse_config(table, tmp_path / "inner" / "digestlint.toml")
    assert resolve(config, tmp_path / "a.md").settings.schema is None


def severities(table: dict[str, Any], tmp_path: Path, *layers: Layer) -> dict[str, str]:
    config = parse_config(table, tmp_path / "digestlint.toml")
    settings = resolve(config, tmp_path / "a.md", layers).settings
    return {code: str(level) for code, level in settings.severities.items()}


def test_the_more_specific_severity_wins(tmp_path: Path) -> None:
    table = {"severity": {"malformed-url": "error", "ALL": "warning", "URL": "info"}}
    found = severities(table, tmp_path)
    assert {found[code] for code in expand(["URL"]) - {"URL001"}} == {"info"}
    assert found["URL001"] == "error"
    assert {found[code] for code in expand(["ALL"]) - expand(["URL"])} == {"warning"}
    assert severities({}, tmp_path) == {}


def test_later_layers_set_other_severities(tmp_path: Path) -> None:
    table = {
        "severity": {"URL001": "info", "ANC": "info"},
        "per-file": [
            {"files": ["*.md"], "severity": {"URL": "error"}},
            {"files": ["b.md"], "severity": {"URL": "info"}},
        ],
    }
    found = severities(table, tmp_path)
    assert (found["URL001"], found["URL002"], found["ANC001"]) == ("error", "error", "info")
    layer = Layer("command line", SettingsTable(severity={"URL001": "warning"}), tmp_path)
    found = severities(table, tmp_path, layer)
    assert (found["URL001"], found["URL002"]) == ("warning", "error")
    config = parse_config(table, tmp_path / "digestlint.toml")
    origins = resolve(config, tmp_path / "a.md", [layer]).origins
    assert origins["severity"] == "command line"


@pytest.mark.parametrize(
    ("severity", "message"),
    [
        ({"trailing-punctuaton": "info"}, r"severity: there is no rule .*'trailing-punctuation'\?"),
        ({"URL02": "info"}, r"severity: there is no rule 'URL02'; did you mean 'URL"),
        ({"URL": "eror"}, r"severity\.URL: there is no value 'eror'; did you mean 'error'\?"),
        ({"URL": "loud"}, r"severity\.URL: there is no value 'loud'; known: error, warning, info"),
        ({"URL": 1}, r"severity\.URL: must be a string"),
        ("info", r"severity: must be a table"),
    ],
)
def test_unknown_severities(severity: object, message: str, tmp_path: Path) -> None:
    for table in (
        {"severity": severity},
        {"per-file": [{"files": ["*.md"], "severity": severity}]},
    ):
        with pytest.raises(ConfigError, match=message):
            parse_config(table, tmp_path / "digestlint.toml")


@pytest.fixture
def in_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """URL005, a default rule otherwise, and ARC001, which is none."""
    rules = (r._replace(preview=r.code in ("URL005", "ARC001")) for r in rule_index.RULES)
    monkeypatch.setattr(rule_index, "RULES", tuple(rules))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, DEFAULT - {"URL005"}),
        ({"select": ["URL005"]}, ALWAYS),
        ({"select": ["ALL"]}, expand(["ALL"]) - {"URL005", "ARC001"}),
        ({"across-files": True}, DEFAULT - {"URL005"} | expand(["ARC"]) - {"ARC001"}),
        ({"preview": False, "select": ["URL005"]}, ALWAYS),
        ({"preview": True}, DEFAULT),
        ({"preview": True, "ignore": ["URL"]}, DEFAULT - expand(["URL"])),
        ({"preview": True, "select": ["ARC001"]}, {"ARC001"} | ALWAYS),
        (
            {"preview": True, "per-file": [{"files": ["a.md"], "preview": False}]},
            DEFAULT - {"URL005"},
        ),
        ({"per-file": [{"files": ["a.md"], "preview": True}]}, DEFAULT),
        ({"per-file": [{"files": ["b.md"], "preview": True}]}, DEFAULT - {"URL005"}),
    ],
)
@pytest.mark.usefixtures("in_preview")
def test_rules_in_preview_are_off_unless_they_are_wanted(
    table: dict[str, Any], expected: frozenset[str], tmp_path: Path
) -> None:
    assert codes(table, tmp_path) == expected


@pytest.mark.usefixtures("in_preview")
def test_the_command_line_turns_previews_on_and_off(tmp_path: Path) -> None:
    for wanted in (True, False):
        layer = Layer("command line", SettingsTable(preview=wanted), tmp_path)
        found = codes({"preview": not wanted}, tmp_path, layer)
        assert ("URL005" in found) is wanted
