"""``digestlint check``: discover, run, report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from digestlint._runtime import interrupts
from digestlint._runtime.language import in_language, say, speaking
from digestlint._runtime.tracing import trace
from digestlint.cli.closing import what_was_done
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.failing import Failing
from digestlint.cli.outputs import check_outputs, language_of_problems, main_output, needs_content
from digestlint.cli.run import Run, counted_by
from digestlint.cli.streams import print_error, progress
from digestlint.cli.tasks import find, stdin_task
from digestlint.cli.unmatched import Unmatched
from digestlint.project.files import Problem
from digestlint.run.cached_report import STDIN

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.cli.changed_files import ChangedFiles
    from digestlint.lint.results import FileResult
    from digestlint.run.baseline import Baseline
    from digestlint.run.task import Task


def run(options: Namespace) -> int:
    """Run ``digestlint check``; returns the exit code."""
    if options.watch:
        from digestlint.cli.watching import watch  # for those who have watchfiles

        return watch(options)
    run = gather(options, _changed_files(options))
    check_outputs(options, run.tasks, run.baseline.path if run.baseline else None)
    from digestlint.cli.reporting import report  # heavy

    dirty = report(options, run)
    sys.stdout.flush()  # what follows is said behind the findings, or not at all
    if not options.quiet:
        from digestlint.cli.summary import in_preview, useless_options

        remarks = (*useless_options(options), *in_preview(options, run.tasks))
        decided = run.decided.remarks() if run.decided else ()
        for remark in (*remarks, *decided, *_notices(options, run)):
            print_error(remark)
    run.print_problems()
    return 2 if run.problems else int(dirty and not options.exit_zero)


def _notices(options: Namespace, run: Run) -> Iterator[str]:
    """Yield what to say of files that no schema fits, where a person has asked for findings."""
    from digestlint.output import reporter  # heavy

    is_filter = run.from_stdin and (options.fix or options.add_suppressions)
    # The hooks of pre-commit force it: they run at each commit, on the files that changed.
    is_hook = any(task.config.table.force_exclude for task in run.tasks[:1])
    for_people = reporter(main_output(options).format).for_people
    if for_people and not (options.diff or is_filter or is_hook or run.problems):
        yield from run.unmatched.notices(from_stdin=run.from_stdin)


def _changed_files(options: Namespace) -> ChangedFiles | None:
    if options.changed_since is None and not options.changed_lines:
        return None
    if STDIN in options.paths:
        raise UsageError(say("--changed-since and --changed-lines are for files, not for stdin"))
    if options.add_suppressions and options.changed_lines:
        raise UsageError(
            say(
                "--add-suppressions writes comments for all findings of a file: leave out "
                "--changed-lines, or name the file"
            )
        )
    from digestlint.cli.changed_files import ChangedFiles  # loads all that checks

    return ChangedFiles(options.changed_since, options.jobs, by_line=options.changed_lines)


def gather(options: Namespace, changed: ChangedFiles | None = None) -> Run:
    """Check the files that are asked for, and fix them if that is asked for as well.

    With ``changed``, only those that have changed, and only what is found in changed lines.
    """
    configuration = Configuration(options)
    _ = configuration.layers  # wrong settings are an error even where there is nothing to check
    configuration.for_folder(Path.cwd())  # may choose the language
    from_stdin = options.paths == [STDIN]
    options.decided = None
    if getattr(options, "decisions", None) is not None:
        from digestlint.cli.deciding import Decided  # for those who have decided

        options.decided = Decided(Path(options.decisions))
    if STDIN in options.paths and not from_stdin:
        raise UsageError(say("standard input (-) can't be checked together with files"))
    if from_stdin:
        tasks: Sequence[Task] = [stdin_task(options, configuration)]
        problems: list[Problem] = []
    else:
        with in_language(language_of_problems(options)):
            tasks, problems = find(options, configuration)
    unmatched = Unmatched()
    baseline = _baseline(options, configuration)
    if changed is not None:
        tasks = changed.among(tasks)
    results = _run(options, tasks, problems, from_stdin=from_stdin, compare=changed is None)
    if options.decided is not None:
        results = options.decided.following(results)
    if baseline is not None:
        results = map(baseline.rest_of, results)
    if changed is not None:
        results = map(changed.rest_of, results)
    failing = Failing(options.fail_on)
    results = counted_by(tasks, results, unmatched, failing)
    return Run(
        results, problems, from_stdin, tasks, unmatched, failing, baseline, changed, options.decided
    )


def _baseline(options: Namespace, configuration: Configuration) -> Baseline | None:
    """Return the baseline that the command line or the configuration names, if any."""
    config = configuration.for_folder(Path.cwd())
    if not options.uses_baseline or not (options.baseline or config.table.baseline):
        return None
    if options.add_suppressions:
        raise UsageError(
            say("--add-suppressions writes comments for all findings: add --no-baseline")
        )
    from digestlint.run.baseline import Baseline, BaselineError  # for those who have one

    try:
        if options.baseline:
            return Baseline.read(Path(options.baseline))
        return Baseline.read(config.folder / (config.table.baseline or ""), config.within)
    except BaselineError as error:
        raise UsageError(str(error)) from None


def _run(
    options: Namespace,
    tasks: Sequence[Task],
    problems: list[Problem],
    *,
    from_stdin: bool,
    compare: bool,
) -> Iterator[FileResult]:
    """Yield the results of the files in order; problems are added to ``problems``."""
    done = fixed = 0
    with interrupts.saying(lambda: what_was_done(len(tasks), done, fixed)):
        # The content of files that stay as they are need not travel between processes.
        with_content = from_stdin or needs_content(options) or options.decided is not None
        language = language_of_problems(options)
        with in_language(language):
            results = _checked(tasks, options.jobs, with_content=with_content, compare=compare)
        results = speaking(language, results)
        import digestlint.cli.reporting  # noqa: F401 - while other processes check

        for result in progress(results, len(tasks), not options.quiet):
            done += 1
            fixed += options.fix and result.old != result.new
            if result.problem is not None:
                problems.append(Problem(result.filename, result.problem))
            if options.verbose:
                from digestlint.text.terminal import safe

                trace.spoil()  # another time, nothing may have to be done
                named = result.schema
                schema = say("schema {name}", name=named) if named else say("no schema")
                what = say("checked {file} ({schema})", file=safe(result.filename), schema=schema)
                print(f"digestlint: {what}", file=sys.stderr)
            yield result


def _checked(
    tasks: Sequence[Task], jobs: int, *, with_content: bool, compare: bool
) -> Iterator[FileResult]:
    if not tasks:
        return iter(())
    from digestlint.run.runner import run as run_tasks  # loads all that checks

    return run_tasks(tasks, jobs, with_content=with_content, compare=compare)
