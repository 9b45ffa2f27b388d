"""Replaying a run: print what an earlier run printed, if everything it looked at is unchanged.

pre-commit and CI check the same files over and over. A run of ``check`` keeps its output under
its question (``cache.question``), with its looks at files and folders (``tracing.trace``). When
the same question is asked and all looks give the same answers, the output is printed again, and
no module that reads Markdown, TOML or the command line is imported.

No option or setting needs to be known here: what is neither in the question nor among the looks
cannot have made a difference. An answer is not kept if the run changed a file, failed or had
problems.
"""

import os
import sys
from io import BufferedIOBase, TextIOWrapper

from digestlint._runtime.tracing.looks import holds
from digestlint.run.cache.question import installation, of_run
from digestlint.run.cache.store import Store

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, TextIO

_LARGEST = 32_000_000  # bytes of output
_HEAD = 4  # bytes that say how long the head of an entry is
_NAMES = ("stdout", "stderr")
_REPLAYED = frozenset((0, 1))  # exit codes: clean, findings
# All of the command line that is known here, so that a replay needs no parser: the parser takes
# these words from here, and a test asks it whether they mean what they are taken for.
COMMANDS = ("check", "lint", "format", "fmt")  # those that have NO_CACHE and only report
NO_CACHE, FIX, STDIN = "--no-cache", "--fix", "-"


def question_of(arguments: "list[str]") -> "Question | None":
    """Return the question that a command line asks; None if the cache must not answer it."""
    if not arguments or arguments[0] not in COMMANDS or NO_CACHE in arguments:
        return None
    if not (hasattr(sys.stdout, "buffer") and hasattr(sys.stderr, "buffer")):
        return None
    try:
        store = Store(os.environ)
        if store.path is None:
            return None
        name = of_run(arguments, installation(store), os.environ)
    except OSError:  # the current folder, or an installed package, has just gone
        return None
    return Question(name, store)


class Question:
    """What a run is asked, and the place of its answer."""

    def __init__(self, name: str, store: Store) -> None:
        self._name = name
        self._store = store
        self._parts: list[tuple[str, bytes]] = []
        self._size = 0

    def answer(self) -> int | None:
        """Print the known answer; returns its exit code, None if there is none that still holds."""
        data = self._store.read(self._name)
        if data is None:
            return None
        at = _HEAD + int.from_bytes(data[:_HEAD], "big")
        try:
            code, length, *lengths = map(int, bytes(data[_HEAD:at]).split())
        except ValueError:  # of another program, in a folder that the user has named
            return None
        packed, at = bytes(data[at : at + length]), at + length
        if not holds(packed):
            return None
        for number, length in enumerate(lengths):
            stream = getattr(sys, _NAMES[number % 2]).buffer
            stream.write(data[at : at + length])
            stream.flush()
            at += length
        return code

    def __enter__(self) -> "Question":
        from digestlint._runtime.tracing import (
            observing,  # not for a replay
            trace,
        )

        observing.forget()
        self._recording = trace.recording()
        self._trace = self._recording.__enter__()
        self._before = (sys.stdout, sys.stderr)
        for name in _NAMES:
            setattr(sys, name, _listened_to(getattr(sys, name), name, self))
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        own = (sys.stdout, sys.stderr)
        self._recording.__exit__()
        sys.stdout, sys.stderr = self._before
        for stream in own:
            try:
                stream.flush()
            except OSError:
                if kind is None:
                    raise

    def hear(self, name: str, data: bytes) -> None:
        """Part of what the run prints."""
        self._size += len(data)
        if self._size > _LARGEST:
            self._parts.clear()
        else:
            self._parts.append((name, data))

    def keep(self, code: int) -> None:
        """Keep what was printed as the answer, if the same looks lead to it again."""
        packed = self._trace.pack()
        if packed is None or code not in _REPLAYED or self._size > _LARGEST:
            return
        lengths: list[int] = []  # of what went to each of the streams, in turns
        for name, data in self._parts:
            while not lengths or _NAMES[(len(lengths) - 1) % 2] != name:
                lengths.append(0)
            lengths[-1] += len(data)
        head = " ".join(map(str, (code, len(packed), *lengths))).encode()
        pieces = [len(head).to_bytes(_HEAD, "big"), head, packed]
        self._store.write(self._name, *pieces, *(data for _, data in self._parts))
        self._store.prune()


class _Listening(BufferedIOBase):
    """Passes on what is written, and has the question hear it."""

    def __init__(self, original: "TextIO", name: str, question: Question) -> None:
        self.original = original
        self._stream: Any = original.buffer
        self._name = name
        self._question = question

    def write(self, data: "Any") -> int:
        content = bytes(data)
        self._stream.write(content)
        self._question.hear(self._name, content)
        return len(content)

    def flush(self) -> None:
        self._stream.flush()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._stream.isatty())

    def fileno(self) -> int:
        return int(self._stream.fileno())


def _listened_to(stream: "TextIO", name: str, question: Question) -> "TextIO":
    stream.flush()
    return TextIOWrapper(
        _Listening(stream, name, question),  # type: ignore[type-var]
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=getattr(stream, "line_buffering", False),
    )
