r"""Rewriting a LaTeX command as Markdown, with edits that leave every word in place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.markdown import Span
from digestlint.rules.markup.latex.commands import (
    AROUND,
    CODE,
    DECLARATIONS,
    DECLARED,
    EMPHASIS,
    HTML_TAGS,
    SYMBOL_TEXT,
    arity,
)
from digestlint.rules.markup.latex.scanner import Node
from digestlint.text.edits import applied, in_order, overlap

_ESCAPED = lazy_pattern(r"\\(?=[_%&#${}~^])")
_SPACES = lazy_pattern(r"[ \t]*")
_SCHEME = lazy_pattern(r"https?://")
_ADDRESS = lazy_pattern(r"(?:https?|ftp)://[^\s/]|mailto:\S", re.IGNORECASE)
_NO_TARGET = lazy_pattern(r"[\s<>\\]")


class Rewriting(NamedTuple):
    """How to write a text's LaTeX in Markdown.

    ``html`` writes emphasis as elements, for places where asterisks would not render; ``ticks`` is
    a run of backticks that does not pair with another one nearby.
    """

    text: str
    html: bool = False
    ticks: str = "`"

    def edits(self, root: Node) -> list[Edit] | None:
        """Return edits for a known command and those inside it; None if that is not possible."""
        edits: list[Edit] = []
        waiting = [(root, False)]
        while waiting:
            node, in_code = waiting.pop()
            if not is_known(node):
                if in_code and node.name:
                    return None
                if not node.name:
                    waiting += [(child, in_code) for child in node.children]
                continue
            made = self._node(node, in_code)
            if made is None:
                return None
            edits += made
            if [(edit.start, edit.end) for edit in made] == [(node.start, node.end)]:
                continue  # nothing inside is left
            in_code = in_code or node.name in CODE
            waiting += [(child, in_code) for child in self._visible(node)]
        return _disjoint(edits)

    def _visible(self, node: Node) -> Iterator[Node]:
        """Yield the children that stay in the text and are not part of what ``node`` becomes."""
        declared = sum(1 for _ in _declarations(node)) if not node.name else 0
        for child in node.children[declared:]:
            if not node.name and child.name in SYMBOL_TEXT and _fills(node, child):
                continue
            if not node.arguments or child.start >= node.arguments[-1].start:
                yield child

    def _node(self, node: Node, in_code: bool) -> list[Edit] | None:
        if not node.name:
            return self._group(node, in_code)
        if node.name in SYMBOL_TEXT:
            if in_code:
                return None
            return [Edit(node.start, self._after_letter(node), SYMBOL_TEXT[node.name])]
        if node.name in DECLARATIONS:
            return [Edit(node.start, self._skip_spaces(node.end), "")]
        argument = node.arguments[-1]
        if node.name == "href":
            return None if in_code else self._link(node)
        if in_code:
            return self._around(node, argument, "", "")
        if node.name in EMPHASIS:
            return self._around(node, argument, *self._emphasis(EMPHASIS[node.name]))
        if node.name in CODE:
            return self._code(node, argument)
        return self._around(node, argument, *AROUND.get(node.name, ("", "")))

    def _after_letter(self, node: Node) -> int:
        """Return the end of a symbol.

        Inside a word, LaTeX drops the space after a letter's name.
        """
        before = self.text[node.start - 1 : node.start] if node.start else ""
        rest = self.text[node.end : node.end + 2]
        in_word = before.isalpha() and rest[:1] == " " and rest[1:].isalpha()
        return node.end + (in_word and SYMBOL_TEXT[node.name].isalpha())

    def _group(self, node: Node, in_code: bool) -> list[Edit] | None:
        r"""Return edits for ``{\\itshape text}``, or for a symbol in braces."""
        inner = node.arguments[0]
        first = node.children[0]
        if first.name in SYMBOL_TEXT:
            symbol = None if in_code else SYMBOL_TEXT[first.name]
            return None if symbol is None else [Edit(node.start, node.end, symbol)]
        declared = list(_declarations(node))
        delimiter = next((DECLARED[d.name] for d in declared if d.name in DECLARED), "")
        marks = self._emphasis(delimiter) if delimiter and not in_code else ("", "")
        text = Span(min(self._skip_spaces(declared[-1].end), inner.end), inner.end)
        return self._around(node, text, *marks)

    def _around(self, node: Node, inner: Span, before: str, after: str) -> list[Edit]:
        """Replace the command and its braces by marks; spaces inside move outside."""
        content = self.text[slice(*inner)]
        words = content.strip()
        if not words:
            return [Edit(node.start, node.end, content)]
        start = inner.start + len(content) - len(content.lstrip())
        end = inner.start + len(content.rstrip())
        return [
            Edit(node.start, start, self.text[inner.start : start] + before),
            Edit(end, node.end, after + self.text[end : inner.end]),
        ]

    def _emphasis(self, delimiter: str) -> tuple[str, str]:
        if self.html:
            return f"<{HTML_TAGS[delimiter]}>", f"</{HTML_TAGS[delimiter]}>"
        return delimiter, delimiter

    def _code(self, node: Node, inner: Span) -> list[Edit] | None:
        content = self.text[slice(*inner)]
        if "`" in content or "$" in content or "\n\n" in content:
            return None
        # A backslash before punctuation is part of LaTeX; in a code span it would show.
        escapes = [
            Edit(inner.start + match.start(), inner.start + match.end(), "")
            for match in _ESCAPED.finditer(content)
        ]
        around = self._around(node, inner, self.ticks, self.ticks)
        return around + escapes if len(around) == 2 else around

    def _link(self, node: Node) -> list[Edit] | None:
        url_span, label = node.arguments
        url = _ESCAPED.sub("", self.text[slice(*url_span)].strip())
        shown = self._plain(node, label)
        if not _ADDRESS.match(url) or _NO_TARGET.search(url) or shown is None:
            return None
        if _SCHEME.match(url) and (shown.rstrip("/") == url.rstrip("/") or not shown):
            return [Edit(node.start, node.end, f"<{url}>")]
        if not shown or not _balanced(shown, "[]") or "](" in shown:
            return None
        target = url if _balanced(url, "()") else f"<{url}>"
        return self._around(node, label, "[", f"]({target})")

    def _plain(self, node: Node, label: Span) -> str | None:
        """Return what the label of a link shows.

        None if there is a macro or another link in it.
        """
        waiting = [child for child in node.children if child.start >= label.start]
        cut: list[Edit] = []
        while waiting:
            child = waiting.pop()
            if child.name == "href" or (child.name and not is_known(child)):
                return None
            if is_known(child):
                made = Rewriting(self.text)._node(child, child.name not in SYMBOL_TEXT)
                cut += made or []
            waiting += self._visible(child) if child.closed else child.children
        shown = applied(self.text, _disjoint(cut), *label)
        return _ESCAPED.sub("", shown).strip()

    def _skip_spaces(self, offset: int) -> int:
        match = _SPACES.match(self.text, offset)
        return match.end() if match else offset


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """Sort; the command around a declaration may also move the spaces after it."""
    edits = in_order(edits)
    for i, following in enumerate(edits[1:]):
        if overlap(edits[i], following):
            edits[i] = Edit(edits[i].start, following.start, edits[i].content)
    return edits


def is_known(node: Node) -> bool:
    """Whether the meaning of ``node`` is known; a plain group has none."""
    if not node.closed:
        return False
    if not node.name:
        if not node.children or len(node.arguments) != 1:
            return False
        return any(True for _ in _declarations(node)) or (
            node.children[0].name in SYMBOL_TEXT and _fills(node, node.children[0])
        )
    wanted = arity(node.name)
    return wanted is not None and (wanted == 0 or len(node.arguments) == wanted)


def _declarations(group: Node) -> Iterator[Node]:
    r"""Yield the declarations at the beginning of a group, as in ``{\\small\\itshape text}``."""
    position = group.start + 1
    for child in group.children:
        if child.name not in DECLARATIONS or child.start > position + 1:  # a space may precede it
            return
        yield child
        position = child.end


def _fills(group: Node, child: Node) -> bool:
    return child.start == group.start + 1 and child.end == group.end - 1


def _balanced(text: str, brackets: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == brackets[0]) - (character == brackets[1])
        if depth < 0:
            return False
    return depth == 0
