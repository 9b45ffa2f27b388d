"""The interface of output formats: lines made from the results of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from digestlint._runtime.installation import __version__
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.rule import RuleInfo
from digestlint.lint.results import FileResult
from digestlint.output.paint import Paint


class RunResults(NamedTuple):
    """All that a format may report of a run.

    ``files`` arrive once, in order, while they are checked, clean ones included; keeping them all
    would take much memory. ``problems`` are complete when the last file has arrived.
    """

    files: Iterable[FileResult]
    paint: Paint
    problems: Sequence[tuple[str, str]] = ()  # what could not be checked, and why
    rules: Callable[[], Sequence[RuleInfo]] = tuple  # those that are selected for any of the files
    version: str = __version__

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all files; they use ``files`` up."""
        for file in self.files:
            yield from file.findings


class Reporter:
    """One format. ``lines`` is all that it must have; lines have no line endings."""

    for_people = False
    """Whether a summary follows the findings and, if they are asked for, the fixes applied."""

    def lines(self, run: RunResults) -> Iterator[str]:
        """Yield the report of a run."""
        raise NotImplementedError

    def statistics(self, run: RunResults) -> Iterator[str]:
        """Yield the number of findings of each rule."""
        from digestlint.output.statistics import by_rule, table  # where they are asked for

        return table(by_rule(run.findings()), run.paint)
