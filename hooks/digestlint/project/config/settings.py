"""The tables in which users write settings, generated from ``Defaults``.

The configuration reference and the JSON Schema are generated from these tables.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from digestlint._runtime.structs import table_of
from digestlint.core.settings import AnchorStyle, FailOn, SeverityName
from digestlint.project.config.defaults import LAYERED, Defaults

TYPE_CHECKING = False  # to type checkers, a table is like its record
if TYPE_CHECKING:
    from digestlint.project.config.defaults import Defaults as SettingsTable
    from digestlint.project.config.defaults import PerFile
else:
    _SELECTORS = "Rules by code, prefix or name; ALL names every rule."
    _FILES = "Patterns as in .gitignore, relative to the configuration file."
    _NAMES = {
        "AnchorStyle": AnchorStyle,
        "FailOn": FailOn,
        "SeverityName": SeverityName,
        "Selectors": Annotated[tuple[str, ...], Meta(description=_SELECTORS)],
    }
    PerFile = table_of(
        Defaults,
        "PerFile",
        __name__,
        docs="Settings for some files; the last entry that matches wins, key by key.",
        keys=LAYERED,
        more=[("files", Annotated[tuple[str, ...], Meta(min_length=1, description=_FILES)])],
        **_NAMES,
    )
    SettingsTable = table_of(
        Defaults,
        "SettingsTable",
        __name__,
        docs="`[tool.digestlint]` in pyproject.toml, or the top level of digestlint.toml.",
        PerFile=PerFile,
        **_NAMES,
    )

__all__ = ["PerFile", "SettingsTable"]
