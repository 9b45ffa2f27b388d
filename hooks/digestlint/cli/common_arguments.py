"""Arguments that several commands have."""

from __future__ import annotations

import argparse

from digestlint._runtime.language import say
from digestlint.run.cached_report import NO_CACHE


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - is stdin")


def add_rules(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the choice of rules; returns their group."""
    rules = parser.add_argument_group("rules")
    for name, text in (
        ("--select", "apply these rules only (codes, prefixes, names, ALL)"),
        ("--ignore", "leave these rules out"),
        ("--extend-select", "apply these rules as well"),
    ):
        rules.add_argument(name, action="append", metavar="RULE,…", help=text)
    rules.add_argument(
        "--preview", action="store_true", help="apply rules in preview, which may still change"
    )
    return rules


def add_files(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add what says how files are seen; returns its group."""
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
    return files


def add_run(output: argparse._ArgumentGroup) -> None:
    """Add how the command runs and what it prints."""
    output.add_argument("-j", "--jobs", type=_jobs, default=0, metavar="N", help="processes to use")
    output.add_argument("-q", "--quiet", action="store_true", help="findings only, no summary")
    output.add_argument("-v", "--verbose", action="store_true", help="report progress on stderr")


def add_config_option(parser: argparse._ActionsContainer) -> None:
    """Add the option for settings."""
    parser.add_argument(
        "--config",
        action="append",
        metavar="KEY=VALUE|FILE",
        default=[],
        help="set one setting (TOML), or read this configuration file",
    )


def add_changed(parser: argparse._ActionsContainer) -> None:
    """Add the choice of changed files and lines."""
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="check only files that differ from where HEAD and this commit or branch part",
    )
    parser.add_argument(
        "--changed-lines",
        action="store_true",
        help="report and fix only in lines that differ (from HEAD, without --changed-since)",
    )


def add_baseline_options(parser: argparse._ActionsContainer) -> None:
    """Add the choice of a baseline."""
    parser.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings of this file (see 'baseline')"
    )
    parser.add_argument(
        "--no-baseline",
        dest="uses_baseline",
        action="store_false",
        help="report what the baseline knows as well",
    )


def _jobs(value: str) -> int:
    number = int(value) if value.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(
            say("{value} is not a number of processes (1 or more)", value=repr(value))
        )
    return number
