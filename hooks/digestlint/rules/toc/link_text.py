"""Link texts made from the Markdown of headings and titles."""

from __future__ import annotations

from bisect import bisect_right

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span, SpanSet, parse
from digestlint.text.edits import applied

# Text without Markdown syntax.
_PLAIN = lazy_pattern(r"[^\W_][\w .,:;()/'’“”–—…?，。：；（）《》、！？-]*\Z")
_BRACKET = lazy_pattern(r"(?P<footnote>\[\^[^\[\]\s]+\])|(?<!\\)[\[\]]")
_PUNCTUATION = lazy_pattern(r"([!-/:-@\[-`{-~])")
_SPACES = lazy_pattern(r"\s+")


class LinkTexts:
    """Makes link texts from spans of one document."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown = markdown
        dropped = list(markdown.html)
        for link in markdown.links:
            if link.image:
                dropped.append(link.span)
            elif link.kind != "bare":
                dropped.append(Span(link.span.start, link.text.start))
                dropped.append(Span(link.text.end, link.span.end))
        self._dropped = list(SpanSet(dropped))

    def of(self, span: Span, plain: str) -> str:
        """Return the Markdown at ``span`` without links, images, footnotes and HTML, in one line.

        If that would break a link around it, return ``plain`` with all its punctuation escaped.
        """
        start, end = span
        parts = []
        first = bisect_right(self._dropped, start, key=lambda dropped: dropped.end)
        for dropped in self._dropped[first:]:
            if dropped.start >= end:
                break
            parts.append(self._escaped(start, max(start, dropped.start)))
            start = max(start, dropped.end)
        parts.append(self._escaped(start, max(start, end)))
        text = _one_line("".join(parts))
        if not text or _PLAIN.match(text) or _survives(text):
            return text
        return _PUNCTUATION.sub(r"\\\1", _one_line(plain))

    def _escaped(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` without footnotes, brackets outside code and math escaped."""
        markdown = self._markdown
        edits = (
            (*match.span(), "" if match["footnote"] else f"\\{match[0]}")
            for match in _BRACKET.finditer(markdown.text, start, end)
            if not (markdown.code.at(match.start()) or markdown.math.at(match.start()))
        )
        return applied(markdown.text, edits, start, end)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _survives(text: str) -> bool:
    """Whether a link around ``text`` is exactly one link."""
    line = f"[{text}](#x)"
    parsed = parse(line)
    links = [link for link in parsed.links if link.kind != "bare"]
    return len(links) == 1 and links[0].span == (0, len(line)) and not list(parsed.html)
