"""Labels in a text, whether a schema knows them or not: ``**Label**: value``, ``Label: value``."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.text.lines import line_end
from digestlint.text.spans import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Form = Literal["bold", "html", "list", "plain"]

_BOLD = lazy_pattern(
    r"\*\*(?:([^*\r\n:：|]{1,60}?)[:：][ \t]*\*\*|([^*\r\n|]{1,60}?)\*\*[ \t]*[:：])"
)
_HTML = lazy_pattern(
    r"(?i)<(?:b|strong|font|span)\b[^<>\r\n]{0,80}>[ \t]*([^<>\r\n|]{1,60}?)[ \t]*"
    r"(?:[:：][ \t]*</(?:b|strong|font|span)>|</(?:b|strong|font|span)>[ \t]*(?:\*\*)?[ \t]*[:：])"
)
# At the beginning of a line; a colon before a letter is part of an address or a time.
_PLAIN = lazy_pattern(
    r"(?m)^[ \t>]{0,8}((?:[-+*]|\d{1,3}[.)])[ \t]{1,4})?"
    r"([^\W\d_][^\r\n:：|*`<>\[\](){}。，！？!?\"]{0,40}?)[ \t]*"
    r"(?:：|:(?=[ \t\r\n]|[^\x00-\x7f]|\Z))"
)
_MOST_WORDS = 5


class Label(NamedTuple):
    """Something that is named, and what follows its name in the same line."""

    form: Form
    name: str
    span: Span  # with its markup and colon
    value: Span


def find_labels(text: str, region: Span) -> list[Label]:
    """Return the labels in a region of ``text``, in order."""
    found: list[Label] = []
    end = region.start
    for label in sorted(_each(text, region), key=lambda label: label.span):
        if label.span.start >= end:
            found.append(label)
            end = label.span.end
    return found


def _each(text: str, region: Span) -> Iterator[Label]:
    for match in _BOLD.finditer(text, *region):
        group = 1 if match[1] is not None else 2
        yield from _label("bold", text, match[group], Span(*match.span()), region)
    for match in _HTML.finditer(text, *region):
        yield from _label("html", text, match[1], Span(*match.span()), region)
    for match in _PLAIN.finditer(text, *region):
        form: Form = "list" if match[1] else "plain"
        yield from _label(form, text, match[2], Span(match.start(2), match.end()), region)


def _label(form: Form, text: str, name: str, span: Span, region: Span) -> Iterator[Label]:
    name = name.strip()
    if is_name(name):
        end = min(line_end(text, span.end), region.end)
        yield Label(form, name, span, Span(span.end, max(span.end, end)))


def is_name(text: str) -> bool:
    """Whether ``text`` could name a field: a few words, some letter among them."""
    return len(text.split()) <= _MOST_WORDS and any(map(str.isalpha, text))
