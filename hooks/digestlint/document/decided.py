"""The damaged characters of a text that a person has decided about."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.core.decisions import Decision, Decisions

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding import Restoration


def decided_characters(found: Restoration, decisions: Sequence[Decision]) -> dict[int, str]:
    """Return the characters that ``decisions`` name, by their offsets in the restored text.

    A decision for a character that does not lead back to the damaged text is none.
    """
    known = Decisions(decisions)
    chosen: dict[int, str] = {}
    for run in found.runs:
        for index in run.damaged:
            start, end = run.bounds[index], run.bounds[index + 1]
            at = run.restored_start + index
            decision = known.at(found.source, start, end)
            if decision and found.fits(at, at + 1, decision.chosen):
                chosen[at] = decision.chosen
    return chosen
