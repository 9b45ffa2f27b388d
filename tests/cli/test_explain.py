from __future__ import annotations

import json
import tomllib

from digestlint import __version__
from tests.cli.conftest import Run


def test_version(cli: Run) -> None:
    assert cli("--version").stdout == f"digestlint {__version__}\n"


def test_rule(cli: Run) -> None:
    listed = cli("rule").stdout
    assert "ANC001  broken-anchor" in listed
    page = cli("rule", "broken-anchor").stdout
    assert page.startswith("# broken-anchor (ANC001)\n")
    assert cli("rule", "anc001").stdout == page
    rule = json.loads(cli("rule", "ANC001", "--output-format", "json").stdout)
    assert (rule["code"], rule["name"]) == ("ANC001", "broken-anchor")
    rules = json.loads(cli("rule", "--output-format", "json").stdout)
    assert rule in rules


def test_schema(cli: Run) -> None:
    assert [line.split()[0] for line in cli("schema").stdout.splitlines()] == ["survey", "daily"]
    assert "notes" in tomllib.loads(cli("schema", "survey").stdout)
    assert cli("schema", "x").returncode == 2


def test_config_says_where_a_value_comes_from(cli: Run) -> None:
    shown = cli("config", "a.md", "--config", "anchor-style=pandoc").stdout
    assert 'anchor-style = "pandoc"  # command line' in shown
    assert "schema = null  # defaults" in shown
    values = json.loads(cli("config", "--output-format", "json").stdout)
    assert values["anchor-style"] == {"value": "github", "origin": "defaults"}


def test_toc(cli: Run) -> None:
    assert "[One](#one)" in cli("toc", "-", stdin="# Top\n\n## One\n").stdout
