"""What to do first about many findings."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.output.statistics import RuleCount
from digestlint.text.quoting import counted

_MOJIBAKE = ("ENC002", "ENC003")
_MARKERS = "GIT001"


def next_step(rows: Sequence[RuleCount]) -> str:
    """Return one sentence; ``rows`` are the counts of rules, most findings first."""
    safe = sum(row.safe for row in rows)
    found = {row.code: row for row in rows}
    if _MARKERS in found:
        count = counted(found[_MARKERS].findings, "merge conflict")
        return f"resolve {count} ({_MARKERS}): nothing is fixed in these files before that"
    damaged = sum(found[code].safe for code in _MOJIBAKE if code in found)
    if damaged:
        return (
            f"restore the text: 'digestlint check --fix --select ENC' restores "
            f"{counted(damaged, 'line')} of mojibake, which hide other findings"
        )
    if safe:
        return f"'digestlint check --fix' fixes {counted(safe, 'finding')}; '--diff' shows how"
    most = rows[0]
    return (
        f"look at {most.code} ({most.name}), which has {counted(most.findings, 'finding')}: "
        f"'digestlint check --select {most.code}', 'digestlint rule {most.code}'"
    )
