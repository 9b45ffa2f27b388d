"""Selectors (codes, prefixes, names, ``ALL``) and the rules that they select."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import translated
from digestlint.core import retired, rule_index
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo

_NO_RULE = Template("selectors/no-rule", "there is no rule {name}")
_MEANT = Template("selectors/meant", "there is no rule {name}; did you mean {meant}?")
_RETIRED = Template("selectors/retired", "rule {name} was retired: {fate}")


class UnknownRuleError(DigestlintError, ValueError):
    """A selector that names no rule; the message names the nearest one."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render(translated))
        self.message = message


@cache
def _by_selector() -> dict[str, frozenset[str]]:
    """Codes for each selector: a code, a prefix of three letters or more, a name, ``ALL``."""
    table: dict[str, set[str]] = {}
    for rule in rule_index.RULES:
        prefixes = (rule.code[:length] for length in range(3, len(rule.code) + 1))
        aliases = (alias.upper() for alias in rule.aliases)
        for selector in ("ALL", rule.name.upper(), *prefixes, *aliases):
            table.setdefault(selector, set()).add(rule.code)
    table |= {selector: set() for selector in retired.RETIRED}
    return {selector: frozenset(codes) for selector, codes in table.items()}


def find_info(selector: str) -> RuleInfo:
    """Return the metadata of the rule with this code or name.

    Raises:
        UnknownRuleError: when there is none.
    """
    for rule in rule_index.RULES:
        if rule.answers_to(selector):
            return rule
    if fate := retired.RETIRED.get(selector.upper()):
        raise UnknownRuleError(_RETIRED(name=selector, fate=fate))
    raise UnknownRuleError(_no_rule(selector))


def expand(selectors: Iterable[str]) -> frozenset[str]:
    """Return the codes of the rules that ``selectors`` (codes, prefixes, names, ``ALL``) select.

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


def _no_rule(selector: str) -> Message:
    from digestlint._runtime.suggestions import LIKE_NAMES, nearest  # for errors only

    is_name = selector != selector.upper()
    known = [rule.name if is_name else rule.code for rule in rule_index.RULES]
    meant = nearest(selector, known, alike=LIKE_NAMES)
    name = repr(selector)
    return _NO_RULE(name=name) if meant is None else _MEANT(name=name, meant=repr(meant))
