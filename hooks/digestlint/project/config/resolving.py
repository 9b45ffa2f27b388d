"""The settings of one file, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from digestlint._runtime.language import say, translated
from digestlint._runtime.records import NamedTuple
from digestlint.core import rule_index
from digestlint.core.finding import Severity
from digestlint.core.selectors import expand, find_info
from digestlint.core.settings import BoundFile, Settings
from digestlint.project.config.defaults import Defaults
from digestlint.project.config.loading import Config
from digestlint.project.ignore_patterns import Patterns, compile_patterns, covered
from digestlint.project.repository import real_path

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint.project.config.settings import PerFile, SettingsTable

_PER_FILE = ", per-file entry "
_KEYS = ("anchor_style", "schema", "bibliography")


class Layer(NamedTuple):
    """Settings from one place; later layers override earlier ones."""

    origin: str  # "defaults", "pyproject.toml", "command line", …
    table: SettingsTable | PerFile | Defaults
    folder: Path  # where its relative paths start
    within: Path | None = None  # what bounds the files that it names


class Resolved(NamedTuple):
    """The settings of a file, and for each key the origin of its value."""

    settings: Settings
    origins: Mapping[str, str] = {}
    preview: bool = False  # whether rules in preview apply


def said_origin(origin: str) -> str:
    """Return the origin of a value in the language of the user."""
    name, per_file, number = origin.rpartition(_PER_FILE)
    if per_file:
        return say("{name}, per-file entry {number}", name=name, number=number)
    return translated(origin)


def resolve(config: Config, path: Path, overrides: Sequence[Layer] = ()) -> Resolved:
    """Return the settings of ``config`` for the file ``path``, with ``overrides`` on top."""
    layers = (*_layers(config, path), *overrides)
    across = _latest(layers, "across_files")
    compares = across is not None and bool(across.table.across_files)
    codes = frozenset(
        rule.code for rule in rule_index.RULES if rule.default or (compares and rule.across_files)
    )
    origins = {"rules selected": "defaults"}
    values: dict[str, Any] = {}
    options: dict[str, dict[str, Any]] = {}
    if compares and across is not None:
        origins["rules selected"] = across.origin
        options["duplicate-entry"] = {"across-files": True}
        origins["rules.duplicate-entry.across-files"] = across.origin
    for layer in layers:
        selected = _select(codes, layer.table)
        if selected != codes:
            codes = selected
            origins["rules selected"] = layer.origin
        for key in _KEYS:
            value = getattr(layer.table, key)
            if key == "bibliography" and value is not None:
                value = _bibliography(value, layer, path)
            if value is not None:
                values[key] = value
                origins[key.replace("_", "-")] = layer.origin
        for name, given in (layer.table.rules or {}).items():
            options.setdefault(find_info(name).name, {}).update(given)
            origins |= {f"rules.{name}.{option}": layer.origin for option in given}
    preview = _latest(layers, "preview")
    if preview is not None:
        origins["preview"] = preview.origin
    is_preview = preview is not None and bool(preview.table.preview)
    if not is_preview:
        codes -= {rule.code for rule in rule_index.RULES if rule.preview}
    severities = {}
    for layer in layers:
        if given := _severities(layer.table):
            severities.update(given)
            origins["severity"] = layer.origin
    settings = Settings(codes=codes, rules=options, severities=severities, **values)
    return Resolved(settings, origins, is_preview)


def _latest(layers: Sequence[Layer], key: str) -> Layer | None:
    """Return the last layer that sets a key."""
    return next((each for each in reversed(layers) if getattr(each.table, key) is not None), None)


def _severities(table: SettingsTable | PerFile | Defaults) -> dict[str, Severity]:
    """Return what a layer sets, by code; the more specific selector wins."""
    given = sorted((table.severity or {}).items(), key=lambda item: _specificity(item[0]))
    return {code: Severity(level) for name, level in given for code in sorted(expand([name]))}


def _layers(config: Config, path: Path) -> Iterator[Layer]:
    name = str(config.path) if config.path else "defaults"
    yield Layer(name, config.table, config.folder, config.within)
    if not config.table.per_file:
        return
    folder, file = real_path(config.folder), real_path(path)  # once: far below, it takes long
    for number, table in enumerate(config.table.per_file, 1):
        if _match(table.files, folder, file):
            origin = f"{name}{_PER_FILE}{number}"
            yield Layer(origin, table, config.folder, config.within)


def _select(codes: frozenset[str], table: SettingsTable | PerFile | Defaults) -> frozenset[str]:
    """Apply a layer's selectors; the more specific one wins, and ``ignore`` wins a tie.

    Rules that protect files from being fixed stay selected unless they are ignored.
    """
    if table.select is not None:
        codes = frozenset(r.code for r in rule_index.RULES if r.stops_fixes and r.code in codes)
    given = [(selector, True) for selector in (*(table.select or ()), *(table.extend_select or ()))]
    given += [(selector, False) for selector in table.ignore or ()]
    for selector, wanted in sorted(given, key=lambda pair: (_specificity(pair[0]), not pair[1])):
        named = expand([selector])
        codes = codes | named if wanted else codes - named
    return codes


def _specificity(selector: str) -> int:
    return -len(expand([selector]))


def _bibliography(value: str | Mapping[str, str], layer: Layer, path: Path) -> BoundFile | None:
    if isinstance(value, str):
        names = iter((value,))
    else:
        names = (name for glob, name in value.items() if matches((glob,), layer.folder, path))
    within = str(layer.within or "")
    return next((BoundFile(str(layer.folder / name), within) for name in names), None)


def matches(patterns: tuple[str, ...], folder: Path, path: Path) -> bool:
    """Whether gitignore-style ``patterns``, relative to ``folder``, match ``path``.

    Raises:
        ValueError: for a malformed pattern.
    """
    return _match(patterns, real_path(folder), real_path(path))


def _match(patterns: tuple[str, ...], folder: Path, path: Path) -> bool:
    """Return the same for real paths."""
    return covered(path, is_folder=False, layers=[_compiled(patterns, folder)])


@cache
def _compiled(patterns: tuple[str, ...], folder: Path) -> Patterns:
    return compile_patterns(folder, patterns)
