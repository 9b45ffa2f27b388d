"""Where output goes and how it looks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from digestlint.reporters import Paint
from digestlint.terminal import safe, use_color

T = TypeVar("T")


def paint_for(stream: TextIO) -> Paint:
    """Colour and width for ``stream``."""
    width = shutil.get_terminal_size((100, 24)).columns if stream.isatty() else 100
    return Paint(use_color(stream, os.environ), min(width, 160))


def complain(message: str) -> None:
    """One line on stderr."""
    paint = paint_for(sys.stderr)
    print(f"{paint('digestlint:', 'bold', 'red')} {safe(message)}", file=sys.stderr)


def print_text(line: str) -> None:
    """A line made of a file's text on stdout: as it is, but harmless for a terminal."""
    print(safe(line) if sys.stdout.isatty() else line)


def progress(items: Iterable[T], total: int, *, wanted: bool) -> Iterator[T]:
    """``items``, with a progress bar on stderr if that is a terminal and the run takes a while."""
    if not wanted or not sys.stderr.isatty() or total < 2:
        yield from items
        return
    # Imported here: most runs are short or not on a terminal.
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would be there when worker processes fork
    yield from tqdm(items, total=total, unit="file", delay=1.0, leave=False, file=sys.stderr)


_DIFF_STYLES = {"+": ("green",), "-": ("red",), "@": ("cyan",), "d": ("bold",)}


def write_diff(diff: bytes) -> None:
    """A diff on stdout: byte for byte into a pipe or file, made harmless for a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(diff)
        sys.stdout.buffer.flush()
        return
    paint = paint_for(sys.stdout)
    for line in diff.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n"):
        print(paint(safe(line), *_DIFF_STYLES.get(line[:1], ())))
