"""Where output goes and how it looks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.tracing.observing import standard_input
from digestlint.cli.errors import UsageError
from digestlint.output.paint import Paint
from digestlint.text.log_commands import HELD, hold
from digestlint.text.terminal import safe, safe_line, use_color

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    import re
    from typing import TextIO, TypeVar

    T = TypeVar("T")

    from tqdm import tqdm


def prepare_output() -> None:
    """Make stdout and stderr accept any output, even where they are closed (``>&-``)."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
            setattr(sys, name, stream)
        if hasattr(stream, "reconfigure"):
            # Messages may contain any character; a terminal that lacks one must not stop the run.
            stream.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Discard what stdout still buffers, so that Python does not fail to write it on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_input(max_size: int, hint: str = "") -> bytes:
    """Read stdin; raises ``UsageError`` if it is closed or has over ``max_size`` megabytes.

    ``hint`` begins with a semicolon and says how to raise the limit.
    """
    data = standard_input(max_size * 1_000_000)
    if data is None:
        raise UsageError(say("standard input is closed"))
    if len(data) > max_size * 1_000_000:
        raise UsageError(
            say(
                "standard input is larger than {max_size} MB, so it was not read{hint}",
                max_size=f"{max_size:,}",
                hint=hint,
            )
        )
    return data


def paint_for(stream: TextIO) -> Paint:
    """Return colour and width for ``stream``."""
    width = 100
    if stream.isatty():
        from shutil import get_terminal_size  # for terminals only

        width = get_terminal_size((100, 24)).columns
    return Paint(use_color(stream, os.environ), min(width, 160))


def print_error(message: str) -> None:
    """Print one line on stderr."""
    paint = paint_for(sys.stderr)
    print(f"{paint('digestlint:', 'bold', 'red')} {safe(message)}", file=sys.stderr)


def print_markdown(line: str) -> None:
    """Print a line of Markdown; characters that must not be shown raw become references."""
    if sys.stdout.isatty():
        print(safe(line))
        return
    print_text(_REFERRED.sub(_reference, hold(line)))


_REFERRED = lazy_pattern(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{HELD}]")


def _reference(match: re.Match[str]) -> str:
    return "&#35;" if match.group() == HELD else f"&#{ord(match.group())};"


def print_text(line: str) -> None:
    """Print a line of text, in UTF-8."""
    # Whatever the locale: readers of a file or pipe expect UTF-8, as of all Markdown and TOML.
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape") + b"\n")


_PROGRESS_AFTER = 1.0  # seconds


def progress(items: Iterable[T], total: int, wanted: bool) -> Iterator[T]:
    """``items``, with a progress bar on stderr if that is a terminal and the run takes a while."""
    if not wanted or not sys.stderr.isatty() or total < 2:
        yield from items
        return
    begun = monotonic()
    left = iter(items)
    for done, item in enumerate(left, 1):
        yield item
        if monotonic() - begun > _PROGRESS_AFTER:
            yield from progress_bar("file", left, total, done)


def progress_bar(
    unit: str, items: Iterable[T] = (), total: int | None = None, done: int = 0
) -> tqdm[T]:
    """Return a bar on stderr that appears if the run takes a while, and is removed at its end.

    ``done`` of ``total`` items are done when it is created.
    """
    # Imported here: most runs are short or not on a terminal.
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would be there when worker processes fork
    # The bar is not part of a run's output: it bypasses whatever records stderr for the cache.
    stream = getattr(getattr(sys.stderr, "buffer", None), "original", sys.stderr)
    delay = 0.0 if done else _PROGRESS_AFTER
    return tqdm(items, total=total, unit=unit, delay=delay, initial=done, leave=False, file=stream)


_DIFF_STYLES = {"+": ("green",), "-": ("red",), "@": ("cyan",), "d": ("bold",)}


def write_diff(diff: bytes) -> None:
    """Print a diff: byte for byte into a pipe or file, made harmless for a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(diff)
        sys.stdout.buffer.flush()
        return
    if not diff:
        return
    paint = paint_for(sys.stdout)
    for line in diff.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n"):
        print(paint(safe_line(line), *_DIFF_STYLES.get(line[:1], ())))
