"""A piece of LaTeX that is not a command, and how Markdown writes it."""

from __future__ import annotations

from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.rules.helpers.formulas import formulas
from digestlint.rules.helpers.pasted_bibtex import bibtex

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["accent", "math", "stars", "tie"]


class Residue(NamedTuple):
    """One piece; ``content`` is empty if only the author knows what it should be."""

    span: Span
    kind: Kind
    content: str


class Prose:
    """The paragraphs, headings and cells of a text, without what is not read as text."""

    def __init__(self, markdown: Markdown) -> None:
        self.markdown = markdown
        self._bibtex = SpanSet(bibtex(markdown))

    def block(self, span: Span) -> Span | None:
        """Return the block around ``span`` if all of it is text outside math."""
        block = self.plain_block(span)
        return None if block is None or formulas(self.markdown).overlaps(*span) else block

    def plain_block(self, span: Span) -> Span | None:
        """Return the block around ``span`` if it is no code, HTML, link target or parsed math."""
        markdown = self.markdown
        # A paragraph in a list that begins with an escaped character begins after the backslash.
        block = markdown.block_at(span.start) or markdown.block_at(span.start + 1)
        if block is None or span.end > block.end:
            return None
        places = (markdown.code, markdown.html, markdown.urls, markdown.math, self._bibtex)
        return None if any(place.overlaps(*span) for place in places) else block
