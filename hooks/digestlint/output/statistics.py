"""How many findings each rule has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Finding
from digestlint.output.paint import Paint


class RuleCount(NamedTuple):
    """The findings of one rule."""

    code: str
    name: str
    findings: int
    fixable: int
    safely: bool  # at least one of them


def by_rule(findings: Iterable[Finding]) -> list[RuleCount]:
    """Return the number of findings of each rule, most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    fixable: Counter[str] = Counter()
    safely: set[str] = set()
    for finding in findings:
        counts[finding.code, finding.name] += 1
        if finding.fix:
            fixable[finding.code] += 1
            if finding.fix.applicability is Applicability.SAFE:
                safely.add(finding.code)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        RuleCount(code, name, count, fixable[code], code in safely)
        for (code, name), count in ordered
    ]


def table(counts: Iterable[RuleCount], paint: Paint) -> Iterator[str]:
    """Yield a line for each rule."""
    for code, name, findings, fixable, safely in counts:
        mark = paint("[*]" if safely else "[!]", "cyan") if fixable else "   "
        yield f"{findings:6}  {paint(code, 'bold', 'red')} {mark} {name}"
