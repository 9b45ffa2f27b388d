"""The base class of all errors of the package."""


class DigestlintError(Exception):
    """The reason why digestlint cannot do what it was asked to; ``str()`` is one sentence."""


# The names of tables and keys, and the numbers of items, that lead to a value.
KeyPath = tuple[str | int, ...]


class KeyedError(DigestlintError, ValueError):
    """What is wrong with a value in a table, and which one that is.

    Attributes:
        path: Leads to the value; empty where that is not known.
    """

    def __init__(self, message: str, path: KeyPath = ()) -> None:
        super().__init__(message)
        self.path = path


def dotted(path: KeyPath) -> str:
    """Return ``path`` as messages have it: ``match.headings[0]``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
