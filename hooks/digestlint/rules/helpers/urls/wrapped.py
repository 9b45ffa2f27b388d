"""Link targets that a line break cuts in two: ``[code](https://a.org/`` and ``name)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.sharing import shared

_WRAPPED = lazy_pattern(
    r"\]\((?P<target>https?://[^\s()<>\[\]|]{1,300}"
    r"(?P<gap>[ \t]*(?:\r\n?|\n)[ \t]*(?:>[ \t]*)*)[\w./?#=&%~+:-]{1,200})\)"
)
_LINE_ENDING = lazy_pattern(r"[\r\n]")
_LONGEST = 400  # characters of most targets


class WrappedTarget(NamedTuple):
    """Where a target is, and where in it the line break."""

    start: int
    end: int
    gap_start: int
    gap_end: int


@shared
def wrapped_targets(markdown: Markdown) -> Sequence[WrappedTarget]:
    """Return the targets with a line break in them, in order."""
    return list(_found(markdown))


def _found(markdown: Markdown) -> Iterator[WrappedTarget]:
    text = markdown.text
    for at in occurrences(text, "](http"):
        closing = text.find(")", at, at + _LONGEST)
        if closing >= 0 and not _LINE_ENDING.search(text, at, closing):
            continue  # most are in one line
        match, block = _WRAPPED.match(text, at), markdown.block_at(at)
        if (
            match is not None
            and block is not None
            and match.end() <= block.end
            and markdown.prose.at(match.start()) is not None
        ):
            yield WrappedTarget(*match.span("target"), *match.span("gap"))
