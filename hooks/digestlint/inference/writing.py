"""A schema as TOML, ready to be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f-\x9f\u2028\u2029]*")
# What is no letter, and no ASCII that TOML takes as it is.
_SIGN = re.compile(r"#(?=#)|[^\x20-\x7e\w]|[\ufff0-\uffff\u115f\u1160\u3164\uffa0\u17b4\u17b5]")


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
    r"""Return a TOML string: a literal one where there is a backslash, which is a pattern then.

    Nothing of it reaches a terminal raw, and nothing in it is obeyed in a log.
    """
    shown = safe(text) == text
    if "\\" in text and shown and _LITERAL.fullmatch(text):
        return f"'{text}'"
    written = json.dumps(text, ensure_ascii=False)
    return written if shown else _SIGN.sub(_escaped, written)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
