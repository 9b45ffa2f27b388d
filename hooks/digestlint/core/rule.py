"""The metadata of a rule: ``RULE`` in its module, and the options that users may set."""

from __future__ import annotations

from digestlint._runtime.language import marked, say, translated
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Severity

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    # What a document must have for a rule to find anything.
    Requirement = Literal[
        "anything",
        "bibliography",
        "byte order mark",
        "counts",
        "digest",
        "directives",
        "fields",
        "languages",
        "links",
        "local links",
        "lossy mojibake",
        "mixed line endings",
        "mojibake",
        "non-ASCII text",
        "notes",
        "other files",
        "papers or thoughts",
        "stray fences",
        "tags",
        "undecodable bytes",
        "values",
    ]


OptionValue = bool | int | float | str | list[str]

_KINDS = {
    bool: marked("true or false"),
    str: marked("a string"),
    list: marked("a list of strings"),
}


class Option(NamedTuple):
    """A setting of one rule: ``[tool.digestlint.rules.<rule-name>] <name> = …``.

    The type of ``default`` is the type of the setting; a float may be written as a whole number.
    """

    name: str
    default: OptionValue
    help: str
    limits: tuple[float, float] | None = None  # of a number: the least and the greatest

    def problem(self, value: object) -> str | None:
        """Return what is wrong with ``value``, as words that follow its name: ``must be …``.

        None if the value is valid.
        """
        expected = type(self.default)
        kinds = (int, float) if expected is float else (expected,)
        valid = isinstance(value, kinds) and (expected is bool or not isinstance(value, bool))
        if isinstance(value, list):
            valid = valid and all(isinstance(item, str) for item in value)
        wanted = translated(_KINDS.get(expected, marked("a number")))
        if self.limits is not None:
            low, high = self.limits
            wanted += say(" from {low} to {high}", low=f"{low:g}", high=f"{high:g}")
            valid = valid and isinstance(value, int | float) and low <= value <= high
        if valid:
            return None
        return say("must be {wanted}, not {value}", wanted=wanted, value=repr(value))


class RuleInfo(NamedTuple):
    """A rule's stable identity and what it needs.

    A rule does not run and its module is not loaded if the document lacks what the rule
    ``requires``, or if the text that it reads contains none of its ``prefilter``.
    """

    code: str  # three letters, three digits
    name: str  # kebab-case; the module's name with dashes
    severity: Severity = Severity.WARNING  # of its findings, unless the user says otherwise
    fixes: tuple[Applicability, ...] = ()  # the kinds of fix it may offer
    reads: Literal["restored", "source"] = "restored"  # whose offsets its findings use
    options: tuple[Option, ...] = ()
    default: bool = True  # selected unless the user says otherwise
    # It is new and may change in any release: it does not run unless ``preview`` is set.
    preview: bool = False
    # It compares the files of a run, and is selected by default where ``across-files`` is set.
    across_files: bool = False
    runs_last: bool = False  # runs after all others, because it needs their findings
    # Nothing is fixed while it finds something, and it applies whatever is selected unless ignored.
    stops_fixes: bool = False
    # No other rule reports or fixes anything inside what it finds, apart from encoding.
    owns_places: bool = False
    requires: Requirement = "anything"
    prefilter: tuple[str, ...] = ()
    since: str = "0.1.0"  # the first version that has it
    # Codes and names that it had before. Selectors, comments and settings may still use them.
    aliases: tuple[str, ...] = ()

    def answers_to(self, selector: str) -> bool:
        """Whether ``selector`` is its code, its name, or an alias."""
        codes = {self.code, *(alias for alias in self.aliases if alias.isupper())}
        names = {self.name, *(alias for alias in self.aliases if not alias.isupper())}
        return selector.upper() in codes or selector.lower() in names
