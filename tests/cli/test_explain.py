from __future__ import annotations

import json
import tomllib
from pathlib import Path

from digestlint import __version__
from digestlint.digest.schema.builtin_schemas import SCHEMAS
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
    names = [line.split()[0] for line in cli("schema").stdout.splitlines()]
    assert names == [schema.name for schema in SCHEMAS]
    assert "notes" in tomllib.loads(cli("schema", "survey").stdout)
    assert cli("schema", "x").returncode == 2


def test_config_says_where_a_value_comes_from(cli: Run) -> None:
    shown = cli("config", "a.md", "--config", "anchor-style=pandoc").stdout
    assert 'anchor-style = "pandoc"  # command line' in shown
    assert "schema = null  # defaults" in shown
    values = json.loads(cli("config", "--output-format", "json").stdout)
    assert values["anchor-style"] == {"value": "github", "origin": "defaults"}


def test_a_schema_of_ones_own(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text(
        '[schemas.mine]\nextends = "daily"\ndescription = "my days"\n'
        "[schemas.bare]\nextends = 'daily'\ndescription = ''\n"
    )
    listed = cli("schema").stdout.splitlines()
    assert listed[:2] == ["mine (configured): my days", "bare (configured): no description"]
    assert listed[2].startswith("survey (built in): ")
    done = cli("schema", "mine")
    message = "digestlint: schema 'mine' is defined in your own configuration\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_config_tells_a_schema_by_the_content(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Papers for 2025-10-03\n\n## 0.[A](https://arxiv.org/pdf/1)\n")
    assert 'schema = "daily"  # by content' in cli("config", "a.md").stdout
    assert (
        'schema = "survey"  # command line'
        in cli("config", "a.md", "--config", "schema=survey").stdout
    )


def test_config_says_that_a_file_is_excluded(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text('exclude = ["drafts/"]\n')
    note = "drafts/a.md is excluded; it is checked only when it is given by name\n"
    assert cli("config", "drafts/a.md").stdout.startswith(note)
    assert "excluded" not in cli("config", "a.md").stdout


def test_toc(cli: Run) -> None:
    assert "[One](#one)" in cli("toc", "-", stdin="# Top\n\n## One\n").stdout
