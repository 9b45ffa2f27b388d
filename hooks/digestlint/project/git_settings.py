"""Git's settings for a working tree, read from its configuration files as git-config(1) specifies.

Git itself is not run: starting it takes longer than most checks, and it would wait for a named
pipe that a configuration includes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.tracing import observing
from digestlint.project.globs import compile_glob, lowered
from digestlint.project.repository import real_path

_LARGEST = 1_000_000  # bytes of a configuration
_GITDIR = "gitdir: "
_DEEPEST = 10  # files that include each other
_MOST_READ = 4_000_000  # bytes of all configurations together
_OPENED = 1_000  # what it counts to look for one
_MOST = 1_000  # variables of the environment
_SYSTEM = {
    "darwin": ("/etc/gitconfig", "/usr/local/etc/gitconfig", "/opt/homebrew/etc/gitconfig"),
    "win32": (r"C:\Program Files\Git\etc\gitconfig",),
}
_TRUE = frozenset(("true", "yes", "on", "1"))

_SPACE = lazy_pattern(r"(?:[ \t\r\n]|[#;][^\n]*+)*+")
_SECTION = lazy_pattern(
    r"\[[ \t]*(?P<name>[\w.-]+)(?:[ \t]+\"(?P<part>(?:[^\"\\\n]|\\[^\n])*+)\")?[ \t]*\]"
)
_NAME = lazy_pattern(r"(?P<name>[a-zA-Z][\w-]*)[ \t]*(?P<set>=?)[ \t]*")
_VALUE = lazy_pattern(
    r"(?P<quote>\")|\\(?P<escaped>[\"\\nbt])|(?P<continued>\\\r?\n)|(?P<end>[#;\n])|(?P<literal>[^\\])"
)
_BACKSLASHED = lazy_pattern(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "b": "\b"}


def home() -> str | None:
    """Return the user's own folder."""
    return observing.environment("HOME") or observing.environment("USERPROFILE")


def common_folder(top: Path) -> Path:
    """Where `config` and `info/exclude` are, of a linked worktree, too (gitrepository-layout)."""
    git = git_folder(top)
    common = _first_line(git / "commondir")
    return git / common if common else git


def git_folder(top: Path) -> Path:
    """Return `.git`, or what it names if it is a file."""
    git = top / ".git"
    named = _first_line(git)
    return top / named.removeprefix(_GITDIR) if named.startswith(_GITDIR) else git


def _first_line(file: Path) -> str:
    with suppress(OSError, ValueError):
        return os.fsdecode(observing.read(str(file), _LARGEST)).strip()
    return ""


def settings(top: Path) -> Mapping[str, str]:
    """Return the variables of Git's configuration for ``top``, by names in lower case.

    The last one of a name counts, and paths begin in the home folder where they say so. Nothing is
    set where a file is malformed.
    """
    try:
        found = dict(_Reader(top).read_all())
    except ValueError:
        return {}
    excludes = found.get("core.excludesfile")
    if excludes:
        found["core.excludesfile"] = _expanded(excludes)
    return found


class _Reader:
    """Reads all files that there are for one working tree."""

    def __init__(self, top: Path) -> None:
        self._git = git_folder(top)
        self._common = common_folder(top)
        self._left = _MOST_READ

    def read_all(self) -> Iterator[tuple[str, str]]:
        """Names and values, the weakest first."""
        for path in (*_system_files(), *_user_files()):
            yield from self._read(path)
        own = dict(self._read(self._common / "config"))
        yield from own.items()
        if own.get("extensions.worktreeconfig", "no").lower() in _TRUE:
            yield from self._read(self._git / "config.worktree")
        yield from _from_environment()

    def _read(self, path: Path, depth: int = 0) -> Iterator[tuple[str, str]]:
        self._left -= _OPENED
        try:
            content = observing.read(str(path), _LARGEST)
        except (OSError, ValueError):
            return
        self._left -= len(content)
        if depth > _DEEPEST or self._left < 0:
            raise ValueError("files include each other, or too many others")
        for name, value in parse(content.decode("utf-8-sig", "surrogateescape")):
            yield name, value
            if name == "include.path" or self._applies(name, path):
                yield from self._read(path.parent / _expanded(value), depth + 1)

    def _applies(self, name: str, path: Path) -> bool:
        """Whether ``name`` is the path of an `includeIf` whose condition holds.

        Those about remotes (`hasconfig:`) never do.
        """
        if not (name.startswith("includeif.") and name.endswith(".path")):
            return False
        keyword, _, pattern = name[len("includeif.") : -len(".path")].partition(":")
        if keyword in ("gitdir", "gitdir/i"):
            pattern = _expanded(pattern)
            if pattern.startswith("./"):
                pattern = f"{real_path(path).parent}{pattern[1:]}"
            elif not Path(pattern).is_absolute():
                pattern = f"**/{pattern}"
            folders = (str(self._git), str(real_path(self._git)))
            fold = keyword == "gitdir/i"
            return any(_fits(pattern, folder.replace(os.sep, "/"), fold) for folder in folders)
        if keyword == "onbranch":
            head = _first_line(self._git / "HEAD")
            branch = head.removeprefix("ref: refs/heads/")
            return branch != head and _fits(pattern, branch)
        return False


