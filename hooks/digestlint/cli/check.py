"""``digestlint check``: discover, run, report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

from digestlint import interrupts
from digestlint.cache import cache_folder, installation_key
from digestlint.cache.store import Store
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.replaying import FORMATS, LARGEST, Replayer, Report, Request
from digestlint.cli.streams import complain, progress, read_input
from digestlint.files import Problem, discover, is_markdown, look_ahead
from digestlint.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.results import FileResult
    from digestlint.task import Task

    Options = Namespace | SimpleNamespace  # what the command line asks for

_STDIN = "-"
# What a command line of the common kind leaves alone, with its defaults (``arguments``).
_UNASKED = {
    **dict.fromkeys(("unsafe_fixes", "select", "ignore", "extend_select", "bib", "schema")),
    **dict.fromkeys(("diff", "show_fixes", "across_files", "statistics", "verbose"), False),
    "stdin_filename": None,
    "jobs": 0,
}


def run_request(request: Request) -> int:
    """As ``run``, for a command line of the common kind."""
    return run(options_of(request))


def options_of(request: Request) -> SimpleNamespace:
    """What ``arguments`` makes of the same command line."""
    return SimpleNamespace(
        paths=request.paths,
        config=request.config,
        fix=request.fix,
        quiet=request.quiet,
        exit_zero=request.exit_zero,
        cache=request.uses_cache,
        output_format=request.format,
        **_UNASKED,
    )


def run(options: Options) -> int:
    """Check what is asked for; returns the exit code."""
    run = gather(options)
    from digestlint.cli.reporting import report  # not before all files are checked

    dirty = report(options, run.outcomes, run.store, from_stdin=run.from_stdin)
    if not options.quiet:
        from digestlint.cli.summary import useless_options

        for remark in useless_options(options):
            complain(remark)
    run.complain()
    return 2 if run.problems else int(dirty and not options.exit_zero)


class Run(NamedTuple):
    """What a run has brought."""

    outcomes: Sequence[Report | FileResult]
    problems: Sequence[Problem]
    store: Store | None
    from_stdin: bool

    def complain(self) -> None:
        """Say what could not be checked."""
        for problem in self.problems:
            complain(f"{problem.path}: {problem.message}")


def gather(options: Options) -> Run:
    """Check the files that are asked for, and fix them if that is asked for as well."""
    configuration = Configuration(options)
    from_stdin = options.paths == [_STDIN]
    if _STDIN in options.paths and not from_stdin:
        raise UsageError("standard input (-) can't be checked together with files")
    store = None
    if options.cache and not from_stdin:
        store = Store(cache_folder("."), installation_key())
    if from_stdin:
        outcomes: list[Report | Task] = [_stdin_task(options, configuration)]
        problems: list[Problem] = []
    else:
        outcomes, problems = _find(options, configuration, store)
    results = _run(options, outcomes, from_stdin=from_stdin)
    problems += [
        Problem(result.filename, result.problem)
        for result in results
        if not isinstance(result, Report) and result.problem is not None
    ]
    return Run(results, problems, store, from_stdin)


def _run(
    options: Options, outcomes: Sequence[Report | Task], *, from_stdin: bool
) -> list[Report | FileResult]:
    """What is known already, and for the rest what running it brings, in the same order."""
    tasks = [outcome for outcome in outcomes if not isinstance(outcome, Report)]
    done: list[FileResult] = []

    def what_was_done() -> str:
        fixed = sum(result.old != result.new for result in done) if options.fix else 0
        return _what_was_done(len(tasks), len(done), fixed)

    with interrupts.saying(what_was_done):
        # Thousands of files that stay as they are need not be kept in memory.
        results = _checked(tasks, options.jobs, with_content=from_stdin)
        import digestlint.cli.reporting  # noqa: F401 - while other processes check

        for result in progress(results, len(tasks), not options.quiet):
            if options.verbose:
                from digestlint.terminal import safe

                schema = f"schema {result.schema}" if result.schema else "no schema"
                print(f"digestlint: checked {safe(result.filename)} ({schema})", file=sys.stderr)
            done.append(result)
    rest = iter(done)
    return [known if isinstance(known, Report) else next(rest) for known in outcomes]


def _what_was_done(files: int, checked: int, fixed: int) -> str:
    """What an interrupted run has to say."""
    written = f", {fixed:,} of them fixed" if fixed else ""
    left = files - checked
    rest = f"; {left:,} {'was' if left == 1 else 'were'} not, and left as before" if left else ""
    return f"interrupted: {checked:,} of {files:,} files were checked{written}{rest}"


def _checked(tasks: Sequence[Task], jobs: int, *, with_content: bool) -> Iterator[FileResult]:
    if not tasks:
        return iter(())
    from digestlint.runner import run as run_tasks  # loads all that checks

    return run_tasks(tasks, jobs, with_content=with_content)


def _find(
    options: Options, configuration: Configuration, store: Store | None
) -> tuple[list[Report | Task], list[Problem]]:
    if "" in options.paths:  # an unset variable of a script must not stand for everything here
        raise UsageError("a PATH is empty; the current folder is '.'")
    _ = configuration.layers  # wrong settings are an error even where there is nothing to check
    config = configuration.for_folder(Path.cwd())
    paths = [Path(path) for path in options.paths or ["."]]
    problems: list[Problem] = []
    if any(path.suffix.lower() == ".bib" for path in paths):
        from digestlint.cli.named_files import with_digests  # for bibliographies only

        paths, problems, passed_over = with_digests(paths, configuration)
        for name, why in passed_over:
            complain(f"{name}: was passed over: {why}")
    if store is None and config.table.respect_gitignore:
        look_ahead(paths)
        import digestlint.checker  # noqa: F401 - while Git answers
    files, not_found = discover(
        paths,
        root=config.folder,
        extensions=config.table.extensions,
        exclude=config.table.exclude,
        respect_gitignore=config.table.respect_gitignore,
        force_exclude=config.table.force_exclude,
    )
    replayer = _replayer(options, store)
    outcomes: list[Report | Task] = []
    unusable: dict[str, Problem] = {}
    for path in files:
        try:
            known = _known(replayer, options, configuration, path)
            outcomes.append(known or _task(options, configuration, path))
        except UsageError as error:  # its folder's own configuration; the message names it
            message = f"was not checked, nor what else this applies to: {error}"
            unusable.setdefault(str(error), Problem(str(path), message))
    return outcomes, [*problems, *not_found, *unusable.values()]


def _replayer(options: Options, store: Store | None) -> Replayer | None:
    """What knows reports of earlier runs, where this one is to print nothing else."""
    more = options.statistics or options.diff or options.verbose
    if store is None or more or options.output_format not in FORMATS:
        return None
    from digestlint.cli.streams import is_plain

    return Replayer(options.output_format, store) if is_plain(sys.stdout) else None


def _known(
    replayer: Replayer | None, options: Options, configuration: Configuration, path: Path
) -> Report | None:
    """The report on a file that nothing is set for, if it is known and there is nothing to fix."""
    name = str(path)
    config = configuration.for_folder(path.parent)
    is_default = config.path is None and not configuration.layers
    if replayer is None or not is_default or not (name.isascii() and name.isprintable()):
        return None
    report = replayer.report(name, min(LARGEST, config.table.max_file_size * 1_000_000))
    if report and options.fix and (report.safe or (report.unsafe and options.unsafe_fixes)):
        return None
    return report


def _stdin_task(options: Options, configuration: Configuration) -> Task:
    path = Path(options.stdin_filename or "stdin.md")
    extensions = configuration.for_folder(path.parent).table.extensions
    if path.suffix and not is_markdown(path, extensions):
        raise UsageError(f"--stdin-filename {path}: is no name of a Markdown file")
    task = _task(options, configuration, path)
    content = read_input(task.config.table.max_file_size, "; set max-file-size to check more")
    return task._replace(content=content, write=False)


def _task(options: Options, configuration: Configuration, path: Path) -> Task:
    from digestlint.task import Task  # loads all that checks

    config = configuration.for_folder(path.parent)
    unsafe = config.table.unsafe_fixes if options.unsafe_fixes is None else options.unsafe_fixes
    return Task(
        path,
        config,
        configuration.layers,
        fix=options.fix or options.diff,
        unsafe=unsafe,
        write=options.fix and not options.diff,
        cache=cache_folder(".") if options.cache else None,
    )
