"""All rules, by code and by name."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache, partial

from digestlint import rule_index
from digestlint.rule import Rule

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.rule import RuleModule


class UnknownRuleError(ValueError):
    """A selector that names no rule; the message names the nearest one."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by code, as ``rule_index`` has it; no module of a rule is loaded."""
    return tuple(Rule(info, partial(rule_module, info.name)) for info in rule_index.RULES)


def rule_module(name: str) -> RuleModule:
    """The module of the rule called ``name``."""
    # By name: rules stand above what asks for them (documents do, for their suppressions).
    return importlib.import_module(f"digestlint.rules.{name.replace('-', '_')}")


@cache
def _by_selector() -> dict[str, frozenset[str]]:
    """Codes for each selector: a code, a prefix of three letters or more, a name, ``ALL``."""
    table: dict[str, set[str]] = {}
    for rule in all_rules():
        prefixes = (rule.code[:length] for length in range(3, len(rule.code) + 1))
        for selector in ("ALL", rule.name.upper(), *prefixes):
            table.setdefault(selector, set()).add(rule.code)
    return {selector: frozenset(codes) for selector, codes in table.items()}


def find_rule(selector: str) -> Rule:
    """The rule with this code or name.

    Raises:
        UnknownRuleError: when there is none.
    """
    for rule in all_rules():
        if selector.upper() == rule.code or selector.lower() == rule.name:
            return rule
    raise UnknownRuleError(_no_rule(selector))


def expand(selectors: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that ``selectors`` (codes, prefixes, names, ``ALL``) name.

    Raises:
        UnknownRuleError: for a selector that names no rule.
    """
    codes: set[str] = set()
    for selector in selectors:
        named = _by_selector().get(selector.strip().upper())
        if named is None:
            raise UnknownRuleError(_no_rule(selector))
        codes |= named
    return frozenset(codes)


def _no_rule(selector: str) -> str:
    """Like ``unknown``, but lists no rules where none is near: there are too many."""
    from digestlint.validation import unknown  # for errors only

    is_name = selector != selector.upper()
    known = [rule.name if is_name else rule.code for rule in all_rules()]
    message, _, hint = unknown("rule", selector, known).partition(";")
    return f"{message};{hint}" if "did you mean" in hint else message
