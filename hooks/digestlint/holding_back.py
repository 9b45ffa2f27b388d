"""Whether safe fixes of mojibake leave enough of it for the rest to be known as such.

What a short piece of mojibake is can only be told from the others of the file. Once those are
restored, nothing would be said of it any more, and nothing could restore it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from digestlint.finding import Applicability, Diagnostic
from digestlint.rule import RuleInfo

# What rules need that restore it.
MOJIBAKE = frozenset({"mojibake", "lossy mojibake"})
# So many lines are evidence for each other.
_MANY = 64


def hold_back(text: str, found: list[Diagnostic], rules: Iterable[RuleInfo]) -> list[Diagnostic]:
    """``found`` in the file ``text``, fixes that should wait for the unsafe ones marked unsafe."""
    codes = {rule.code for rule in rules if rule.needs in MOJIBAKE}
    own = [diagnostic for diagnostic in found if diagnostic.code in codes]
    safe = [diagnostic for diagnostic in own if _is_safe(diagnostic)]
    rest = len(own) - len(safe)
    if not safe or not rest or rest >= _MANY or _stay_known(text, own, safe):
        return found
    return [
        d._replace(fix=d.fix._replace(applicability=Applicability.UNSAFE))
        if d.fix and d.code in codes
        else d
        for d in found
    ]


def _is_safe(diagnostic: Diagnostic) -> bool:
    return diagnostic.fix is not None and diagnostic.fix.applicability is Applicability.SAFE


def _stay_known(text: str, own: Sequence[Diagnostic], safe: Sequence[Diagnostic]) -> bool:
    """Whether mojibake is still found where the others of ``own`` are, once ``safe`` is fixed."""
    edits = sorted(edit for d in safe if d.fix for edit in d.fix.edits)
    parts, growth, position = [], [0], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.content]
        growth.append(growth[-1] + len(edit.content) - (edit.end - edit.start))
        position = edit.end
    from digestlint.mojibake import restore  # for few files

    again = restore("".join([*parts, text[position:]]))
    known = sorted(run.start for run in (*again.runs, *again.suspects))
    starts = [edit.start for edit in edits]
    for diagnostic in own:
        if not _is_safe(diagnostic):
            moved = growth[bisect_left(starts, diagnostic.start)]
            first = bisect_left(known, diagnostic.start + moved)
            if first == len(known) or known[first] >= diagnostic.end + moved:
                return False
    return True
