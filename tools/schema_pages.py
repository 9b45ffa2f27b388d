"""The page of the built-in schemas: what each is for, its keys, and an example.

The examples are the digests in ``fixtures/schemas``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digestlint.digest.schema import EntrySpec, NoteSpec, Schema
from digestlint.digest.schema.builtin_schemas import SCHEMAS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "schemas"
_HEAD = """\
# Built-in schemas

A file gets the first of these [schemas](schemas.md) that matches it; your own come before them.
`digestlint schema explain FILE` says which one a file has and why, `digestlint schema NAME` prints
one as TOML. They describe kinds of digests, not publishers: most fields are required as `"usual"`
only, where nearly all other papers of the same file have them.

| schema | shape |
|---|---|
"""
_SHOWN = 12  # fields or sections of a table


def page() -> str:
    """Return the page as Markdown."""
    rows = "\n".join(f"| [`{each.name}`](#{each.name}) | {_cell(each)} |" for each in SCHEMAS)
    return _HEAD + rows + "\n" + "".join(map(_section, SCHEMAS))


def _cell(schema: Schema) -> str:
    return schema.description.replace("<", "`<").replace(">", ">`")


def _section(schema: Schema) -> str:
    digest = (FIXTURES / schema.name / "digest.md").read_text(encoding="utf-8")
    facts = "".join(f"- {fact}\n" for fact in _facts(schema))
    return f"\n## {schema.name}\n\n{_cell(schema)}.\n\n{facts}\n````markdown\n{digest}````\n"


def _facts(schema: Schema) -> Iterator[str]:
    match = schema.match
    if match.headings:
        yield "Headings: " + " and ".join(f"`{pattern}`" for pattern in match.headings)
    if match.least_parts > 1:
        share = f", {match.least_share:.0%} of what could be one" if match.least_share else ""
        yield f"At least {match.least_parts} papers{share}"
    for what, spec in (("entry", schema.entries), ("note", schema.notes)):
        if spec is not None:
            yield f"Each {what} is a `{spec.kind}`{_fields(spec)}"
    if isinstance(schema.notes, NoteSpec) and schema.notes.sections:
        names = [spec.heading for spec in schema.notes.sections.values()]
        yield f"Sections: {_list(names)}"


def _fields(spec: EntrySpec | NoteSpec) -> str:
    names = [field.label for field in spec.fields.values()]
    if not names:
        return ""
    least = f", at least {spec.least_fields} of them" if spec.least_fields else ""
    return f" with fields{least}: {_list(names)}"


def _list(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"`{name}`" for name in names[:_SHOWN]) + more
