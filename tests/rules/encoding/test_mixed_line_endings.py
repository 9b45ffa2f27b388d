from __future__ import annotations

import re

import pytest

from digestlint.core.finding import Applicability
from digestlint.fixes.fixer import Text, apply
from tests.support import diagnose, fixed, open_text

CASES = [
    ("a\nb\r\nc\n", "a\nb\nc\n", ["line ends in CR LF instead of LF"]),
    ("a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n", ["line ends in LF instead of CR LF"]),
    # CR ends a line where Markdown shows it, and where hardly any line ends otherwise.
    ("a\nb\r# c\n", "a\nb\n# c\n", ["line ends in CR instead of LF"]),
    ("- a\r- b\n", "- a\n- b\n", ["line ends in CR instead of LF"]),
    ("| a |\r| - |\r\n", "| a |\r\n| - |\r\n", ["line ends in CR instead of CR LF"]),
    ("a\r\nb\r\rc\r\n", "a\r\nb\r\n\r\nc\r\n", ["lines 2 to 3 end in CR instead of CR LF"]),
    ("a\nb\r", "a\nb\n", ["line ends in CR instead of LF"]),
    ("a\r" * 11 + "b\n", "a\r" * 11 + "b\r", ["line ends in LF instead of CR"]),
    # On a tie LF wins, then CR LF.
    ("a\r\nb\n", "a\nb\n", ["line ends in CR LF instead of LF"]),
    ("a\r\nb\r", "a\r\nb\r\n", ["line ends in CR instead of CR LF"]),
    (
        "1\n2\r\n3\r\n\r\n5\n6\n7\r\n8\n9\n",
        "1\n2\n3\n\n5\n6\n7\n8\n9\n",
        ["lines 2 to 4 end in CR LF instead of LF", "line ends in CR LF instead of LF"],
    ),
    (
        "1\n2\n3\n4\r\n5\r\n",
        "1\n2\n3\n4\n5\n",
        ["lines 4 to 5 end in CR LF instead of LF"],
    ),
    (
        "1\n2\r\n\r4\n5\n",
        "1\n2\n\n4\n5\n",
        ["line ends in CR LF instead of LF", "line ends in CR instead of LF"],
    ),
    (
        "a\n\r\r\nb\n",
        "a\n\n\nb\n",
        ["line ends in CR instead of LF", "line ends in CR LF instead of LF"],
    ),
    # No line is lost where a fix has to wait for the one beside it.
    (
        "a\r\n\rb\r\r\nc\n\n\n\n\n",
        "a\n\nb\n\nc\n\n\n\n\n",
        [
            *("line ends in CR LF instead of LF", "lines 2 to 3 end in CR instead of LF"),
            "line ends in CR LF instead of LF",
        ],
    ),
    (
        "a\r\n\nb" + "\r" * 30,
        "a\r\rb" + "\r" * 30,
        ["line ends in CR LF instead of CR", "line ends in LF instead of CR"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "messages"), CASES)
def test_the_majority_wins(text: str, expected: str, messages: list[str]) -> None:
    found = diagnose(text, "ENC007")
    assert [str(d.message) for d in found] == messages
    assert all(d.fix and d.fix.applicability is Applicability.SAFE for d in found)
    assert fixed(text, "ENC007", unsafe=False) == expected
    assert diagnose(expected, "ENC007") == []


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_findings_name_every_line_that_changes(text: str) -> None:
    lines = open_text(text).lines_of_source
    named = {
        row
        for found in diagnose(text, "ENC007")
        for row in range(lines.position(found.start)[0], lines.position(found.end)[0] + 1)
    }
    before, after = (
        re.findall(r"[^\r\n]*(?:\r\n?|\n)", version) for version in (text, fixed(text, "ENC007"))
    )
    changed = {row for row, (a, b) in enumerate(zip(before, after, strict=True), start=1) if a != b}
    assert changed == named


@pytest.mark.parametrize("text", ["", "a", "a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\u2028b\n\x0b\n"])
def test_leaves_one_kind_alone(text: str) -> None:
    assert diagnose(text, "ENC007") == []


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_each_fix_alone_loses_no_line_and_fixes_its_own(text: str) -> None:
    lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)", text)
    for found in diagnose(text, "ENC007"):
        fixed_text = apply(Text(text, False), [found], unsafe=False)[0].text
        after = re.findall(r"[^\r\n]*(?:\r\n?|\n)", fixed_text)
        assert len(after) == len(lines)
        assert found.fix
        assert all(edit.content == found.fix.edits[0].content for edit in found.fix.edits)


def test_each_fix_leaves_the_other_lines_to_theirs() -> None:
    text = "1\n2\r\n3\n4\r\n5\n"
    first, second = diagnose(text, "ENC007")
    assert apply(Text(text, False), [first], unsafe=False)[0].text == "1\n2\n3\n4\r\n5\n"
    assert apply(Text(text, False), [second], unsafe=False)[0].text == "1\n2\r\n3\n4\n5\n"


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_a_fix_writes_its_own_endings_and_those_that_touch_them(text: str) -> None:
    for found in diagnose(text, "ENC007"):
        assert found.fix
        first, last = found.fix.edits[0].start, found.fix.edits[-1].end
        assert first <= found.start <= found.end < last
        assert not text[first : found.start].strip("\r\n")
        assert not text[found.end : last].strip("\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "A title\rthat was copied\n",
        "a\n# b\rc\n- d\re\n",
        "| a\r | b |\n|-|-|\n",
        "- a\r1. b\n",
        "a\r\nb\rc\r\n",
        "$r_{\rm b}$\n",
        "$\rho_{\rm b}\rangle$\n",
        "$$\n\rho\n$$\n",
        "$\nabla f$\r\na\r\n",
    ],
)
def test_an_ending_inside_a_line_is_none(text: str) -> None:
    assert diagnose(text, "ENC007") == []
    assert fixed(text, "ENC007") == text
    assert diagnose(text, "ENC006", "GEN003") != []


def test_other_endings_are_fixed_around_one_inside_a_line() -> None:
    text = "a\r\nb\r\n$\rho$ c\r\nd\re\r\nf\n\n\n\n\n\n\n"
    assert fixed(text, "ENC007", unsafe=False) == text.replace("\r\n", "\n")
