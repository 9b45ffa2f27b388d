"""What is said above an entry: that its notes are missing, or that it is listed twice."""

from __future__ import annotations

from lsprotocol import types

from digestlint.output.saying import said
from digestlint.server.documents import Seen

_OF_ENTRIES = frozenset(("entry-without-notes", "notes-without-entry", "duplicate-entry"))


def lenses(seen: Seen) -> list[types.CodeLens]:
    """Return what is said above entries and notes; a click does nothing."""
    return [
        types.CodeLens(
            seen.text.range(finding.start, finding.end), types.Command(said(finding.message), "")
        )
        for finding in seen.look.findings
        if finding.name in _OF_ENTRIES
    ]
