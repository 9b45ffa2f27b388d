"""Which files to check, and reading them."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
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

_NAME_IT = "to have it checked, name the path that it leads to"

MARKDOWN_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd")


class Problem(NamedTuple):
    """What could not be checked, and why, in one sentence without the path."""

    path: str
    message: str


class Found(NamedTuple):
    """A file to check, and the folder that bounds it: no link may lead out of that."""

    path: Path
    within: Path


class FileProblem(DigestlintError):
    """A file cannot be read; `str()` is one sentence without the path."""


class OutsideProblem(FileProblem):
    """A file is outside of the folder that bounds it."""


def discover(
    paths: Sequence[Path],
    *,
    root: Path,
    extensions: Sequence[str] = MARKDOWN_EXTENSIONS,
    exclude: Sequence[str] = (),
    respect_gitignore: bool = True,
    force_exclude: bool = False,
) -> tuple[list[Found], list[Problem]]:
    """The files to check, each once, and what stood in the way.

    A file that is named is taken if it is Markdown by its extension, unless `force_exclude` is set
    and `exclude` (gitignore patterns, relative to `root`) covers it. A folder that is named is
    walked even where it is excluded or ignored itself; what is in it is tested against
    `exclude`, every `.gitignore`, `.git/info/exclude` and git's global excludes. Symbolic
    links to files are followed, those to folders only when named, and none that leads out of
    the repository (without one: out of the folder that is walked or worked in). The order is
    that of `paths`, sorted within a folder.
    """
    problems: list[Problem] = []

    root = real_path(root)
    excluded = [_exclude_patterns(root, exclude, problems)]
    suffixes = tuple(extension.lower() for extension in extensions)
    found: dict[Path, Found] = {}  # by real path: a link and its target are one file

    def is_inside(path: Path, bound: Path, real: Path) -> bool:
        inside = is_below(str(real), str(real_path(bound)), str(path))
        if not inside:
            problems.append(Problem(str(path), f"{why_outside(bound)}; {_NAME_IT}"))
        return inside

    def take(path: Path, bound: Path, real: Path) -> None:
        if is_inside(path, bound, real):
            found.setdefault(real, Found(path, bound))

    for path in paths:
        kind = observing.kind(str(path))
        if not kind:
            problems.append(Problem(str(path), _reason(path, _why_not(path))))
            continue
        is_folder = kind == "folder"
        real = real_path(path)
        if force_exclude and covered(real, is_folder=is_folder, layers=excluded):
            continue
        if not is_folder:
            if is_markdown(path, extensions):
                take(path, bound_of_file(path), real)
            else:
                problems.append(Problem(str(path), _no_markdown(suffixes)))
            continue
        bound = bound_of_folder(path)
        if not is_inside(path, bound, real):
            continue

        def failed(path: Path, error: Exception, bound: Path = bound) -> None:
            problems.append(Problem(str(path), _reason(path, error, bound)))

        walk = FolderWalk(
            root=root,
            within=bound,
            suffixes=suffixes,
            excluded=excluded,
            respect_gitignore=respect_gitignore,
            failed=failed,
        )
        for file, here in sorted(walk.files(path, real)):
            # Far below, real paths take long to find: that of the folder is known.
            here = real_path(file) if observing.is_link(str(file)) else here
            take(file, top_of(lexical(file).parent) or bound, here)
    return list(found.values()), problems


def is_markdown(path: Path, extensions: Sequence[str]) -> bool:
    """Whether a file is Markdown by its name, or by the configured `extensions`."""
    return path.name.lower().endswith((*map(str.lower, extensions), *MARKDOWN_EXTENSIONS))


def _no_markdown(suffixes: tuple[str, ...]) -> str:
    return (
        f"is no Markdown file: its name ends in none of {', '.join(suffixes)}, "
        "which `extensions` sets"
    )


def read_bytes(
    path: Path, *, within: Path | None, max_size: int | None = None, use: str = "read"
) -> bytes:
    """The content of a regular file; raises `FileProblem` for anything else.

    `within` is the folder that bounds it, if any does. `max_size` is in megabytes (1,000,000
    bytes); a larger file is a problem, too, and `use` says what it is not used for.
    """
    most = max_size * 1_000_000 if max_size is not None else sys.maxsize
    try:
        return observing.read(str(path), most, within=str(within or ""))
    except observing.NoContentError as error:
        if within is not None and error.what == "outside":
            raise OutsideProblem(why_outside(within)) from None
        if error.what == "large":
            has = (
                f"has {error.size // 1_000_000:,} MB, and files over {max_size:,} MB are not {use}"
            )
            raise FileProblem(has) from None
        what = "a folder, not a file" if error.what == "folder" else "not a regular file"
        raise FileProblem(f"is {what}") from None
    except (OSError, ValueError) as error:
        raise FileProblem(_reason(path, error)) from error


def _why_not(path: Path) -> Exception:
    """What stands in the way of a path that leads to nothing."""
    try:
        path.stat()
    except (OSError, ValueError) as error:
        return error
    return FileNotFoundError()  # it has come back since


def _reason(path: Path, error: Exception, bound: Path | None = None) -> str:
    """Why a path cannot be used, which has to be inside ``bound`` if that is given."""
    if isinstance(error, FileNotFoundError):
        with suppress(OSError):
            return f"is a broken symbolic link (to {path.readlink()})"
        return "no such file or folder"
    if isinstance(error, observing.NoContentError) and bound is not None:
        return why_outside(bound, by=" through a symbolic link")
    if isinstance(error, OSError):
        if error.errno == errno.ELOOP:
            return "is a symbolic link that leads to itself"
        return (error.strerror or str(error)).lower()
    return "is not a valid path"


def _exclude_patterns(root: Path, lines: Sequence[str], problems: list[Problem]) -> Patterns:
    good = []
    for line in lines:
        try:
            compile_patterns(root, [line])
            good.append(line)
        except ValueError:
            problems.append(Problem(line, "is not a valid pattern in `exclude`"))
    return compile_patterns(root, good)
