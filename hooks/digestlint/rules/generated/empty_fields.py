"""Labels of fields with nothing after them: `**Authors:**`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from digestlint._runtime.patterns import lazy_pattern
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.generated.values import is_field, short_lines

_LINE = lazy_pattern(
    r"^(?P<before>[ \t>]{0,12}(?:[-+*][ \t]{1,4}|\d{1,3}[.)][ \t])?(?:\*\*|__)?)[ \t]?"
    r"(?P<label>[^:：*_<>|`#\[\]\s][^:：*_<>|`#\[\]\r\n]{0,40})"
    r"(?P<stars>(?:\*\*|__)?[ \t]?[:：](?:\*\*|__)?)"
    r"[ \t]*(?P<value>[^\r\n]{0,20})",
    8,
)
_LAST_COLON = lazy_pattern(r"[:：](?:\*\*|__)?[ \t]*(?:[\r\n]|\Z)")
# What ends the part of a text that a field is in: a heading, a rule, the end of `<details>`.
_END = lazy_pattern(
    r"[ \t]{0,3}(?:#{1,6}[ \t]|-{3,}[ \t\r]*$|\*{3,}[ \t\r]*$|</(?:details|div)>)", 8
)


def empty_fields(document: Document) -> Iterator[Span]:
    """Yield the labels of fields that are empty, though fields beside them have a value."""
    text = document.text
    if not any(is_field(line["label"]) for line in _empty(document)):
        return
    lines = [line for line in _LINE.finditer(text) if is_field(line["label"])]
    shapes = {_shape(line) for line in lines if line["value"]}
    for line, following in zip_longest(lines, lines[1:]):
        if line["value"] or _shape(line) not in shapes:
            continue
        follows = (
            following is not None
            and _shape(following) == _shape(line)
            and text[line.end() : following.start()].isspace()
        )
        start, end = line.span("label")
        if (follows or _ends(text, line.end())) and not document.markdown.code.at(start):
            yield Span(start, end)


def _empty(document: Document) -> Iterator[re.Match[str]]:
    """Yield the labels without a value, each line once; that is quick."""
    (lines,) = short_lines(document.markdown)
    for colon in _LAST_COLON.finditer(lines):
        line = _LINE.match(lines, lines.rfind("\n", 0, colon.start()) + 1)
        if line is not None and not line["value"]:
            yield line


def _shape(line: re.Match[str]) -> tuple[str, int, str]:
    """How a label is written: its marker, how far it is indented, the signs after it."""
    before, signs = line["before"], line["stars"].strip().replace("：", ":")
    return before.strip(), len(before) - len(before.lstrip()), signs


def _ends(text: str, at: int) -> bool:
    """Whether the next line with text begins something else, or there is none."""
    rest = text[at : at + 200]
    shown = rest.lstrip()
    if not shown:
        return at + 200 >= len(text)
    return _END.match(shown) is not None
