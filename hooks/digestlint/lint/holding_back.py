"""Whether safe fixes of mojibake leave enough of it to recognise the rest.

A short piece of mojibake can only be recognised with the help of the others in the file. Once those
are restored, the piece would no longer be reported, and nothing could restore it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable

from digestlint.core.finding import Applicability, Finding
from digestlint.core.fix_list import FixList
from digestlint.lint.registry import Rule
from digestlint.text.edits import Edits, OffsetMap, applied

# The requirements of the rules that restore mojibake.
MOJIBAKE = frozenset({"mojibake", "lossy mojibake"})
# This many lines are evidence for each other.
_MANY = 64


def codes_of_mojibake(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the codes of those that restore mojibake."""
    return frozenset(rule.code for rule in rules if rule.info.requires in MOJIBAKE)


def must_wait(text: str, found: Iterable[Finding], codes: Collection[str]) -> bool:
    """Whether safe fixes of mojibake, of the rules with ``codes``, should wait for the unsafe ones.

    ``found`` are the findings in the file ``text``.
    """
    own = FixList(finding for finding in found if finding.code in codes)
    safe = own.fixed(unsafe=False)
    rest = len(own) - len(safe)
    if not safe or not rest or rest >= _MANY:
        return False
    unsafe = sorted({*range(len(own))}.difference(safe))
    return not _stay_known(text, own.take(unsafe), own.take(safe).edits())


def made_unsafe(finding: Finding) -> Finding:
    """Return ``finding`` with its fix made unsafe."""
    fix = finding.fix
    if fix is None:
        return finding
    return finding._replace(fix=fix._replace(applicability=Applicability.UNSAFE))


def _stay_known(text: str, rest: Iterable[Finding], edits: Edits[str]) -> bool:
    """Whether the mojibake of ``rest`` is still found after ``edits``."""
    from digestlint.encoding import find_mojibake  # for few files

    again = find_mojibake(applied(text, edits))
    known = sorted(run.start for run in (*again.runs, *again.suspects))
    places = OffsetMap(edits)
    for finding in rest:
        start = places.after(finding.start)
        first = bisect_left(known, start)
        if first == len(known) or known[first] >= start + finding.end - finding.start:
            return False
    return True
