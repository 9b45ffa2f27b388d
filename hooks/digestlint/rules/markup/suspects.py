"""Lines in which text looks like markup: few, so that they can be looked at more closely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint.markdown import Markdown, Span
from digestlint.markdown.searching import occurrences


def lines_with(markdown: Markdown, signs: Sequence[str]) -> Iterator[Span]:
    """The lines in whose text (no link, code or the like) one of ``signs`` begins, in order."""
    text = markdown.text
    places = sorted(at for sign in signs for at in occurrences(text, sign))
    end = -1
    for at in places:
        if at >= end and markdown.prose.at(at) is not None:
            start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
            ends = (text.find(ending, at) for ending in "\r\n")
            end = min((found for found in ends if found >= 0), default=len(text))
            yield Span(start, end)


def matches(
    markdown: Markdown, pattern: re.Pattern[str], signs: Sequence[str]
) -> Iterator[re.Match[str]]:
    """The matches of ``pattern`` in the lines that have one of ``signs`` in their text."""
    for line in lines_with(markdown, signs):
        yield from pattern.finditer(markdown.text, *line)
