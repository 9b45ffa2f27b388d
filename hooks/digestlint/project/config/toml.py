"""TOML text to tables, in limited time and for any depth of nesting."""

from __future__ import annotations

from digestlint._runtime.time_limit import TooSlowError, Work, running, time_limit

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# tomllib reads a megabyte in a second, but needs hours for one of dots.
_MOST_SECONDS = 5.0


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML document.

    Raises:
        ValueError: says what is wrong with ``text``: "is not valid TOML: …".
    """
    import tomllib  # for configuration only

    try:
        with time_limit(_MOST_SECONDS), running(Work()):
            return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not valid TOML: {error}") from None
    except RecursionError:
        raise ValueError("has tables or lists nested too deep") from None
    except TooSlowError:
        raise ValueError(
            "takes too long to read: it is too large, or has keys of too many parts"
        ) from None
