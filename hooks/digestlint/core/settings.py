"""The settings of one file once its configuration is resolved, as far as rules see them."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, Literal

    AnchorStyle = Literal["github", "gitlab", "mkdocs", "pandoc"]


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


def __getattr__(name: str) -> object:
    if name == "AnchorStyle":
        from typing import Literal  # for those who validate settings

        return Literal["github", "gitlab", "mkdocs", "pandoc"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
