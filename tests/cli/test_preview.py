"""``--preview``: rules that are new, and off without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import SOURCE

# A digestlint whose rule insecure-scheme is in preview.
PROGRAM = """
import sys
from digestlint.core import rule_index
rule_index.RULES = tuple(r._replace(preview=r.code == "URL005") for r in rule_index.RULES)
from digestlint.cli import main
sys.exit(main(sys.argv[1:]))
"""
DIGEST = "# A\n\n[one]() and <http://arxiv.org/abs/2510.00001>\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cli(tmp_path: Path) -> Run:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(DIGEST)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
            check=False,
        )

    return run


def found(cli: Run, *options: str) -> list[str]:
    done = cli("check", "--output-format", "json", *options)
    return [each["code"] for each in json.loads(done.stdout)]


def test_rules_in_preview_are_off_unless_they_are_asked_for(cli: Run, tmp_path: Path) -> None:
    assert found(cli) == ["URL004"]
    assert found(cli, "--preview") == ["URL004", "URL005"]
    assert found(cli) == ["URL004"]  # results of runs with it are answers to another question
    assert found(cli, "--select", "ALL") == ["URL004"]
    assert found(cli, "--select", "URL005", "--preview") == ["URL005"]
    (tmp_path / "digestlint.toml").write_text("preview = true\n")
    assert found(cli) == ["URL004", "URL005"]


def test_fixes_of_rules_in_preview_wait_for_it(cli: Run, tmp_path: Path) -> None:
    assert cli("format").returncode == 0
    assert (tmp_path / "a.md").read_text() == DIGEST
    assert cli("format", "--preview").returncode == 0
    assert (tmp_path / "a.md").read_text() == DIGEST.replace("http:", "https:")


@pytest.mark.parametrize("option", ["--select", "--extend-select"])
@pytest.mark.parametrize("name", ["URL005", "insecure-scheme", "ENC,url005"])
def test_who_selects_one_is_told(cli: Run, tmp_path: Path, option: str, name: str) -> None:
    said = "digestlint: URL005 (insecure-scheme) is in preview, and off without --preview\n"
    assert said in cli("check", option, name).stderr
    assert said not in cli("check", option, name, "--preview").stderr
    assert said not in cli("check", option, "URL").stderr
    (tmp_path / "digestlint.toml").write_text("preview = true\n")
    assert said not in cli("check", option, name).stderr


def test_the_page_says_so(cli: Run) -> None:
    assert "This rule is in preview" in cli("rule", "URL005").stdout
    assert json.loads(cli("rule", "URL005", "--output-format", "json").stdout)["preview"] is True
    assert json.loads(cli("rule", "URL004", "--output-format", "json").stdout)["preview"] is False


def test_a_baseline_of_before_stays_valid(cli: Run, tmp_path: Path) -> None:
    """As in a release in which the rule is there, and in one in which it applies by default."""
    assert "1 finding in 1 file is not reported" in cli("baseline").stdout
    known = (tmp_path / "digestlint-baseline.json").read_bytes()
    options = ("--baseline", "digestlint-baseline.json")
    assert cli("check", *options).returncode == 0
    assert found(cli, *options, "--preview") == ["URL005"]
    assert cli("baseline", "--preview").returncode == 0
    assert (tmp_path / "digestlint-baseline.json").read_bytes() == known  # nothing is taken in
    assert cli("baseline", "--preview", "--renew").returncode == 0
    assert found(cli, *options, "--preview") == []


@pytest.mark.parametrize("places", [["--config", "preview=true"], []])
def test_shown_settings_can_be_pasted(cli: Run, tmp_path: Path, places: list[str]) -> None:
    assert ("URL005" in found(cli, *places)) == bool(places)
    shown = cli("config", "a.md", *places).stdout
    (tmp_path / "digestlint.toml").write_text(shown, encoding="utf-8")
    assert ("URL005" in found(cli)) == bool(places)
