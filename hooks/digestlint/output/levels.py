"""How bad a finding is, for formats that tell errors from warnings."""

from __future__ import annotations

from enum import IntEnum

from digestlint.core.finding import Finding


class Level(IntEnum):
    """Levels, the most severe first."""

    ERROR = 0  # text is lost or unreadable, or a link leads nowhere
    WARNING = 1  # a reader sees that something is wrong
    INFO = 2  # style


_ERRORS = (
    *("ANC001", "ANC003", "BIB004", "ENC001", "ENC002", "ENC003", "ENC004", "GEN001", "GEN002"),
    *("GEN003", "GEN007", "GIT001", "MKD002", "MKD003", "MKD004", "MKD006", "SEC002", "SEC005"),
    *("SEC006", "SEC007", "URL001", "URL002", "URL003", "URL004", "URL006", "URL007", "URL008"),
    *("URL009", "URL011", "WIK001"),
)
_INFO = ("ARC", "DIG", "ENC005", "ENC007", "TXT", "TOC006", "URL005")


def level_of(code: str) -> Level:
    """Return the level of the findings of a rule."""
    if code in _ERRORS:
        return Level.ERROR
    return Level.INFO if code.startswith(_INFO) else Level.WARNING


def level(finding: Finding) -> Level:
    """Return the level of a finding."""
    return level_of(finding.code)
