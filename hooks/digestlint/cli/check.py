"""``digestlint check``: discover, run, report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from digestlint._runtime import interrupts
from digestlint._runtime.language import in_language, say, speaking
from digestlint._runtime.tracing import trace
from digestlint.cli.closing import what_was_done
from digestlint.cli.configuring import Configuration, files_for
from digestlint.cli.errors import UsageError
from digestlint.cli.failing import Failing
from digestlint.cli.outputs import (
    check_outputs,
    language_of_problems,
    main_output,
    needs_content,
    split_off_reports,
)
from digestlint.cli.run import Run
from digestlint.cli.streams import print_error, progress, read_input
from digestlint.cli.unmatched import Unmatched
from digestlint.project.files import Problem, is_markdown
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
        for remark in (*remarks, *_notices(options, run)):
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
    if STDIN in options.paths and not from_stdin:
        raise UsageError(say("standard input (-) can't be checked together with files"))
    if from_stdin:
        tasks: Sequence[Task] = [_stdin_task(options, configuration)]
        problems: list[Problem] = []
    else:
        with in_language(language_of_problems(options)):
            tasks, problems = _find(options, configuration)
    unmatched = Unmatched()
    baseline = _baseline(options, configuration)
    if changed is not None:
        tasks = changed.among(tasks)
    results = _run(options, tasks, problems, from_stdin=from_stdin, compare=changed is None)
    if baseline is not None:
        results = map(baseline.rest_of, results)
    if changed is not None:
        results = map(changed.rest_of, results)
    failing = Failing(options.fail_on)
    counted = failing.counting(tasks, unmatched.counting(tasks, results))
    return Run(counted, problems, from_stdin, tasks, unmatched, failing, baseline, changed)


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
        with_content = from_stdin or needs_content(options)
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


def _find(options: Namespace, configuration: Configuration) -> tuple[Sequence[Task], list[Problem]]:
    if "" in options.paths:  # an unset variable in a script must not mean the current folder
        raise UsageError(say("a PATH is empty; the current folder is '.'"))
    config = configuration.for_folder(Path.cwd())
    paths = [Path(path) for path in options.paths or ["."]]
    problems: list[Problem] = []
    if any(path.suffix.lower() == ".bib" for path in paths):
        from digestlint.cli.named_files import with_digests  # for bibliographies only

        paths, problems, passed_over = with_digests(paths, configuration)
        for name, why in passed_over:
            print_error(say("{name}: was skipped: {why}", name=name, why=why))
    files, not_found = files_for(config, paths, force_exclude=config.table.force_exclude)
    files, reports = split_off_reports(options, files)
    for report in reports:
        why = say("it is the report that is written anew; name it to have it checked")
        print_error(say("{name}: was skipped: {why}", name=report.name, why=why))
    if not files:
        return [], [*problems, *not_found]
    from digestlint.run.task import Tasks  # loads all that checks

    tasks = Tasks()
    unusable: dict[str, Problem] = {}
    for file in files:
        try:
            task = _task(options, configuration, file.path)
            tasks.add(task._replace(within=file.within, walked=file.walked))
        except UsageError as error:  # its folder's own configuration; the message names it
            message = say(
                "was not checked, nor was any other file that this applies to: {error}", error=error
            )
            unusable.setdefault(str(error), Problem(file.name, message))
    return tasks, [*problems, *not_found, *unusable.values()]


def _stdin_task(options: Namespace, configuration: Configuration) -> Task:
    path = Path(options.stdin_filename or "stdin.md")
    extensions = configuration.for_folder(path.parent).table.extensions
    if path.suffix and not is_markdown(path, extensions):
        raise UsageError(
            say("--stdin-filename {path}: is not the name of a Markdown file", path=path)
        )
    task = _task(options, configuration, path)
    content = read_input(task.config.table.max_file_size, say("; set max-file-size to check more"))
    return task._replace(content=content, write=False)


def _task(options: Namespace, configuration: Configuration, path: Path) -> Task:
    from digestlint.run.task import Task  # loads all that checks

    config = configuration.for_folder(path.parent)
    unsafe = config.table.unsafe_fixes if options.unsafe_fixes is None else options.unsafe_fixes
    return Task(
        path,
        config,
        configuration.layers,
        fix=options.fix or (options.diff and not options.add_suppressions),
        unsafe=unsafe,
        write=(options.fix or options.add_suppressions) and not options.diff,
        cache=options.cache,
        suppress=options.add_suppressions,
        guesses=bool(options.show_fixes or options.guesses),
    )
