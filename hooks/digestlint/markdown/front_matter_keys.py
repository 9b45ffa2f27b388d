"""The keys of front matter, and where their values are."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.text.spans import Span

# A key at the beginning of a line; its value goes on in lines that are indented or are list items.
_ENTRY = lazy_pattern(
    r"^(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote)[ \t]*[:=][ \t]*"
    r"(?P<value>[^\r\n]*+(?:\r?\n(?:[ \t]+|- )[^\r\n]*+)*+)",
    re.MULTILINE,
)


class Key(NamedTuple):
    """A key of front matter."""

    name: str
    value: str  # without quotation marks
    span: Span  # of the name, with its quotation marks
    value_span: Span  # of the value, without them


def find_keys(text: str, front_matter: Span) -> list[Key]:
    """Return the outermost keys of YAML or TOML ``front_matter``, in order."""
    found = []
    for entry in _ENTRY.finditer(text, *front_matter):
        start, end = entry.span("value")
        value = text[start:end].rstrip()
        end = start + len(value)
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            start, end, value = start + 1, end - 1, value[1:-1]
        name_end = entry.end("key") + len(entry["quote"])
        found.append(Key(entry["key"], value, Span(entry.start(), name_end), Span(start, end)))
    return found
