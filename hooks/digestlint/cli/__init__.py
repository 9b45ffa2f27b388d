"""The command line: ``digestlint check``, ``rule``, ``schema``, ``config``, ``toc``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from digestlint.cli.arguments import build_parser
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import complain, drop_output, prepare_output

CLEAN, FINDINGS, FAILURE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 clean, 1 findings, 2 wrong use or failure."""
    prepare_output()
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
        drop_output()  # the reader (head, less) has gone
        return FAILURE
    except OSError as error:  # files have their own messages; this is a full disk behind stdout
        drop_output()
        complain(f"stopped: {(error.strerror or str(error)).lower()}")
        return FAILURE
    return code
