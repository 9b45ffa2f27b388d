"""`%` comments in a `.bib` file.

BibTeX itself has none: it ignores all text outside of entries, where an `@` starts an entry
even after a `%`, and rejects an entry with a `%` between its fields. To authors and biber, the rest
of such a line is a comment; this module follows them, and reports where BibTeX does not.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.text.edits import applied

# In this order: a comment, the start of a block at a line's start, a delimiter.
_MARK_RE = lazy_pattern(
    r"(?P<line>^[ \t]*)?(?<![^\s,}\"])(?P<comment>%)"
    r"|^[ \t]*@(?P<block>\w+)[ \t]*(?P<opening>[{(])"
    r"|(?P<sign>(?<!\\)[{}\"])",
    re.MULTILINE,
)
# Blocks that BibTeX does not look into.
_COMMENT = "comment"


def mask_comments(text: str) -> tuple[str, list[int]]:
    """Overwrite comments outside of field values with spaces; lines and offsets stay.

    A line inside a braced or quoted value is text, not a comment, and stays. Returns the text, and
    the offsets of the comments that are in entries.
    """
    if "%" not in text:
        return text, []
    masked: list[tuple[int, int, str]] = []
    inside: list[int] = []
    end = depth = 0
    quoted = in_entry = False
    for match in _MARK_RE.finditer(text):
        if match.start() < end:
            continue
        if match["comment"]:
            is_inside = in_entry and depth == 1
            if depth <= 1 and not quoted and (match["line"] is not None or is_inside):
                start, end = match.start(), text.find("\n", match.end())
                end = end if end >= 0 else len(text)
                masked.append((start, end, " " * (end - start)))
                inside += [match.start("comment")] * is_inside
        elif match["block"]:
            # A block at a line's start begins anew whatever an earlier one left open.
            depth, quoted = 1, False
            in_entry = match["opening"] == "{" and match["block"].lower() != _COMMENT
        elif match["sign"] == '"':
            quoted = depth == 1 and not quoted
        elif not quoted:
            depth = max(0, depth + (1 if match["sign"] == "{" else -1))
    return applied(text, masked), inside
