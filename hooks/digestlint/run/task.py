"""One file to check, and what applies to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from digestlint._runtime.budgets import Budget, budget
from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.time_budget import OutOfTimeError, TimeBudget
from digestlint.digest.schema import PatternTooSlowError, explain_slow, looks_at_paths
from digestlint.project.config import Config, Layer, Resolved, resolve
from digestlint.project.files import read_bytes
from digestlint.project.repository import path_in, repository_root

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.core.decisions import Decision
    from digestlint.core.message import Message
    from digestlint.document.other_files import PapersElsewhere


class FromOtherFiles(NamedTuple):
    """What the other files of the run say about one: see ``document.Context``."""

    elsewhere: Mapping[int, PapersElsewhere] = {}
    remarks: Mapping[str, Sequence[Message]] = {}


class Task(NamedTuple):
    """One file to check."""

    path: Path
    config: Config
    overrides: tuple[Layer, ...] = ()
    fix: bool = False
    unsafe: bool = False
    write: bool = True  # False: fix in memory only
    content: bytes | None = None  # instead of what the file holds
    around: FromOtherFiles | None = None  # where the files of the run are compared
    within: Path | None = None  # the folder that bounds the file
    walked: Path | None = None  # the folder that was named, if it was found in one
    cache: bool = False  # whether results of earlier runs are used, and kept
    base: bytes | None = None  # an earlier version: nothing is fixed in lines that it has as well
    suppress: bool = False  # whether comments are written that silence what is left
    guesses: bool = False  # whether the guesses that fixes write are kept
    alone: bool = False  # it is text that has no place in a file system
    decisions: tuple[Decision, ...] = ()  # of a person, about doubtful characters


class Tasks(Sequence[Task]):
    """The files of a run: their names, and for files that have all else in common one task.

    Tasks with their paths are made when they are asked for: they would take ten times the memory.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._rest: list[Task] = []

    def add(self, task: Task) -> None:
        """Add one more."""
        rest = task._replace(path=_NO_PATH)
        self._names.append(str(task.path))
        self._rest.append(self._rest[-1] if self._rest and self._rest[-1] == rest else rest)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return self._rest[index]._replace(path=Path(self._names[index]))


_NO_PATH = Path()


def content_of(task: Task) -> bytes:
    """Return the bytes to check.

    Raises:
        FileProblem: when the file can't be read.
    """
    if task.content is not None:
        return task.content
    largest = task.config.table.max_file_size
    use = say("checked; set max-file-size to check it")
    return read_bytes(task.path, within=task.within, max_size=largest, use=use)


def resolved(task: Task) -> Resolved:
    """Return what applies to the file of ``task``."""
    found = resolve(task.config, task.path, task.overrides)
    if not task.decisions:
        return found
    return found._replace(settings=found.settings._replace(decisions=task.decisions))


def path_for_rules(task: Task) -> PurePath:
    """Return the path of the file as schemas see it, from the folder of the configuration.

    Where that is elsewhere or is none, from the top of the repository. Where no schema looks at
    paths, its name: a file is the same to rules in any folder.
    """
    if task.alone or not any(map(looks_at_paths, task.config.schemas)):
        return PurePath(task.path.name)
    path = task.path.absolute()
    folders = [task.config.path.absolute().parent] if task.config.path else []
    found = (path_in(folder, path) for folder in (*folders, repository_root(path.parent)))
    return next(filter(None, found), PurePath(path.name))


def budget_of(task: Task, data: bytes) -> Budget:
    """Return how much markup and how many findings the file of ``task`` may have."""
    return budget(task.config.table.max_memory, len(data))


class FileTooSlowError(DigestlintError):
    """A file takes too long; ``str()`` is one sentence."""


@contextmanager
def limits(task: Task, data: bytes, is_stale: Callable[[], bool] | None = None) -> Iterator[None]:
    """Limit the time that is taken inside, in proportion to ``data``.

    The work ends early when ``is_stale`` returns true.

    Raises:
        FileTooSlowError: when all of it together takes too long, or a pattern of a user's schema.
    """
    size = len(data)
    per_pattern = task.config.table.max_rule_seconds * _more_for(size)
    try:
        with TimeBudget(seconds_for(task, size), per_pattern, is_stale):
            yield
    except PatternTooSlowError as error:
        where = f"{task.config.path}: " if task.config.path else ""
        why = explain_slow(error.pattern, task.config.schemas)
        raise FileTooSlowError(f"{where}{why}") from None
    except OutOfTimeError:
        raise FileTooSlowError(explain_slow_file(task, size)) from None


def seconds_for(task: Task, size: int) -> float:
    """Return how many seconds of the processor a file of ``size`` bytes may take."""
    return task.config.table.max_file_seconds * _more_for(size)


def explain_slow_file(task: Task, size: int) -> str:
    """Return what to say of a file that took longer."""
    return say(
        (
            "takes more than {seconds} seconds of the processor, so it was "
            "stopped and left as it was; --config max-file-seconds=N gives more time"
        ),
        seconds=f"{seconds_for(task, size):.3g}",
    )


def _more_for(size: int) -> float:
    return 1 + size / 1_000_000
