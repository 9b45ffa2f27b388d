"""The configuration of a run: files that are found, a named file, and single settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.tracing.observing import exists
from digestlint.cli.errors import UsageError
from digestlint.cli.languages import configure
from digestlint.project.config import (
    Config,
    ConfigError,
    Layer,
    find_config,
    load_config,
    parse_config,
)
from digestlint.project.config.defaults import LAYERED
from digestlint.project.files import Found, Problem, discover

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

_LAYERED = tuple(name.replace("_", "-") for name in LAYERED)


class Configuration:
    """Where settings come from in this run."""

    def __init__(self, options: Namespace) -> None:
        self._file: Path | None = None
        self._given: dict[str, Any] = {}
        for item in options.config:
            self._take(item)
        selectors = {name: _split(getattr(options, name, None)) for name in _SELECTORS}
        if selectors["select"] == []:
            raise UsageError(say("--select does not name a rule"))
        self._flags: dict[str, Any] = {
            key.replace("_", "-"): v for key, v in selectors.items() if v is not None
        }
        if getattr(options, "schema", None) is not None:
            self._flags["schema"] = options.schema
        if getattr(options, "bib", None) is not None:
            if not exists(options.bib):
                raise UsageError(say("--bib {bib}: there is no such file", bib=options.bib))
            self._flags["bibliography"] = str(Path(options.bib).absolute())
        if getattr(options, "across_files", False):
            self._flags["across-files"] = True
        if getattr(options, "preview", False):
            self._flags["preview"] = True
        self._by_folder: dict[Path, Config] = {}

    def _take(self, item: str) -> None:
        key, equals, value = item.partition("=")
        if not equals:
            if not exists(item):
                raise UsageError(
                    say(
                        "--config {item}: there is no such file, and it is not KEY=VALUE", item=item
                    )
                )
            self._file = Path(item)
            return
        if value in ("true", "false") and _PLAIN_KEY.fullmatch(key):
            self._given[key] = value == "true"
            return
        from digestlint.project.config.toml import read_toml  # for settings only

        try:
            table = read_toml(f"{key} = {value}")
        except ValueError:
            try:  # a bare word is meant as a string
                table = read_toml(f"{key} = {_quoted(value)}")
            except ValueError as error:
                raise UsageError(f"--config {item[:_SHOWN]}: {error}") from None
        _merge(self._given, table)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """What the command line sets on top of configuration files."""
        if not self._given and not self._flags:
            return ()
        layered = {key: value for key, value in self._given.items() if key in _LAYERED}
        try:
            for_run = {key: v for key, v in self._given.items() if key not in _LAYERED}
            config = parse_config({**for_run, **layered}, None, "--config")
            known = self.for_folder(Path.cwd()).schemas if "schema" in self._flags else ()
            flags = parse_config({**for_run, **self._flags}, None, say("command line"), known)
        except ConfigError as error:
            raise UsageError(str(error)) from None
        return tuple(
            Layer("command line", c.table, Path.cwd())
            for c, given in ((config, layered), (flags, self._flags))
            if given
        )

    def gives(self, key: str) -> bool:
        """Whether ``--config`` sets a key of the configuration."""
        return key in self._given

    def for_folder(self, folder: Path) -> Config:
        """Return the configuration of files in ``folder``."""
        folder = folder.absolute()
        if folder not in self._by_folder:
            for_run = {key: v for key, v in self._given.items() if key not in _LAYERED}
            try:
                path = self._file or find_config(folder)
                is_named = self._file is not None
                config = load_config(path, for_run, is_named=is_named)
            except ConfigError as error:
                raise UsageError(str(error)) from None
            configure(config.table.language)
            self._by_folder[folder] = config
        return self._by_folder[folder]


def files_for(
    config: Config, paths: Sequence[Path], *, force_exclude: bool = False
) -> tuple[list[Found], list[Problem]]:
    """Return the files at ``paths`` that ``config`` lets be checked, and what stood in the way."""
    table = config.table
    return discover(
        paths,
        root=config.folder,
        extensions=table.extensions,
        exclude=table.exclude,
        respect_gitignore=table.respect_gitignore,
        force_exclude=force_exclude,
    )


_SHOWN = 80  # characters of a setting that can't be read
_PLAIN_KEY = lazy_pattern(r"[a-z-]+")
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
