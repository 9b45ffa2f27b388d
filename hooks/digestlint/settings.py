"""What applies to one file once its configuration is resolved; the part of it that rules see."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

AnchorStyle = Literal["github", "gitlab", "mkdocs", "pandoc"]


class Settings(Struct, frozen=True, kw_only=True):
    """What applies to one file, everything resolved."""

    codes: frozenset[str]  # of the rules that run
    anchor_style: AnchorStyle = "github"
    schema: str | None = None  # None: chosen by content; "none": no schema
    bibliography: str | None = None  # path of the .bib file, if one is set
    rules: dict[str, dict[str, Any]] = {}  # options by rule name, defaults left out
