"""Labels at the beginning of a line, with any markup: what all kinds of labels have in common.

A label counts only where the schema knows it. Text up to the first colon of a line is compared
as headings are: case, width, punctuation, emoji, emphasis and HTML around it don't matter.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import Fits, is_placeholder
from digestlint.digest.nodes import Field, Group, NearMiss
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.readers.spellings import TAG, may_have_labels, spellings
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.text.lines import line_end

# Of a line, after markers of quotations and list items; shortcodes of emoji may be first. A
# heading is none, nor is a link. Brackets around a label can do without the colon.
_LABEL = (
    r"(?P<before>(?:[ \t>]++|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\[[ xX]\](?=[ \t]))*+)(?!#{1,6}[ \t])"
    r"(?:(?P<head>(?:[*_ \t]*+:[a-z0-9_+-]{1,40}:)?+"
    r"(?:[^<>:：\r\n|｜·•]{1,120}+(?=[<:：])|<(?![bB][rR][ />])[^<>\r\n]{1,200}>){1,20}+)"
    r"[:：]:?+(?!//)|[*_]{0,3}【(?P<bracketed>[^】\r\n]{1,60})】[ \t]*+[*_]{0,3}[:：]?+)"
)
_SIGNS = (":", "：", "】")  # each label has one of these
_AT_PLACE = lazy_pattern(_LABEL)
# Lines also begin after <br>, in the cells of a table, and after what separates fields in a line.
_IN_TEXT = lazy_pattern(
    r"[\n\r|｜·•>](?=[^:：】\r\n|]{0,400}+[:：】])"  # most lines have none, and need no closer look
    r"(?:(?<!>)|(?<=<[bB][rR]>)|(?<=<[bB][rR]/>)|(?<=<[bB][rR] />))" + _LABEL
)
_LIST_MARKER = lazy_pattern(r"(?:[-*+]|\d[.)])(?=[ \t])")
_HTML = lazy_pattern(r"<(/?)[A-Za-z][^<>\r\n]{0,198}>")
# In a word, an underscore is no markup.
_EMPHASIS = lazy_pattern(r"(?:(?<!\w)[*_]|\*)[*_]*|(?:_(?!\w))+")
_CLOSING = lazy_pattern(r"[ \t]*(?:</[A-Za-z][A-Za-z0-9]*[ \t]*>|[*_]{1,3})")
_BOLD = (("**", "**"), ("__", "__"), ("<b>", "</b>"), ("<strong>", "</strong>"))
_WORD = lazy_pattern(r"[^\s*_`]")
_AROUND_CODE = "` \t\r\n"
# What a value doesn't go beyond, unless nothing is before it: another block of HTML, or a rule.
_LAST = r"[ \t>]*+(?:</?(?:details|summary)\b|([-*_])(?:[ \t]*+\1){2,}+[ \t]*+(?=[\r\n]|\Z))"
_END = lazy_pattern(r"[\r\n]" + _LAST, re.IGNORECASE)
_END_AFTER_LF = lazy_pattern(r"\n" + _LAST, re.IGNORECASE)  # takes a third of the time


class Label(NamedTuple):
    """A label that the schema knows."""

    start: int  # of its line, or of what separates it from the field before
    name: str  # of the field
    span: Span  # with its markup and colon
    in_item: bool  # first in a list item
    emphasis: bool
    html: bool


class LabelReader(FieldReader):
    """Reads the fields whose labels begin a line, where the markup is one that the kind accepts."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._spellings = spellings(
            tuple((name, (spec.label, *spec.aliases)) for name, spec in specs.items())
        )
        self.key = type(self), self._spellings, fits is None

    @abstractmethod
    def accepts(self, label: Label) -> bool:
        """Whether a label is marked up as those of this kind."""

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; each value ends at the next label."""
        labels = self._in_region(markdown, region)
        ends = [label.start for label in labels[1:]] + [region.end]
        last = _END_AFTER_LF if markdown.text.find("\r", *region) < 0 else _END
        found = []
        for label, end in zip(labels, ends, strict=False):
            value = _value(markdown, label, min(end, region.end), last)
            found.append(Field(label.name, self.specs[label.name], label.span, value))
        return found

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return a label in bold type, of Markdown or HTML, without a colon."""
        text = markdown.text[region.start : region.end]
        for label in self._spellings.names:
            if any(f"{before}{label}{after}" in text for before, after in _BOLD):
                return NearMiss("colon", label)
        return None

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields have a label in ``markdown``."""
        text = markdown.text
        if not any(map(text.__contains__, _SIGNS)):
            return 0
        if not look and self.key not in markdown.facts and may_have_labels(text):
            return len(self.specs)
        _, labels = self._known(markdown)
        return len({label.name for label in labels})

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many labels there are, and parts, which may begin with a label in a line."""
        return len(self._known(markdown)[1]) + parts

    def labels(self, markdown: Markdown) -> Iterator[Label]:
        """Yield the labels in the whole text, in order."""
        text = markdown.text
        if not may_have_labels(text):
            return
        first = _at_place(text, 0, len(text))
        for match in chain(filter(None, [first]), _IN_TEXT.finditer(text)):
            label = self._label(text, match, len(text))
            if label is not None:
                yield label

    def name_of(self, text: str, label: Span) -> str | None:
        """Return the field with this label; a damaged label is one if it fits one field."""
        written = text[label.start : label.end]
        name = self._spellings.name_of(written)
        if name or self.fits is None or not any(map(is_placeholder, written)):
            return name
        inner = _inner(text, label)
        fitting = {
            name
            for spelling, name in self._spellings.names.items()
            if self.fits(inner.start, inner.end, spelling)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def known(self, markdown: Markdown) -> Sequence[Label]:
        """Return the labels of the whole text, in order."""
        return self._known(markdown)[1]

    def _in_region(self, markdown: Markdown, region: Span) -> Sequence[Label]:
        """Return the labels in ``region``, which may begin within a line."""
        starts, labels = self._known(markdown)
        among = labels[bisect_left(starts, region.start) : bisect_left(starts, region.end)]
        match = _at_place(markdown.text, *region)
        first = self._label(markdown.text, match, region.end) if match else None
        if first is not None and self.accepts(first):
            among = [first, *(label for label in among if label.span.start >= first.span.end)]
        code = markdown.code
        return [
            label
            for label in among
            if label.span.end <= region.end
            and (
                (block := code.at(label.span.start)) is None
                or not _is_example(markdown.text, label, block, region)
            )
        ]

    def _known(self, markdown: Markdown) -> tuple[Sequence[int], Sequence[Label]]:
        """Return where the labels of the whole text begin, and the labels."""
        known: tuple[list[int], list[Label]] | None = markdown.facts.get(self.key)
        if known is None:
            found = [label for label in self._all(markdown) if self.accepts(label)]
            known = markdown.facts[self.key] = [label.span.start for label in found], found
        return known

    def _all(self, markdown: Markdown) -> Iterator[Label]:
        end = 0  # of the label before
        comments = SpanSet(comment.span for comment in markdown.comments)
        front_matter = markdown.front_matter.end if markdown.front_matter else 0
        for label in self.labels(markdown):
            start = label.span.start
            if start >= max(end, front_matter) and not comments.at(start):
                end = label.span.end
                yield label

    def _label(self, text: str, match: re.Match[str], end: int) -> Label | None:
        """Return the label that ``match`` could be, whose region ends at ``end``."""
        written = match["head"] or match["bracketed"]
        name = self._spellings.name_of(written)
        if name is None and self.fits is not None:
            name = self.name_of(text, Span(*match.span("head" if match["head"] else "bracketed")))
        if name is None:
            return None
        last = match.end()
        html, emphasis = "<" in written, "*" in written or "_" in written
        opened = sum(-1 if tag[1] else 1 for tag in _HTML.finditer(written)) if html else 0
        runs = len(_EMPHASIS.findall(written)) if emphasis else 0
        for _ in range(max(opened, 0) + runs % 2):
            if closing := _CLOSING.match(text, last, end):
                last = closing.end()
        start, before = match.start(), match["before"]
        first = match.end("before")
        if start + len(before) < first and text[start] == ">":
            start = text.rindex("<", 0, start)  # of <br>
        first += len(text[first:last]) - len(text[first:last].lstrip())
        in_item = bool(before) and _LIST_MARKER.search(before) is not None
        start += text[start] in "\r\n"
        return Label(start, name, Span(first, last), in_item, runs > 0, html)


def _at_place(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what could be a label at ``start``; most lines have no sign, and need no pattern."""
    line = text[start : min(line_end(text, start), end)]
    return _AT_PLACE.match(text, start, end) if any(map(line.__contains__, _SIGNS)) else None


def _is_example(text: str, label: Label, block: Span, region: Span) -> bool:
    """Whether the code in ``block``, where ``label`` is, is in ``region`` and shows its value."""
    return region.start <= block.start and (
        block.start < label.start or bool(text[label.span.end : block.end].strip(_AROUND_CODE))
    )


def _inner(text: str, label: Span) -> Span:
    """Return what of ``label`` is no markup."""
    start, end = label
    for tag in TAG.finditer(text, start, end):
        if _WORD.search(text, start, tag.start()):
            end = tag.start()
            break
        start = tag.end()
    words = [word.start() for word in _WORD.finditer(text, start, end)]
    return Span(words[0], words[-1] + 1) if words else Span(start, start)


def _value(markdown: Markdown, label: Label, end: int, last: re.Pattern[str]) -> Span:
    """Return the value of ``label``, which ends at ``end``, or before what ``last`` finds."""
    text, start = markdown.text, label.span.end
    headings = markdown.headings_in(start, end)
    if headings:
        end = headings[0].span.start
    if label.in_item:
        spans = markdown.items.spans
        place = bisect_left(spans.starts, label.span.start) - 1
        if place >= 0 and spans.ends[place] < end and text[start : spans.ends[place]].strip():
            end = max(start, spans.ends[place])
    for block in last.finditer(text, start, end):
        if text[start : block.start()].strip():
            end = block.start() + 1
            break
    return Span(start, end)
