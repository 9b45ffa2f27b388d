"""What a run of ``check`` is to do: a task for each file that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digestlint._runtime.language import say
from digestlint.cli.configuring import Configuration, files_for
from digestlint.cli.errors import UsageError
from digestlint.cli.outputs import split_off_reports
from digestlint.cli.streams import print_error, read_input
from digestlint.project.files import Problem, is_markdown

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.run.task import Task


def find(options: Namespace, configuration: Configuration) -> tuple[Sequence[Task], list[Problem]]:
    """Return tasks for the files that the command line names, and what is wrong with others.

    Raises:
        UsageError: A path is empty.
    """
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


def stdin_task(options: Namespace, configuration: Configuration) -> Task:
    """Return the task for what is read from standard input.

    Raises:
        UsageError: Its name is that of no Markdown file, or it is too long.
    """
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
        decisions=options.decided.decisions if options.decided else (),
    )
