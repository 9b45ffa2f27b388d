"""Ignore files: where git looks for them, and their patterns."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing import observing
from digestlint.project.git_settings import common_folder, home, settings
from digestlint.project.ignore_lines import Pattern, parse_pattern
from digestlint.project.ignore_patterns import MOST, Patterns, limited
from digestlint.project.repository import top_of

_LARGEST = 1_000_000  # bytes of an ignore file


def read_patterns(
    base: Path,
    file: Path,
    *,
    ignore_case: bool = False,
    above: Sequence[Patterns] = (),
    within: Path | None = None,
) -> Patterns:
    """Return the patterns of an ignore file, none if it is missing; `OSError` if it is unreadable.

    As in git, a malformed line matches nothing, `?` is a byte, and a `.gitignore` that is a
    symbolic link is not followed; one that leads out of `within` is a `NoContentError`. `above` are
    the patterns that will be tried on the same paths.
    """
    is_in_tree = file == in_tree(base).path
    if is_in_tree and observing.is_link(str(file)):
        if within is not None and not observing.is_within(str(file), str(within)):
            raise observing.NoContentError("outside")
        return Patterns(base)
    try:
        content = observing.read(str(file), _LARGEST, within=str(base) if is_in_tree else "")
        parsed = limited(_parsed(content, ignore_case), above)
        return Patterns(base, parsed, of_bytes=True, ignore_case=ignore_case)
    except observing.NoContentError as error:
        if error.what != "large":
            return Patterns(base)
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from None
    except (FileNotFoundError, NotADirectoryError):
        return Patterns(base)
    except ValueError as error:
        raise OSError(errno.EFBIG, str(error)) from None


@lru_cache(maxsize=1)  # each folder may have the same one
def _parsed(content: bytes, ignore_case: bool) -> tuple[Pattern, ...]:
    """Return the patterns, as far as they are used: one too many with wildcards is the last."""
    patterns: list[Pattern] = []
    wild = 0
    for pattern in _read(content, ignore_case):
        patterns.append(pattern)
        wild += pattern.wild is not None
        if wild > MOST:
            break
    return tuple(patterns)


def _read(content: bytes, ignore_case: bool) -> Iterator[Pattern]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    for line in text.split("\n"):
        with suppress(ValueError):
            line = line.removesuffix("\r").partition("\0")[0]
            pattern = parse_pattern(line, ignore_case=ignore_case)
            if pattern:
                yield pattern


class IgnoreFile(NamedTuple):
    """An ignore file, the folder its patterns are relative to, and its name in messages.

    Its path may be the content of another file, which a link in `.git` leads to.
    """

    base: Path
    path: Path
    shown: Path


class IgnoreFiles(NamedTuple):
    """Ignore files, weakest first, and whether letter case counts in them."""

    files: Sequence[IgnoreFile]
    ignore_case: bool


def in_tree(folder: Path) -> IgnoreFile:
    """Return the ignore file in a folder of the working tree."""
    path = folder / ".gitignore"
    return IgnoreFile(folder, path, path)


def ignore_files_above(folder: Path, *, root: Path) -> IgnoreFiles:
    """Return the ignore files that reach a folder from above.

    Git's global excludes, `.git/info/exclude`, then each `.gitignore` from the top of the
    working tree (`root` where there is no repository) down to the folder's parent.
    """
    files: list[IgnoreFile] = []
    ignore_case = False
    chain = [folder, *folder.parents]
    top = top_of(folder)
    if top is not None:
        global_excludes, ignore_case = _settings(top)
        if global_excludes is not None:
            files.append(IgnoreFile(top, global_excludes, Path("core.excludesFile")))
        exclude = Path("info", "exclude")
        files.append(IgnoreFile(top, common_folder(top) / exclude, top / ".git" / exclude))
    else:
        top = root if folder.is_relative_to(root) else folder
    files += [in_tree(p) for p in reversed(chain[1:]) if p.is_relative_to(top)]
    return IgnoreFiles(files, ignore_case)


def _settings(top: Path) -> tuple[Path | None, bool]:
    """Return the file of `core.excludesFile` or its default (gitignore(5)), and `core.ignoreCase`.

    Git sets the latter where the file system ignores case, as on Windows and macOS.
    """
    known = settings(top)
    ignore_case = known.get("core.ignorecase", "").lower() in ("true", "yes", "on", "1")
    if known.get("core.excludesfile"):
        return top / known["core.excludesfile"], ignore_case
    if config := observing.environment("XDG_CONFIG_HOME"):
        return Path(config) / "git" / "ignore", ignore_case
    own = home()
    return Path(own) / ".config" / "git" / "ignore" if own else None, ignore_case
