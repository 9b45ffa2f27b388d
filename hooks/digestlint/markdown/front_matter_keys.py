"""The keys of front matter, and where their values are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.front_matter import with_line_feeds
from digestlint.text.spans import Span

# A key at the beginning of a line; its value goes on in lines that are indented, that are list
# items or that end a list, and up to the quotation marks of a string of several lines.
_ENTRY = lazy_pattern(
    r"^(?P<quote>[\"']?)(?P<key>[\w.-]++(?: [\w.-]++){0,4}+)(?P=quote)[ \t]*+[:=][ \t]*+"
    r"(?P<value>(?P<quotes>\"\"\"|''')(?:(?!(?P=quotes)).)*+(?P=quotes)"
    r"|(?-s:.)*+(?:\r?\n(?:(?:\r?\n)*+[ \t]++|- |[\]}])(?-s:.)*+)*+)",
    re.MULTILINE | re.DOTALL,
)
# Strings, and what begins, ends or separates what is inside what.
_JSON_TOKEN = lazy_pattern(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[{}\[\],:]', re.DOTALL)
_QUOTES = ('"""', "'''", '"', "'")


class Key(NamedTuple):
    """A key of front matter."""

    name: str
    value: str  # without quotation marks
    span: Span  # of the name, with its quotation marks
    value_span: Span  # of the value, without them


def find_keys(text: str, front_matter: Span) -> list[Key]:
    """Return the outermost keys of YAML, TOML or JSON ``front_matter``, in order."""
    start, end = front_matter
    text = with_line_feeds(text[:end])
    if text.startswith(("{", ";;;"), start):
        return list(_json_keys(text, start, end))
    found = []
    for entry in _ENTRY.finditer(text, start, end):
        name_end = entry.end("key") + len(entry["quote"])
        name = Span(entry.start(), name_end)
        found.append(_key(text, entry["key"], name, Span(*entry.span("value"))))
    return found


def _key(text: str, name: str, span: Span, value: Span) -> Key:
    start, end = value
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    end = start + len(written.strip())
    for quotes in _QUOTES:
        long_enough = end - start >= 2 * len(quotes)
        if long_enough and text.startswith(quotes, start) and text.endswith(quotes, start, end):
            start, end = start + len(quotes), end - len(quotes)
            break
    return Key(name, text[start:end], span, Span(start, end))


def _json_keys(text: str, start: int, end: int) -> Iterator[Key]:
    """Yield the keys of an object; its braces may be missing between lines of ``;;;``."""
    if text.startswith(";;;", start):
        start, end = start + len(";;;"), end - len(";;;")
    top = int(text[start:end].lstrip().startswith("{"))
    depth = 0
    name = value = None
    last: re.Match[str] | None = None
    for token in _JSON_TOKEN.finditer(text, start, end):
        sign = token[0]
        if sign in "{[":
            depth += 1
        elif depth == top and sign == ":" and name is None:
            name, value = last, token.end()
        elif depth == top and sign in ",}":
            yield from _json_key(text, name, value, token.start())
            name = None
        if sign in "}]":
            depth -= 1
        last = token
    yield from _json_key(text, name, value, end)


def _json_key(text: str, name: re.Match[str] | None, start: int | None, end: int) -> Iterator[Key]:
    if name is not None and start is not None:
        yield _key(text, name[0].strip('"'), Span(*name.span()), Span(start, end))
