"""``digestlint check --watch``: check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from digestlint._runtime.interrupts import saying
from digestlint._runtime.language import say
from digestlint._runtime.tracing import observing, trace
from digestlint.cli.configuring import Configuration, files_for
from digestlint.cli.errors import UsageError
from digestlint.cli.outputs import split_off_reports
from digestlint.cli.streams import print_error
from digestlint.project.config.names import CONFIG_NAMES
from digestlint.run.cached_report import STDIN

WATCH = "--watch"
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
# Milliseconds: how long changes have to pause, for how long they are gathered at most, and how
# often the watcher says that there are none: the first time, it is ready.
_PAUSE, _GATHERED, _IDLE = 50, 1000, 250
_IGNORE_FILES = (".gitignore", ".ignore", "exclude")
_NOT_LOOKED_INTO = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))


def watch(options: Namespace) -> int:
    """Check, and check again after each change of a file that counts; ends with Ctrl-C only."""
    try:
        import watchfiles  # of an extra
    except ImportError:
        raise UsageError(
            say("--watch needs the package watchfiles: pip install 'digestlint[watch]'")
        ) from None
    if STDIN in options.paths:
        raise UsageError(say("standard input (-) can't be watched"))
    trace.spoil()  # a run without end has no answer
    paths = [Path(path) for path in options.paths or ["."]]
    folders = [path for path in paths if observing.kind(str(path)) == "folder"]
    roots = {path if path in folders else path.parent for path in paths}
    if gone := [str(root) for root in sorted(roots) if not observing.exists(str(root))]:
        raise UsageError(say("there is no such folder: {folder}", folder=gone[0]))
    checked: set[str] | None = None  # None before the first check
    with saying(lambda: say("watching has ended")):
        for changes in watchfiles.watch(
            *roots,
            watch_filter=lambda _, path: _may_count(Path(path)),
            step=_PAUSE,
            debounce=_GATHERED,
            rust_timeout=_IDLE,
            yield_on_timeout=True,
            recursive=bool(folders),
        ):
            if checked is not None and not changes:
                continue
            before, checked = checked, _checked_files(options, paths)
            changed = {observing.real(path) for _, path in changes}
            if before is None or _counts(changed, before | checked):
                _check(options)
    return 0


def _may_count(path: Path) -> bool:
    """Whether a file is of a kind that checks read; what checks never look into is left out."""
    if not _NOT_LOOKED_INTO.isdisjoint(path.parts):
        return path.name == "exclude"
    return _is_read_besides(path) or path.suffix.lower() not in ("", ".tmp")


def _is_read_besides(path: Path) -> bool:
    known = path.name in CONFIG_NAMES or path.name in _IGNORE_FILES
    return known or path.suffix.lower() in (".bib", ".toml")


def _counts(changed: Iterable[str], checked: set[str]) -> bool:
    """Whether a check may find something else: what is ignored or excluded does not count."""
    return any(path in checked or _is_read_besides(Path(path)) for path in changed)


def _checked_files(options: Namespace, paths: list[Path]) -> set[str]:
    observing.forget()  # the files are others now
    try:
        config = Configuration(options).for_folder(Path.cwd())
    except UsageError:  # the check says what is wrong
        return set()
    found, _ = files_for(config, paths, force_exclude=config.table.force_exclude)
    found, _ = split_off_reports(options, found)
    files = {observing.real(file.name) for file in found}
    if options.baseline:
        files.add(observing.real(options.baseline))
    elif config.table.baseline:
        files.add(observing.real(str(config.folder / config.table.baseline)))
    return files


def _check(options: Namespace) -> None:
    """Check in a process of its own: nothing that it knows is older than the change."""
    is_terminal = sys.stdout.isatty()
    if is_terminal:
        print(_CLEAR, end="")
    sys.stdout.flush()
    isolation = "-I" if sys.flags.isolated else "-P"
    command = [sys.executable, isolation, "-m", "digestlint", *_without_watch(options.given)]
    subprocess.run(command, check=False)
    if not options.quiet:
        print_error(say("watching for changes; Ctrl-C ends it"))
        sys.stderr.flush()


def _without_watch(given: list[str]) -> list[str]:
    end = given.index("--") if "--" in given else len(given)
    return [*(word for word in given[:end] if word != WATCH), *given[end:]]
