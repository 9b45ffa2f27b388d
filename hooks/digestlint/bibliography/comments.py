"""`%` comments in a `.bib` file.

BibTeX itself knows none: it ignores what stands outside of entries, and an `@` there starts an
entry even after a `%`. Authors and biber mean a line that starts with `%` to be no part of the
file, and this follows them.
"""

from __future__ import annotations

import re

from digestlint.patterns import lazy_pattern

_COMMENT_LINE_RE = lazy_pattern(r"^[ \t]*%", re.MULTILINE)
# In this order: a comment line, the start of a block at a line's start, a delimiter.
_MARK_RE = lazy_pattern(
    r"^[ \t]*%(?P<comment>[^\n]*)|(?P<block>^[ \t]*@\w+[ \t]*[{(])|(?P<sign>(?<!\\)[{}\"])",
    re.MULTILINE,
)


def blank_comments(text: str) -> str:
    """Overwrite `%` lines outside of field values with spaces; lines and offsets stay.

    A line inside a braced or quoted value is text, not a comment, and stays.
    """
    if not _COMMENT_LINE_RE.search(text):
        return text
    parts: list[str] = []
    end = depth = 0
    quoted = False
    for match in _MARK_RE.finditer(text):
        if match["comment"] is not None:
            if depth <= 1 and not quoted:
                parts += (text[end : match.start()], " " * len(match[0]))
                end = match.end()
        elif match["block"]:
            # A block at a line's start begins anew whatever an earlier one left open.
            depth, quoted = 1, False
        elif match["sign"] == '"':
            quoted = depth == 1 and not quoted
        elif not quoted:
            depth = max(0, depth + (1 if match["sign"] == "{" else -1))
    parts.append(text[end:])
    return "".join(parts)
