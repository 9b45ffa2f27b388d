"""Reading configuration files, and checking every key, rule and option in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from digestlint._runtime.errors import KeyedError, KeyPath
from digestlint._runtime.language import marked, say, translated
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.observing import NoContentError, exists, is_link, kind, read
from digestlint._runtime.tracing.trace import once
from digestlint.digest.schema import Schema, load_schemas
from digestlint.project.config.defaults import Defaults, defaults_with
from digestlint.project.config.names import CONFIG_NAMES, SHARED_NAME, SHARED_TABLE
from digestlint.project.repository import bound_of_file, top_of, why_outside

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint.project.config.settings import SettingsTable


_TOO_DEEP = marked("has tables nested too deep, or schemas that extend too many others in a row")
_LARGEST = 1_000_000  # bytes of a file


class ConfigError(KeyedError):
    """An invalid configuration; the message says where, what is wrong, and what to do.

    Attributes:
        problem: The message, without the file.
    """

    def __init__(self, problem: str, path: KeyPath = (), *, where: str = "") -> None:
        super().__init__(f"{where}: {problem}" if where else problem, path)
        self.problem = problem


class Config(NamedTuple):
    """A configuration file as read; ``path`` is None for the defaults."""

    path: Path | None
    table: SettingsTable | Defaults
    schemas: Sequence[Schema]
    within: Path | None = None  # what bounds the files that it names; None where a user named it

    @classmethod
    def load(cls, path: str | os.PathLike[str] = ".") -> Config:
        """Return the configuration of a folder: that of the nearest one above it that has any.

        A ``path`` that is not a folder is the configuration file itself.

        Raises:
            ConfigError: It cannot be read, or holds anything unknown.
        """
        place = Path(path)
        if kind(str(place)) == "folder":
            return load_config(find_config(place.absolute()))
        return load_config(place, is_named=True)

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Config:
        """Return the configuration that a TOML file with this table would be.

        Raises:
            ConfigError: It holds anything unknown.

        Examples:
            >>> Config.of({"select": ["URL"], "anchor-style": "gitlab"}).table.select
            ('URL',)
        """
        return parse_config(table, None)

    @property
    def folder(self) -> Path:
        """Where relative paths and patterns of the file start."""
        return self.path.parent if self.path else Path.cwd()


def find_config(folder: Path) -> Path | None:
    """Return the nearest configuration file in ``folder`` or above, up to the repository root."""
    place, top = str(folder), str(top_of(folder) or "")
    while True:
        found = _configuration_in(place)
        above = os.path.dirname(place)  # noqa: PTH120 - `Path.parent` takes long, far below
        if found is not None or place in (top, above):
            return found
        place = above


@once  # each folder for all that are below
def _configuration_in(folder: str) -> Path | None:
    return next(_configurations_in(Path(folder)), None)


def passed_over(config: Config) -> list[Path]:
    """Return the configuration files that are not read because ``config`` is beside them."""
    if config.path is None or config.path.name not in CONFIG_NAMES:
        return []
    return [path for path in _configurations_in(config.path.parent) if path != config.path]


def _configurations_in(folder: Path) -> Iterator[Path]:
    """Yield the configuration files in a folder, the one that counts first."""
    for name in CONFIG_NAMES:
        path = folder / name
        if name == SHARED_NAME:
            if (
                kind(str(path)) == "file"
                and _tool_table(_read(path, bound_of_file(path))) is not None
            ):
                yield path
        elif exists(str(path)) or is_link(str(path)):
            yield path  # a folder or a dangling link is an error, reported later


def load_config(
    path: Path | None, overrides: Mapping[str, Any] | None = None, *, is_named: bool = False
) -> Config:
    """Return the configuration in ``path`` (None: the defaults) with ``overrides`` of keys.

    One that a user names (``is_named``) may be anywhere, and so may what it names.

    Raises:
        ConfigError: for a file that can't be read, or holds anything unknown.
    """
    within = bound_of_file(path) if path and not is_named else None
    data = _read(path, within) if path else {}
    given = overrides or {}
    # A file named by hand may have any name; only pyproject.toml nests its table.
    is_shared = path is not None and path.name == SHARED_NAME
    if is_shared:
        data = _tool_table(data) or {}
    try:
        if "tool" in data:
            raise ConfigError(
                say(
                    (
                        "settings belong at the top level of this file, without "
                        "[tool.digestlint], which is for {file}"
                    ),
                    file=SHARED_NAME,
                ),
                ("tool",),
                where=str(path),
            )
        source = "" if path else "--config"
        return parse_config({**data, **given}, path, source)._replace(within=within)
    except ConfigError as error:
        if path is None or not error.path or error.path[0] in given:
            raise
        from digestlint.project.config.toml_places import find_key  # for errors only

        place = find_key(_text(path, within), (*(SHARED_TABLE if is_shared else ()), *error.path))
        if place is None:
            raise
        where = ":".join(map(str, (path, *place)))
        raise ConfigError(error.problem, error.path, where=where) from None


def parse_config(
    table: Mapping[str, Any], path: Path | None, source: str = "", known: Sequence[Schema] = ()
) -> Config:
    """Check ``table`` and make a ``Config`` of it; ``source`` names it in messages.

    ``known`` are schemas from elsewhere that it may name.

    Raises:
        ConfigError: for anything unknown in it.
    """
    simple = defaults_with(table)
    if simple is not None:
        return Config(path, simple, load_schemas())
    from digestlint._runtime.validation import convert
    from digestlint.project.config.checking import check_settings
    from digestlint.project.config.settings import SettingsTable  # heavy

    where = source or (str(path) if path else "configuration")
    try:
        parsed = convert(table, SettingsTable)
        schemas = load_schemas(parsed.schemas)
        check_settings(parsed, (*schemas, *known))
    except KeyedError as error:
        raise ConfigError(str(error), error.path, where=where) from None
    except RecursionError:
        raise ConfigError(translated(_TOO_DEEP), where=where) from None
    return Config(path, parsed, schemas)


@once
def _read(path: Path, within: Path | None) -> dict[str, Any]:
    from digestlint.project.config.toml import TomlError, read_toml  # for configuration files only

    try:
        return read_toml(_text(path, within))
    except TomlError as error:
        where = ":".join(map(str, (path, *error.place)))
        raise ConfigError(str(error), where=where) from None


def _text(path: Path, within: Path | None) -> str:
    """Return the text of a configuration file."""
    try:
        text = read(str(path), _LARGEST, within=str(within or "")).decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except NoContentError as error:
        if error.what == "large":
            raise ConfigError(
                say(
                    "{path}: has {size} bytes; a configuration may have at most {largest}",
                    path=path,
                    size=f"{error.size:,}",
                    largest=f"{_LARGEST:,}",
                )
            ) from None
        if error.what == "outside" and within:
            raise ConfigError(
                say(
                    "{path}: {why}; --config can name one anywhere",
                    path=path,
                    why=why_outside(within),
                )
            ) from None
        raise ConfigError(say("{path}: is not a regular file", path=path)) from None
    except OSError as error:
        raise ConfigError(
            say(
                "{path}: cannot be read: {reason}",
                path=path,
                reason=translated(error.strerror or ""),
            )
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            say("{path}: is not UTF-8 (byte {start})", path=path, start=error.start)
        ) from None


def _tool_table(data: Mapping[str, Any]) -> dict[str, Any] | None:
    table: Any = data
    for name in SHARED_TABLE:
        table = table.get(name) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None
