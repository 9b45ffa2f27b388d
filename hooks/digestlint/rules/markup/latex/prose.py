r"""The LaTeX in a document's prose, and how to write it in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.budgets import COMMAND
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.formulas import display_math, math_in_block
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.tags import code_delimiter
from digestlint.rules.helpers.urls.latex import URL_COMMANDS
from digestlint.rules.markup.latex.backslashes import is_macro, is_not_latex
from digestlint.rules.markup.latex.commands import CODE
from digestlint.rules.markup.latex.quotes import Quotation, quotations
from digestlint.rules.markup.latex.rewriting import Rewriting, is_known
from digestlint.rules.markup.latex.scanner import Node, scan
from digestlint.rules.markup.paragraphs import visible_text
from digestlint.text.edits import applied, in_order

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

_COMMAND = lazy_pattern(r"\\[A-Za-z]{2}")
_URL = lazy_pattern(r"(?:https?://|www\.)\S*\Z")
# In links of wikis and notebooks: `[[target|label]]`.
_WIKI_TARGET = lazy_pattern(r"(?<=\[\[)[^\[\]|\r\n]{1,300}(?=\||\]\])")
# LaTeX's no-break space; two of them are Markdown's strikethrough.
_TIE = lazy_pattern(r"(?<![\\~])~(?!~)")
# The BSD licences are written like this everywhere.
_LICENCE = "``AS IS''"
# `\S` and `\P` are signs before a number; elsewhere, they are mostly part of a pattern.
_SECTION = lazy_pattern(r"[ ~]*\d|\{\}")
# `\O` is a letter inside a word or braces; elsewhere, it belongs to a change log or a path.
_ACCENT = lazy_pattern(r"\\(?:[\"'`^~=.]|[vHcukrtbd]) ?\Z")
_LETTERS = frozenset("OoLlij")


class LatexInProse(NamedTuple):
    """One piece; ``edits`` turn it into Markdown, or are None if only its author can."""

    span: Span
    kind: Literal["command", "macro", "quotation"]
    name: str  # of the command or macro, backslash included
    edits: Sequence[Edit] | None


def latex_in_prose(markdown: Markdown) -> Iterator[LatexInProse]:
    """Yield every piece of LaTeX outside code, math, HTML and link targets, block by block.

    Raises:
        TooMuchMarkupError: when a block has more LaTeX than the budget of the text allows.
    """
    blocks = list(_blocks(markdown))
    if not blocks:
        return
    targets = [link.target for link in markdown.links if link.target and link.kind != "bare"]
    targets += [link.target for link in markdown.refused_links]
    bare = SpanSet(link.span for link in markdown.links if link.kind == "bare")
    targets += (Span(*match.span()) for match in _WIKI_TARGET.finditer(markdown.text))
    opaque = SpanSet([*targets, *bibtex(markdown)])
    for block in blocks:
        yield from _Block(markdown, block, opaque, bare).pieces()


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
        self._counted = markdown.count()  # of this block: others are gone by then
        self.targets = targets  # of links, apart from bare URLs; and BibTeX
        self.bare = bare
        self.text = markdown.text
        self.span = span
        self.quotations = quotations(self.text, span, self._in_other_code)
        self._no_code = {quotation.opening.start for quotation in self.quotations}
        self._math = SpanSet(self._lost_math())

    def pieces(self) -> Iterator[LatexInProse]:
        nodes = list(self._nodes(scan(self.text, self.span, self._opaque, self._count)))
        known = [node for node in nodes if is_known(node)]
        ticks = code_delimiter(self.markdown, self.span)
        quoted = [_quotation_edits(quotation) for quotation in self.quotations]
        made = [Rewriting(self.text, ticks=ticks).edits(node) for node in known]
        if any("*" in edit.content for edits in made for edit in edits or ()):
            plain = [Rewriting(self.text, html=True, ticks=ticks).edits(node) for node in known]
            if self._asterisks([*made, *quoted]) != self._asterisks([*plain, *quoted]):
                made = plain
        made = [self._with_ties(node, edits) for node, edits in zip(known, made, strict=True)]
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

    def _count(self) -> None:
        self._counted.add(COMMAND)

    def _with_ties(self, node: Node, edits: list[Edit] | None) -> list[Edit] | None:
        """Add edits that turn ties in and next to ``node`` into spaces: Markdown shows them."""
        if not edits:
            return None
        taken = SpanSet((edit.start, edit.end) for edit in edits)
        around = Span(max(node.start - 1, self.span.start), min(node.end + 1, self.span.end))
        ties = (match.start() for match in _TIE.finditer(self.text, *around))
        found = [at for at in ties if not (taken.at(at) or self._opaque(at))]
        if node.name in CODE:
            found = [at for at in found if not node.start <= at < node.end]
        return in_order([*edits, *(Edit(at, at + 1, " ") for at in found)])

    def _nodes(self, roots: Sequence[Node]) -> Iterator[Node]:
        """Yield the outermost known nodes, and all unknown macros."""
        # What begins inside a bare URL is part of it as written, and reported by rule URL003.
        waiting = [(node, False) for node in reversed(roots) if not self.bare.at(node.start)]
        while waiting:
            node, inside = waiting.pop()
            if is_not_latex(self.text, self.span, node):
                continue
            if self._is_letter_of_change_log(node) or self._is_accented(node):
                continue
            if is_known(node):
                if self._is_url_command(node):
                    continue
                if not inside:
                    yield node
                inside = True
            elif node.name:
                if not self._is_url_command(node) and is_macro(self.markdown, self.span, node):
                    yield node
                if node.closed:
                    continue  # what is in its arguments is part of it
            waiting += [(child, inside) for child in reversed(node.children)]

    def _is_letter_of_change_log(self, node: Node) -> bool:
        """Whether a command of one letter is on its own, and so is neither a letter nor a sign."""
        after = node.start + 2
        if node.name in ("S", "P"):
            return not _SECTION.match(self.text, after)
        if node.name not in _LETTERS or self.text.startswith("{}", after):
            return False
        before = self.text[node.start - 1 : node.start] if node.start > self.span.start else ""
        return not (before == "{" or before.isalpha())

    def _is_accented(self, node: Node) -> bool:
        """Whether an accent comes before it and forms one letter with it."""
        name = node.name or (node.children[0].name if node.children else "")
        before = self.text[max(node.start - 4, 0) : node.start]
        return name in _LETTERS and _ACCENT.search(before) is not None

    def _is_url_command(self, node: Node) -> bool:
        """Whether the command contains nothing but a URL: rule URL003 reports it."""
        if node.name not in URL_COMMANDS or len(node.arguments) != 1:
            return False
        argument = node.arguments[0]
        return bool(_URL.match(self.text[slice(*argument)].strip()))

    def _in_other_code(self, offset: int) -> bool:
        """Whether ``offset`` is in code that does not begin there."""
        code = self.markdown.code.at(offset)
        if code is not None and code.start < offset and not self.text.startswith("``", code.start):
            return True
        return self._in_markup(offset)

    def _in_markup(self, offset: int) -> bool:
        markdown = self.markdown
        places = (markdown.math, markdown.html, self.targets)
        return any(place.at(offset) for place in places)

    def _opaque(self, offset: int) -> bool:
        code = self.markdown.code.at(offset)
        if code is not None and code.start not in self._no_code:
            return True
        return bool(self._in_markup(offset) or self._math.at(offset))

    def _lost_math(self) -> Iterator[Span]:
        """Yield math that the parser read as text."""
        wide = display_math(self.markdown)
        yield from wide.within(*self.span)

        def opaque(offset: int) -> bool:
            code = self.markdown.code.at(offset)
            in_code = code is not None and code.start not in self._no_code
            return bool(in_code or self._in_markup(offset) or wide.at(offset))

        yield from math_in_block(self.text, self.span, opaque)

    def _asterisks(self, edits: Sequence[Sequence[Edit] | None]) -> int:
        """Return how many asterisks a reader would see after ``edits``."""
        every = [edit for some in edits for edit in some or ()]
        return visible_text(applied(self.text, in_order(every), *self.span)).count("*")


def _quotation_edits(quotation: Quotation) -> list[Edit]:
    return [Edit(*quotation.opening, "“"), Edit(*quotation.closing, "”")]


def _name(node: Node) -> str:
    """Return the command's name; for a group, that of its first command."""
    return f"\\{node.name or node.children[0].name}"
