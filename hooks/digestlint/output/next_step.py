"""What to do first about many findings."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.language import say
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
        return say(
            "resolve {count} ({markers}): nothing is fixed in these files before that",
            count=count,
            markers=_MARKERS,
        )
    damaged = sum(found[code].safe for code in _MOJIBAKE if code in found)
    if damaged:
        return say(
            (
                "restore the text: 'digestlint check --fix --select ENC' restores "
                "{lines} of mojibake, which hide other findings"
            ),
            lines=counted(damaged, "line"),
        )
    if safe:
        return say(
            "'digestlint check --fix' fixes {findings}; '--diff' shows how",
            findings=counted(safe, "finding"),
        )
    most = rows[0]
    return say(
        (
            "look at {code} ({name}), which has {findings}: 'digestlint check "
            "--select {code}', 'digestlint rule {code}'"
        ),
        code=most.code,
        name=most.name,
        findings=counted(most.findings, "finding"),
    )
