"""``digestlint check``: discover, run, report."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import complain, paint_for, progress, read_input, write_diff
from digestlint.cli.summary import fix_lines, statistics_lines, summary_lines
from digestlint.files import Problem, discover
from digestlint.gitdiff import unified_diff
from digestlint.reporters import REPORTERS
from digestlint.results import FileResult
from digestlint.runner import Task
from digestlint.runner import run as run_tasks
from digestlint.terminal import safe

_STDIN = "-"


def run(options: Namespace) -> int:
    """Check what is asked for; returns the exit code."""
    configuration = Configuration(options)
    from_stdin = options.paths == [_STDIN]
    if _STDIN in options.paths and not from_stdin:
        raise UsageError("standard input (-) can't be checked together with files")
    tasks, problems = (
        _stdin_task(options, configuration) if from_stdin else _find(options, configuration)
    )
    results = []
    outcomes = run_tasks(tasks, options.jobs)
    for result in progress(outcomes, len(tasks), wanted=not options.quiet):
        if options.verbose:
            schema = f"schema {result.schema}" if result.schema else "no schema"
            print(f"digestlint: checked {safe(result.filename)} ({schema})", file=sys.stderr)
        if result.new == result.old and not from_stdin:
            # Thousands of files that stay as they are need not be kept in memory.
            result = replace(result, old=b"", new=b"")
        results.append(result)
    _report(options, results, from_stdin=from_stdin)
    problems += [Problem(r.filename, r.problem) for r in results if r.problem is not None]
    for problem in problems:
        complain(f"{problem.path}: {problem.message}")
    if problems:
        return 2
    if options.diff:
        dirty = any(result.old != result.new for result in results)
    else:
        dirty = any(result.findings for result in results)
    return int(dirty and not options.exit_zero)


def _find(options: Namespace, configuration: Configuration) -> tuple[list[Task], list[Problem]]:
    if "" in options.paths:  # an unset variable of a script must not stand for everything here
        raise UsageError("a PATH is empty; the current folder is '.'")
    _ = configuration.layers  # wrong settings are an error even where there is nothing to check
    config = configuration.for_folder(Path.cwd())
    files, problems = discover(
        [Path(path) for path in options.paths or ["."]],
        root=config.folder,
        extensions=config.table.extensions,
        exclude=config.table.exclude,
        respect_gitignore=config.table.respect_gitignore,
        force_exclude=config.table.force_exclude,
    )
    tasks = []
    unusable: dict[str, Problem] = {}
    for path in files:
        try:
            tasks.append(_task(options, configuration, path))
        except UsageError as error:  # its folder's own configuration; the message names it
            message = f"was not checked, nor what else this applies to: {error}"
            unusable.setdefault(str(error), Problem(str(path), message))
    return tasks, [*problems, *unusable.values()]


def _stdin_task(
    options: Namespace, configuration: Configuration
) -> tuple[list[Task], list[Problem]]:
    path = Path(options.stdin_filename or "stdin.md")
    task = _task(options, configuration, path)
    return [replace(task, content=read_input(), write=False)], []


def _task(options: Namespace, configuration: Configuration, path: Path) -> Task:
    config = configuration.for_folder(path.parent)
    unsafe = config.table.unsafe_fixes if options.unsafe_fixes is None else options.unsafe_fixes
    return Task(
        path,
        config,
        configuration.layers,
        fix=options.fix or options.diff,
        unsafe=unsafe,
        write=options.fix and not options.diff,
    )


def _report(options: Namespace, results: Sequence[FileResult], *, from_stdin: bool) -> None:
    if options.diff:
        for result in results:
            write_diff(unified_diff(result.old, result.new, _name_in_diff(result.filename)))
        return
    # Fixed text takes stdout, so that a filter can be made of the command.
    stream = sys.stdout
    if from_stdin and options.fix:
        for result in results:
            sys.stdout.buffer.write(result.new)
        sys.stdout.buffer.flush()
        stream = sys.stderr
    paint = paint_for(stream)
    findings = [finding for result in results for finding in result.findings]
    for_people = options.output_format in ("full", "concise")
    lines = (
        statistics_lines(findings, options.output_format, paint)
        if options.statistics
        else REPORTERS[options.output_format](findings, paint)
    )
    for line in lines:
        print(line, file=stream)
    if for_people and options.show_fixes:
        for line in fix_lines(results, paint):
            print(line, file=stream)
    if for_people and not options.quiet:
        for line in summary_lines(results, options, paint):
            print(line, file=stream)


def _name_in_diff(filename: str) -> str:
    """The name as ``git apply`` takes it in this folder."""
    path = Path(filename)
    with suppress(ValueError):  # of another folder
        path = Path(os.path.normpath(path.absolute())).relative_to(Path.cwd())
    return path.as_posix().lstrip("/")
