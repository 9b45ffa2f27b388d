"""What digestlint finds and fixes in five real digests, counted independently beforehand."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from digestlint.core.finding import Applicability, Finding
from digestlint.lint.results import FileResult
from digestlint.project.config import Layer, SettingsTable, parse_config
from digestlint.run.runner import Task, run
from tests.real import DIGESTS, needs_digests

pytestmark = needs_digests

LOSSY_LINES = 632 + 810 + 653 + 163

Finder = Callable[[str], list[Finding]]


def check(paths: list[Path], **how: Any) -> dict[str, FileResult]:
    config = parse_config({"rules": {"duplicate-entry": {"across-files": True}}}, None)
    layers = (Layer("test", SettingsTable(select=("ALL",)), Path.cwd()),)
    results = run([Task(path, config, layers, **how) for path in paths], jobs=1)
    return {Path(result.filename).name[:3]: result for result in results}


@pytest.fixture(scope="module")
def found() -> dict[str, FileResult]:
    return check(DIGESTS)


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileResult]:
    """After ``check --fix --unsafe-fixes``."""
    return check(_copies(tmp_path_factory.mktemp("fixed")), fix=True, unsafe=True)


def _copies(folder: Path) -> list[Path]:
    return [Path(shutil.copyfile(path, folder / path.name)) for path in DIGESTS]


def count(results: dict[str, FileResult], *codes: str) -> dict[str, int]:
    """Findings of ``codes`` in each file that has some."""
    counts = {
        name: sum(finding.code in codes for finding in result.findings)
        for name, result in results.items()
    }
    return {name: number for name, number in counts.items() if number}


COUNTS = [
    (("ANC001",), {"000": 4, "001": 1}),
    (("URL004",), {"000": 30, "001": 53, "002": 26, "003": 7}),
    (("SEC005",), {"000": 51, "002": 40}),
    (("SEC004",), {"001": 15, "002": 1}),
    (("SEC008",), {"004": 8}),
    (("TOC007",), {"000": 1, "001": 1, "002": 1}),
    (("SEC001", "SEC002", "SEC003", "SEC006"), {}),
    (("TOC001", "TOC002", "TOC003", "TOC005", "TOC006"), {}),
    (("ANC002", "ANC003", "URL001", "URL006", "URL007"), {}),
    (("ENC001", "ENC004", "ENC005", "ENC006", "ENC007", "DIG001"), {}),
]


@pytest.mark.parametrize(("codes", "expected"), COUNTS, ids=lambda value: "-".join(value))
def test_counts(
    found: dict[str, FileResult], codes: tuple[str, ...], expected: dict[str, int]
) -> None:
    assert count(found, *codes) == expected


def test_bad_link_targets(found: dict[str, FileResult]) -> None:
    """55 targets: 50 end in a full stop, 5 hold LaTeX, two of which end in a full stop, too."""
    places = {
        (name, finding.location.row)
        for name, result in found.items()
        for finding in result.findings
        if finding.code in ("URL002", "URL003") and "[Code/Page](" in _line(result, finding)
    }
    assert len(places) == 55
    assert count(found, "URL002") and sum(count(found, "URL002").values()) >= 50


def test_insecure_arxiv_links(found: dict[str, FileResult]) -> None:
    arxiv = [
        finding
        for result in found.values()
        for finding in result.findings
        if finding.code == "URL005" and "http://arxiv.org" in _line(result, finding)
    ]
    assert len(arxiv) == 130


def test_every_mojibake_line_is_found(found: dict[str, FileResult]) -> None:
    lines = {
        (name, row)
        for name, result in found.items()
        for finding in result.findings
        if finding.code in ("ENC002", "ENC003")
        for row in range(finding.location.row, finding.end_location.row + 1)
    }
    assert Counter(name for name, _ in lines) == {"000": 694, "001": 1063, "002": 697, "003": 175}


def test_unlabelled_summaries(found: dict[str, FileResult]) -> None:
    lines = found["004"].old.decode().splitlines()
    entries = set()
    for finding in found["004"].findings:
        if finding.code == "SEC008":
            row = finding.location.row
            heading = next(line for line in reversed(lines[:row]) if line.startswith("## "))
            entries.add(int(heading.removeprefix("## ").split(".")[0]))
    assert entries == {0, 1, 2, 14, 17, 20, 28, 33}


def test_papers_in_two_files(found: dict[str, FileResult]) -> None:
    titles = {
        finding.excerpt.text[finding.excerpt.start : finding.excerpt.end][:25].strip("*")
        for result in found.values()
        for finding in result.findings
        if finding.code == "TOC004"
    }
    assert len(titles) == 3, titles


def test_nothing_that_can_be_fixed_is_left(fixed: dict[str, FileResult]) -> None:
    assert not any(result.problem for result in fixed.values())
    left = ("ANC001", "URL002", "URL003", "URL004", "URL005", "URL008", "URL009", "SEC004")
    assert count(fixed, *left, "SEC005", "TOC007") == {}
    assert not any(f.fix for result in fixed.values() for f in result.findings)


def test_no_mojibake_is_left_on_demand(fixed: dict[str, FileResult]) -> None:
    assert count(fixed, "ENC002", "ENC003") == {}
    sections = Counter(
        line.partition(" | ")[0]
        for name in ("000", "001", "002", "003")
        for line in fixed[name].new.decode().splitlines()
        if line.startswith("### ")
    )
    assert sections == {
        "### Abstract": 181,
        "### 🌟 论文解读": 181,
        "### 📌 背景痛点/本文动机": 181,
        "### 🚀 核心方法（介绍本文的几个创新点）": 181,
        "### 📈 实验结果": 181,
        "### 💬 可借鉴之处": 181,
    }


def test_safe_lines_are_restored_by_themselves(tmp_path: Path) -> None:
    results = check(_copies(tmp_path), fix=True)
    # What is sure of a whole file is only suspected beside a few lines that are left.
    suspected = [f for r in results.values() for f in r.findings if f.code == "ENC002"]
    assert len(suspected) <= 1
    assert all(finding.fix is None for finding in suspected)
    left = [f for r in results.values() for f in r.findings if f.code == "ENC003"]
    assert {finding.fix.applicability for finding in left if finding.fix} == {Applicability.UNSAFE}
    assert len(left) < 0.5 * LOSSY_LINES


def test_no_line_of_half_repaired_files_is_missed(
    found: dict[str, FileResult], tmp_path: Path
) -> None:
    """What a safe fix did not restore stays as it was, and is found again."""
    for name, result in check(_copies(tmp_path), fix=True).items():
        damaged = {_line(found[name], f) for f in found[name].findings if f.code == "ENC003"}
        lines = result.new.decode().split("\n")
        unrestored = {row for row, line in enumerate(lines, 1) if line in damaged}
        rows = {f.location.row for f in result.findings if f.code == "ENC003"}
        assert unrestored <= rows, name


def test_the_daily_summaries_stay_as_they_are(tmp_path: Path) -> None:
    result = check(_copies(tmp_path), fix=True)["004"]
    assert result.new == result.old


def test_a_second_fix_changes_nothing(tmp_path: Path) -> None:
    copies = _copies(tmp_path)
    for unsafe in (False, True):
        check(copies, fix=True, unsafe=unsafe)
        again = check(copies, fix=True, unsafe=unsafe)
        assert [name for name, result in again.items() if result.new != result.old] == []


def test_fixes_change_only_lines_that_a_finding_names(
    found: dict[str, FileResult], fixed: dict[str, FileResult]
) -> None:
    for name, result in fixed.items():
        named = {row for finding in found[name].findings for row in _rows(finding)}
        assert _changed_rows(result.old, result.new) <= named, name


def _rows(finding: Finding) -> set[int]:
    places = [(finding.location, finding.end_location)]
    if finding.fix:
        places += finding.fix.locations
    return {row for start, end in places for row in range(start.row, end.row + 1)}


def _changed_rows(old: bytes, new: bytes) -> set[int]:
    before, after = old.split(b"\n"), new.split(b"\n")
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return {row + 1 for tag, i, j, _, _ in blocks if tag != "equal" for row in range(i, j)}


def _line(result: FileResult, finding: Finding) -> str:
    return result.old.decode().split("\n")[finding.location.row - 1]
