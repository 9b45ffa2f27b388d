"""The fields and sections of notes: what of them is required, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.inference.candidates import key_of
from digestlint.inference.choosing import Choice
from digestlint.inference.corpus import File, Part, Table, all_parts
from digestlint.inference.features import Feature
from digestlint.inference.roles import roles_of
from digestlint.inference.shapes import is_linked
from digestlint.inference.values import facts_of

_REQUIRED = 0.995  # the share of notes that have what is required
_USUAL = 0.8
_LEAST = 0.05
_COMMON = 0.5
_LEAST_IN_ORDER = 0.97
_MOST_FEATURES = 12
_LEAST_FIELDS = 2


def refined(files: Sequence[File], choice: Choice) -> Table:
    """Return the notes of ``choice`` with their fields and sections."""
    spec = dict(choice.spec)
    fields: Table = dict(spec.pop("fields", {}))
    headings = _of_one_level(choice.sections, spec.get("level", 0))
    sections: Table = {}
    for label in _most_common(_before(headings, choice.labels)):
        key = key_of(label.text, {*fields})
        fields[key] = _with_aliases({"label": label.text, "kind": "label"}, label)
    for heading in _most_common(headings):
        key = key_of(heading.text, {*fields, *sections})
        sections[key] = _with_aliases({"heading": heading.text}, heading)
    if roles := roles_of(choice.parts, _LEAST):
        spec["links"] = roles
    if sections:
        spec |= {"section-level": headings[0].level, "sections": sections}
    if fields:
        spec["fields"] = fields
    is_row = spec["kind"] == "table-row"
    # What tells papers from others by itself needs no fields: those that lack some are reported.
    is_plain = is_row or not is_linked(spec["pattern"])
    parts = choice.parts if is_row else all_parts(files, spec)
    if is_plain and (least := _least_fields(spec, parts)):
        spec["least-fields"] = least
        parts = all_parts(files, spec)
    _measure(spec, parts)
    if "sections" in spec and not _in_order(spec, parts):
        spec["ordered"] = False
    return _sorted(spec)


def _sorted(spec: Table) -> Table:
    """Return ``spec`` with its tables last."""
    tables = {key: spec[key] for key in ("fields", "sections") if key in spec}
    return {key: value for key, value in spec.items() if key not in tables} | tables


def _with_aliases(spec: Table, feature: Feature) -> Table:
    return {**spec, "aliases": list(feature.aliases)} if feature.aliases else spec


def _of_one_level(sections: Sequence[Feature], above: int) -> list[Feature]:
    """Return the headings of the level that most recurs, of those below a note's level."""
    levels: dict[int, float] = {}
    for section in sections:
        if section.level > above:
            levels[section.level] = levels.get(section.level, 0.0) + section.share
    level = max(levels, key=lambda level: levels[level], default=0)
    return [section for section in sections if section.level == level]


def _before(headings: Sequence[Feature], labels: Sequence[Feature]) -> list[Feature]:
    """Return the labels that are mostly before sections: others are part of those."""
    common = [heading.place for heading in headings if heading.share >= _COMMON]
    first = min(common, default=None)
    return [label for label in labels if first is None or label.place < first]


def _most_common(features: Sequence[Feature]) -> list[Feature]:
    """Return the features that most parts have, in their order."""
    kept = sorted(features, key=lambda f: -f.share)[:_MOST_FEATURES]
    return [feature for feature in features if feature in kept]


def _measure(spec: Table, parts: Sequence[Part]) -> None:
    """Say in ``spec`` which fields and sections are required, and what they hold."""
    values: dict[str, list[str]] = {}
    bodies: dict[str, list[str]] = {}
    for part in parts:
        text, note = part.file.markdown.text, part.note
        for name, value in {f.name: text[slice(*f.value)] for f in note.fields}.items():
            values.setdefault(name, []).append(value.strip())
        for name, body in {s.name: text[slice(*s.body)] for s in note.sections}.items():
            bodies.setdefault(name, []).append(body.strip())
    for key, found in (("fields", values), ("sections", bodies)):
        tables = spec.get(key, {})
        for name in list(tables):
            its = found.get(name, [])
            share = len(its) / max(1, len(parts))
            if share < _LEAST:
                del tables[name]
                continue
            facts = facts_of(its)
            if key == "sections":
                facts.pop("type", None)
            tables[name] = {**tables[name], **_required(share), **facts}
        if key in spec and not tables:
            del spec[key]


def _required(share: float) -> Table:
    if share >= _REQUIRED:
        return {}
    return {"required": "usual" if share >= _USUAL else False}


def _in_order(spec: Table, parts: Sequence[Part]) -> bool:
    """Whether the sections of nearly all ``parts`` come in the order of the specification."""
    places = {name: place for place, name in enumerate(spec["sections"])}
    in_order = 0
    for part in parts:
        order = [places[section.name] for section in part.note.sections]
        in_order += order == sorted(order)
    return in_order >= _LEAST_IN_ORDER * len(parts)


def _least_fields(spec: Table, parts: Sequence[Part]) -> int:
    """Return how many fields and sections nearly all notes have; few, so that few are left out."""
    known = len(spec.get("fields", ())) + len(spec.get("sections", ()))
    for least in range(min(_LEAST_FIELDS, known), 0, -1):
        have = sum(
            1
            for part in parts
            if len({f.name for f in part.note.fields} | {s.name for s in part.note.sections})
            >= least
        )
        # Rows that lack cells are broken ones, and may be many.
        if have >= (0.5 if spec["kind"] == "table-row" else 0.8) * len(parts):
            return least
    return 0