def _fits(pattern: str, text: str, fold: bool = False) -> bool:
    """Whether a text fits; a pattern that ends with a slash names all below."""
    with suppress(ValueError):
        glob = compile_glob(
            f"{pattern}**" if pattern.endswith("/") else pattern, is_path=True, fold=fold
        )
        return glob.match(lowered(text) if fold else text) is not None
    return False


def _system_files() -> Iterator[Path]:
    if named := observing.environment("GIT_CONFIG_SYSTEM"):
        yield Path(named)
    elif (observing.environment("GIT_CONFIG_NOSYSTEM") or "no").lower() not in _TRUE:
        yield from map(Path, _SYSTEM.get(sys.platform, ("/etc/gitconfig",)))


def _user_files() -> Iterator[Path]:
    if named := observing.environment("GIT_CONFIG_GLOBAL"):
        yield Path(named)
        return
    folder = home()
    if config := observing.environment("XDG_CONFIG_HOME"):
        yield Path(config, "git", "config")
    elif folder:
        yield Path(folder, ".config", "git", "config")
    if folder:
        yield Path(folder, ".gitconfig")


def _from_environment() -> Iterator[tuple[str, str]]:
    """Yield what `git -c` hands on to hooks, and what is set in single variables."""
    if given := observing.environment("GIT_CONFIG_PARAMETERS"):
        import shlex  # inside of `git -c` only

        for word in shlex.split(given):
            name, equals, value = word.partition("=")
            yield _lowered(name), value if equals else "true"
    count = observing.environment("GIT_CONFIG_COUNT") or ""
    for number in range(min(int(count), _MOST) if count.isdecimal() else 0):
        name = observing.environment(f"GIT_CONFIG_KEY_{number}") or ""
        yield _lowered(name), observing.environment(f"GIT_CONFIG_VALUE_{number}") or ""


def _lowered(name: str) -> str:
    """Return a name as ``parse`` gives it: the part in the middle keeps its case."""
    section, _, rest = name.partition(".")
    part, dot, key = rest.rpartition(".")
    return f"{section.lower()}.{part}{dot}{key.lower()}"


def _expanded(path: str) -> str:
    """Return the path, in the user's own folder where it says so, not in another's, `~name`."""
    own = home()
    return f"{own}{path[1:]}" if own and (path == "~" or path.startswith("~/")) else path


def parse(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a configuration file, in order; `ValueError` where it is malformed."""
    section = ""
    at = _end_of(_SPACE, text, 0)
    while at < len(text):
        if header := _SECTION.match(text, at):
            section = _section(header["name"], header["part"])
            at = header.end()
        elif (name := _NAME.match(text, at)) and section:
            value, at = _value(text, name.end()) if name["set"] else ("true", name.end())
            if not name["set"] and text[at : at + 1] not in ("", "\r", "\n", "#", ";"):
                raise ValueError("a name without a value")
            yield f"{section}.{name['name'].lower()}", value
        else:
            raise ValueError("no section and no name")
        at = _end_of(_SPACE, text, at)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _section(name: str, part: str | None) -> str:
    if part is None:
        return name.lower()
    bare = _BACKSLASHED.sub(r"\1", part)
    return f"{name.lower()}.{bare}"


def _value(text: str, at: int) -> tuple[str, int]:
    """Return a value that begins ``at`` a place, and where it ends."""
    parts: list[str] = []
    kept = 0  # the parts without the white space at the end
    quoted = False
    while match := _VALUE.match(text, at):
        if match["end"] and not (quoted and match["end"] != "\n"):
            break
        at = match.end()
        if match["quote"]:
            quoted = not quoted
        elif not match["continued"]:
            escaped = match["escaped"]
            literal = match["literal"] or match["end"]
            parts.append(_ESCAPED.get(escaped, escaped) if escaped else literal)
            if quoted or escaped or not literal.isspace():
                kept = len(parts)
        if match["quote"]:
            kept = len(parts)
    if quoted or (match is None and at < len(text)):
        raise ValueError("a value without its end")
    return "".join(parts[:kept]), at
