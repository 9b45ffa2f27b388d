"""What Git is set to in a working tree; it can be asked before the answer is wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from os.path import exists
from pathlib import Path

_WANTED = r"^core\.(excludesfile|ignorecase)$"
_CHUNK = 1 << 16

_asked: dict[Path, Callable[[], bytes]] = {}


def top_of(folder: Path) -> Path | None:
    """The top of the working tree that a folder is in."""
    return next((p for p in (folder, *folder.parents) if exists(p / ".git")), None)


def ask(folder: Path) -> None:
    """Let Git look up its settings for ``folder`` while this process does something else."""
    top = top_of(folder)
    if top is not None and top not in _asked:
        with suppress(OSError):
            _asked[top] = _start(top)


def settings(top: Path) -> Mapping[str, str]:
    """``core.excludesFile`` and ``core.ignoreCase``, those that are set, by names in lower case.

    Nothing is where there is no Git.
    """
    found: dict[str, str] = {}
    with suppress(OSError):
        answer = _asked.pop(top, None) or _start(top)
        for entry in os.fsdecode(answer()).split("\0"):  # the last one of a name counts
            name, _, value = entry.partition("\n")
            found[name] = value
    return found


def _start(top: Path) -> Callable[[], bytes]:
    """Ask Git; what is returned waits for the answer."""
    command = ["git", "-C", str(top), "config", "--type=path", "--null", "--get-regexp", _WANTED]
    if not hasattr(os, "posix_spawnp"):
        from subprocess import run  # takes as long to load as Git to answer

        return lambda: run(command, capture_output=True, check=False).stdout
    reading, writing = os.pipe()
    try:
        process = os.posix_spawnp(
            "git",
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, writing, 1),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
    except OSError:
        os.close(reading)
        raise
    finally:
        os.close(writing)

    def answer() -> bytes:
        parts = []
        while part := os.read(reading, _CHUNK):
            parts.append(part)
        os.close(reading)
        os.waitpid(process, 0)
        return b"".join(parts)

    return answer
