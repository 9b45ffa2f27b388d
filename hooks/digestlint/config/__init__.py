"""What users can set, where it is read from, and what applies to a file."""

from __future__ import annotations

from digestlint.config.loading import (
    Config,
    ConfigError,
    find_config,
    load_config,
    parse_config,
)
from digestlint.config.resolving import Layer, Resolved, matches, resolve

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.config.settings import PerFile, SettingsTable

__all__ = [
    "Config",
    "ConfigError",
    "Layer",
    "PerFile",
    "Resolved",
    "SettingsTable",
    "find_config",
    "load_config",
    "matches",
    "parse_config",
    "resolve",
]


def __getattr__(name: str) -> object:
    # Where nothing is set, the library that these need takes longer to load than a file to check.
    if name in ("PerFile", "SettingsTable"):
        from digestlint.config import settings

        return getattr(settings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
