"""Which rules may find anything in a document, by their requirements."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.encoding.detect.odd_words import find_odd_words

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.core.rule import Requirement

_HAS: Mapping[Requirement, Callable[[Document], object]] = {
    "anything": lambda document: True,
    "bibliography": lambda document: document.context.bibliography,
    "byte order mark": lambda document: document.source.bom,
    "directives": lambda document: document.has_directives,
    "digest": lambda document: document.digest,
    "fields": lambda document: (
        document.digest and document.digest.schema.notes and document.digest.schema.notes.fields
    ),
    "links": lambda document: (
        document.markdown.links or document.markdown.definitions or document.markdown.html_links
    ),
    "lossy mojibake": lambda document: document.restored_view.is_lossy,
    "mixed line endings": lambda document: document.source.mixed_newlines,
    "mojibake": lambda document: (
        document.restoration.runs
        or document.restoration.suspects
        or document.restoration.remains
        or find_odd_words(document.source.text)
    ),
    "notes": lambda document: document.digest and document.digest.notes,
    "other files": lambda document: document.context.remarks,
    "stray fences": lambda document: document.digest and document.digest.stray_fences,
    "tags": lambda document: document.markdown.html_tags,
    "undecodable bytes": lambda document: document.source.undecodable,
}


def may_find(info: RuleInfo, document: Document) -> bool:
    """Whether the rule may find anything, by its metadata: most modules need not be loaded."""
    if not _HAS[info.requires](document):
        return False
    text = document.source.text if info.reads == "source" else document.text
    return not info.prefilter or any(sign in text for sign in info.prefilter)
