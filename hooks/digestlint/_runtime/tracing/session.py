"""What was read from the environment, kept for one run, or for as long as an editor is open.

Each thread has a session of its own, so that checks in threads do not mix.
"""

from _thread import _local

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any


class Session:
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
            for _, _, seen in trace.seen:
                if seen in (path, folder) or seen.startswith(below):
                    del self.known[key]
                    break
        self.spellings.pop(path, None)
        self.spellings.pop(folder, None)


class _Current(_local):
    """The session of a thread."""

    def __init__(self) -> None:
        self.session = Session()


current = _Current()


class using:
    """Uses a session inside, in this thread."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> None:
        self._before = current.session
        current.session = self._session

    def __exit__(self, *_: object) -> None:
        current.session = self._before
