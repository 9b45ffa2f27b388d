"""What a rule is: a module in ``rules/`` with a ``RULE`` and a ``check`` function.

    RULE = RuleInfo("URL002", "trailing-punctuation", fixes=(Applicability.SAFE,))

    def check(document: Document) -> Iterator[Finding]: ...

The module's docstring is the rule's documentation; ``rule_docs`` names its sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from digestlint.finding import Applicability, Finding
from digestlint.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Literal, Protocol

    from digestlint.document import Document

    # What a document must have for a rule to find anything.
    Need = Literal[
        "anything",
        "bibliography",
        "byte order mark",
        "digest",
        "directives",
        "fields",
        "links",
        "lossy mojibake",
        "mixed line endings",
        "mojibake",
        "notes",
        "stray fences",
        "tags",
        "undecodable bytes",
    ]

    class RuleModule(Protocol):
        """The module of a rule."""

        __doc__: str | None
        check: Callable[[Document], Iterator[Finding]]


OptionValue = bool | int | float | str | list[str]

_KINDS = {bool: "true or false", str: "a string", list: "a list of strings"}


class Option(NamedTuple):
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


class RuleInfo(NamedTuple):
    """A rule's stable identity and what it needs.

    A rule does not run, nor is its module loaded, where what it ``needs`` is missing or none of its
    ``signs`` stands in the text that it reads.
    """

    code: str  # three letters, three digits
    name: str  # kebab-case; the module's name with dashes
    fixes: tuple[Applicability, ...] = ()  # the kinds of fix it may offer
    reads: Literal["restored", "source"] = "restored"  # whose offsets its findings use
    options: tuple[Option, ...] = ()
    default: bool = True  # selected unless the user says otherwise
    last: bool = False  # runs after all others (it looks at what they left)
    # Nothing is fixed while it finds something, and it applies whatever is selected unless ignored.
    stops_fixes: bool = False
    needs: Need = "anything"
    signs: tuple[str, ...] = ()


class Rule:
    """A rule as the registry knows it; its module is loaded when it is used.

    Attributes:
        info: What the module calls ``RULE``.
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
        """The findings of the rule on ``document``."""
        return self._loaded().check(document)

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
