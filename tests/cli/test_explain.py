from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from digestlint import __version__
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from tests.cli.conftest import Run
from tests.places import ROOT


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
    assert "# schema is not set  # by content" in shown
    values = json.loads(cli("config", "--output-format", "json").stdout)
    assert values["anchor-style"] == {"value": "github", "origin": "defaults"}


CONFIGURATION = """\
select = ["URL", "ENC"]
bibliography = "papers.bib"
exclude = ["drafts/", 'a\\"b']
max-memory = 90
[rules.insecure-scheme]
hosts = ["example.org"]
[[per-file]]
files = ["b.md"]
anchor-style = "pandoc"
[schemas.mine]
extends = "daily"
"""


@pytest.mark.parametrize("name", ["digestlint.toml", "pyproject.toml"])
@pytest.mark.parametrize("file", ["a.md", "b.md"])
def test_config_is_toml_that_can_be_pasted(cli: Run, tmp_path: Path, name: str, file: str) -> None:
    path = tmp_path / name
    text = CONFIGURATION
    if name == "pyproject.toml":
        text = "[tool.digestlint]\n" + re.sub(r"(?m)^(\[+)(?=[a-z])", r"\1tool.digestlint.", text)
    path.write_text(text)
    before = json.loads(cli("config", file, "--output-format", "json").stdout)
    shown = cli("config", file)
    assert shown.returncode == 0
    path.write_text(shown.stdout)
    after = json.loads(cli("config", file, "--output-format", "json").stdout)
    assert {k: v["value"] for k, v in after.items()} == {k: v["value"] for k, v in before.items()}
    table = tomllib.loads(shown.stdout)
    table = table["tool"]["digestlint"] if name == "pyproject.toml" else table
    assert (table["max-memory"], table["exclude"]) == (90, ["drafts/", 'a\\"b'])
    assert table["bibliography"] == "papers.bib"
    assert f"max-memory = 90  # {path}\n" in shown.stdout
    assert "max-file-size = 32  # defaults\n" in shown.stdout
    assert "schemas of your own, not repeated here: mine" in shown.stdout


def test_config_without_a_file_can_be_pasted(cli: Run, tmp_path: Path) -> None:
    shown = cli("config", "--config", "max-memory=100").stdout
    assert "max-memory = 100  # command line\n" in shown
    assert all(len(line) <= 120 for line in shown.splitlines() if not line.startswith("#"))
    (tmp_path / "digestlint.toml").write_text(shown)
    (tmp_path / "a.md").write_text("# A\n")
    assert cli("check").returncode == 0


def test_config_prints_the_json_schema(cli: Run) -> None:
    schema = json.loads(cli("config", "--schema").stdout)
    assert schema == json.loads((ROOT / "docs" / "schemas" / "config.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(tomllib.loads(cli("config").stdout))


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
    note = "# drafts/a.md is excluded; it is checked only when it is given by name\n"
    assert note in cli("config", "drafts/a.md").stdout
    assert "excluded" not in cli("config", "a.md").stdout


def test_toc(cli: Run) -> None:
    assert "[One](#one)" in cli("toc", "-", stdin="# Top\n\n## One\n").stdout
