"""Patterns for what stands in place of a byte, and for what a step of a channel takes away."""

import re
from functools import cache

from digestlint.encoding.channels.channel_names import Errors, Step
from digestlint.encoding.channels.codepages import code_page

_SHOWN: dict[Errors | Step, str] = {
    "?": r"\?",
    "replace": "\ufffd",
    "nbsp-to-space": " ",
    "straighten-quotes": "['\"]",
    "ascii-ellipsis": r"\.\.\.",
}
LOST: dict[Step, re.Pattern[str]] = {
    "nbsp-to-space": re.compile("\xa0"),
    "straighten-quotes": re.compile("[‘’“”]"),
    "ascii-ellipsis": re.compile("…"),
}


@cache
def marks(errors: Errors, page_name: str) -> re.Pattern[str]:
    """Return the pattern for marks; a question mark that ends a sentence does not count."""
    pattern = substitute(errors, page_name)
    return re.compile(pattern.pattern + r"(?=\w)") if errors == "?" else pattern


@cache
def substitute(what: Errors | Step, page_name: str) -> re.Pattern[str]:
    """Return a pattern for a sequence that is cut short where something stands for a byte."""
    table = code_page(page_name).table
    two, three, four, trailing = (
        f"[{re.escape(table[first:last])}]"
        for first, last in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5), (0x80, 0xC0))
    )
    return re.compile(f"(?:{two}|{three}{trailing}?|{four}{trailing}{{0,2}}){_SHOWN[what]}")
