"""TOML text to tables, in limited time and for any depth of nesting."""

from __future__ import annotations

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# tomllib reads a megabyte in a second, but needs hours for a key of a million parts.
_MOST_PARTS = 32
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\."""
_LONG_KEY = lazy_pattern(rf"(?<![\w-])(?:{_PART}[ \t]*+){{{_MOST_PARTS}}}")


_PLACE = lazy_pattern(r" \(at line ([0-9]+), column ([0-9]+)\)\Z")


_AFTER_BACKSLASH = ("Unescaped '\\'", "Invalid hex value")


class TomlError(ValueError):
    """A text that is no TOML.

    Attributes:
        place: Line and column, where they are known.
    """

    def __init__(self, message: str, place: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.place = place


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML document.

    Raises:
        TomlError: says what is wrong with ``text``: "is not valid TOML: …".
    """
    import tomllib  # for configuration only

    if long := _LONG_KEY.search(text):
        raise TomlError(
            say(
                "takes too long to read: it has a key of more than {most_parts} parts",
                most_parts=_MOST_PARTS,
            ),
            _place(text, long.start()),
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        match = _PLACE.search(said)
        if match is None:  # at the end
            raise TomlError(
                say("is not valid TOML: {said}", said=said), _place(text, len(text))
            ) from None
        said = said[: match.start()]
        if said.startswith(_AFTER_BACKSLASH):
            said += say(" (write '/' in paths; a pattern with '\\' goes between single quotes)")
        raise TomlError(
            say("is not valid TOML: {said}", said=said), (int(match[1]), int(match[2]))
        ) from None
    except RecursionError:
        raise TomlError(say("has tables or lists nested too deep")) from None


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
