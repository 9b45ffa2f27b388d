"""The figures that ``make coverage`` judges by, and that no line is left out without a reason."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tools.coverage_by_package import main, table

from tests.places import PACKAGE

# What Coverage.py takes for a pragma. The reason is in the same comment, or in one after it.
UNEXPLAINED = re.compile(
    r"#\s*pragma[:\s]?\s*no\s*(?:cover|branch)(?!\s*[,;:(#-]+\s*\w{2,}\s+\w)", re.IGNORECASE
)


def summary(lines: int, of_lines: int, branches: int, of_branches: int) -> dict[str, Any]:
    return {
        "summary": {
            "covered_lines": lines,
            "num_statements": of_lines,
            "covered_branches": branches,
            "num_branches": of_branches,
        }
    }


def test_packages_are_summed_by_lines_and_not_by_files() -> None:
    files = {
        "hooks/digestlint/fixes/writer.py": summary(10, 10, 0, 0),
        "hooks/digestlint/rules/a.py": summary(90, 90, 1, 4),
        "hooks\\digestlint\\rules\\b.py": summary(0, 10, 4, 4),
    }
    assert table({"files": files}) == [
        ("fixes/", 100.0, 100.0),
        ("rules/", 90.0, 62.5),
        ("all", pytest.approx(100 * 100 / 110), 62.5),
    ]


@pytest.mark.parametrize(
    ("counts", "code", "said"),
    [
        ((95, 100, 19, 20), 0, ""),
        ((1000, 1000, 18, 20), 1, "coverage is below 95 %: branches 90.00 %\n"),
        ((94, 100, 20, 20), 1, "coverage is below 95 %: lines 94.00 %\n"),
        ((0, 100, 0, 20), 1, "coverage is below 95 %: lines 0.00 %, branches 0.00 %\n"),
    ],
)
def test_lines_and_branches_are_judged_apart(
    counts: tuple[int, int, int, int],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {"hooks/digestlint/a.py": summary(*counts)}}))
    assert main([str(report)]) == code
    assert capsys.readouterr().err == said


def test_no_line_is_left_out_without_a_reason() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if UNEXPLAINED.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("comment", "explained"),
    [
        ("# pragma: no cover", False),
        ("# pragma: no cover  ", False),
        ("# pragma: no branch -", False),
        ("# pragma: no cover - why", False),
        ("#PRAGMA no cover", False),
        ("# pragma: no cover - only on Windows", True),
        ("# pragma: no branch: the loop always returns", True),
        ("# pragma: no cover (only on Windows)", True),
        ("# pragma: no cover  # only on Windows", True),
    ],
)
def test_what_counts_as_a_reason(comment: str, explained: bool) -> None:
    assert (UNEXPLAINED.search(comment) is None) is explained
