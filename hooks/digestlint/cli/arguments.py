"""The command line's arguments."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from digestlint._runtime.installation import __version__
from digestlint._runtime.language import LANGUAGES, say
from digestlint._runtime.records import NamedTuple
from digestlint.cli import commands
from digestlint.cli.common_arguments import add_files, add_paths, add_rules, add_run
from digestlint.cli.errors import UsageError
from digestlint.cli.fixing_arguments import add_check, add_format, add_restore
from digestlint.cli.languages import OPTION, argparse_speaking
from digestlint.cli.review_arguments import add_report, add_review
from digestlint.cli.showing_arguments import (
    add_baseline,
    add_completion,
    add_config,
    add_init,
    add_rule,
    add_schema,
    add_toc,
)
from digestlint.cli.wrong_use import as_meant, no_option

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # Each argument is tried with a formatter. The usual one asks for the width of the terminal,
        # for which it loads `shutil` and all that this needs, so it waits for ``--help``.
        super().__init__(formatter_class=_TRIAL, allow_abbrev=False, **options)
        # ``languages.choose`` has taken it, wherever it was, if it names a language.
        self.add_argument(OPTION, choices=LANGUAGES, help="the language of messages and help")

    def error(self, message: str) -> NoReturn:
        """Report wrong use like any other failure, with a pointer to the help."""
        raise UsageError(
            say("{message} (see '{program} --help')", message=message, program=self.prog)
        )

    def format_help(self) -> str:
        """Return the help, as wide as the terminal."""
        from digestlint.cli.help_text import Formatter, translate  # for the help only

        self.formatter_class = Formatter
        translate(self)
        return super().format_help()


# Options that need no command.
_ALONE = ("-h", "--help", "-V", "--version")
_TRIAL: Any = partial(argparse.HelpFormatter, width=80)


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the parsed options; their ``run`` is the function of the command.

    Raises:
        UsageError: for wrong use; the message names what was meant.
    """
    with argparse_speaking():
        return _parse(given)


def _parse(given: Sequence[str]) -> argparse.Namespace:
    if not given:
        build_parser().print_help(sys.stderr)
        return argparse.Namespace(run=lambda _: 2)
    first, *rest = words = as_meant(given, _COMMANDS, _ALONE)
    # The parsers of all commands take as long as the rules do on a small file.
    options, unknown = (
        _parser_of(first).parse_known_args(rest, argparse.Namespace(command=first))
        if first in _COMMANDS
        else build_parser().parse_known_args(words)
    )
    if hasattr(options, "words"):  # argparse does not take words behind options
        options.words += [word for word in unknown if not word.startswith("-") or word == "-"]
        unknown = [word for word in unknown if word not in options.words]
    wrong = next((word for word in unknown if word.startswith("-")), None)
    if wrong is not None:
        known = {name: list(_parser_of(name)._option_string_actions) for name in _COMMANDS}
        raise UsageError(no_option(wrong, options.command, known))
    if unknown:
        raise UsageError(
            say(
                (
                    "unexpected argument '{unknown}' of 'digestlint {command}' (see "
                    "'digestlint {command} --help')"
                ),
                unknown=unknown[0],
                command=options.command,
            )
        )
    return options


def _parser_of(command: str) -> argparse.ArgumentParser:
    """Return the parser of one command."""
    parser = _Parser(prog=f"digestlint {command}")
    _COMMANDS[command].add_arguments(parser)
    return parser


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``digestlint``.

    Each command sets ``run`` to the function that does it.
    """
    parser = _Parser(
        prog="digestlint",
        description="Lint and fix Markdown digest files.",
        epilog="Other names: lint (check), fmt (format), explain and rules (rule), version; "
        "help COMMAND. Exit codes: 0 clean, 1 findings left, 2 wrong use or failure.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"digestlint {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in _COMMANDS.items():
        command.add_arguments(subparsers.add_parser(name, help=command.help))
    return parser


def _add_baseline(parser: argparse.ArgumentParser) -> None:
    add_paths(parser)
    add_baseline(parser)
    add_rules(parser)
    add_files(parser)
    add_run(parser.add_argument_group("output"))


def _add_completion(parser: argparse.ArgumentParser) -> None:
    add_completion(parser)
    parser.set_defaults(build_parser=build_parser)


def _add_server(parser: argparse.ArgumentParser) -> None:
    help_ = "talk on standard input and output, as always; some editors ask for it"
    parser.add_argument("--stdio", action="store_true", help=help_)
    parser.set_defaults(run=commands.server)


class _Command(NamedTuple):
    """A command: what is said of it in the help, and what adds its arguments to a parser."""

    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]


_COMMANDS = {
    "check": _Command("check files, and fix them", add_check),
    "format": _Command(
        "apply all safe fixes, and report as a formatter does; prose is not reflowed", add_format
    ),
    "rule": _Command("explain a rule, or list all rules", add_rule),
    "schema": _Command("list the digest schemas, or see files through them", add_schema),
    "config": _Command("show the settings of a file, and their origins", add_config),
    "toc": _Command("print a table of contents", add_toc),
    "baseline": _Command("write the findings that are not reported any more", _add_baseline),
    "init": _Command("find the digests of a repository, and set it up", add_init),
    "clean": _Command("remove the cache", lambda clean: clean.set_defaults(run=commands.clean)),
    "report": _Command("write a page to look at: findings, fixes, doubtful characters", add_report),
    "review": _Command("show that page in a browser, and keep decisions", add_review),
    "restore": _Command("restore mojibake, as a filter", add_restore),
    "server": _Command(
        "talk to an editor: the language server",
        _add_server,
    ),
    "completion": _Command("print what lets a shell complete command lines", _add_completion),
}
