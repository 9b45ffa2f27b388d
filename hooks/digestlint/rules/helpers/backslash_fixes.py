"""Fixes that write back LaTeX commands whose backslash became a control character."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit, Fix
from digestlint.rules.helpers.lost_backslashes import LostBackslash
from digestlint.rules.helpers.outcome import Outcomes
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

_ONLY_MARKERS = lazy_pattern(r"(?:\A|[\r\n])[ \t>|*+#\d.):=-]*\Z")
# A trial takes about as long as parsing the file.
_MOST_TRIALS = 20


def restoring_fixes(
    text: str, lost: Iterable[LostBackslash], others: Mapping[int, Fix]
) -> dict[int, Fix]:
    """Return the fixes by their start, without those that change how other lines are rendered.

    ``others`` are fixes of the same rule that join lines.
    """
    lost = list(lost)
    fixes = {one.span.start: _restored(one, text) for one in lost}
    # Those that join lines, or are at the start of one, may change how other lines are rendered.
    risky = {
        one.span.start: fixes[one.span.start]
        for one in lost
        if one.joins_lines or _is_first(text, one.span.start)
    } | dict(others)
    fixes |= others
    for start in risky.keys() - set(_harmless(text, risky)):
        del fixes[start]
    return fixes


def _restored(lost: LostBackslash, text: str) -> Fix:
    """Return the fix; its edit reaches into both lines if the command is split over two."""
    make = Fix.safe if lost.certain else Fix.unsafe
    first = lost.span.start
    while lost.joins_lines and first and text[first] in "\r\n":
        first -= 1
    content = text[first : lost.span.start] + lost.command
    return make(WRITE(text=quoted(lost.command)), Edit(first, lost.span.end, content))


def _harmless(text: str, fixes: Mapping[int, Fix]) -> Collection[int]:
    """Return the places of the fixes that do not change how other lines are rendered."""
    outcomes = Outcomes(text)
    if not fixes or outcomes.keep_the_rest(fixes.values()):
        return fixes.keys()
    tried = islice(fixes.items(), _MOST_TRIALS)
    return {start for start, fix in tried if outcomes.keep_the_rest([fix])}


def _is_first(text: str, start: int) -> bool:
    """Whether there is nothing but spaces and block markers before ``start`` in its line."""
    return bool(_ONLY_MARKERS.search(text[max(start - 20, 0) : start]))
