"""``severity`` in the configuration: how bad a finding is, in all formats alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run

# An error (trailing-punctuation) and a note (insecure-scheme), where nothing is set.
DIGEST = "# A\n\n[one](https://a.b/c.) and <http://arxiv.org/abs/2510.00001>\n"
SET = '[severity]\nURL = "error"\ntrailing-punctuation = "info"\n'


def _rdjson(text: str) -> dict[str, str]:
    return {each["code"]["value"]: each["severity"] for each in json.loads(text)["diagnostics"]}


def _sarif(text: str) -> dict[str, str]:
    [run] = json.loads(text)["runs"]
    return {each["ruleId"]: each["level"] for each in run["results"]}


def _junit(text: str) -> dict[str, str]:
    cases = ElementTree.fromstring(text).iter("testcase")
    failures = [(case.attrib["name"], case.find("failure")) for case in cases]
    return {name[:6]: found.attrib["type"] for name, found in failures if found is not None}


def _objects(text: str) -> dict[str, str]:
    return {each["code"]: each["severity"] for each in json.loads(text)}


def _gitlab(text: str) -> dict[str, str]:
    return {each["check_name"][:6]: each["severity"] for each in json.loads(text)}


def _commands(pattern: str) -> Callable[[str], dict[str, str]]:
    return lambda text: {m["code"]: m["level"] for m in re.finditer(pattern, text)}


FORMATS: list[tuple[str, Callable[[str], dict[str, str]], tuple[str, str], tuple[str, str]]] = [
    # how it is read, and what URL002 and URL005 are by default, and as set
    ("json", _objects, ("error", "info"), ("info", "error")),
    ("gitlab", _gitlab, ("major", "info"), ("info", "major")),
    ("junit", _junit, ("error", "info"), ("info", "error")),
    ("rdjson", _rdjson, ("ERROR", "INFO"), ("INFO", "ERROR")),
    ("sarif", _sarif, ("error", "note"), ("note", "error")),
    (
        "azure",
        _commands(r"type=(?P<level>\w+);.*code=(?P<code>\w+);"),
        ("error", "warning"),
        ("warning", "error"),
    ),
    (
        "github",
        _commands(r"::(?P<level>\w+) title=digestlint \((?P<code>\w+)\)"),
        ("error", "notice"),
        ("notice", "error"),
    ),
]


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(DIGEST)
    return path


@pytest.mark.parametrize(
    ("form", "read", "default", "as_set"), FORMATS, ids=[f[0] for f in FORMATS]
)
def test_formats_use_what_is_set(
    cli: Run,
    digest: Path,
    form: str,
    read: Callable[[str], dict[str, str]],
    default: tuple[str, str],
    as_set: tuple[str, str],
) -> None:
    def found() -> dict[str, str]:
        return read(cli("check", "--output-format", form).stdout)

    codes = ("URL002", "URL005")
    assert found() == dict(zip(codes, default, strict=True))
    # The answers of earlier runs are to another question.
    (digest.parent / "digestlint.toml").write_text(SET)
    assert found() == dict(zip(codes, as_set, strict=True))
    assert found() == dict(zip(codes, as_set, strict=True))  # an answer from the cache


def test_the_job_summary_counts_what_is_set(cli: Run, digest: Path) -> None:
    def totals(*options: str) -> str:
        return cli("check", "--output-format", "markdown", *options).stdout

    assert "1 error, 1 note" in totals()
    assert "2 warnings" in totals("--config", "severity.ALL=warning")


def test_json_lines_have_the_keys_of_json(cli: Run, digest: Path) -> None:
    lines = cli("check", "--output-format", "json-lines").stdout.splitlines()
    assert [json.loads(line)["severity"] for line in lines] == ["error", "info"]


def test_a_severity_does_not_change_what_is_found_or_fixed(cli: Run, digest: Path) -> None:
    before = cli("check", "--output-format", "concise").stdout
    (digest.parent / "digestlint.toml").write_text('severity = { ALL = "info" }\n')
    assert cli("check", "--output-format", "concise").stdout == before
    assert cli("check", "--fix").returncode == 0
    assert digest.read_text() == DIGEST.replace("c.)", "c)").replace("http:", "https:")


def test_a_baseline_stays_as_it_is(cli: Run, digest: Path) -> None:
    assert cli("baseline").returncode == 0
    made = (digest.parent / "digestlint-baseline.json").read_bytes()
    setting = 'baseline = "digestlint-baseline.json"\n' + SET
    (digest.parent / "digestlint.toml").write_text(setting)
    assert cli("check").returncode == 0
    assert cli("baseline", "--renew").returncode == 0
    assert (digest.parent / "digestlint-baseline.json").read_bytes() == made


def test_config_shows_what_is_set(cli: Run, digest: Path) -> None:
    (digest.parent / "digestlint.toml").write_text('severity = { URL002 = "info" }\n')
    shown = json.loads(cli("config", "a.md", "--output-format", "json").stdout)["severity"]
    assert shown["value"] == {"URL002": "info"}
    assert shown["origin"].endswith("digestlint.toml")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("severity.URL=eror", "severity.URL: there is no value 'eror'; did you mean 'error'?"),
        ("severity.URL02=info", "severity: there is no rule 'URL02'; did you mean 'URL002'?"),
    ],
)
def test_a_typo_is_one_sentence(cli: Run, digest: Path, option: str, said: str) -> None:
    done = cli("check", "--config", option)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_of_settings_is_named_with_its_line(cli: Run, digest: Path) -> None:
    (digest.parent / "digestlint.toml").write_text('[severity]\nURL = "error"\nTEX = "bad"\n')
    done = cli("check")
    assert done.returncode == 2
    assert "digestlint.toml:3:1: severity.TEX: there is no value 'bad'" in done.stderr


def test_the_page_of_a_rule_says_how_bad_it_is(cli: Run) -> None:
    assert "Severity: error. " in cli("rule", "URL002").stdout
    shown: dict[str, Any] = json.loads(cli("rule", "URL005", "--output-format", "json").stdout)
    assert shown["severity"] == "info"
