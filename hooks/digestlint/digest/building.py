"""Markdown seen through a schema: entries, notes, their sections and fields."""

from __future__ import annotations

from digestlint.digest.fences import find_stray_fences, mask_fences
from digestlint.digest.headings import Fits
from digestlint.digest.nodes import Digest
from digestlint.digest.readers.entries import EntryReader
from digestlint.digest.readers.notes import NoteReader
from digestlint.digest.readers.part_reader import read_fact
from digestlint.digest.schema import EntrySpec, NoteSpec, Schema
from digestlint.digest.wrapping import find_wrappers, unwrapped
from digestlint.markdown import FencedCodeBlock, Markdown, parse

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# A fence inside a swallowed note may swallow in turn; each round looks one fence deeper.
_MAX_NESTING = 8


def build(
    markdown: Markdown,
    schema: Schema,
    fits: Fits | None = None,
    *,
    heading_attributes: bool = False,
) -> tuple[Markdown, Digest]:
    """See ``markdown`` through ``schema``.

    ``fits`` says whether a stretch of the text could be a given string; None where no character is
    damaged. Returns the digest, and the Markdown it was read from: where fences hide the digest or
    swallow notes, a second parse with those fences masked.
    """
    text, budget = markdown.text, markdown.budget
    wrappers: list[FencedCodeBlock] = []
    for _ in range(_MAX_NESTING):
        found = find_wrappers(markdown, schema)
        if not found:
            break
        wrappers += found
        text = unwrapped(text, found)
        markdown = parse(text, heading_attributes=heading_attributes, budget=budget)
    fences = sorted(wrappers, key=lambda fence: fence.span)
    reader = NoteReader(schema.notes, fits) if schema.notes else None
    for _ in range(_MAX_NESTING if reader else 0):
        found = find_stray_fences(markdown, reader) if reader else ()
        if not found:
            break
        fences = sorted([*fences, *found], key=lambda fence: fence.span)
        markdown = parse(
            mask_fences(text, fences), heading_attributes=heading_attributes, budget=budget
        )
    entries = notes = None
    if schema.entries:
        entries = _read_before(markdown, schema.entries, fits)
        entries = entries or EntryReader(schema.entries).read(markdown)
    if schema.notes and reader:
        notes = _read_before(markdown, schema.notes, fits) or reader.read(markdown)
    return markdown, Digest(
        schema,
        entries.entries if entries else (),
        notes.notes if notes else (),
        fences,
        wrappers,
        misfits=[*(entries.misfits if entries else ()), *(notes.misfits if notes else ())],
    )


def _read_before(markdown: Markdown, spec: EntrySpec | NoteSpec, fits: Fits | None) -> Any:
    """Return what was read of the same text when the schema was chosen, if that was needed."""
    return markdown.facts.pop(read_fact(spec), None) if fits is None else None
