"""TOML text to tables, in limited time and for any depth of nesting."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# tomllib reads a megabyte in a second, but needs hours for a key of a million parts.
_MOST_PARTS = 32
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\."""
_LONG_KEY = lazy_pattern(rf"(?<![\w-])(?:{_PART}[ \t]*+){{{_MOST_PARTS}}}")


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML document.

    Raises:
        ValueError: says what is wrong with ``text``: "is not valid TOML: …".
    """
    import tomllib  # for configuration only

    if _LONG_KEY.search(text):
        raise ValueError(f"takes too long to read: it has a key of more than {_MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not valid TOML: {error}") from None
    except RecursionError:
        raise ValueError("has tables or lists nested too deep") from None
