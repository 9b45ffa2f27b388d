"""The fields and sections of notes: what of them is required, and what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from digestlint.inference.candidates import key_of
from digestlint.inference.choosing import Choice
from digestlint.inference.corpus import File, Part, Table, all_parts
from digestlint.inference.features import Feature
from digestlint.inference.values import facts_of

_REQUIRED = 0.995  # the share of notes that have what is required
_USUAL = 0.8
_LEAST = 0.05
_LEAST_IN_ORDER = 0.99
_MOST_FEATURES = 12
_LEAST_FIELDS = 2


def refined(files: Sequence[File], choice: Choice) -> Table:
    """Return the notes of ``choice`` with their fields and sections."""
    spec = dict(choice.spec)
    fields: Table = dict(spec.pop("fields", {}))
    sections: Table = {}
    known = {feature.text.strip(" :：") for feature in choice.sections}
    for label in _most_common(choice.labels):
        if label.text not in known:
            key = key_of(label.text, {*fields, *sections})
            fields[key] = {"label": label.text, "kind": "label"}
    for heading in _most_common(choice.sections):
        sections[key_of(heading.text, {*fields, *sections})] = {"heading": heading.text}
    if sections:
        levels = Counter(h.level for h in choice.sections for _ in range(int(100 * h.share)))
        spec["section-level"] = levels.most_common(1)[0][0]
        if spec["section-level"] <= spec.get("level", 0):
            del spec["section-level"]
        spec["sections"] = sections
    if fields:
        spec["fields"] = fields
    parts = all_parts(files, spec)
    _measure(spec, parts)
    if "sections" in spec and not _in_order(parts):
        spec["ordered"] = False
    if spec["kind"] != "table-row" and (least := _least_fields(spec, parts)):
        spec["least-fields"] = least
    return spec


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
            tables[name] |= _required(share) | facts
        if key in spec and not tables:
            del spec[key]


def _required(share: float) -> Table:
    if share >= _REQUIRED:
        return {}
    return {"required": "usual" if share >= _USUAL else False}


def _in_order(parts: Sequence[Part]) -> bool:
    """Whether the sections of nearly all ``parts`` come in the same order."""
    pairs: Counter[tuple[str, str]] = Counter()
    for part in parts:
        names = list(dict.fromkeys(section.name for section in part.note.sections))
        pairs.update(pairwise(names))
    against = sum(
        min(count, pairs[second, first]) for (first, second), count in pairs.items()
    )
    return against <= (1 - _LEAST_IN_ORDER) * 2 * max(1, len(parts))


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
        if have >= 0.8 * len(parts):
            return least
    return 0
