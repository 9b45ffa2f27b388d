"""Settings: their definitions, the configuration files, and the settings of a file."""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.project.config.loading import (
        Config,
        ConfigError,
        find_config,
        load_config,
        parse_config,
        passed_over,
    )
    from digestlint.project.config.resolving import Layer, Resolved, matches, resolve
    from digestlint.project.config.settings import PerFile, SettingsTable

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
    "passed_over",
    "resolve",
]


def __getattr__(name: str) -> object:
    # Where nothing is set, the library that settings need takes longer to load than a file to
    # check; and a replay needs no more than the names of the files.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in ("PerFile", "SettingsTable"):
        from digestlint.project.config import settings

        return getattr(settings, name)
    if name in ("Layer", "Resolved", "matches", "resolve"):
        from digestlint.project.config import resolving

        return getattr(resolving, name)
    from digestlint.project.config import loading

    return getattr(loading, name)
