r"""LaTeX commands and groups in part of a text, each with its exact position.

Not a TeX engine: it knows ``\name``, optional arguments, ``{…}`` and escaped characters, and
leaves what is not closed alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Span
from digestlint.rules.markup.latex.commands import arity

_TOKEN = lazy_pattern(
    r"\\(?P<name>[A-Za-z]+)\*?(?:\[[^\[\]{}\r\n]{0,80}\](?=\{))?(?P<empty>\{\})?"
    r"|\\.|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
_DEEPEST = 50  # nested groups; nobody writes deeper ones


class Node:
    """A command with its arguments, or a group (``name`` is empty)."""

    __slots__ = ("arguments", "children", "closed", "end", "name", "opening", "start")

    def __init__(self, name: str, start: int, end: int, opening: Span) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.opening = opening  # the command without its arguments; empty for a group
        self.arguments: list[Span] = []  # without their braces
        self.children: list[Node] = []
        self.closed = True


def scan(
    text: str,
    span: Span,
    opaque: Callable[[int], bool],
    made: Callable[[], object] = lambda: None,
) -> list[Node]:
    """Return the outermost commands and groups in ``span``.

    There is no LaTeX at offsets where ``opaque`` is true. ``made`` is called for each node.
    """
    roots: list[Node] = []
    open_nodes: list[tuple[Node, int]] = []
    last: Node | None = None  # may take one more argument
    for match in _TOKEN.finditer(text, *span):
        kind = match.lastgroup
        if kind is None or opaque(match.start()):
            continue
        siblings = open_nodes[-1][0].children if open_nodes else roots
        if kind in ("name", "empty"):
            last = Node(match["name"], *match.span(), Span(*match.span()))
            if match["empty"]:
                inner = Span(match.end() - 1, match.end() - 1)
                last.arguments = [inner] if arity(last.name) else []
            siblings.append(last)
            made()
        elif kind == "open":
            if last is None or not _takes(last, text, match.start()):
                last = Node("", match.start(), match.end(), Span(match.start(), match.start()))
                siblings.append(last)
                made()
            if len(open_nodes) == _DEEPEST:
                return roots
            last.closed = False
            open_nodes.append((last, match.end()))
            last = None
        elif open_nodes:
            last, start = open_nodes.pop()
            last.arguments.append(Span(start, match.start()))
            last.end = match.end()
            last.closed = True
    return roots


def _takes(node: Node, text: str, brace: int) -> bool:
    """Whether the group that opens at ``brace`` is an argument of ``node``."""
    if not node.name or text[node.end : brace].strip(" "):
        return False
    wanted = arity(node.name)
    if wanted is None:
        return node.end == brace  # whatever follows an unknown macro counts as its argument
    return len(node.arguments) < wanted
