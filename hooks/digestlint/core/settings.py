"""The settings of one file once its configuration is resolved, as far as rules see them."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, Literal

    from digestlint.core.decisions import Decision
    from digestlint.core.finding import Severity
    from digestlint.core.rule import RuleInfo

    AnchorStyle = Literal["github", "gitlab", "mkdocs", "pandoc"]
    FailOn = Literal["error", "warning", "info", "never"]
    SeverityName = Literal["error", "warning", "info"]


class BoundFile(NamedTuple):
    """A file that settings name, and the folder that bounds it ("": a user named it)."""

    path: str
    within: str = ""


class Settings(NamedTuple):
    """The settings of one file, resolved."""

    codes: frozenset[str]  # of the rules that run
    anchor_style: AnchorStyle = "github"
    schema: str | None = None  # None: chosen by content; "none": no schema
    bibliography: BoundFile | None = None  # the .bib file, if one is set
    rules: Mapping[str, dict[str, Any]] = {}  # options by rule name, defaults left out
    severities: Mapping[str, Severity] = {}  # by code, where they are set
    decisions: tuple[Decision, ...] = ()  # of a person, about doubtful characters

    def severity_of(self, rule: RuleInfo) -> Severity:
        """Return how bad the findings of a rule are."""
        return self.severities.get(rule.code, rule.severity)


def __getattr__(name: str) -> object:
    if name in ("AnchorStyle", "FailOn", "SeverityName"):
        from typing import Literal  # for those who validate settings

        if name == "AnchorStyle":
            return Literal["github", "gitlab", "mkdocs", "pandoc"]
        if name == "FailOn":
            return Literal["error", "warning", "info", "never"]
        return Literal["error", "warning", "info"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
