"""The command line: ``digestlint check`` and the other commands."""

import gc
import os
import sys

from digestlint._runtime.interrupts import EXIT_CODE, MESSAGE, take_over

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

FAILURE = 2


def console() -> "NoReturn":
    """Return the command ``digestlint``: ``main``, and out."""
    take_over()
    # Most of what a run builds lives until its end: garbage collection would free next to nothing.
    gc.set_threshold(100_000)
    code = main()
    # Objects of the run go with the process; deallocating them first would be wasted time.
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    finally:
        os._exit(code)


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line; returns the exit code: 0 clean, 1 findings, 2 wrong use or failure."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:  # of a program that calls this; the command does not raise it
        from digestlint._runtime.language import translated

        _complain(translated(MESSAGE))
        return EXIT_CODE
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has gone
        return FAILURE
    except OSError as error:  # files have their own messages; this is a full disk behind stdout
        _drop_output()
        from digestlint._runtime.language import say, translated

        reason = (error.strerror or str(error)).lower()
        _complain(say("stopped: {reason}", reason=translated(reason)))
        return FAILURE


def _run(given: list[str]) -> int:
    if sys.stdout is None or sys.stderr is None:
        return _answer(given)
    from digestlint.run.cached_report import question_of

    question = question_of(given)
    if question is None:
        return _answer(given)
    known = question.answer()
    if known is not None:
        return known
    with question:
        code = _answer(given)
    question.keep(code)
    return code


def _answer(given: list[str]) -> int:
    # Only now: a replay needs nothing of this.
    from digestlint.cli.arguments import parse
    from digestlint.cli.errors import UsageError
    from digestlint.cli.languages import choose
    from digestlint.cli.streams import prepare_output

    prepare_output()
    try:
        options = parse(choose(given))
        options.given = given  # what chose the language included
        code: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        _complain(str(error))
        return FAILURE
    return code


def _complain(message: str) -> None:
    from digestlint.cli.streams import print_error

    print_error(message)


def _drop_output() -> None:
    from digestlint.cli.streams import drop_output

    drop_output()
