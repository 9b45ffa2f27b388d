"""How much markup and how many findings a file may have: counts, in proportion to its size.

``budget(megabytes, size)`` says how much ``parse`` and ``lint`` may make of a file; it is given to
them, and what they count is with what they make. The unit is a node of the parser's tree. Nothing
is measured: that would depend on the machine, and on the files before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    Part = TypeVar("Part")

# A node takes 60 bytes. Python with all modules takes 20 MB, and 3 of the 12 bytes that a check may
# take for each byte of the file are for copies of it.
_OTHERS = 20  # megabytes
_NODES_PER_MEGABYTE = 15_000
_BYTES_PER_NODE = 7  # of the file: the densest digests that were seen have a node in 7
_STEPS = 500_000_000  # depth times lines: two seconds of the parser, which nothing can interrupt

# As how many nodes other things count, by the memory they take.
PART = 13  # a link, a tag with attributes and the like
SMALLER_PART = 9  # a heading or a fenced code block
SMALL_PART = 4  # a tag without, or a comment
FOUND_LINK = 3  # a link while the parser's tree is there
NAMED_FILE = 13  # what is known of a file that a link names
COMMAND = 26  # a LaTeX command or group in prose
_FINDING = 60  # with its fix, while that is applied and verified
FEWEST_FINDINGS = 2500  # for which room is kept

# Each of these may make a node, and so may the text between them. Markers of list items and of
# block quotes may be side by side.
_MARKUP = rb"*_~[\]<&\\`$|\n\r"
_TEXT_OR_LINE_ENDINGS = lazy_pattern(rb"[^%s]+|[\r\n]+" % _MARKUP)
_MARKERS = (b"- ", b"+ ", b". ", b") ", b">")
# Block quotes and list items inside each other, all of which begin in one line. Deeper ones that
# begin in several lines are indented, so that their depth is at most the root of the file's size.
_LIST_SIGNS = b"-+*.)"
_NESTED = lazy_pattern(rb"(?:\A|(?<=[\r\n]))(?:[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))+")
_LIST_SIGN = lazy_pattern(rb"[-+*.)]")
_SHORT = 60_000  # bytes in which so much nesting can't be


class TooMuchMarkupError(DigestlintError):
    """The markup of a file is more than its budget allows; ``str()`` is one sentence."""


class Budget(NamedTuple):
    """How much may be made of one file.

    Attributes:
        nodes: How many nodes its markup and its findings may count as.
        allowed: The megabytes that this takes at most, for the sentence that says so.
    """

    nodes: int
    allowed: float

    def findings(self, text: str, counted: int) -> int:
        """How many findings there may be in ``text``, whose parts count as so many nodes.

        While rules run, their findings are there beside LaTeX commands; while fixes are verified,
        beside another tree of the parser.
        """
        others = possible_nodes(text.encode("utf-8", "surrogateescape"))
        others += COMMAND * text.count("\\")
        return max((self.nodes - counted - others) // _FINDING, FEWEST_FINDINGS)


def budget(megabytes: float, size: int) -> Budget:
    """Return the budget of a file of ``size`` bytes, where a check may take ``megabytes``."""
    nodes = int(_NODES_PER_MEGABYTE * (megabytes - _OTHERS)) + size // _BYTES_PER_NODE
    return Budget(nodes, megabytes + 12 * size / 1_000_000)


class Count:
    """Counts what is made of one text; without a budget, it only counts.

    Attributes:
        nodes: As how many nodes all that was added counts.
    """

    __slots__ = ("_budget", "_data", "_most", "_tree", "nodes")

    def __init__(self, data: bytes, budget: Budget | None) -> None:
        """Take the text that is to be parsed.

        Raises:
            TooMuchMarkupError: when the parser alone might make more nodes than there may be, or
                would take too long to go through what is inside what.
        """
        self.nodes = 0
        self._budget = budget
        self._most = float("inf")
        self._tree = len(data)  # or fewer
        self._data: bytes | None = data
        if budget is not None:
            _check_nesting(data)
            self._most = budget.nodes
            self.add(0)

    def parsed(self) -> None:
        """Say that the parser's tree is gone."""
        self._tree, self._data = 0, None
        self._most -= FEWEST_FINDINGS * _FINDING

    def add(self, nodes: int = PART) -> None:
        """Add what counts as so many nodes.

        Raises:
            TooMuchMarkupError: when that is more than there may be.
        """
        self.nodes += nodes
        if self.nodes + self._tree > self._most and self._budget is not None:
            if self._data is None:
                raise TooMuchMarkupError(
                    say(
                        "has so much markup for its size (it counts as more than {most} nodes) "
                        "that a check might take over {allowed} MB of memory; set max-memory to "
                        "check it",
                        most=f"{self._most:,}",
                        allowed=f"{self._budget.allowed:.0f}",
                    )
                )
            # It takes a moment to find out, and is asked of few files.
            self._tree, self._data = possible_nodes(self._data), None
            self.add(0)

    def each(self, parts: Iterable[Part]) -> Iterator[Part]:
        """``parts``, each added."""
        for part in parts:
            self.add()
            yield part


def possible_nodes(data: bytes) -> int:
    """How many nodes the parser makes of ``data`` at most."""
    nodes = len(data) + sum(map(data.count, _MARKERS))
    for together in _TEXT_OR_LINE_ENDINGS.finditer(data):
        nodes -= together.end() - together.start() - 1
    return nodes


def _check_nesting(data: bytes) -> None:
    """Refuse list items so deep inside each other, in so many lines, that parsing takes minutes.

    The parser goes through all that are open in each line.
    """
    if len(data) < _SHORT:
        return
    lines = data.count(b"\n") + data.count(b"\r")
    signs = sum(data.count(sign) for sign in _LIST_SIGNS)
    if lines * signs <= _STEPS:
        return
    deepest = max((len(_LIST_SIGN.findall(m[0])) for m in _NESTED.finditer(data)), default=0)
    if lines * deepest > _STEPS:
        raise TooMuchMarkupError(
            say(
                ("has {deepest} list items inside each other, too many for its {lines} lines"),
                deepest=f"{deepest:,}",
                lines=f"{lines:,}",
            )
        )
