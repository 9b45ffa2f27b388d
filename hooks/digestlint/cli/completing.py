"""``digestlint completion``: the script with which a shell completes our command lines."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping
from typing import Any

import shtab

from digestlint.cli.failing import LEVELS
from digestlint.core.rule_index import RULES
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.output import FORMATS

# In each shell: how one word of a list is completed, and how words that commas join are.
_ONE = {
    "bash": "_digestlint_{0}() {{\n  compgen -W '{1}' -- \"$1\"\n}}",
    "zsh": "_digestlint_{0}() {{\n  compadd -- {1}\n}}",
    "fish": "function _digestlint_{0}\n  string split ' ' '{1}'\nend",
}
_LIST = {
    "bash": (
        "_digestlint_{0}_list() {{\n"
        '  local before=""\n'
        '  case "$1" in *,*) before="${{1%,*}}," ;; esac\n'
        '  compgen -P "$before" -W \'{1}\' -- "${{1##*,}}"\n}}'
    ),
    "zsh": "_digestlint_{0}_list() {{\n  _values -s , {0} {1}\n}}",
    "fish": ("function _digestlint_{0}_list\n  __fish_complete_list , _digestlint_{0}\nend"),
}
_CALLS = {"bash": "_digestlint_{}", "zsh": "_digestlint_{}", "fish": "(_digestlint_{})"}
_LISTS_OF_RULES = ("--select", "--ignore", "--extend-select")
_FILES = ("FILE", "PATH", "KEY=VALUE|FILE")
_FILE_NAMES = ("path", "paths")


def run_completion(options: Namespace) -> int:
    """Print the script for a shell."""
    parser = options.build_parser()
    for action in _actions(parser):
        if completed := _completed(action):
            action.complete = completed  # type: ignore[attr-defined]
    print(shtab.complete(parser, options.shell, preamble=_functions(options.shell)))
    return 0


def _functions(shell: str) -> str:
    """Return the functions that list what there is."""
    words = {
        "rules": [word for rule in RULES for word in (rule.code, rule.name)],
        "formats": FORMATS,
        "levels": LEVELS,
        "schemas": [schema.name for schema in SCHEMAS],
        "schema_words": ["explain", "infer", *(schema.name for schema in SCHEMAS)],
    }
    forms = {name: [_ONE[shell]] for name in words}
    forms["rules"].append(_LIST[shell])
    return "\n".join(
        form.format(name, " ".join(words[name])) for name, own in forms.items() for form in own
    )


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Yield all arguments, those of the commands included."""
    for action in parser._actions:
        yield action
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)


def _completed(action: Action) -> Mapping[str, Any] | None:
    """Return what completes the value of an argument, for each shell; None if nothing does."""
    if action.nargs == 0 or action.choices:
        return None
    if not set(_LISTS_OF_RULES).isdisjoint(action.option_strings):
        return _call("rules_list")
    if action.dest == "rule":
        return _call("rules")
    if action.dest == "outputs":
        return _call("formats")
    if action.dest == "fail_on":
        return _call("levels")
    if action.dest == "schema":
        return _call("schemas")
    if action.dest == "words":
        return _call("schema_words")
    if action.metavar in _FILES or action.dest in _FILE_NAMES:
        return shtab.FILE
    return None


def _call(name: str) -> dict[str, str]:
    return {shell: form.format(name) for shell, form in _CALLS.items()}
