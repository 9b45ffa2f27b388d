"""The plan of a tree, before it is on disk: data that can be drawn, reduced and shown."""

from __future__ import annotations

import re
from typing import NamedTuple

TOP = b"@TOP@"
"""In contents and targets: the folder that holds the repository and what is beside it."""

REPOSITORY = b"repository"
OUTSIDE = b"outside"


class Item(NamedTuple):
    """Something in the repository, by its path there.

    ``kind`` is "file", "link" (``content`` is where it leads), "pipe", "socket", "sparse" (a file
    of ``size`` bytes) or "folder". ``changes`` says that it may rightly change what is found in
    other files.
    """

    kind: str
    path: bytes
    content: bytes = b""
    size: int = 0
    mode: int = 0o644
    changes: bool = False

    def shown(self) -> str:
        """One line for people."""
        rest = {"link": f" -> {self.content!r}", "sparse": f" of {self.size:,} bytes"}
        if self.kind == "file":
            return f"file {self.path!r}: {self.content[:300]!r}"
        return f"{self.kind} {self.path!r}{rest.get(self.kind, '')}"


class Command(NamedTuple):
    """A command line, the standard input of its run, and what is known of its output and effects.

    If ``stdin`` is None, it is a pipe without data, for commands that must not read it.
    """

    words: tuple[bytes, ...]
    stdin: bytes | None = None
    folder: bytes = b""  # where it runs, in the repository
    home: str = "home"  # "home", "none", "relative" (a relative cache folder), "repository"
    twice: bool = False  # the second run may be answered by the cache
    environment: tuple[tuple[bytes, bytes], ...] = ()  # on top

    @property
    def name(self) -> str:
        """The command, with the one option that makes it another."""
        first = self.words[0].decode("utf-8", "replace") if self.words else ""
        wanted = re.compile(rb"--(?:fix|diff)\Z")
        return " ".join([first, *(w.decode() for w in self.words[1:] if wanted.match(w))])

    @property
    def writes(self) -> bool:
        """Whether it may change Markdown files in the repository."""
        if {b"--diff", b"--check", b"-"} & {*self.words}:
            return False
        return b"--fix" in self.words or self.words[:1] == (b"format",)

    @property
    def prints_data(self) -> bool:
        """Whether stdout is for a program: it holds what the file holds."""
        return self.words[:1] in ((b"restore",), (b"toc",)) or (
            b"-" in self.words and (b"--fix" in self.words or self.words[:1] == (b"format",))
        )

    def shown(self) -> str:
        """One line for people."""
        words = " ".join(word.decode("utf-8", "backslashreplace") for word in self.words)
        more = f" < {self.stdin[:40]!r}" if self.stdin is not None else ""
        more += f" (in {self.folder!r})" if self.folder else ""
        more += f" (home: {self.home})" if self.home != "home" else ""
        more += "".join(f" ({name!r}: {value!r})" for name, value in self.environment)
        return f"digestlint {words}{more}{' (twice)' if self.twice else ''}"


class Swap(NamedTuple):
    """A path that is one thing after the other while a command runs."""

    path: bytes
    items: tuple[Item, ...]

    def shown(self) -> str:
        """One line for people."""
        return f"swapped {self.path!r}: {' | '.join(item.shown() for item in self.items)}"


class Plan(NamedTuple):
    """A whole trial."""

    seed: int
    items: tuple[Item, ...]
    commands: tuple[Command, ...]
    swaps: tuple[Swap, ...] = ()

    def shown(self) -> str:
        """Return a few lines for people."""
        shown = [item.shown() for item in self.items]
        shown += [swap.shown() for swap in self.swaps]
        shown += [command.shown() for command in self.commands]
        return "\n  ".join([f"seed {self.seed}", *shown])


class Failure(NamedTuple):
    """A promise that was broken: of what kind, and how it was seen."""

    kind: str
    detail: str
