"""Which files to check, and reading them."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from digestlint._runtime import opening
from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import marked, say, translated
from digestlint._runtime.opening import is_below
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing import observing
from digestlint.project.folder_walk import FolderWalk
from digestlint.project.ignore_patterns import Patterns, compile_patterns, covered
from digestlint.project.repository import (
    bound_of_file,
    bound_of_folder,
    lexical,
    real_path,
    top_of,
    why_outside,
)

_A_FOLDER, _NO_FILE = marked("is a folder, not a file"), marked("is not a regular file")
_NAME_IT = marked("; to have it checked, name the path that it leads to")
MARKDOWN_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd")


class Problem(NamedTuple):
    """A file that could not be checked, and the reason in one sentence without the path."""

    path: str
    message: str


class Found(NamedTuple):
    """A file to check, and the folder that bounds it: no link may lead outside.

    It is held by name, which takes a quarter of the memory of a path.
    """

    name: str
    within: Path
    walked: Path | None = None  # the folder that was named, if it was found in one

    @property
    def path(self) -> Path:
        """The path of the file."""
        return Path(self.name)


class FileProblem(DigestlintError):
    """A file cannot be read; `str()` is one sentence without the path."""


class OutsideProblem(FileProblem):
    """A file is outside the folder that bounds it."""


def discover(
    paths: Sequence[Path],
    *,
    root: Path,
    extensions: Sequence[str] = MARKDOWN_EXTENSIONS,
    exclude: Sequence[str] = (),
    respect_gitignore: bool = True,
    force_exclude: bool = False,
) -> tuple[list[Found], list[Problem]]:
    """Return the files to check, each once, and what stood in the way.

    A file that is named is taken if it is Markdown by its extension, unless `force_exclude` is set
    and `exclude` (gitignore patterns, relative to `root`) covers it. A folder that is named is
    walked even where it is excluded or ignored itself; what is in it is tested against
    `exclude`, every `.gitignore`, `.git/info/exclude` and git's global excludes. Symbolic
    links to files are followed, those to folders only when named, and none that leads out of
    the repository (without one: out of the folder that is walked or worked in). The order is
    that of `paths`, sorted within a folder.
    """
    search = _Search(real_path(root), extensions, exclude, respect_gitignore)
    for path in paths:
        kind = observing.kind(str(path))
        if not kind:
            search.problem(path, _reason(path, _why_not(path)))
            continue
        is_folder = kind == "folder"
        real = real_path(path)
        if force_exclude and covered(real, is_folder=is_folder, layers=search.excluded):
            continue
        if is_folder:
            search.folder(path, real)
        else:
            search.file(path, real)
    return search.found, search.problems


class _Search:
    """Finds files to check.

    Attributes:
        found: The files in order; a link and its target are one file.
        problems: What stood in the way.
        excluded: The patterns of ``exclude``.
    """

    def __init__(
        self,
        root: Path,
        extensions: Sequence[str],
        exclude: Sequence[str],
        respect_gitignore: bool,
    ) -> None:
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self.excluded = [_exclude_patterns(root, exclude, self.problems)]
        self._real: set[str] = set()  # the paths of those that are found, without links
        self._root = root
        self._extensions = extensions
        self._suffixes = tuple(extension.lower() for extension in extensions)
        self._respect_gitignore = respect_gitignore

    def problem(self, path: Path, message: str) -> None:
        """Record why a file or folder cannot be checked."""
        self.problems.append(Problem(str(path), message))

    def file(self, path: Path, real: Path) -> None:
        """Take a file that is named."""
        if is_markdown(path, self._extensions):
            self._take(path, bound_of_file(path), real)
        else:
            self.problem(path, _no_markdown(self._suffixes))

    def folder(self, path: Path, real: Path) -> None:
        """Take the files in a folder that is named."""
        bound = bound_of_folder(path)
        if not self._is_inside(path, bound, real):
            return
        walk = FolderWalk(
            root=self._root,
            within=bound,
            suffixes=self._suffixes,
            excluded=self.excluded,
            respect_gitignore=self._respect_gitignore,
            failed=lambda path, error: self.problem(path, _reason(path, error, bound)),
        )
        for file, here in walk.files(path, real):
            # Far below, real paths take long to find: that of the folder is known.
            here = real_path(file) if observing.is_link(str(file)) else here
            self._take(file, top_of(lexical(file).parent) or bound, here, path)

    def _take(self, path: Path, bound: Path, real: Path, walked: Path | None = None) -> None:
        if self._is_inside(path, bound, real) and str(real) not in self._real:
            self._real.add(str(real))
            self.found.append(Found(str(path), bound, walked))

    def _is_inside(self, path: Path, bound: Path, real: Path) -> bool:
        inside = is_below(str(real), str(real_path(bound)), str(path))
        if not inside:
            self.problem(path, f"{why_outside(bound)}{translated(_NAME_IT)}")
        return inside


def is_markdown(path: Path, extensions: Sequence[str]) -> bool:
    """Whether a file is Markdown by its name, or by the configured `extensions`."""
    return path.name.lower().endswith((*map(str.lower, extensions), *MARKDOWN_EXTENSIONS))


def _no_markdown(suffixes: tuple[str, ...]) -> str:
    return say(
        ("is not a Markdown file: its name ends in none of {endings}, which `extensions` sets"),
        endings=", ".join(suffixes),
    )


def read_bytes(
    path: Path, *, within: Path | None, max_size: int | None = None, use: str = "read"
) -> bytes:
    """Return the content of a regular file; raises `FileProblem` for anything else.

    `within` is the folder that bounds it, if any does. `max_size` is in megabytes (1,000,000
    bytes); a larger file is a problem, too, and `use` says what it is not used for.
    """
    most = max_size * 1_000_000 if max_size is not None else sys.maxsize
    with _problems(path, within, max_size, use):
        return observing.read(str(path), most, within=str(within or ""))


def read_chunks(path: Path, *, within: Path | None, max_size: int) -> Iterator[bytes]:
    """As `read_bytes`, a megabyte at a time; only for what is not remembered."""
    with _problems(path, within, max_size, "read"):
        yield from opening.read_chunks(str(path), str(within or ""), max_size * 1_000_000)


@contextmanager
def _problems(path: Path, within: Path | None, max_size: int | None, use: str) -> Iterator[None]:
    """Raise a `FileProblem` for what keeps a file from being read."""
    try:
        yield
    except opening.NoContentError as error:
        if within is not None and error.what == "outside":
            raise OutsideProblem(why_outside(within)) from None
        if error.what == "large":
            has = say(
                "has {size} MB, and files over {max_size} MB are not {use}",
                size=f"{error.size // 1000000:,}",
                max_size=f"{max_size:,}",
                use=use,
            )
            raise FileProblem(has) from None
        raise FileProblem(translated(_A_FOLDER if error.what == "folder" else _NO_FILE)) from None
    except (OSError, ValueError) as error:
        raise FileProblem(_reason(path, error)) from error


def _why_not(path: Path) -> Exception:
    """Return why a path leads to nothing."""
    try:
        path.stat()
    except (OSError, ValueError) as error:
        return error
    return FileNotFoundError()  # it has come back since


def _reason(path: Path, error: Exception, bound: Path | None = None) -> str:
    """Why a path cannot be used, which has to be inside ``bound`` if that is given."""
    if isinstance(error, FileNotFoundError):
        with suppress(OSError):
            return say("is a broken symbolic link (to {target})", target=path.readlink())
        return say("no such file or folder")
    if isinstance(error, observing.NoContentError) and bound is not None:
        return why_outside(bound, by=say(" through a symbolic link"))
    if isinstance(error, OSError):
        if error.errno == errno.ELOOP:
            return say("is a symbolic link that leads to itself")
        return translated((error.strerror or str(error)).lower())
    return say("is not a valid path")


def _exclude_patterns(root: Path, lines: Sequence[str], problems: list[Problem]) -> Patterns:
    good = []
    for line in lines:
        try:
            compile_patterns(root, [line])
            good.append(line)
        except ValueError:
            problems.append(Problem(line, say("is not a valid pattern in `exclude`")))
    return compile_patterns(root, good)
