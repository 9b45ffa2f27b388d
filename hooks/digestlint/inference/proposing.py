"""A schema for files: what recurs in them, and how much of them it explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.choosing import choose, signs_of
from digestlint.inference.candidates import candidates
from digestlint.inference.choosing import best
from digestlint.inference.corpus import File, Table, as_notes, parts_in, schema_of
from digestlint.inference.matching import match_of
from digestlint.inference.refining import refined


class Explained(NamedTuple):
    """How much of the files a schema explains."""

    files: int
    of_files: int
    parts: int
    of_parts: int  # in the files that it explains
    left_out: Sequence[str]  # the names of the other files
    missing: Mapping[str, int]  # notes without a field or section that is required, by name


class Proposal(NamedTuple):
    """A schema, and how much it explains."""

    table: Table
    explained: Explained


def propose(files: Sequence[File]) -> Proposal | None:
    """Return a schema for ``files``; None if nothing recurs in them."""
    choice = best(files, candidates(files))
    if choice is None:
        return None
    notes = refined(files, choice)
    parts = [part for file in files for part in parts_in(file, notes)[0]]
    if not parts:
        return None
    key, spec = "notes", as_notes(notes)
    if not notes.get("fields") and not notes.get("sections"):
        key, spec = "entries", {k: v for k, v in notes.items() if k != "least-fields"}
    table = {"match": match_of(files, parts, notes), key: spec}
    return Proposal(table, explained(files, table))


def explained(files: Sequence[File], table: Table) -> Explained:
    """Return how much of ``files`` the schema ``table`` explains."""
    schema = schema_of("x", table)
    notes = table.get("notes") or table["entries"]
    known = {**notes.get("fields", {}), **notes.get("sections", {})}
    needed = [name for name, each in known.items() if each.get("required", True) is True]
    left_out: list[str] = []
    missing: dict[str, int] = {}
    found = of = 0
    for file in files:
        markdown = file.markdown
        if choose(None, [schema], signs_of(markdown, file.path), markdown) is None:
            left_out.append(file.name)
            continue
        parts, misfits = parts_in(file, notes)
        found += len(parts)
        of += len(parts) + len(misfits)
        for _, note in parts:
            has = {f.name for f in note.fields} | {s.name for s in note.sections}
            for name in needed:
                if name not in has:
                    missing[name] = missing.get(name, 0) + 1
    return Explained(len(files) - len(left_out), len(files), found, of, left_out, missing)
