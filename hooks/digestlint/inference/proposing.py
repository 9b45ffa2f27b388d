"""A schema for files: what recurs in them, and how much of them it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from digestlint._runtime.language import say, translated
from digestlint._runtime.records import NamedTuple
from digestlint.digest.choosing import signs_of
from digestlint.digest.schema import recognises
from digestlint.inference.candidates import candidates
from digestlint.inference.choosing import best
from digestlint.inference.corpus import File, Seen, Table, as_notes, schema_of, seen_in
from digestlint.inference.matching import match_of
from digestlint.inference.refining import refined
from digestlint.inference.shapes import is_linked
from digestlint.text.quoting import counted

_LEAST_SHARE = 0.4


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
    seen = [seen_in(file, notes) for file in files]
    if not any(each.parts for each in seen):
        return None
    match = match_of(seen)
    if notes.get("fields") or notes.get("sections"):
        table = {"match": match, "notes": as_notes(notes)}
    elif is_linked(notes["pattern"]) or "(?P<date>" in notes["pattern"] or notes.get("links"):
        table = {"match": match, "entries": notes}
    else:
        return None
    proposal = Proposal({"description": _description(notes), **table}, _explained(seen, table))
    found = proposal.explained
    too_little = found.parts < _LEAST_SHARE * found.of_parts or found.files < 1
    return None if too_little else proposal


def _description(notes: Table) -> str:
    kind = notes["kind"].replace("-", " ")
    fields, sections = (len(notes.get(key, ())) for key in ("fields", "sections"))
    has = [counted(fields, "field")] if fields else []
    has += [counted(sections, "section")] if sections else []
    if has:
        parts = translated(" and ").join(has)
        return say("Papers as {kind}s, with {parts}", kind=kind, parts=parts)
    return say("Papers as {kind}s", kind=kind)


def _explained(seen: Sequence[Seen], table: Table) -> Explained:
    """Return how much of the files the schema ``table`` explains."""
    schema, match = schema_of("x", table), table["match"]
    notes = table.get("notes") or table["entries"]
    known = {**notes.get("fields", {}), **notes.get("sections", {})}
    needed = [name for name, each in known.items() if each.get("required", True) is True]
    left_out: list[str] = []
    missing: Counter[str] = Counter()
    found = of = 0
    for file, parts, misfits in seen:
        both = len(parts) + len(misfits)
        enough = len(parts) >= max(match["least-parts"], match.get("least-share", 0) * both)
        if not enough or not recognises(schema, signs_of(file.markdown, file.path)):
            left_out.append(file.name)
            continue
        found += len(parts)
        of += both
        for _, note in parts:
            has = {f.name for f in note.fields} | {s.name for s in note.sections}
            missing.update(name for name in needed if name not in has)
    return Explained(len(seen) - len(left_out), len(seen), found, of, left_out, missing)
