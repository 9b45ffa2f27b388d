"""Which findings make a run fail: those of the level of ``fail-on``, and worse ones."""

from __future__ import annotations

import argparse

from digestlint._runtime.language import say, say_number
from digestlint.core.finding import Severity

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.lint.results import FileResult
    from digestlint.run.task import Task

NEVER = "never"
LEVELS = (*map(str, Severity), NEVER)


class Failing:
    """Counts the findings of a run that make it fail, and those that do not.

    Attributes:
        findings: How many make it fail.
        below: How many do not, because they are below the level.
    """

    def __init__(self, level: str | None) -> None:
        """Take the level of the command line, which goes before those of configurations."""
        self.findings = 0
        self.below = 0
        self._given = level
        self._levels: set[str] = set()  # below which there are findings

    def count(self, task: Task, result: FileResult) -> None:
        """Count the findings of the file of ``task``."""
        if not result.findings:
            return
        level = self._given or task.config.table.fail_on
        failing = 0
        if level != NEVER:
            least = Severity(level)
            failing = sum(finding.severity.reaches(least) for finding in result.findings)
        self.findings += failing
        if failing < len(result.findings):
            self.below += len(result.findings) - failing
            self._levels.add(level)

    def remark(self) -> str:
        """Return how many findings do not make the run fail; nothing where all do."""
        if not self.below:
            return ""
        levels, *others = sorted(self._levels)
        for level in others:
            levels = say("{levels} or {level}", levels=levels, level=level)
        if not self.findings:
            return say("none of these makes the run fail (fail-on = {levels})", levels=levels)
        return say_number(
            self.below,
            "{number} of these does not make the run fail (fail-on = {levels})",
            "{number} of these do not make the run fail (fail-on = {levels})",
            levels=levels,
        )


def add_fail_on(parser: argparse._ActionsContainer) -> None:
    """Add the level of findings that make the run fail."""
    parser.add_argument(
        "--fail-on",
        type=_level,
        metavar="LEVEL",
        help=f"exit 1 only for findings of this severity or worse: {', '.join(LEVELS)}",
    )


def _level(value: str) -> str:
    if value not in LEVELS:
        from digestlint._runtime.suggestions import unknown  # for errors only

        raise argparse.ArgumentTypeError(unknown("level", value, LEVELS))
    return value
