"""Which arXiv identifiers can exist, and what is wrong with the others."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    IdProblemKind = Literal[
        "missing",
        "form",
        "old-form",
        "no-dot",
        "no-archive",
        "archive",
        "month",
        "too-early",
        "too-late",
        "not-four",
        "not-five",
        "no-version",
        "version-zero",
    ]

# The archives that issued old-style identifiers (until March 2007), the subsumed ones included:
# https://info.arxiv.org/help/arxiv_identifier.html and https://arxiv.org/archive
_OLD_ARCHIVE_NAMES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas "
    "cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin "
    "nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con"
)
_OLD_ARCHIVES = frozenset(_OLD_ARCHIVE_NAMES.split())

_FIRST_NEW_STYLE = 704
_FIRST_FIVE_DIGITS = 1501
_FIRST_YEAR = 91
# Nearly all: of a month since 2015, with five digits.
SOUND_ID = r"(?:1[5-9]|[2-8][0-9]|90)(?:0[1-9]|1[0-2])\.[0-9]{5}"
_SOUND = lazy_pattern(SOUND_ID)


class IdProblem(NamedTuple):
    """Why an identifier is not that of an arXiv paper.

    Attributes:
        kind: What is wrong.
        part: The part of the identifier concerned: a month, the number of digits; empty if
            ``kind`` is enough.
    """

    kind: IdProblemKind
    part: str = ""


def problem_of_id(name: str) -> IdProblem | None:
    """Return what is wrong with an identifier without its version, or None."""
    archive, slash, number = name.rpartition("/")
    if slash:
        return _old_style_problem(archive.lower(), number)
    return _new_style_problem(number)


def _new_style_problem(number: str) -> IdProblem | None:
    if _SOUND.fullmatch(number):
        return None
    if re.fullmatch(r"[0-9]{8,9}", number):
        return IdProblem("no-dot")
    if re.fullmatch(r"[0-9]{7}", number):
        return IdProblem("no-archive")
    parts = re.fullmatch(r"([0-9]{2})([0-9]{2})\.([0-9]+)", number)
    if parts is None:
        return IdProblem("form")
    year, month, digits = parts.groups()
    if not 1 <= int(month) <= 12:
        return IdProblem("month", month)
    year_month = int(year + month)
    if not _FIRST_NEW_STYLE <= year_month < _FIRST_YEAR * 100:
        return IdProblem("too-early")
    wanted = 4 if year_month < _FIRST_FIVE_DIGITS else 5
    if len(digits) != wanted:
        return IdProblem("not-four" if wanted == 4 else "not-five", str(len(digits)))
    return None


def _old_style_problem(archive: str, number: str) -> IdProblem | None:
    group = archive.partition(".")[0]
    if group not in _OLD_ARCHIVES:
        return IdProblem("archive", group[:30])
    if not re.fullmatch(r"[0-9]{7}", number):
        return IdProblem("old-form")
    year, month = int(number[:2]), int(number[2:4])
    if not 1 <= month <= 12:
        return IdProblem("month", number[2:4])
    if year < _FIRST_YEAR and int(number[:4]) >= _FIRST_NEW_STYLE:
        return IdProblem("too-late")
    return None
