"""``digestlint report``: the review page, as one HTML file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint.cli.check import gather
from digestlint.cli.deciding import decisions_in
from digestlint.cli.errors import UsageError
from digestlint.cli.run import Run
from digestlint.lint.results import FileResult
from digestlint.review.page import page
from digestlint.review.page_data import PageData
from digestlint.run.cached_report import STDIN
from digestlint.run.checker import seen
from digestlint.run.saving_reports import save_report, why_not
from digestlint.run.task import Task
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe


def run_report(options: Namespace) -> int:
    """Write the page."""
    read = [Path(options.decisions)] if options.decisions else []
    decisions = decisions_in(read[0]) if read else ()
    run = checked(options)
    path = Path(options.html)
    if why := why_not(path, run.tasks, read, is_markdown_report=False):
        raise UsageError(f"{path}: {why}")
    data = page_data(run)
    if why := save_report(path, [page(data.content(decisions))]):
        raise UsageError(f"{path}: {why}")
    if not options.quiet:
        files, findings, doubts = data.numbers
        print(
            say(
                "{path}: {findings} and {doubts} in {files}; open it in a browser",
                path=safe(str(path)),
                findings=counted(findings, "finding"),
                doubts=counted(doubts, "doubtful character"),
                files=counted(files, "file"),
            )
        )
    run.print_problems()
    return 2 if run.problems else 0


def checked(options: Namespace) -> Run:
    """Check files as ``check`` does, and fix nothing."""
    if STDIN in options.paths:
        raise UsageError(say("the page is made of files, not of standard input"))
    vars(options).update(
        fix=False, diff=False, unsafe_fixes=False, uses_baseline=False, add_suppressions=False
    )
    vars(options).update(show_fixes=False, guesses=None, fail_on=None, decisions=None)
    return gather(options)


def page_data(run: Run) -> PageData:
    """Return the data of the page for the files of a run."""
    data = PageData()
    for task, result in zip(run.tasks, run.results, strict=True):
        _add(data, task, result)
    return data


def _add(data: PageData, task: Task, result: FileResult) -> None:
    if result.problem is not None:
        data.add(result, None)
        return
    try:
        with seen(task) as document:
            data.add(result, document)
    except DigestlintError as error:  # the file has changed since it was checked
        data.add(result._replace(problem=str(error), findings=()), None)
