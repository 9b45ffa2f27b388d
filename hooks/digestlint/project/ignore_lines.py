"""One line of an ignore file, with the meaning that gitignore(5) gives it."""

from __future__ import annotations

from digestlint._runtime.language import say
from digestlint._runtime.records import NamedTuple
from digestlint.project.globs import Glob, is_literal, lowered


class Pattern(NamedTuple):
    """One line of an ignore file."""

    glob: str
    wild: Glob | None  # None for a glob without wildcards
    negated: bool
    folders_only: bool
    anchored: bool  # for paths from the base on; else for the last name of a path


def parse_pattern(line: str, *, ignore_case: bool = False) -> Pattern | None:
    """Return the pattern of a line, None if blank or a comment; `ValueError` if malformed."""
    if line.startswith("#"):
        return None
    line = _without_trailing_spaces(line)
    if not line:
        return None
    negated = line.startswith("!")
    glob = line[negated:]
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    if not glob:
        raise ValueError(say("pattern without a name: {line}", line=repr(line)))
    wild = None
    if not is_literal(glob):
        wild = Glob(glob, is_path=anchored, fold=ignore_case)
    elif ignore_case:
        glob = lowered(glob)
    return Pattern(glob, wild, negated, folders_only, anchored)


def escaped(path: str) -> str:
    """Return the glob of a path that matches nothing else; ``path`` does not begin a line."""
    glob = "".join("\\" * (char in "*?[\\") + char for char in path)
    return f"{glob[:-1]}\\ " if glob.endswith(" ") else glob


def _without_trailing_spaces(line: str) -> str:
    """Return the line without trailing spaces, except for one that a backslash escapes."""
    bare = line.rstrip(" ")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return line[: len(bare) + escaped]
