"""The excerpt of the line of a finding."""

from __future__ import annotations

import pytest

from digestlint.core.finding import Finding
from digestlint.lint.results import locate, locate_all
from digestlint.text.codec import LineIndex
from tests.support import message

LONG = "a" * 10_000


@pytest.mark.parametrize(
    ("text", "start", "end", "shown", "marked"),
    [
        ("one\ntwo three\nfour", 8, 13, "two three", "three"),
        ("one\r\ntwo\r\n", 5, 8, "two", "two"),
        ("one\ntwo", 1, 6, "one", "ne"),  # over the line's end
        ("one\r\ntwo", 4, 5, "one", ""),  # the line ending itself
        ("one\n", 4, 4, "", ""),
        ("one", -1, 0, "one", ""),  # the byte order mark
        (f"{LONG}b{LONG}", 10_000, 10_001, f"{'a' * 400}b{'a' * 499}", "b"),
        (f"b{LONG}", 0, 1, f"b{'a' * 899}", "b"),
        (LONG, 0, 10_000, "a" * 900, "a" * 900),
        (f"{LONG}b", 5_000, 10_001, "a" * 900, "a" * 400),
        (f"{LONG}b", 10_000, 10_001, f"{'a' * 400}b", "b"),
    ],
)
def test_excerpt(text: str, start: int, end: int, shown: str, marked: str) -> None:
    found = locate(
        Finding(start, end, message(""), code="TST001", name="test"), LineIndex(text), "a.md"
    ).excerpt
    assert (found.text, found.text[found.start : found.end]) == (shown, marked)


def test_near_findings_share_their_excerpt() -> None:
    lines = LineIndex(f"{LONG}b{LONG}")
    found = [
        Finding(at, at + 1, message(""), code="TST001", name="test")
        for at in (10_000, 10_100, 15_000)
    ]
    one, near, far = locate_all(list(found), lines, "a.md")
    assert one.excerpt.text is near.excerpt.text is not far.excerpt.text
    assert [one, near, far] == [locate(finding, lines, "a.md") for finding in found]
