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
    safe: int  # those with a safe fix


class Counts:
    """The number of findings of each rule."""

    def __init__(self) -> None:
        self._findings: Counter[tuple[str, str]] = Counter()
        self._fixable: Counter[str] = Counter()
        self._safe: Counter[str] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings."""
        for finding in findings:
            self._findings[finding.code, finding.name] += 1
            if finding.fix:
                self._fixable[finding.code] += 1
                if finding.fix.applicability is Applicability.SAFE:
                    self._safe[finding.code] += 1

    @property
    def total(self) -> int:
        """The number of all findings."""
        return self._findings.total()

    def by_rule(self) -> list[RuleCount]:
        """Return the number of findings of each rule, most frequent first."""
        ordered = sorted(self._findings.items(), key=lambda item: (-item[1], item[0]))
        return [
            RuleCount(code, name, count, self._fixable[code], self._safe[code])
            for (code, name), count in ordered
        ]


def by_rule(findings: Iterable[Finding]) -> list[RuleCount]:
    """Return the number of findings of each rule, most frequent first."""
    counts = Counts()
    counts.add(findings)
    return counts.by_rule()


def table(counts: Iterable[RuleCount], paint: Paint) -> Iterator[str]:
    """Yield a line for each rule."""
    for code, name, findings, fixable, safe in counts:
        mark = paint("[*]" if safe else "[!]", "cyan") if fixable else "   "
        yield f"{findings:6}  {paint(code, 'bold', 'red')} {mark} {name}"
