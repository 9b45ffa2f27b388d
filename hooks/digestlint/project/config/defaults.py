"""The settings where nothing is set, without the library that checks what is."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any

    from digestlint.core.settings import AnchorStyle


class Defaults(NamedTuple):
    """The fields of ``SettingsTable`` with their defaults."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    anchor_style: AnchorStyle | None = None
    schema: str | None = None
    bibliography: str | dict[str, str] | None = None
    rules: dict[str, dict[str, Any]] | None = None
    exclude: tuple[str, ...] = ()
    extensions: tuple[str, ...] = (".md", ".markdown")
    respect_gitignore: bool = True
    force_exclude: bool = False
    max_file_size: int = 32
    max_memory: int = 80
    max_rule_seconds: float = 10.0
    max_file_seconds: float = 120.0
    unsafe_fixes: bool = False
    per_file: tuple[Any, ...] = ()
    schemas: Mapping[str, dict[str, Any]] = {}


def defaults_with(table: Mapping[str, object]) -> Defaults | None:
    """The settings that ``table`` makes; None where it sets more than the hooks do."""
    forced = table.get("force-exclude", False)
    if not table.keys() <= {"force-exclude"} or not isinstance(forced, bool):
        return None
    return Defaults(force_exclude=forced)
