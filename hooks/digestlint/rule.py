"""What a rule is: a module in ``rules/`` with a ``RULE`` and a ``check`` function.

    RULE = RuleInfo("URL002", "trailing-punctuation", fixes=(Applicability.SAFE,))

    def check(document: Document) -> Iterator[Finding]: ...

The module's docstring is the rule's documentation; ``rule_docs`` names its sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from digestlint.finding import Applicability, Finding

if TYPE_CHECKING:
    from digestlint.document import Document

OptionValue = bool | int | float | str | list[str]

_KINDS = {bool: "true or false", str: "a string", list: "a list of strings"}


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of one rule: ``[tool.digestlint.rules.<rule-name>] <name> = …``.

    The type of ``default`` is the type of the setting; a float may be written as a whole number.
    """

    name: str
    default: OptionValue
    help: str
    limits: tuple[float, float] | None = None  # of a number: the least and the greatest

    def problem(self, value: object) -> str | None:
        """What is wrong with ``value``, to go after its name: ``must be …``; None if it is fine."""
        expected = type(self.default)
        kinds = (int, float) if expected is float else (expected,)
        valid = isinstance(value, kinds) and (expected is bool or not isinstance(value, bool))
        if isinstance(value, list):
            valid = valid and all(isinstance(item, str) for item in value)
        wanted = _KINDS.get(expected, "a number")
        if self.limits is not None:
            low, high = self.limits
            wanted += f" from {low:g} to {high:g}"
            valid = valid and isinstance(value, int | float) and low <= value <= high
        return None if valid else f"must be {wanted}, not {value!r}"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule's stable identity and what it needs."""

    code: str  # three letters, three digits
    name: str  # kebab-case; the module's name with dashes
    fixes: tuple[Applicability, ...] = ()  # the kinds of fix it may offer
    reads: Literal["restored", "source"] = "restored"  # whose offsets its findings use
    options: tuple[Option, ...] = ()
    default: bool = True  # selected unless the user says otherwise
    last: bool = False  # runs after all others (it looks at what they left)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the registry knows it."""

    info: RuleInfo
    docs: str
    check: Callable[[Document], Iterator[Finding]]

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
