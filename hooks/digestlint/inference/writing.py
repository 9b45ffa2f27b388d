"""A schema as TOML, ready to be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f-\x9f\u2028\u2029]*")


def toml_lines(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a schema called ``name``; what has keys of its own is in one line."""
    path = f"schemas.{_key(name)}"
    yield f"[{path}]"
    yield f"description = {_value(table.get('description', ''))}"
    for part in ("match", "entries", "notes"):
        if part in table:
            yield ""
            yield f"[{path}.{part}]"
            below = {}
            for key, value in table[part].items():
                if key in ("fields", "sections"):
                    below[key] = value
                else:
                    yield f"{_key(key)} = {_value(value)}"
            for key, value in below.items():
                yield ""
                yield f"[{path}.{part}.{key}]"
                for inner, its in value.items():
                    yield f"{_key(inner)} = {_value(its)}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_value(its)}' for key, its in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _string(value) if isinstance(value, str) else json.dumps(value)


def _string(text: str) -> str:
    r"""Return a TOML string: a literal one where there is a backslash, which is a pattern then."""
    if "\\" in text and _LITERAL.fullmatch(text):
        return f"'{text}'"
    written = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", written)
