"""How a file is seen by its schema, as data; ``schema_report`` is its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digestlint.digest.choosing import signs_of
from digestlint.digest.mismatches import Mismatch, mismatch
from digestlint.digest.nodes import Digest, Entry, Field, Group, Note
from digestlint.digest.schema import Schema
from digestlint.document.document import Document
from digestlint.inference.recurring import Recurring, unknown_headings, unknown_labels
from digestlint.text.spans import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_VALUE = 200  # characters of a value


def account_of(document: Document, schemas: Sequence[Schema], origin: str | None) -> dict[str, Any]:
    """Return how ``document`` is seen.

    ``origin`` is where its schema is set; None where it is chosen by content.
    """
    markdown, digest = document.markdown, document.digest
    signs = signs_of(markdown, document.path)
    looked_at = [s for s in schemas if digest is None or origin is None or s == digest.schema]
    if digest is not None and origin is None:
        # Those after the schema that the file has are not looked at.
        looked_at = looked_at[: [s.name for s in looked_at].index(digest.schema.name)]
    return {
        "schema": digest and digest.schema.name,
        "chosen": origin or ("by content" if digest else None),
        "mismatches": [
            _mismatch(found) for each in looked_at if (found := mismatch(each, signs, markdown))
        ],
        "entries": [_entry(document, entry) for entry in digest.entries] if digest else [],
        "notes": [_note(document, note) for note in digest.notes] if digest else [],
        "misfits": [_place(document, span) for span in digest.misfits] if digest else [],
        "kinds": _kinds(digest),
        "unknown_headings": _recurring(document, unknown_headings(markdown, digest)),
        "unknown_labels": _recurring(document, unknown_labels(markdown, digest)),
    }


def _mismatch(found: Mismatch) -> dict[str, Any]:
    match, notes = found.schema.match, found.schema.entries or found.schema.notes
    return {
        "schema": found.schema.name,
        "built_in": found.schema.built_in,
        "reasons": [reason._asdict() for reason in found.reasons],
        "share": found.share
        and {
            "parts": found.share.parts,
            "of": found.share.of,
            "kind": notes.kind if notes else None,
            "least_fields": notes.least_fields if notes else 0,
            "least_parts": match.least_parts,
            "least_share": match.least_share,
        },
    }


def _kinds(digest: Digest | None) -> dict[str, str | None]:
    """Return what entries and notes are in the Markdown."""
    entries, notes = (digest.schema.entries, digest.schema.notes) if digest else (None, None)
    return {"entries": entries and entries.kind, "notes": notes and notes.kind}


def _entry(document: Document, entry: Entry) -> dict[str, Any]:
    return {
        **_place(document, entry.content, entry.title),
        "date": entry.date and entry.date.text,
        "url": entry.url and entry.url.text,
        "links": {role: link.destination for role, link in entry.links.items()},
        "fields": _fields(document, entry.fields),
    }


def _note(document: Document, note: Note) -> dict[str, Any]:
    return {
        **_place(document, note.label, note.title),
        "number": note.number and note.number.text,
        "url": note.url and note.url.text,
        "fields": _fields(document, note.fields),
        "sections": [
            {"name": each.name, "line": _line(document, each.head.start), "text": each.text}
            for each in note.sections
        ],
    }


def _fields(document: Document, fields: Iterable[Field]) -> list[dict[str, Any]]:
    text = document.markdown.text
    return [
        {
            "name": field.name,
            "line": _line(document, field.label.start),
            "label": text[slice(*field.label)].strip(),
            "value": text[slice(*field.value)].strip()[:_VALUE],
        }
        for field in fields
    ]


def _place(document: Document, span: Span, title: Group | None = None) -> dict[str, Any]:
    text = title.text if title else document.markdown.text[slice(*span)].strip()
    return {"line": _line(document, span.start), "text": text.split("\n")[0].strip()[:_VALUE]}


def _recurring(document: Document, found: Iterable[Recurring]) -> list[dict[str, Any]]:
    return [
        {"text": each.text, "count": each.times, "line": _line(document, each.start)}
        for each in found
    ]


def _line(document: Document, offset: int) -> int:
    return document.lines.position(offset)[0]
