"""What a rule reports, and how it would mend it.

Offsets count characters of the text that the rule reads: the restored text, or for rules on
encoding the text as it is in the file (``RuleInfo.reads``).
"""

from __future__ import annotations

from enum import StrEnum

from digestlint._runtime.records import NamedTuple

# The offset of the byte order mark, which is no character of the text: Edit(BOM, 0, "") drops it.
BOM = -1


class Applicability(StrEnum):
    """Whether a fix may be applied without being asked for."""

    SAFE = "safe"  # one right reading (or as good as certain), nothing the author wrote is lost
    UNSAFE = "unsafe"  # most likely right; the author should look at it


class Edit(NamedTuple):
    """Replace the characters ``[start, end)`` with ``content``."""

    start: int
    end: int
    content: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied, or none. They do not overlap."""

    applicability: Applicability
    message: str  # imperative, without a full stop: "Remove the trailing full stop"
    edits: tuple[Edit, ...]

    @classmethod
    def safe(cls, message: str, *edits: Edit) -> Fix:
        """Return a fix that ``--fix`` applies."""
        return cls(Applicability.SAFE, message, edits)

    @classmethod
    def unsafe(cls, message: str, *edits: Edit) -> Fix:
        """Return a fix that only ``--unsafe-fixes`` applies."""
        return cls(Applicability.UNSAFE, message, edits)


class Doubt(NamedTuple):
    """A character that lost bytes and may have been another one than was chosen."""

    offset: int  # of what is left of it, in the source text
    chosen: str
    posterior: float  # the probability that it is right, 0 to 1
    alternatives: tuple[tuple[str, float], ...]  # other characters and their probabilities


class Restored(NamedTuple):
    """What the mojibake of a finding was, as far as can be told."""

    text: str
    channel: str  # what happened to it: "UTF-8 read as windows-1254"
    doubtful: tuple[Doubt, ...] = ()


class Finding(NamedTuple):
    """One thing that is wrong, at ``[start, end)``."""

    start: int
    end: int
    message: str
    fix: Fix | None = None
    restored: Restored | None = None


class Diagnostic(NamedTuple):
    """A finding in its place: offsets count characters of the source text."""

    code: str
    name: str
    message: str
    start: int
    end: int
    fix: Fix | None = None
    deferred: bool = False  # it has a fix, which waits for the restoration of the text it edits
    last: bool = False  # its fix is for a round in which no other is applied
    restored: Restored | None = None


class Applied(NamedTuple):
    """A fix that was applied: its rule."""

    code: str
    name: str
