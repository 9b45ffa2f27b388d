"""What a rule reports, and how it would fix it: one type from the rule to the report.

A rule says where in the text that it reads something is wrong: the restored text, or for rules on
encoding the text as it is in the file (``RuleInfo.reads``). ``lint`` makes that offsets of the
source text and adds which rule found it; ``lint.results`` adds the file, rows and columns.
"""

from __future__ import annotations

from enum import StrEnum

from digestlint._runtime.records import NamedTuple
from digestlint.core.message import Message

# The offset of the byte order mark, which is not part of the text: Edit(BOM, 0, "") removes it.
BOM = -1


class Applicability(StrEnum):
    """Whether a fix may be applied without being asked for."""

    SAFE = "safe"  # one right reading (or as good as certain), nothing the author wrote is lost
    UNSAFE = "unsafe"  # most likely right; the author should look at it


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"  # text is lost or unreadable, or a link leads nowhere
    WARNING = "warning"  # a reader sees that something is wrong
    INFO = "info"  # style

    def reaches(self, level: Severity) -> bool:
        """Whether it is as bad as ``level``, or worse."""
        order = tuple(Severity)
        return order.index(self) <= order.index(level)


class Location(NamedTuple):
    """A place in a file: row and column, both 1-based; columns count characters."""

    row: int
    column: int


# The location of what is not located in a file yet.
NOWHERE = Location(0, 0)


class Edit(NamedTuple):
    """Replace the characters ``[start, end)`` with ``content``."""

    start: int
    end: int
    content: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied, or none. They do not overlap."""

    applicability: Applicability
    message: Message  # imperative, without a full stop: "Remove the trailing full stop"
    edits: tuple[Edit, ...]
    locations: tuple[tuple[Location, Location], ...] = ()  # where each edit starts and ends

    @classmethod
    def safe(cls, message: Message, *edits: Edit) -> Fix:
        """Return a fix that ``--fix`` applies."""
        return cls(Applicability.SAFE, message, edits)

    @classmethod
    def unsafe(cls, message: Message, *edits: Edit) -> Fix:
        """Return a fix that only ``--unsafe-fixes`` applies."""
        return cls(Applicability.UNSAFE, message, edits)


class Doubt(NamedTuple):
    """A character that lost bytes and may not be the one that was chosen."""

    offset: int  # of its remaining bytes, in the source text
    chosen: str
    posterior: float  # the probability that it is right, 0 to 1
    alternatives: tuple[tuple[str, float], ...]  # other characters and their probabilities
    location: Location = NOWHERE
    at: int = -1  # its offset in the restored text


class Restored(NamedTuple):
    """The most likely text of what is damaged in a finding."""

    text: str
    channel: str  # what happened to it: "UTF-8 read as windows-1254"
    doubtful: tuple[Doubt, ...] = ()
    around: tuple[str, str] = ("", "")  # what is before and after ``text``, to be shown with it


class Excerpt(NamedTuple):
    """Part of the row in which a finding begins, and the finding's offsets in that part."""

    text: str
    start: int
    end: int


class Finding(NamedTuple):
    """One thing that is wrong, at ``[start, end)``.

    A rule gives the first five; the others are added on the way to the report.
    """

    start: int
    end: int
    message: Message
    fix: Fix | None = None
    restored: Restored | None = None
    code: str = ""  # of the rule
    name: str = ""
    deferred: bool = False  # it has a fix, which waits for the restoration of the text it edits
    last: bool = False  # its fix is for a round in which no other is applied
    severity: Severity = Severity.WARNING
    filename: str = ""
    location: Location = NOWHERE
    end_location: Location = NOWHERE
    excerpt: Excerpt = Excerpt("", 0, 0)


class Applied(NamedTuple):
    """A fix that was applied: its rule."""

    code: str
    name: str
