"""Settings as TOML that can be pasted into a configuration, with where each value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.project.config.resolving import said_origin
from digestlint.text.terminal import safe

_WIDTH = 100
_NO_TOML = lazy_pattern("[\x7f-\x9f]")  # what JSON leaves as it is in strings


class Shown(NamedTuple):
    """A setting: its value, None where it is not set, and the origin of that."""

    value: Any
    origin: str
    is_set: bool = True  # False: what applies by itself, which is no setting


def as_toml(tables: Mapping[str, Mapping[str, Shown]], prefix: str) -> Iterator[str]:
    """Yield the lines of ``tables``, by name; the one without a name comes first.

    ``prefix`` is the table that all settings are in, "" for the top level of the file.
    """
    for name, settings in tables.items():
        if not settings:
            continue
        header = ".".join(part for part in (prefix, name) if part)
        if header:
            yield f"[{header}]"
        for key, shown in settings.items():
            yield from map(safe, _setting(key, shown))
        yield ""


def _setting(key: str, shown: Shown) -> Iterator[str]:
    origin = f"  # {said_origin(shown.origin)}"
    if shown.value is None:
        yield f"# {say('{key} is not set', key=key)}{origin}"
        return
    line = f"{key} = {_toml(shown.value)}"
    if not shown.is_set:
        yield f"# {line}{origin}"
    elif len(line) <= _WIDTH or not isinstance(shown.value, list | tuple):
        yield f"{line}{origin}"
    else:
        yield f"{key} = [{origin}"
        yield from _wrapped(shown.value)
        yield "]"


def _wrapped(values: Sequence[Any]) -> Iterator[str]:
    """Yield the items of an array in lines that fit."""
    line = " "
    for item in map(_toml, values):
        if len(line) + len(item) + 2 > _WIDTH and line.strip():
            yield line
            line = " "
        line += f" {item},"
    yield line


def _toml(value: Any) -> str:
    if isinstance(value, str):
        quoted = json.dumps(value, ensure_ascii=False)  # a TOML basic string, but for these
        return _NO_TOML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return repr(value)
