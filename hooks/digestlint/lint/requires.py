"""Which rules may find anything in a document, by their requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.encoding.detect.odd_words import find_odd_words
from digestlint.text.signs import has_any

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint.core.rule import Requirement


_THOUGHTS = ("think", "THINK", "Think", "thought")  # in the tags around those of a model


def _specs(document: Document) -> Iterator[Any]:
    """Yield what the schema says of fields and sections."""
    if document.digest is None:
        return
    entries, notes = document.digest.schema.entries, document.digest.schema.notes
    if entries is not None:
        yield from entries.fields.values()
    if notes is not None:
        yield from notes.fields.values()
        yield from notes.sections.values()


_HAS: Mapping[Requirement, Callable[[Document], object]] = {
    "anything": lambda document: True,
    "bibliography": lambda document: document.context.bibliography,
    "byte order mark": lambda document: document.source.bom,
    "counts": lambda document: document.digest and document.digest.schema.counts,
    "directives": lambda document: document.has_directives,
    "digest": lambda document: document.digest,
    "fields": lambda document: (
        document.digest
        and any(
            spec is not None and spec.fields
            for spec in (document.digest.schema.entries, document.digest.schema.notes)
        )
    ),
    "languages": lambda document: any(spec.language for spec in _specs(document)),
    "links": lambda document: (
        document.markdown.links or document.markdown.definitions or document.markdown.html_links
    ),
    "local links": lambda document: document.has_local_links,
    "lossy mojibake": lambda document: document.restored_view.is_lossy,
    "mixed line endings": lambda document: document.source.mixed_newlines,
    "mojibake": lambda document: (
        document.restoration.runs
        or document.restoration.suspects
        or document.restoration.remains
        or find_odd_words(document.source.text)
    ),
    "non-ASCII text": lambda document: not document.text.isascii(),
    "notes": lambda document: document.digest and document.digest.notes,
    "other files": lambda document: document.context.remarks,
    "papers or thoughts": lambda document: (
        document.is_about_papers or has_any(document.text, _THOUGHTS)
    ),
    "stray fences": lambda document: document.digest and document.digest.stray_fences,
    "tags": lambda document: document.markdown.html_tags,
    "undecodable bytes": lambda document: document.source.undecodable,
    "values": lambda document: not all(spec.takes_any_text for spec in _specs(document)),
}


def may_find(info: RuleInfo, document: Document) -> bool:
    """Whether the rule may find anything, by its metadata: most modules need not be loaded."""
    if not _HAS[info.requires](document):
        return False
    text = document.source.text if info.reads == "source" else document.text
    return not info.prefilter or has_any(text, info.prefilter)
