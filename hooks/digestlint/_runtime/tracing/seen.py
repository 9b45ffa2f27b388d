"""What was read from the environment, kept for one run, or for as long as an editor is open.

Each thread has its own, so that checks in threads do not mix.
"""

from _thread import _local

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# Looks at all that is below a path.
_OF_ALL_BELOW = ("tree", "starts")


class Seen:
    """What is looked at once and used again.

    Attributes:
        known: What functions returned (``trace.once``), with the trace of how they came to it.
        recorded: The traces that are being recorded, the innermost last.
        spellings: The names in folders.
    """

    __slots__ = ("known", "recorded", "spellings")

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], tuple[Any, Any]] = {}
        self.recorded: list[Any] = []
        self.spellings: dict[str, frozenset[str]] = {}

    def forget(self) -> None:
        """Look at everything anew."""
        self.known.clear()
        self.spellings.clear()

    def forget_path(self, path: str, folder: str) -> None:
        """Look anew at a file, or a folder with what is in it; ``folder`` is the one it is in."""
        below = path + "/"
        for key, (_, trace) in list(self.known.items()):
            for kind, _, seen in trace.seen:
                above = kind in _OF_ALL_BELOW and path.startswith(seen.rstrip("/") + "/")
                if above or seen in (path, folder) or seen.startswith(below):
                    del self.known[key]
                    break
        self.spellings.pop(path, None)
        self.spellings.pop(folder, None)


class _Current(_local):
    """What a thread has seen."""

    def __init__(self) -> None:
        self.seen = Seen()


current = _Current()


class using:
    """Uses what was seen before, inside the block and in this thread."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def __enter__(self) -> None:
        self._before = current.seen
        current.seen = self._seen

    def __exit__(self, *_: object) -> None:
        current.seen = self._before
