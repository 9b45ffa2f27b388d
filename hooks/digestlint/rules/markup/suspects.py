"""The few lines in which text looks like markup and is worth a closer look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint.markdown import Markdown, Span
from digestlint.markdown.searching import occurrences
from digestlint.text.lines import line_around
from digestlint.text.spans import SpanList


def lines_with(markdown: Markdown, signs: Sequence[str]) -> Iterator[Span]:
    """Yield the lines in whose text one of ``signs`` begins, in order.

    Links, code and the like do not count as text.
    """
    text = markdown.text
    places = (at for sign in signs for at in occurrences(text, sign))
    end = -1
    for at in sorted(markdown.prose.holding(places)):
        if at >= end:
            start, end = line_around(text, at, at)
            yield Span(start, end)


def matches(
    markdown: Markdown, pattern: re.Pattern[str], signs: Sequence[str]
) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` in the lines that have one of ``signs`` in their text."""
    key = lines_with, tuple(signs)  # several kinds have the same ones
    if key not in markdown.facts:
        markdown.facts[key] = SpanList(lines_with(markdown, signs))
    for line in markdown.facts[key]:
        yield from pattern.finditer(markdown.text, *line)
