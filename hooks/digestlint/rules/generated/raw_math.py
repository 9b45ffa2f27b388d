r"""Math in ``\(…\)`` and ``\[…\]``, which Markdown shows as it is without the backslashes."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Span
from digestlint.markdown.searching import occurrences
from digestlint.rules.generated.residue import Prose, Residue

_INLINE = lazy_pattern(r"(?<!\\)\\\((?P<inner>[^\r\n]{1,300}?)(?<!\\)\\\)")
_DISPLAY = lazy_pattern(
    r"(?<!\\)\\\[(?P<inner>(?:[^\\\r\n]|\\[^\]\r\n]|(?:\r\n?|\n)(?![ \t>]*[\r\n])){1,1000}?)\\\]"
)
_STRONG = lazy_pattern(
    r"\\(?:[a-z]{2,}|[A-Z][a-z]+)|\\%|(?<![A-Za-z])[A-Za-zα-ωΑ-Ω](?:[_^]|\s*[=<>≤≥∈])|\d\.\d"
)
_WEAK = lazy_pattern(r"\s*(?:[A-Za-zα-ωΑ-Ω]|[-+]?\d[\d.,]*)(?:\s*[-+*/]\s*[A-Za-z\d]+)*\s*")
# Regular expressions, prompts of shells, paths, links; text with dollar signs is math already.
_OTHER = lazy_pattern(
    r"\.\*|\.\+|\\\||\\[dwsbS](?![A-Za-z])|\[\^|\\[+.?*]|\\\\|://|\]\(|--|:\\|\$|\\e\[|\\0\d"
)
# A date in brackets, before a title: lists escape them.
_DATE = lazy_pattern(r"\s*(?:19|20)?\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?\s*")
_GLUED = lazy_pattern(r"[A-Za-z0-9_\]]")  # next to what GitHub would not read as the end of math
_AFTER = lazy_pattern(r"[A-Za-z0-9$]")


def raw_math(prose: Prose) -> Iterator[Residue]:
    """Yield the formulas; those that may be something else only next to others."""
    text = prose.markdown.text
    strong, weak = [], []
    for pattern, opening, sign in ((_INLINE, "\\(", "$"), (_DISPLAY, "\\[", "$$")):
        end = 0
        for at in occurrences(text, opening):
            match = pattern.match(text, at) if at >= end else None
            if match is None:
                continue
            inner, (start, end) = match["inner"], match.span()
            if sign == "$$" and _DATE.fullmatch(inner):
                continue
            if _OTHER.search(inner) or _GLUED.match(text[max(start - 1, 0) : start]):
                continue
            block = prose.plain_block(Span(start, end))
            if block is None:
                continue
            inner = inner if "\n" in inner else inner.strip()
            content = f"{sign}{inner}{sign}"
            if _AFTER.match(text, end) or "|" in inner:
                content = ""
            found = Residue(Span(start, end), "math", content)
            if _STRONG.search(inner):
                strong.append(found)
            elif sign == "$" and _WEAK.fullmatch(inner):
                weak.append(found)
    yield from strong
    if strong:
        yield from weak
