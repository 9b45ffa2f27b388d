from __future__ import annotations

import pytest

from digestlint.cli.closing import Tally, closing_lines
from digestlint.cli.summary import counting, fix_lines
from digestlint.core.finding import Applicability, Applied
from digestlint.lint.results import FileResult
from digestlint.output import Paint
from tests.output.samples import SAFE, UNSAFE, finding, fix

PLAIN = Paint()


def result(*kinds: Applicability | None, name: str = "a.md", applied: int = 0) -> FileResult:
    found = [
        finding("x", filename=name, fix=fix(kind, "Fix it") if kind else None) for kind in kinds
    ]
    return FileResult(name, found, [Applied("URL002", "trailing-punctuation")] * applied)


def count(results: list[FileResult]) -> Tally:
    tally = Tally()
    assert list(counting(results, tally)) == results
    return tally


GONE = FileResult("b.md", problem="no such file")

SUMMARIES = [
    ([], False, ["no files were checked"]),
    ([result()], False, ["1 file checked, all clean"]),
    ([result()] * 1200, False, ["1,200 files checked, all clean"]),
    ([result(applied=3)], True, ["Fixed 3 findings; 1 file clean"]),
    ([result(), GONE], False, ["1 file checked, all clean"]),
    ([GONE], False, []),
    ([result(None)], False, ["1 finding in 1 file"]),
    ([result(None), result(None, None, name="b.md")], False, ["3 findings in 2 files"]),
    ([result(SAFE)], False, ["1 finding in 1 file", "1 fix available with --fix"]),
    ([result(SAFE)], True, ["1 finding left in 1 file"]),
    (
        [result(SAFE, SAFE, UNSAFE)],
        False,
        [
            "3 findings in 1 file",
            "2 fixes available with --fix",
            "1 unsafe fix available with --fix --unsafe-fixes",
        ],
    ),
    (
        [result(None, UNSAFE, UNSAFE, applied=1)],
        True,
        [
            "Fixed 1 finding; 3 findings left in 1 file",
            "2 unsafe fixes available with --fix --unsafe-fixes",
        ],
    ),
]


@pytest.mark.parametrize(("results", "fixing", "expected"), SUMMARIES)
def test_summary(results: list[FileResult], fixing: bool, expected: list[str]) -> None:
    assert list(closing_lines(count(results), fixing, PLAIN)) == expected


def test_a_clean_run_is_green() -> None:
    (line,) = closing_lines(count([result()]), False, Paint(color=True))
    assert line == "\x1b[32m1 file checked, all clean\x1b[0m"


def test_fixes_by_file_and_rule() -> None:
    applied = [Applied("URL005", "insecure-scheme"), *[Applied("ANC001", "broken-anchor")] * 2]
    results = [FileResult("a\x1b.md", applied=applied), result(None, name="b.md")]
    assert list(fix_lines(results, PLAIN)) == [
        r"Fixed in a\x1b.md:",
        "      2 × ANC001 broken-anchor",
        "      1 × URL005 insecure-scheme",
    ]
