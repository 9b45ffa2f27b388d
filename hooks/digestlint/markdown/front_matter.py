"""Where the front matter of a file ends: YAML, TOML or JSON before the Markdown.

YAML is what GitHub, Jekyll and pandoc know; TOML (between lines of ``+++``) is Hugo's and Zola's,
JSON (an object, or between lines of ``;;;``) that of Hugo and Hexo.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern

_LONE_CARRIAGE_RETURN = lazy_pattern(r"\r(?!\n)")
# The line after the first is neither blank nor the last: those are thematic breaks.
_YAML = lazy_pattern(
    r"---[ \t]*\r?\n(?![ \t]*\r?\n|(?:---|\.\.\.)[ \t]*\r?\n)"
    r"(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)"
)
_FENCED = lazy_pattern(r"(\+\+\+|;;;)[ \t]*\r?\n(?:.*\n)*?\1[ \t]*(?=\r?\n|\Z)")
# Some line sets a key or names a table.
_OF_TOML = lazy_pattern(r"^[ \t]*(?:[\w.\"'-]+[ \t]*=|\[)", re.MULTILINE)
_OF_JSON = lazy_pattern(r"\"[ \t]*:")
_JSON = lazy_pattern(r"\{\s*\"")
_REST_OF_LINE = lazy_pattern(r"[ \t]*(?=\r?\n|\Z)")


def with_line_feeds(text: str) -> str:
    """``text`` with line feeds for lone carriage returns."""
    return _LONE_CARRIAGE_RETURN.sub("\n", text) if "\r" in text else text


def front_matter_end(text: str) -> int:
    """Where front matter ends, without its line ending; 0 where there is none."""
    if text.startswith("{"):
        return _end_of_json(with_line_feeds(text))
    if not text.startswith(("---", "+++", ";;;")):
        return 0
    text = with_line_feeds(text)
    if text[0] == "-":
        found = _YAML.match(text)
        return found.end() if found else 0
    found = _FENCED.match(text)
    if found is None:
        return 0
    sign = _OF_TOML if text[0] == "+" else _OF_JSON
    return found.end() if sign.search(text, len("+++\n"), found.end()) else 0


def _end_of_json(text: str) -> int:
    if not _JSON.match(text):
        return 0
    from json import JSONDecodeError, JSONDecoder  # for few files

    try:
        _, end = JSONDecoder().raw_decode(text)
    except (JSONDecodeError, RecursionError):
        return 0
    rest = _REST_OF_LINE.match(text, end)
    return end if rest else 0
