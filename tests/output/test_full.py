from __future__ import annotations

import pytest

from digestlint.core.finding import Finding, Fix
from digestlint.output import Paint, reporter
from tests.output.samples import SAFE, UNSAFE, finding, fix, run

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def report(*found: Finding, width: int = 100, color: bool = False) -> list[str]:
    return list(reporter("full").lines(run(found, Paint(color, width))))


def test_the_parts_of_a_finding() -> None:
    text = "# One\n\nSee [one](#One).\n"
    repair = fix(SAFE, "Write '#one'", (17, 18, "o"))
    assert report(finding(text, "#One", fix=repair), finding(text, "See")) == [
        "a.md:3:11: URL002 [*] it is wrong",
        "  |",
        "3 | See [one](#One).",
        "  |           ^~~~",
        "  = fix: Write '#one'",
        "",
        "a.md:3:1: URL002 it is wrong",
        "  |",
        "3 | See [one](#One).",
        "  | ^~~",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "part", "shown", "under"),
    [
        ("[论文](#y)", "#y", "[论文](#y)", "       ^~"),
        ("论文", "文", "论文", "  ^~"),
        (f"{FAMILY} x", "x", f"{FAMILY} x", "   ^"),
        ("e\u0301 x", "x", "e\u0301 x", "  ^"),
        ("ｆｕｌｌ w", "w", "ｆｕｌｌ w", "         ^"),
        ("\tx", "x", "    x", "    ^"),
        ("", "", "", "^"),
        # Control characters and undecodable bytes are shown, and take the columns they take.
        ("a\x1b[2Jb", "b", r"a\x1b[2Jb", "        ^"),
        ("\u202eb", "b", r"\u202eb", "      ^"),
        ("\udcffb", "b", r"\xffb", "    ^"),
    ],
)
def test_the_caret_is_below_the_finding(line: str, part: str, shown: str, under: str) -> None:
    _, _, source, carets, _ = report(finding(line, part))
    assert source == f"1 | {shown}"
    assert carets == f"  | {under}"


def test_the_margin_is_as_wide_as_the_row() -> None:
    text = "\n" * 1233 + "x"
    _, bar, source, carets, _ = report(finding(text, "x"))
    assert (bar, source, carets) == ("     |", "1234 | x", "     | ^")


def test_a_finding_of_several_lines_shows_the_first() -> None:
    _, _, source, carets, _ = report(finding("one\ntwo\nthree", "ne\ntwo\nth"))
    assert (source, carets) == ("1 | one", "  |  ^~")


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("filler", ["x", "论", "e\u0301", "\x1b"])
def test_long_lines_are_cropped_around_the_finding(width: int, filler: str) -> None:
    from wcwidth import wcswidth

    line = filler * 3000 + "[HERE]" + filler * 3000
    _, _, source, carets, _ = report(finding(line, "HERE"), width=width)
    assert wcswidth(source) < width  # some terminals wrap in the last column
    assert source.startswith("1 | …") and source.endswith("…")
    column = carets.index("^")
    assert carets[column:] == "^~~~"
    before = source[: source.index("HERE")]
    assert wcswidth(before) == column


def test_a_narrow_terminal_still_shows_something() -> None:
    _, _, source, carets, _ = report(finding("x" * 100 + "HERE", "HERE"), width=5)
    assert "HERE" in source
    assert carets.endswith("^~~~")


NOTES = [
    (fix(SAFE, "Fix it"), False, "  = fix: Fix it"),
    (fix(UNSAFE, "Fix it"), False, "  = unsafe fix: Fix it"),
    (fix(SAFE, "Write '\x1b[31m'"), False, r"  = fix: Write '\x1b[31m'"),
    (None, True, "  = the fix waits until the mojibake it would edit is restored"),
    (None, False, ""),
]


@pytest.mark.parametrize(("repair", "waits", "expected"), NOTES)
def test_what_the_fix_would_do(repair: Fix | None, waits: bool, expected: str) -> None:
    lines = report(finding("x", fix=repair, deferred=waits))
    assert lines[4] == expected
    assert lines[-1] == ""


def test_colour() -> None:
    lines = report(finding("x", "x"), color=True)
    assert lines[1] == "  \x1b[34m|\x1b[0m"
    assert lines[2] == "\x1b[34m1\x1b[0m \x1b[34m|\x1b[0m x"
    assert lines[3] == "  \x1b[34m|\x1b[0m \x1b[1;31m^\x1b[0m"
    assert "\x1b" not in "".join(report(finding("x", "x")))
