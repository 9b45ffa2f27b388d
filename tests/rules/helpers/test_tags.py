from __future__ import annotations

import pytest

from digestlint.core.finding import Edit
from digestlint.markdown import Span, parse
from digestlint.rules.helpers.tags import code_delimiter, quoting_edits, vanishing_tags


def test_finds_tags_inside_a_span_only() -> None:
    text = "<x1> and <x2> and <x3>"
    markdown = parse(text)
    assert [text[slice(*tag)] for tag in vanishing_tags(markdown)] == ["<x1>", "<x2>", "<x3>"]
    assert vanishing_tags(markdown, Span(5, 14)) == [Span(9, 13)]
    assert vanishing_tags(markdown, Span(10, 14)) == []


def test_joins_tags_that_touch() -> None:
    assert vanishing_tags(parse("a <x1></x1> b")) == [Span(2, 11)]


def test_quotes_with_two_insertions() -> None:
    markdown = parse("a <x1> b")
    assert quoting_edits(markdown, Span(2, 6)) == (Edit(2, 2, "`"), Edit(6, 6, "`"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "`"),
        ("`code` x", "`"),
        ("stray ` x", "``"),
        ("stray `` x", "`"),
        ("a ` b `` c", "```"),
    ],
)
def test_delimiter_pairs_with_no_stray_backtick(text: str, expected: str) -> None:
    assert code_delimiter(parse(text), Span(0, len(text))) == expected
