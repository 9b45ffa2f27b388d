"""The arguments of the commands that check, fix and restore."""

from __future__ import annotations

import argparse

from digestlint._runtime.language import say
from digestlint.cli import commands
from digestlint.cli.common_arguments import (
    add_baseline_options,
    add_changed,
    add_files,
    add_paths,
    add_rules,
    add_run,
)
from digestlint.cli.failing import add_fail_on
from digestlint.cli.outputs import add_formats
from digestlint.cli.review_arguments import add_decisions
from digestlint.output import FORMATS
from digestlint.run.cached_report import FIX


def add_restore(restore: argparse.ArgumentParser) -> None:
    """Add the arguments of ``restore``."""
    restore.add_argument("path", nargs="?", default="-", help="a text file, or - for stdin")
    restore.add_argument(
        "--channel",
        metavar="NAME",
        help="how the text was damaged, such as windows-1254,ignore (default: detected)",
    )
    restore.add_argument(
        "--min-confidence",
        type=_probability,
        default=0.0,
        metavar="P",
        help="leave lines with a less certain character as they are (0 to 1)",
    )
    restore.add_argument("--explain", action="store_true", help="list doubtful choices on stderr")
    restore.add_argument("--format", choices=("text", "json"), default="text")
    restore.set_defaults(run=commands.restore)


def add_check(check: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``."""
    add_paths(check)
    _add_fixing(check)
    rules = add_rules(check)
    add_baseline_options(rules)
    rules.add_argument(
        "--across-files",
        action="store_true",
        help="also compare the files: repeated papers and days, gaps in dates, indexes of folders",
    )
    add_changed(add_files(check))
    output = check.add_argument_group("output")
    add_formats(output, FORMATS)
    output.add_argument("--statistics", action="store_true", help="count findings by rule")
    add_fail_on(output)
    output.add_argument(
        "--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C"
    )
    output.add_argument("--exit-zero", action="store_true", help="exit 0 even with findings")
    add_run(output)
    check.set_defaults(run=commands.check)


def _add_fixing(check: argparse.ArgumentParser) -> None:
    """Add what is fixed, and how."""
    fixing = check.add_argument_group("fixing")
    fixing.add_argument(FIX, action="store_true", help="apply safe fixes")
    fixing.add_argument(
        "--unsafe-fixes",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="with --fix or --diff: apply unsafe fixes, too",
    )
    fixing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )
    fixing.add_argument("--show-fixes", action="store_true", help="list the fixes applied")
    fixing.add_argument(
        "--guesses",
        metavar="FILE",
        help="add what unsafe fixes guess to this file (JSON)",
    )
    add_decisions(fixing, "take these decisions of the review page for certain (JSON)")
    fixing.add_argument(
        "--add-suppressions",
        action="store_true",
        help="write comments that silence the findings that are left",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``format``."""
    parser.epilog = (
        "Exit codes: 0 done; with --check or --diff: nothing to change; 1 something would change; "
        "2 wrong use or failure. 'digestlint check' reports findings without a safe fix."
    )
    add_paths(parser)
    parser.add_argument(
        "--check", action="store_true", help="list the files that would change, and change nothing"
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what would change, and change nothing"
    )
    add_rules(parser)
    add_files(parser)
    add_run(parser.add_argument_group("output"))
    parser.set_defaults(run=commands.format_files)


def _probability(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(
            say("{value} is not a probability (0 to 1)", value=repr(value))
        )
    return number
