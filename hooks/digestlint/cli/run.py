"""The outcome of a run of ``check`` or ``format``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.cli.streams import print_error
from digestlint.project.files import Problem

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.cli.changed_files import ChangedFiles
    from digestlint.cli.deciding import Decided
    from digestlint.cli.failing import Failing
    from digestlint.cli.unmatched import Unmatched
    from digestlint.core.rule import RuleInfo
    from digestlint.lint.results import FileResult
    from digestlint.run.baseline import Baseline
    from digestlint.run.task import Task


class Run(NamedTuple):
    """The outcome of a run.

    ``results`` arrive while files are checked, in the order of the files, and are not kept. The
    problem of a file is in ``problems`` as soon as its result has arrived.
    """

    results: Iterator[FileResult]
    problems: list[Problem]
    from_stdin: bool
    tasks: Sequence[Task]
    unmatched: Unmatched  # complete after the last result
    failing: Failing  # complete after the last result
    baseline: Baseline | None = None
    changed: ChangedFiles | None = None
    decided: Decided | None = None

    def rules(self) -> list[RuleInfo]:
        """Return the metadata of the rules that are selected for any of the files."""
        from digestlint.core.rule_index import RULES  # for formats that name them
        from digestlint.run.task import resolved

        codes = {code for task in self.tasks for code in resolved(task).settings.codes}
        return [rule for rule in RULES if rule.code in codes]

    def print_problems(self) -> None:
        """Print what could not be checked, and why."""
        for problem in self.problems:
            print_error(f"{problem.path}: {problem.message}")


def counted_by(
    tasks: Iterable[Task], results: Iterable[FileResult], *counters: Unmatched | Failing
) -> Iterator[FileResult]:
    """``results``, counted as they go by."""
    # Results first: only what has been asked once more than there are any has come to its end.
    for result, task in zip(results, tasks, strict=False):
        for counter in counters:
            counter.count(task, result)
        yield result
