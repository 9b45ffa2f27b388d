"""A job summary in Markdown: totals, the rules and files with most findings, and what to do first.

GitHub and Gitea show it on the page of a run (`markdown=$GITHUB_STEP_SUMMARY`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from digestlint._runtime.language import say, say_number, translated
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Severity
from digestlint.core.rule_docs import rule_url
from digestlint.lint.results import FileResult
from digestlint.output.next_step import next_step
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.statistics import Counts, RuleCount
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

TITLE = "## digestlint"
_FILES = 20  # that are listed
_PROBLEMS = 20
# What Markdown, HTML or GitHub (a mention, a reference, an emoji) reads as more than itself.
_SPECIAL = lazy_pattern(r"[!-,:-@\[-`{-~]")


class Report(Reporter):
    """The totals of a run, of a size that does not grow with it."""

    is_read_by_people = True

    def __init__(self) -> None:
        self._counts = Counts()
        self._levels: Counter[Severity] = Counter()
        self._most: list[tuple[int, str]] = []  # findings and names, the most first
        self._checked = 0
        self._with_findings = 0

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Count the findings of a file; all is said at the end."""
        self._checked += file.problem is None or bool(file.findings)
        if file.findings:
            self._with_findings += 1
            self._counts.add(file.findings)
            self._levels.update(finding.severity for finding in file.findings)
            self._most.append((len(file.findings), run.path_of(file.filename)))
            self._most.sort(key=lambda each: (-each[0], each[1]))
            del self._most[_FILES:]
        return iter(())

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the summary."""
        yield TITLE
        yield ""
        yield self._totals()
        if self._with_findings:
            rows = self._counts.by_rule()
            yield from _rules(rows)
            yield from self._files()
            yield ""
            yield say("**First:** {step}", step=next_step(rows))
        if run.problems:
            yield from _problems(run)

    def _totals(self) -> str:
        files = counted(self._checked, "file")
        found = sum(self._levels.values())
        if not found:
            return (
                say("{files} checked, all clean.", files=files)
                if self._checked
                else say("No files were checked.")
            )
        kinds = [_counted(kind, number) for kind in Severity if (number := self._levels[kind])]
        return say(
            "**{findings}** in {some} of {files}: {kinds}.",
            findings=counted(found, "finding"),
            some=f"{self._with_findings:,}",
            files=files,
            kinds=translated(", ").join(kinds),
        )

    def _files(self) -> Iterator[str]:
        yield ""
        yield say("| file | findings |")
        yield "|---|---:|"
        for number, name in self._most:
            yield f"| {_escape(name)} | {number:,} |"
        if left := self._with_findings - len(self._most):
            yield say("| … and {files} | |", files=counted(left, "more file"))


def _counted(kind: Severity, number: int) -> str:
    """Return a number of findings of a level."""
    if kind is Severity.ERROR:
        return counted(number, "error")
    if kind is Severity.WARNING:
        return counted(number, "warning")
    return say_number(number, "{count} note", "{count} notes", count=f"{number:,}")


def _rules(rows: list[RuleCount]) -> Iterator[str]:
    yield ""
    yield say("| findings | rule | name | with a fix |")
    yield "|---:|---|---|---:|"
    for row in rows:
        yield (
            f"| {row.findings:,} | [{row.code}]({rule_url(row.name)}) | {row.name} "
            f"| {row.fixable:,} |"
        )


def _problems(run: RunResults) -> Iterator[str]:
    yield ""
    yield say("{files} could not be checked:", files=counted(len(run.problems), "file"))
    yield ""
    for path, problem in run.problems[:_PROBLEMS]:
        yield f"- {_escape(run.path_of(path))}: {_escape(problem)}"
    if (left := len(run.problems) - _PROBLEMS) > 0:
        yield say("- … and {left} more", left=f"{left:,}")


def _escape(text: str) -> str:
    return _SPECIAL.sub(_reference, safe(text))


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"
