"""Notes below whose name there is nothing, where the schema asks for something."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.nodes import Note
from digestlint.document.document import Document
from digestlint.markdown import Span

# Atomic and possessive, so that many comments before the text take linear time.
_NO_CONTENT = lazy_pattern(
    r"(?>\s+|<!--.*?-->|^ {0,3}(?:-[ \t]*+){3,}$)*+", re.DOTALL | re.MULTILINE
)


def is_blank(document: Document, span: Span) -> bool:
    """Whether ``span`` has only comments, horizontal rules and stray fences."""
    return _NO_CONTENT.fullmatch(document.markdown.text, *span) is not None


def is_empty(document: Document, note: Note) -> bool:
    """Whether there must be something below the name of ``note``, and there is nothing."""
    schema = document.schema
    if schema is None or schema.notes is None or schema.notes.body == "optional":
        return False
    if note.fields or note.sections or not is_blank(document, note.body):
        return False
    markdown = document.markdown
    if markdown.heading_at(note.label.start):
        return True
    # A list item, or a row: what follows the title.
    if note.title is None:
        return False
    link = markdown.link_at(note.title.span.start)
    end = max(note.title.span.end, link.span.end if link else 0)
    return not any(map(str.isalnum, markdown.text[end : note.head.end]))
