"""What a run of ``check`` or ``format`` brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.cli.streams import print_error
from digestlint.project.files import Problem

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.core.rule import RuleInfo
    from digestlint.lint.results import FileResult
    from digestlint.run.task import Task


class Run(NamedTuple):
    """What a run brings.

    ``results`` come as files are checked, in their order. Theirs are among the ``problems`` once
    they have come, and nothing keeps them.
    """

    results: Iterator[FileResult]
    problems: Sequence[Problem]
    from_stdin: bool
    tasks: Sequence[Task]

    def rules(self) -> list[RuleInfo]:
        """Return what the rules say of themselves that are selected for any of the files."""
        from digestlint.core.rule_index import RULES  # for formats that name them
        from digestlint.run.task import resolved

        codes = {code for task in self.tasks for code in resolved(task).settings.codes}
        return [rule for rule in RULES if rule.code in codes]

    def print_problems(self) -> None:
        """Say what could not be checked."""
        for problem in self.problems:
            print_error(f"{problem.path}: {problem.message}")
