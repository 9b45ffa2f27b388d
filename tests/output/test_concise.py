from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability, Finding
from digestlint.output import Paint, reporter
from tests.output.samples import SAFE, UNSAFE, finding, fix, run


def report(*found: Finding, color: bool = False) -> list[str]:
    return list(reporter("concise").lines(run(found, Paint(color))))


@pytest.mark.parametrize(("kind", "mark"), [(SAFE, " [*]"), (UNSAFE, " [!]"), (None, "")])
def test_one_line_a_finding(kind: Applicability | None, mark: str) -> None:
    text = "论文 one\ntwo\n"
    found = finding(text, "two", fix=fix(kind, "Fix it") if kind else None)
    assert report(found, finding(text, "one")) == [
        f"a.md:2:1: URL002{mark} it is wrong",
        "a.md:1:4: URL002 it is wrong",
    ]


def test_nothing_reaches_the_terminal_raw() -> None:
    found = finding("x", filename="a\x1b[2J\n\u202e.md", message="no '\x07\u2066'")
    assert report(found) == [r"a\x1b[2J\n\u202e.md:1:1: URL002 no '\x07\u2066'"]


def test_colour() -> None:
    repair = fix(SAFE, "Fix it")
    assert report(finding("x", fix=repair), color=True) == [
        "\x1b[1ma.md\x1b[0m\x1b[36m:\x1b[0m1\x1b[36m:\x1b[0m1\x1b[36m:\x1b[0m "
        "\x1b[1;31mURL002\x1b[0m [\x1b[36m*\x1b[0m] it is wrong"
    ]


def test_no_findings() -> None:
    assert report() == []
