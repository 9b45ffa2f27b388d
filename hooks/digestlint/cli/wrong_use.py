"""Suggestions for wrong use: other names of commands and options, and the nearest one to a typo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from digestlint._runtime.language import say
from digestlint._runtime.tracing.observing import exists
from digestlint.cli.errors import UsageError

ALIASES = {"lint": "check", "fmt": "format", "explain": "rule", "rules": "rule"}
"""Commands as other tools call them, and what they are called here."""

# What other tools have, and what does it here.
_COMMANDS = {"fix": "check --fix", "diff": "check --diff", "run": "check", "list": "rule"}
_OPTIONS = {
    "--write": "--fix",
    "--fix-only": "--fix",
    "--dry-run": "--diff",
    "--enable": "--select",
    "--rules": "--select",
    "--disable": "--ignore",
    "--output": "--output-format",
    "--reporter": "--output-format",
    "--config-file": "--config",
    "--bibliography": "--bib",
}


def as_meant(given: Sequence[str], commands: Iterable[str], options: Iterable[str]) -> list[str]:
    """Return a command line with the proper name of its command, one of ``commands``, first.

    ``options`` are those that need no command.

    Raises:
        UsageError: when there is no such command.
    """
    first, *rest = given
    if first == "version":
        return ["--version"]
    if first == "help":
        return [*as_meant(rest[:1], commands, options), "--help"] if rest else ["--help"]
    command = ALIASES.get(first, first)
    if command in commands or first in options:
        return [command, *rest]
    raise UsageError(_no_command(first, rest, [*commands, *ALIASES]))


def _no_command(first: str, rest: Sequence[str], names: Sequence[str]) -> str:
    if first.startswith("-"):
        named = next((word for word in rest if word in names), None)
        others = list(rest)
        if named is not None:
            others.remove(named)
        line = " ".join((named or "check", first, *others))
        return say("a command comes first (did you mean 'digestlint {line}'?)", line=line)
    if "." in first or "/" in first or exists(first):
        hint = say("did you mean 'digestlint check {first}'?", first=first)
    elif re.fullmatch(r"[A-Z]{3}\d*", first):
        hint = say("did you mean 'digestlint rule {first}'?", first=first)
    else:
        meant = _COMMANDS.get(first) or _nearest(first, names)
        hint = (
            say("did you mean 'digestlint {meant}'?", meant=meant)
            if meant
            else say("see 'digestlint --help'")
        )
    return say("there is no command '{first}' ({hint})", first=first, hint=hint)


def no_option(option: str, command: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the message for an option that ``command`` lacks.

    ``known`` has the options of all commands.
    """
    option = option.partition("=")[0]
    own = [name for name in known[command] if name != option]
    meant = _OPTIONS.get(option)
    meant = meant if meant in own else _nearest(option, own)
    others = [name for name, options in known.items() if option in options]
    if meant:
        hint = say("did you mean '{meant}'?", meant=meant)
    elif others:
        hint = say("'digestlint {others}' has it", others=others[0])
    else:
        hint = say("see 'digestlint {command} --help'", command=command)
    return say(
        "'digestlint {command}' has no option '{option}' ({hint})",
        command=command,
        option=option,
        hint=hint,
    )


def _nearest(name: str, known: Iterable[str]) -> str | None:
    from digestlint._runtime.suggestions import nearest  # for wrong use only

    return nearest(name.lower(), known)
