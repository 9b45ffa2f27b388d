"""Keeps the memory that a file takes in proportion to its size.

``with memory_limit(megabytes, size):`` lets a check inside take about ``megabytes``, and twelve
times ``size``, the bytes of the file, besides. Nothing is measured: that would depend on the
machine, and on the files before. What takes memory is counted, and weighs as much as it ever took.
"""

from __future__ import annotations

from _thread import get_ident
from collections.abc import Iterable, Iterator

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    Part = TypeVar("Part")

_MEGABYTE = 1_000_000
_TIMES = 12
# What a check takes anyway: Python with all modules, and copies of the text.
_BASE = 21 * _MEGABYTE
_COPIES = 5
_NODE = 66  # bytes of a node in the parser's tree
_COMMAND = 1700  # bytes of a LaTeX command while it is looked at
# Each of these may make a node, and so may the text between them. Markers of list items and of
# block quotes may stand side by side.
_MARKUP = rb"*_~[\]<&\\`$|\n\r"
_TEXT_OR_LINE_ENDINGS = lazy_pattern(rb"[^%s]+|[\r\n]+" % _MARKUP)
_MARKERS = (b"- ", b"+ ", b". ", b") ", b">")
# Bytes of a link, a heading, a tag with attributes and the like; of a tag without, or a comment.
PART = 700
SMALL_PART = 250
FOUND_LINK = 250  # bytes of a link while the parser's tree is there
NAMED_FILE = 700  # bytes of what is known of a file that a link names
_FINDING = 4000  # bytes of a finding with its fix, while that is applied and verified
FEWEST_FINDINGS = 2500  # for which room is kept


class TooMuchMarkupError(DigestlintError):
    """The markup of a file might take more memory than a check may; ``str()`` is one sentence."""


class _Limit:
    def __init__(self, megabytes: float, size: int) -> None:
        self.megabytes = megabytes
        self._size = size
        # Bytes for all that depends on what stands in the file.
        self.room = megabytes * _MEGABYTE - _BASE + (_TIMES - _COPIES) * size
        self.room_for_parts = self.room - FEWEST_FINDINGS * _FINDING

    def error(self) -> TooMuchMarkupError:
        allowed = self.megabytes + _TIMES * self._size / _MEGABYTE
        return TooMuchMarkupError(
            f"has so much markup for its size that a check might take over {allowed:.0f} MB of "
            f"memory; set max-memory to check it"
        )


_limits: dict[int, _Limit] = {}  # by thread


class memory_limit:
    """Let a check inside take ``megabytes``, and 12 times ``size``; None: as much as outside."""

    def __init__(self, megabytes: float | None, size: int) -> None:
        self._megabytes = megabytes
        self._size = size

    def __enter__(self) -> None:
        self._outer = outer = _limits.get(get_ident())
        megabytes = outer.megabytes if outer and self._megabytes is None else self._megabytes
        if megabytes is not None:
            _limits[get_ident()] = _Limit(megabytes, self._size)

    def __exit__(self, *_: object) -> None:
        if self._outer is None:
            _limits.pop(get_ident(), None)
        else:
            _limits[get_ident()] = self._outer


class Parts:
    """Weighs the parts of one parsed text.

    Attributes:
        weight: Of those that were added, in bytes.
    """

    __slots__ = ("_data", "_limit", "_room", "_tree", "weight")

    def __init__(self, data: bytes) -> None:
        """Take the text that is to be parsed.

        Raises:
            TooMuchMarkupError: when the parser alone might need more than there is.
        """
        self.weight = 0
        self._limit = _limits.get(get_ident())
        self._room = float("inf")
        self._tree = len(data) * _NODE + data.count(b"\\") * _COMMAND  # or less
        self._data: bytes | None = data
        if self._limit is not None:
            self._room = self._limit.room_for_parts
            self.add(0)

    def parsed(self) -> None:
        """Say that the parser's tree is gone."""
        self._tree, self._data = 0, None

    def add(self, weight: int = PART) -> None:
        """Add a part.

        Raises:
            TooMuchMarkupError: when there is no room for it.
        """
        self.weight += weight
        if self.weight + self._tree > self._room and self._limit is not None:
            if self._data is None:
                raise self._limit.error()
            # It takes a moment to find out, and is asked of few files.
            self._tree, self._data = _tree(self._data), None
            self.add(0)

    def each(self, parts: Iterable[Part]) -> Iterator[Part]:
        """``parts``, each added."""
        for part in parts:
            self.add()
            yield part


def most_findings(text: str, weight: int) -> float:
    """How many findings there is room for in ``text``, whose parts have this ``weight``.

    While fixes are verified, their findings stand beside another tree of the parser.
    """
    limit = _limits.get(get_ident())
    if limit is None:
        return float("inf")
    tree = _tree(text.encode("utf-8", "surrogateescape"))
    return max((limit.room - weight - tree) // _FINDING, FEWEST_FINDINGS)


def _tree(data: bytes) -> int:
    """How many bytes the nodes take that the parser makes of ``data``, at most, and LaTeX."""
    nodes = len(data) + sum(map(data.count, _MARKERS))
    for together in _TEXT_OR_LINE_ENDINGS.finditer(data):
        nodes -= together.end() - together.start() - 1
    return nodes * _NODE + data.count(b"\\") * _COMMAND
