"""What users can set, where it is read from, and what applies to a file."""

from digestlint.config.loading import (
    Config,
    ConfigError,
    find_config,
    load_config,
    parse_config,
)
from digestlint.config.resolving import Layer, Resolved, matches, resolve
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
