"""``--changed-since`` and ``--changed-lines``: the files and findings that count in a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digestlint._runtime.language import say
from digestlint.cli.errors import UsageError
from digestlint.project.git import GitError
from digestlint.project.git_changes import Changes
from digestlint.project.repository import lexical, real_path, top_of
from digestlint.run.changed_lines import in_changed_lines
from digestlint.run.runner import compared

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from pathlib import Path

    from digestlint.lint.results import FileResult
    from digestlint.run.task import Task

REF = "HEAD"
"""What changed lines are compared with where nothing is said."""


class ChangedFiles:
    """The changed files of a run.

    Attributes:
        ref: What they are compared with, as the user calls it.
        set_aside: How many findings are in lines that have not changed.
    """

    def __init__(self, ref: str | None, jobs: int, *, by_line: bool) -> None:
        """Take what the command line says."""
        self.ref = REF if ref is None else ref
        if not self.ref:  # an unset variable in a script must not mean anything
            raise UsageError(say("--changed-since names no commit"))
        self.set_aside = 0
        self._by_line = by_line
        self._jobs = jobs
        self._changes: dict[Path, Changes] = {}

    def among(self, tasks: Sequence[Task]) -> Sequence[Task]:
        """Return the tasks for changed files; all of them are compared where files are.

        Raises:
            UsageError: Git does not know what has changed.
        """
        if not tasks:
            return tasks
        try:
            return [*self._changed(compared(tasks, self._jobs))]
        except GitError as error:
            raise UsageError(str(error)) from None

    def _changed(self, tasks: Iterable[Task]) -> Iterator[Task]:
        for task in tasks:
            largest = task.config.table.max_file_size
            changes = self._changes_of(task.path)
            change = changes.of(task.path, within=task.within, largest=largest)
            if change is None:
                continue
            base = changes.content(change, largest=largest) if self._by_line else None
            yield task._replace(base=base)

    def _changes_of(self, path: Path) -> Changes:
        top = top_of(lexical(path).parent)
        if top is None:
            raise UsageError(
                say(
                    "{path}: is in no Git repository, so nothing is known of what has changed; "
                    "check it without --changed-since and --changed-lines",
                    path=path,
                )
            )
        top = real_path(top)
        if top not in self._changes:
            self._changes[top] = Changes(top, self.ref)
        return self._changes[top]

    def rest_of(self, result: FileResult) -> FileResult:
        """Return a result without the findings in lines that have not changed."""
        rest = in_changed_lines(result)
        self.set_aside += len(result.findings) - len(rest.findings)
        return rest
