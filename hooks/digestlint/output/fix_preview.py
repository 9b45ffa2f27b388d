"""What a fix makes of the line of its finding."""

from __future__ import annotations

from digestlint.core.finding import Finding, Fix
from digestlint.text.terminal import caret_line, display_width

_LONGEST = 600  # characters of a line that an excerpt has all of


def fixed_line(finding: Finding, fix: Fix, room: int) -> str | None:
    """Return the line as it will be, to be shown; None if that is more, or wider, than a line."""
    text, start, _ = finding.excerpt
    if finding.start < 0 or finding.location.column - 1 != start or len(text) > _LONGEST:
        return None
    offset = finding.start - start  # of the line
    pieces: list[str] = []
    at = 0
    for edit in sorted(fix.edits):
        first, last = edit.start - offset, edit.end - offset
        if not at <= first <= last <= len(text) or "\n" in edit.content or "\r" in edit.content:
            return None
        pieces += (text[at:first], edit.content)
        at = last
    new = "".join((*pieces, text[at:]))
    if new == text or not new.strip() or display_width(new) > room:
        return None
    return caret_line(new, 0, 0, room)[0]
