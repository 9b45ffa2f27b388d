"""The rules that run: each is a module in ``rules/`` with a ``RULE`` and a ``check`` function.

    RULE = RuleInfo("URL002", "trailing-punctuation", fixes=(Applicability.SAFE,))

    def check(document: Document) -> Iterator[Finding]: ...

A rule that compares files has ``compare`` instead. It yields messages about them; what it says of
one is placed at the head of that file.

    RULE = RuleInfo("ARC001", "date-gap", across_files=True, requires="other files")

    def compare(archive: Archive) -> Iterator[tuple[int, Message]]: ...

The module's docstring is the rule's documentation; ``rule_docs`` names its sections.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache, partial

from digestlint.core import rule_index
from digestlint.core.finding import Finding
from digestlint.core.rule import RuleInfo
from digestlint.core.selectors import find_info
from digestlint.core.settings import Settings
from digestlint.document.document import Document

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, Protocol

    from digestlint.core.message import Message
    from digestlint.document.archive.archive import Archive

    class RuleModule(Protocol):
        """The module of a rule; one that compares files has ``compare`` instead of ``check``."""

        __doc__: str | None
        check: Callable[[Document], Iterator[Finding]]


class Rule:
    """A rule; its module is loaded when it is used.

    Attributes:
        info: ``RULE`` of the module.
    """

    __slots__ = ("_load", "_module", "info")

    def __init__(self, info: RuleInfo, load: Callable[[], RuleModule]) -> None:
        self.info = info
        self._load = load
        self._module: RuleModule | None = None

    def _loaded(self) -> RuleModule:
        if self._module is None:
            self._module = self._load()
        return self._module

    def check(self, document: Document) -> Iterator[Finding]:
        """Return the findings of the rule on ``document``."""
        if self.info.across_files:
            remarks = document.context.remarks.get(self.code, ())
            return (Finding(*document.head, message) for message in remarks)
        return self._loaded().check(document)

    def compare(self, archive: Archive) -> Iterator[tuple[int, Message]]:
        """Return what a rule that compares files says, with the index of the file it is about."""
        module: Any = self._loaded()
        found: Iterator[tuple[int, Message]] = module.compare(archive)
        return found

    @property
    def docs(self) -> str:
        """The module's docstring."""
        return self._loaded().__doc__ or ""

    @property
    def code(self) -> str:
        """The stable code, e.g. ``ANC001``."""
        return self.info.code

    @property
    def name(self) -> str:
        """The kebab-case name, e.g. ``broken-anchor``."""
        return self.info.name

    @property
    def summary(self) -> str:
        """The first line of the docs, without its full stop."""
        return self.docs.strip().splitlines()[0].rstrip(".")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, ordered by code, from ``rule_index``; no module of a rule is loaded."""
    return tuple(Rule(info, partial(rule_module, info.name)) for info in rule_index.RULES)


def compares(settings: Settings) -> bool:
    """Whether any of the rules needs to know the other files of the run."""
    across = settings.rules.get("duplicate-entry", {}).get("across-files", False)
    return any(
        info.across_files or (across and info.name == "duplicate-entry")
        for info in rule_index.RULES
        if info.code in settings.codes
    )


def find_rule(selector: str) -> Rule:
    """Return the rule with this code or name.

    Raises:
        UnknownRuleError: when there is none.
    """
    info = find_info(selector)
    return next(rule for rule in all_rules() if rule.info is info)


def rule_module(name: str) -> RuleModule:
    """Return the module of the rule called ``name``."""
    family = rule_index.FAMILIES[name]
    return importlib.import_module(f"digestlint.rules.{family}.{name.replace('-', '_')}")
