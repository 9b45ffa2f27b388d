"""The command line's arguments."""

from __future__ import annotations

import argparse
import sys

from digestlint._runtime.installation import __version__
from digestlint.cli import commands
from digestlint.cli.errors import UsageError
from digestlint.cli.showing_arguments import (
    add_config_option,
    add_output_format,
    add_rule,
    add_schema,
)
from digestlint.cli.wrong_use import as_meant, no_option
from digestlint.output import FORMATS
from digestlint.run.cached_report import FIX, NO_CACHE

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Report wrong use like any other failure, with a pointer to the help."""
        raise UsageError(f"{message} (see '{self.prog} --help')")


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the parsed options; their ``run`` is the function of the command.

    Raises:
        UsageError: for wrong use; the message names what was meant.
    """
    parser = build_parser()
    if not given:
        parser.print_help(sys.stderr)
        return argparse.Namespace(run=lambda _: 2)
    commands = {name: command._option_string_actions for name, command in _commands(parser).items()}
    known = {name: list(options) for name, options in commands.items()}
    options, unknown = parser.parse_known_args(
        as_meant(given, known, parser._option_string_actions)
    )
    if hasattr(options, "words"):  # argparse does not take words behind options
        options.words += [word for word in unknown if not word.startswith("-") or word == "-"]
        unknown = [word for word in unknown if word not in options.words]
    wrong = next((word for word in unknown if word.startswith("-")), None)
    if wrong is not None:
        raise UsageError(no_option(wrong, options.command, known))
    if unknown:
        raise UsageError(
            f"unexpected argument '{unknown[0]}' of 'digestlint {options.command}' "
            f"(see 'digestlint {options.command} --help')"
        )
    return options


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands."""
    (action,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``digestlint``.

    Each command sets ``run`` to the function that does it.
    """
    parser = _Parser(
        prog="digestlint",
        description="Lint and fix Markdown digest files.",
        epilog="Other names: lint (check), fmt (format), explain and rules (rule), version; "
        "help COMMAND. Exit codes: 0 clean, 1 findings left, 2 wrong use or failure.",
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"digestlint {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(subparsers.add_parser("check", help="check files, and fix them", allow_abbrev=False))
    _add_format(
        subparsers.add_parser(
            "format",
            help="apply all safe fixes, and report as a formatter does; prose is not reflowed",
            allow_abbrev=False,
        )
    )
    add_rule(
        subparsers.add_parser("rule", help="explain a rule, or list all rules", allow_abbrev=False)
    )
    add_schema(
        subparsers.add_parser(
            "schema", help="list the digest schemas, or see files through them", allow_abbrev=False
        )
    )
    config = subparsers.add_parser(
        "config", help="show the settings of a file, and their origins", allow_abbrev=False
    )
    config.add_argument("path", nargs="?", default="digest.md", help="a file; it need not exist")
    add_output_format(config, "text", "json")
    add_config_option(config)
    config.set_defaults(run=commands.config)
    toc = subparsers.add_parser("toc", help="print a table of contents", allow_abbrev=False)
    toc.add_argument("path", help="a Markdown file, or - for standard input")
    add_config_option(toc)
    toc.set_defaults(run=commands.toc)
    clean = subparsers.add_parser("clean", help="remove the cache", allow_abbrev=False)
    clean.set_defaults(run=commands.clean)
    _add_restore(
        subparsers.add_parser("restore", help="restore mojibake, as a filter", allow_abbrev=False)
    )
    return parser


def _add_restore(restore: argparse.ArgumentParser) -> None:
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


def _add_check(check: argparse.ArgumentParser) -> None:
    _add_paths(check)
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
    _add_rules(check).add_argument(
        "--across-files",
        action="store_true",
        help="also compare the files: repeated papers and days, gaps in dates, indexes of folders",
    )
    _add_files(check)
    output = check.add_argument_group("output")
    add_output_format(output, *FORMATS)
    output.add_argument("--statistics", action="store_true", help="count findings by rule")
    output.add_argument("--exit-zero", action="store_true", help="exit 0 even with findings")
    _add_run(output)
    check.set_defaults(run=commands.check)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit codes: 0 done; with --check or --diff: nothing to change; 1 something would change; "
        "2 wrong use or failure. 'digestlint check' reports findings without a safe fix."
    )
    _add_paths(parser)
    parser.add_argument(
        "--check", action="store_true", help="list the files that would change, and change nothing"
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what would change, and change nothing"
    )
    _add_rules(parser)
    _add_files(parser)
    _add_run(parser.add_argument_group("output"))
    parser.set_defaults(run=commands.format_files)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - is stdin")


def _add_rules(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    rules = parser.add_argument_group("rules")
    for name, text in (
        ("--select", "apply these rules only (codes, prefixes, names, ALL)"),
        ("--ignore", "leave these rules out"),
        ("--extend-select", "apply these rules as well"),
    ):
        rules.add_argument(name, action="append", metavar="RULE,…", help=text)
    return rules


def _add_files(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group("files")
    files.add_argument("--bib", metavar="FILE", help="the bibliography of the digests")
    files.add_argument("--schema", metavar="NAME", help="the digest schema; 'none' for no digest")
    files.add_argument(
        "--stdin-filename", metavar="PATH", help="the file name of the text on stdin"
    )
    add_config_option(files)
    files.add_argument(
        NO_CACHE,
        dest="cache",
        action="store_false",
        help="neither read nor write the cache",
    )


def _add_run(output: argparse._ArgumentGroup) -> None:
    output.add_argument("-j", "--jobs", type=_jobs, default=0, metavar="N", help="processes to use")
    output.add_argument("-q", "--quiet", action="store_true", help="findings only, no summary")
    output.add_argument("-v", "--verbose", action="store_true", help="report progress on stderr")


def _probability(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"{value!r} is not a probability (0 to 1)")
    return number


def _jobs(value: str) -> int:
    number = int(value) if value.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of processes (1 or more)")
    return number
