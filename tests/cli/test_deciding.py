"""``check --decisions``: applied now and on later runs, and said where they fit no more."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.review.pages import SENTENCES, damaged, data_of, project

# Its lines are doubtful, and nothing else is found in them.
BODY = damaged(SENTENCES.partition("\n\n")[2])


def decided(cli: Run, folder: Path) -> Path:
    """A file that decides about all doubtful characters, as the page would save it."""
    assert cli("report", "--html", "page.html", "a.md").returncode == 0
    found = []
    data = data_of(folder / "page.html")
    for damaged_text, before, after, left, right, places in data["groups"]:
        number, at, *_ = data["doubts"][places[0]]
        chosen = data["sentences"][number][3][at]
        found.append(
            {
                "damaged": damaged_text,
                "before": before,
                "after": after,
                "chosen": chosen,
                "restored": left + chosen + right,
            }
        )
    path = folder / "decisions.json"
    path.write_text(json.dumps({"version": 1, "decisions": found}), encoding="utf-8")
    return path


def test_decided_lines_are_fixed_safely_now_and_later(cli: Run, tmp_path: Path) -> None:
    digest = project(tmp_path, a=BODY) / "a.md"
    decided(cli, tmp_path)
    assert cli("check", "--fix", "--select", "ENC", "a.md").returncode == 1
    assert digest.read_text(encoding="utf-8") == BODY, "nothing is safe yet"
    done = cli("check", "--fix", "--select", "ENC", "--decisions", "decisions.json", "a.md")
    assert (done.returncode, done.stderr) == (0, "")
    fixed = digest.read_text(encoding="utf-8")
    assert fixed != BODY and len(fixed) < len(BODY)
    done = cli("check", "--fix", "--select", "ENC", "--decisions", "decisions.json", "a.md")
    assert (done.returncode, done.stderr) == (0, ""), "what is carried out still fits"
    # In another file, and in another place of it.
    digest.write_text("前言。\n\n" + BODY, encoding="utf-8")
    done = cli("check", "--fix", "--select", "ENC", "--decisions", "decisions.json", "a.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert digest.read_text(encoding="utf-8") == "前言。\n\n" + fixed


def test_the_cache_knows_decisions_apart(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a=BODY)
    path = decided(cli, tmp_path)
    command = (
        "check",
        "--select",
        "ENC003",
        "--statistics",
        "--decisions",
        "decisions.json",
        "a.md",
    )
    assert "[*]" in cli(*command).stdout
    path.write_text('{"version": 1, "decisions": []}', encoding="utf-8")
    assert "[*]" not in cli(*command).stdout


def test_decisions_that_fit_nothing_are_said(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a=BODY)
    decided(cli, tmp_path)
    (tmp_path / "a.md").write_text("# 完全不同\n", encoding="utf-8")
    done = cli("check", "--decisions", "decisions.json", "a.md")
    assert "decisions.json: " in done.stderr and "any more" in done.stderr
    assert done.returncode == 0
    assert "any more" not in cli("check", "-q", "--decisions", "decisions.json", "a.md").stderr


def test_a_wrong_file_is_an_error(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a="# 一\n")
    (tmp_path / "decisions.json").write_text("[]", encoding="utf-8")
    for command in (("check",), ("report", "--html", "page.html")):
        done = cli(*command, "--decisions", "decisions.json", "a.md")
        assert done.returncode == 2
        assert done.stderr.startswith("digestlint: decisions.json: is no file of decisions")


def test_no_report_overwrites_them(cli: Run, tmp_path: Path) -> None:
    project(tmp_path, a=BODY)
    path = decided(cli, tmp_path)
    before = path.read_bytes()
    reports = (("check", "--output-file", "decisions.json"), ("report", "--html", "decisions.json"))
    for command in reports:
        done = cli(*command, "--decisions", "decisions.json", "a.md")
        assert done.returncode == 2 and "would be overwritten" in done.stderr
    assert path.read_bytes() == before
