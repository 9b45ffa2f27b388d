r"""The LaTeX in a document's prose, and what it is in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint.analysis.edits import edited
from digestlint.analysis.latex.formulas import display_math, math_in_block
from digestlint.analysis.latex.quotes import Quotation, quotations
from digestlint.analysis.latex.rewriting import Rewriting, is_known
from digestlint.analysis.latex.scanner import Node, scan
from digestlint.analysis.paragraphs import visible_text
from digestlint.analysis.tags import code_delimiter
from digestlint.analysis.urls.latex import URL_COMMANDS
from digestlint.finding import Edit
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.patterns import lazy_pattern
from digestlint.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Literal

_COMMAND = lazy_pattern(r"\\[A-Za-z]{2}")
_URL = lazy_pattern(r"(?:https?://|www\.)\S*\Z")
# `\n`, `\t` and the like are escapes of strings; `C:\Users` and `\\server` are paths.
_STRING_ESCAPE = lazy_pattern(r"\\(?:[A-Za-z](?![A-Za-z])|[nrt][A-Z])")
# `\u00E9`, `\ud83d` and `\uXXXX` are characters of JSON, JavaScript and Python.
_UNICODE_ESCAPE = lazy_pattern(
    r"\\(?:u(?:[0-9A-Fa-f]{4}|[Xx]{4})|U(?:[0-9A-Fa-f]{8}|[Xx]{8})|x(?:[0-9A-Fa-f]{2}|[Xx]{2}))"
    r"(?![A-Za-z])"
)
_BEFORE_MACRO = lazy_pattern(r"[A-Za-z0-9\\:/.]")
# The BSD licences are written like this wherever they stand.
_LICENCE = "``AS IS''"
# `%SYSTEMROOT%\notepad.exe` is a path.
_VARIABLE = lazy_pattern(r"%\w+%\Z")
_LONGEST_VARIABLE = 40
# `\S` is the section sign before a number; elsewhere, it is mostly of a regular expression.
_SECTION = lazy_pattern(r"[ ~]*\d|\{\}")


class LatexInProse(NamedTuple):
    """One piece: ``edits`` make Markdown of it; None where only its author knows what it means."""

    span: Span
    kind: Literal["command", "macro", "quotation"]
    name: str  # of the command or macro, backslash included
    edits: Sequence[Edit] | None


def latex_in_prose(markdown: Markdown) -> Iterator[LatexInProse]:
    """Every piece of LaTeX outside code, math, HTML and link targets, block by block."""
    blocks = list(_blocks(markdown))
    if not blocks:
        return
    targets = [link.target for link in markdown.links if link.target and link.kind != "bare"]
    targets += [link.target for link in markdown.refused_links]
    bare = SpanSet(link.span for link in markdown.links if link.kind == "bare")
    destinations = SpanSet(targets)
    for block in blocks:
        yield from _Block(markdown, block, destinations, bare).pieces()


def _blocks(markdown: Markdown) -> Iterator[Span]:
    text = markdown.text
    signs = [at for at in occurrences(text, "\\") if _COMMAND.match(text, at)]
    signs += occurrences(text, "``")
    end = 0
    for sign in sorted(signs):
        if sign >= end:
            block = markdown.block_at(sign)
            if block is not None:
                yield block
                end = block.end


class _Block:
    """One paragraph, heading or table cell."""

    def __init__(self, markdown: Markdown, span: Span, targets: SpanSet, bare: SpanSet) -> None:
        self.markdown = markdown
        self.targets = targets  # of links, apart from bare URLs
        self.bare = bare
        self.text = markdown.text
        self.span = span
        self.quotations = quotations(self.text, span, self._in_other_code)
        self._no_code = {quotation.opening.start for quotation in self.quotations}
        self._math = SpanSet(self._lost_math())

    def pieces(self) -> Iterator[LatexInProse]:
        nodes = list(self._nodes(scan(self.text, self.span, self._opaque)))
        known = [node for node in nodes if is_known(node)]
        ticks = code_delimiter(self.markdown, self.span)
        quoted = [_quotation_edits(quotation) for quotation in self.quotations]
        made = [Rewriting(self.text, ticks=ticks).edits(node) for node in known]
        if any("*" in edit.content for edits in made for edit in edits or ()):
            plain = [Rewriting(self.text, html=True, ticks=ticks).edits(node) for node in known]
            if self._stars([*made, *quoted]) != self._stars([*plain, *quoted]):
                made = plain
        pieces = [
            LatexInProse(Span(node.start, node.end), "command", _name(node), edits)
            for node, edits in zip(known, made, strict=True)
        ]
        pieces += [
            LatexInProse(Span(node.start, node.end), "macro", f"\\{node.name}", None)
            for node in nodes
            if not is_known(node)
        ]
        for quotation, edits in zip(self.quotations, quoted, strict=True):
            span = Span(quotation.opening.start, quotation.closing.end)
            if self.text[slice(*span)] == _LICENCE:
                continue
            pieces.append(LatexInProse(span, "quotation", "``…''", edits))
        yield from sorted(pieces, key=lambda piece: piece.span)

    def _nodes(self, roots: Sequence[Node]) -> Iterator[Node]:
        """The outermost known nodes, and all macros that are not known."""
        # What begins inside a bare URL is a part of it as written, and rule URL003's.
        waiting = [(node, False) for node in reversed(roots) if not self.bare.at(node.start)]
        while waiting:
            node, inside = waiting.pop()
            if node.name == "S" and not _SECTION.match(self.text, node.start + 2):
                continue
            if is_known(node):
                if self._is_url_command(node):
                    continue
                if not inside:
                    yield node
                inside = True
            elif node.name:
                if self._is_macro(node):
                    yield node
                if node.closed:
                    continue  # its arguments are its own
            waiting += [(child, inside) for child in reversed(node.children)]

    def _is_url_command(self, node: Node) -> bool:
        """Whether nothing but a URL fills the command: that is rule URL003's."""
        if node.name not in URL_COMMANDS or len(node.arguments) != 1:
            return False
        argument = node.arguments[0]
        return bool(_URL.match(self.text[slice(*argument)].strip()))

    def _is_macro(self, node: Node) -> bool:
        if self._is_url_command(node) or _STRING_ESCAPE.match(self.text, *node.opening):
            return False
        if _UNICODE_ESCAPE.match(self.text, node.start):
            return False
        before = self.text[max(self.span.start, node.start - _LONGEST_VARIABLE) : node.start]
        return not (_BEFORE_MACRO.match(before[-1:]) or _VARIABLE.search(before))

    def _in_other_code(self, offset: int) -> bool:
        """Whether code stands at ``offset`` that does not begin there."""
        code = self.markdown.code.at(offset)
        if code is not None and code.start < offset and not self.text.startswith("``", code.start):
            return True
        return self._in_markup(offset)

    def _in_markup(self, offset: int) -> bool:
        markdown = self.markdown
        return bool(markdown.math.at(offset) or markdown.html.at(offset))

    def _opaque(self, offset: int) -> bool:
        code = self.markdown.code.at(offset)
        if code is not None and code.start not in self._no_code:
            return True
        return bool(self._in_markup(offset) or self._math.at(offset) or self.targets.at(offset))

    def _lost_math(self) -> Iterator[Span]:
        """Math that the parser took for text."""
        wide = display_math(self.markdown)
        yield from wide.within(*self.span)

        def opaque(offset: int) -> bool:
            code = self.markdown.code.at(offset)
            in_code = code is not None and code.start not in self._no_code
            return bool(in_code or self._in_markup(offset) or wide.at(offset))

        yield from math_in_block(self.text, self.span, opaque)

    def _stars(self, edits: Sequence[Sequence[Edit] | None]) -> int:
        """How many stars a reader would see after ``edits``."""
        every = [edit for some in edits for edit in some or ()]
        return visible_text(edited(self.text, self.span, every)).count("*")


def _quotation_edits(quotation: Quotation) -> list[Edit]:
    return [Edit(*quotation.opening, "“"), Edit(*quotation.closing, "”")]


def _name(node: Node) -> str:
    """The command's name; for a group, that of its first command."""
    return f"\\{node.name or node.children[0].name}"
