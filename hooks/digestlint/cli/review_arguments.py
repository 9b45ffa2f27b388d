"""The arguments of the commands that make the review page."""

from __future__ import annotations

import argparse

from digestlint.cli import commands
from digestlint.cli.common_arguments import add_files, add_paths, add_rules, add_run


def add_decisions(parser: argparse._ActionsContainer, text: str) -> None:
    """Add the file of decisions."""
    parser.add_argument("--decisions", metavar="FILE", help=text)


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``report``."""
    parser.epilog = (
        "The page is one file, and loads nothing. Exit codes: 0 written, 2 wrong use or failure."
    )
    add_paths(parser)
    parser.add_argument("--html", metavar="FILE", required=True, help="write the page to this file")
    add_decisions(parser, "show the decisions of this file as made")
    _add_rest(parser)
    parser.set_defaults(run=commands.report)


def add_review(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``review``."""
    parser.epilog = (
        "The page is on 127.0.0.1 only, and under an address that nobody can guess. Ctrl-C ends it."
    )
    add_paths(parser)
    add_decisions(parser, "keep decisions in this file (default: decisions.json)")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="default: any free one")
    _add_rest(parser)
    parser.set_defaults(run=commands.review)


def _add_rest(parser: argparse.ArgumentParser) -> None:
    add_rules(parser)
    add_files(parser)
    add_run(parser.add_argument_group("output"))
