"""The command line: ``digestlint check``, ``rule``, ``schema``, ``config``, ``toc``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from digestlint.cli.arguments import build_parser
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import complain

CLEAN, FINDINGS, FAILURE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 clean, 1 findings, 2 wrong use or failure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Messages may hold any character; a terminal that lacks one must not stop the run.
            stream.reconfigure(errors="backslashreplace")
    try:
        options = build_parser().parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        complain(str(error))
        return FAILURE
    except KeyboardInterrupt:
        complain("interrupted; files are either done or untouched")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone; Python must not complain about it when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    return code
