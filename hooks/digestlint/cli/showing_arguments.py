"""The arguments of commands that show something, or set something up."""

from __future__ import annotations

import argparse

from digestlint.cli import commands
from digestlint.cli.common_arguments import add_config_option


def add_output_format(parser: argparse._ActionsContainer, *formats: str) -> None:
    """Add the choice of output formats; the first one is the default."""
    parser.add_argument("--output-format", choices=formats, default=formats[0])
    parser.add_argument(  # a short name that people try
        "--format",
        dest="output_format",
        choices=formats,
        default=formats[0],
        help=argparse.SUPPRESS,
    )


def add_rule(rule: argparse.ArgumentParser) -> None:
    """Add the arguments of ``rule``."""
    rule.add_argument("rule", nargs="?", metavar="RULE", help="a code or a name")
    add_output_format(rule, "text", "json")
    rule.set_defaults(run=commands.rule)


def add_schema(schema: argparse.ArgumentParser) -> None:
    """Add the arguments of ``schema``."""
    schema.usage = (
        "digestlint schema [NAME] | explain FILE | infer PATH… [options]\n"
        "  digestlint schema               list all schemas\n"
        "  digestlint schema NAME          print a built-in one as TOML, to start your own\n"
        "  digestlint schema explain FILE  show how a file is seen, or why no schema fits\n"
        "  digestlint schema infer PATH…   propose a schema for like files, or a folder of them"
    )
    schema.add_argument("words", nargs="*", metavar="NAME", help="as above; a FILE may be -")
    schema.add_argument("--all", action="store_true", help="explain: do not cut long lists")
    schema.add_argument("--schema", metavar="NAME", help="explain: see the file through this one")
    schema.add_argument("--name", metavar="NAME", help="infer: what to call the schema")
    add_output_format(schema, "text", "json")
    add_config_option(schema)
    schema.set_defaults(run=commands.schema)


def add_config(config: argparse.ArgumentParser) -> None:
    """Add the arguments of ``config``."""
    config.add_argument("path", nargs="?", default="digest.md", help="a file; it need not exist")
    add_output_format(config, "text", "json")
    config.add_argument(
        "--schema",
        dest="json_schema",
        action="store_true",
        help="print the JSON Schema of the configuration, for editors",
    )
    add_config_option(config)
    config.set_defaults(run=commands.config)


def add_toc(toc: argparse.ArgumentParser) -> None:
    """Add the arguments of ``toc``."""
    toc.add_argument("path", help="a Markdown file, or - for standard input")
    add_config_option(toc)
    toc.set_defaults(run=commands.toc)


def add_init(init: argparse.ArgumentParser) -> None:
    """Add the arguments of ``init``."""
    init.epilog = "Without --yes, it only shows what it would write, as a diff."
    init.add_argument("--yes", action="store_true", help="write what is proposed")
    add_config_option(init)
    init.set_defaults(run=commands.init)


def add_completion(completion: argparse.ArgumentParser) -> None:
    """Add the arguments of ``completion``."""
    completion.epilog = 'For bash, in ~/.bashrc: eval "$(digestlint completion bash)"'
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")
    completion.set_defaults(run=commands.completion)


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """Add what only ``baseline`` has."""
    parser.epilog = (
        "The first time, it writes all findings that there are. After that it removes what has "
        "been fixed, and adds nothing; --renew starts again."
    )
    parser.add_argument(
        "--file", metavar="FILE", help="the baseline (default: digestlint-baseline.json)"
    )
    parser.add_argument("--renew", action="store_true", help="write all findings that there are")
    parser.set_defaults(run=commands.baseline)
