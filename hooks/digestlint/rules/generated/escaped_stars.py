r"""Bold text whose asterisks a program escaped: ``\*\*Result:\*\* …``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Span
from digestlint.rules.generated.residue import Prose, Residue

_ESCAPED = lazy_pattern(
    r"(?<![\\*])\\\*\\\*(?P<inner>(?![\s\\*/])[^*\\\r\n]{1,200}(?<!\s))\\\*\\\*(?![\\*])"
)
_EAST_ASIAN = lazy_pattern("[\u3000-\u9fff\uac00-\ud7af]")


def escaped_stars(prose: Prose) -> Iterator[Residue]:
    """Yield those at the start of a paragraph, and those around East Asian text.

    Elsewhere, the text may be about asterisks.
    """
    text = prose.markdown.text
    for match in _ESCAPED.finditer(text) if "\\*\\*" in text else ():
        span = Span(*match.span())
        block = prose.block(span)
        if block is None:
            continue
        inner = match["inner"]
        if text[block.start : span.start].strip() and not _EAST_ASIAN.search(inner):
            continue
        before, after = (
            text[max(span.start - 1, block.start) : span.start],
            text[span.end : span.end + 1],
        )
        renders = _flanks(before, inner[0]) and _flanks(after, inner[-1])
        yield Residue(span, "stars", f"**{inner}**" if renders else "")


def _flanks(outside: str, inside: str) -> bool:
    """Whether asterisks between the two begin or end bold text (CommonMark 0.31, 6.2)."""
    if not _is_punctuation(inside):
        return True
    return not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
