"""Configuration as the command line asks for it: files found, files named, single settings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from digestlint.cli.errors import UsageError
from digestlint.config import (
    Config,
    ConfigError,
    Layer,
    find_config,
    load_config,
    parse_config,
)

# Settings that layers resolve for each file; all others belong to the run as a whole.
_LAYERED = ("select", "ignore", "extend-select", "anchor-style", "schema", "bibliography", "rules")


class Configuration:
    """Where settings come from in this run."""

    def __init__(self, options: Namespace) -> None:
        self._file: Path | None = None
        self._given: dict[str, Any] = {}
        for item in options.config:
            self._take(item)
        selectors = {name: _split(getattr(options, name, None)) for name in _SELECTORS}
        if selectors["select"] == []:
            raise UsageError("--select names no rule")
        self._flags: dict[str, Any] = {
            key.replace("_", "-"): v for key, v in selectors.items() if v is not None
        }
        if getattr(options, "schema", None) is not None:
            self._flags["schema"] = options.schema
        if getattr(options, "bib", None) is not None:
            if not Path(options.bib).exists():
                raise UsageError(f"--bib {options.bib}: there is no such file")
            self._flags["bibliography"] = str(Path(options.bib).absolute())
        if getattr(options, "across_files", False):
            self._flags["rules"] = {"duplicate-entry": {"across-files": True}}
        self._by_folder: dict[Path, Config] = {}

    def _take(self, item: str) -> None:
        key, equals, value = item.partition("=")
        if not equals:
            if not Path(item).exists():
                raise UsageError(f"--config {item}: there is no such file, and no KEY=VALUE")
            self._file = Path(item)
            return
        import tomllib  # for settings only

        try:
            table = tomllib.loads(f"{key} = {value}")
        except tomllib.TOMLDecodeError:
            try:  # a bare word is meant as a string
                table = tomllib.loads(f"{key} = {_quoted(value)}")
            except tomllib.TOMLDecodeError as error:
                raise UsageError(f"--config {item}: is not valid TOML: {error}") from None
        _merge(self._given, table)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """What the command line sets on top of configuration files."""
        layered = {key: value for key, value in self._given.items() if key in _LAYERED}
        try:
            for_run = {key: v for key, v in self._given.items() if key not in _LAYERED}
            config = parse_config({**for_run, **layered}, None, "--config")
            flags = parse_config({**for_run, **self._flags}, None, "command line")
        except ConfigError as error:
            raise UsageError(str(error)) from None
        return tuple(
            Layer("command line", c.table, Path.cwd())
            for c, given in ((config, layered), (flags, self._flags))
            if given
        )

    def for_folder(self, folder: Path) -> Config:
        """The configuration of files in ``folder``."""
        folder = folder.absolute()
        if folder not in self._by_folder:
            for_run = {key: v for key, v in self._given.items() if key not in _LAYERED}
            try:
                path = self._file or find_config(folder)
                self._by_folder[folder] = load_config(path, for_run)
            except ConfigError as error:
                raise UsageError(str(error)) from None
        return self._by_folder[folder]


_SELECTORS = ("select", "ignore", "extend_select")


def _split(values: list[str] | None) -> list[str] | None:
    if values is None:
        return None
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _quoted(value: str) -> str:
    import json  # for settings only

    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML basic string


def _merge(base: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merge(base[key], value)
        else:
            base[key] = value
