"""Checks of settings that types cannot express: rules, options, schemas and patterns exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from digestlint._runtime.errors import DigestlintError, KeyedError, KeyPath
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.selectors import expand, find_info
from digestlint.digest.schema import Schema, by_name
from digestlint.project.ignore_patterns import compile_patterns

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint.project.config.settings import PerFile, SettingsTable


# A backslash only escapes what has a meaning in a glob. Where TOML takes `\b`, `\t`, `\n`, `\f`,
# `\r` for escapes, a control character is left.
_WINDOWS_SEPARATOR = lazy_pattern(r"\\\w|[\b\t\n\f\r]")


def check_settings(table: SettingsTable, schemas: Sequence[Schema]) -> None:
    """Check all that ``table`` names.

    Raises:
        KeyedError: for what does not exist, or cannot be so.
    """
    _check_layer(table, schemas, ())
    for number, layer in enumerate(table.per_file):
        _check_layer(layer, schemas, ("per-file", number))
    patterns = list(_patterns(table))
    for path, pattern in patterns:
        if _WINDOWS_SEPARATOR.search(pattern):
            raise KeyedError(say("patterns have '/' between folders, on Windows too"), path)
    try:
        compile_patterns(Path(), [pattern for _, pattern in patterns])
    except ValueError as error:
        raise KeyedError(str(error), _wrong(patterns)) from None
    for number, extension in enumerate(table.extensions):
        if extension.lower() == ".bib":
            raise KeyedError(
                say("extensions: a .bib file is a bibliography, never Markdown"),
                ("extensions", number),
            )


def _check_layer(layer: SettingsTable | PerFile, schemas: Sequence[Schema], base: KeyPath) -> None:
    for key in ("select", "ignore", "extend_select"):
        for number, selector in enumerate(getattr(layer, key) or ()):
            try:
                expand((selector,))
            except DigestlintError as error:
                path = (*base, key.replace("_", "-"), number)
                raise KeyedError(str(error), path) from None
    for selector in layer.severity or ():
        try:
            expand((selector,))
        except DigestlintError as error:
            raise KeyedError(f"severity: {error}", (*base, "severity", selector)) from None
    if layer.schema not in (None, "none"):
        try:
            by_name(schemas, str(layer.schema))
        except DigestlintError as error:
            raise KeyedError(str(error), (*base, "schema")) from None
    for name, options in (layer.rules or {}).items():
        _check_options(name, options, base)


def _check_options(name: str, options: Mapping[str, Any], base: KeyPath) -> None:
    path = (*base, "rules", name)
    try:
        rule = find_info(name)
    except DigestlintError as error:
        raise KeyedError(str(error), path) from None
    if name != rule.name and name not in rule.aliases:
        raise KeyedError(
            say(
                "rules.{name}: options belong under the rule's name, rules.{own}",
                name=name,
                own=rule.name,
            ),
            path,
        )
    known = {option.name: option for option in rule.options}
    for key, value in options.items():
        if key not in known:
            from digestlint._runtime.suggestions import unknown  # for errors only

            raise KeyedError(f"rules.{name}: {unknown('option', key, known)}", (*path, key))
        if problem := known[key].problem(value):
            raise KeyedError(f"rules.{name}.{key} {problem}", (*path, key))


def _patterns(table: SettingsTable) -> Iterator[tuple[KeyPath, str]]:
    """Yield the gitignore-style patterns in ``table``, each with its key."""
    from digestlint.project.config.settings import PerFile  # heavy

    for number, pattern in enumerate(table.exclude):
        yield ("exclude", number), pattern
    layers: list[tuple[KeyPath, SettingsTable | PerFile]] = [((), table)]
    layers += [(("per-file", number), layer) for number, layer in enumerate(table.per_file)]
    for base, layer in layers:
        if isinstance(layer.bibliography, dict):
            for pattern in layer.bibliography:
                yield (*base, "bibliography", pattern), pattern
        if isinstance(layer, PerFile):
            for number, pattern in enumerate(layer.files):
                yield (*base, "files", number), pattern


def _wrong(patterns: Sequence[tuple[KeyPath, str]]) -> KeyPath:
    """Return the key of the first pattern that cannot be compiled."""
    for path, pattern in patterns:
        try:
            compile_patterns(Path(), [pattern])
        except ValueError:
            return path
    return ()
