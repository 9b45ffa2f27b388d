from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.tracing.observing import forget
from digestlint.project.config import (
    ConfigError,
    SettingsTable,
    find_config,
    load_config,
    parse_config,
)
from digestlint.project.config.defaults import Defaults, defaults_with


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    top = write(tmp_path / "pyproject.toml", "[tool.digestlint]\n")
    assert find_config(tmp_path / "a" / "b") == top
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\n")
    forget()  # for another run
    assert find_config(tmp_path / "a" / "b") == top
    near = write(tmp_path / "a" / "digestlint.toml", "")
    forget()
    assert find_config(tmp_path / "a" / "b") == near


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "digestlint.toml", "")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert find_config(tmp_path / "repo" / "docs") is None


def test_reads_both_kinds_of_file(tmp_path: Path) -> None:
    own = write(tmp_path / "digestlint.toml", 'anchor-style = "pandoc"\n')
    shared = write(tmp_path / "pyproject.toml", '[tool.digestlint]\nanchor-style = "mkdocs"\n')
    assert load_config(own).table.anchor_style == "pandoc"
    assert load_config(shared).table.anchor_style == "mkdocs"
    assert load_config(own, {"exclude": ["x"]}).table.exclude == ("x",)


WRONG = [
    ("x = ", "is not valid TOML"),
    ("[tool.digestlint]\n", "without [tool.digestlint]"),
    ('ignore = ["URL9"]', "there is no rule 'URL9'"),
    ('schema = "weekly"', "there is no schema 'weekly'"),
    ("[rules.broken-anchr]\nx = 1", "did you mean 'broken-anchor'?"),
    ("[rules.ANC001]\nx = 1", "options belong under the rule's name, rules.broken-anchor"),
    ("[rules.broken-anchor]\nx = 1", "there is no option 'x'"),
    ("[rules.insecure-scheme]\nhosts = 1", "rules.insecure-scheme.hosts must be a list of strings"),
    ('[schemas.own]\nextends = "surve"', "schemas.own.extends: there is no schema 'surve'"),
    ('[schemas.own.match]\nheadings = ["("]', "is not a regular expression"),
    ('exclude = ["a[b"]', "'a[b'"),
    ('exclude = ["digests\\old"]', "(write '/' in paths; a pattern with '\\' goes between single"),
    ('exclude = ["C:\\Users"]', "(write '/' in paths; a pattern with '\\' goes between single"),
    ('[[per-file]]\nfiles = ["*"]\nselect = ["URL9"]', "there is no rule 'URL9'"),
]


@pytest.mark.skipif(os.name != "posix", reason="POSIX file semantics")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "digestlint.toml"
    path.symlink_to(path)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    said = f"{path}: cannot be read: {os.strerror(errno.ELOOP)}"
    assert str(caught.value) == said


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_errors_name_the_file_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "digestlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "digestlint.toml"
    path.write_bytes(b'schema = "\xe9"\n')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(path)


def test_own_schemas_come_first() -> None:
    table = {"schemas": {"mine": {"extends": "daily", "description": "my days"}}}
    config = parse_config(table, None)
    assert [schema.name for schema in config.schemas][:3] == ["mine", "survey", "daily"]
    assert config.schemas[0].description == "my days"
    assert config.schemas[0].notes == config.schemas[2].notes


def test_the_defaults_are_those_of_the_table() -> None:
    table: Any = SettingsTable()
    assert Defaults()._asdict() == {name: getattr(table, name) for name in table.__struct_fields__}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, Defaults()),
        ({"force-exclude": True}, Defaults(force_exclude=True)),
        ({"force-exclude": 1}, None),
        ({"fix": True}, None),
    ],
)
def test_what_needs_no_check(table: dict[str, object], expected: Defaults | None) -> None:
    assert defaults_with(table) == expected
