"""The objects of the ``json`` format, one per finding.

The JSON Schema of the output (``docs/schemas/output.json``) is generated from the classes here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from digestlint.core.finding import Finding, Fix, Location, Restored
from digestlint.core.rule_docs import rule_url
from digestlint.output.saying import said

_Count = Annotated[int, Meta(ge=1)]


class Position(Struct, frozen=True):
    """A place in the file; columns count characters, and both counts start at 1."""

    row: _Count
    column: _Count


class EditObject(Struct, frozen=True):
    """Replace the text from `location` up to `end_location` with `content`."""

    content: str
    location: Position
    end_location: Position


class FixObject(Struct, frozen=True):
    """Edits that belong together: apply all of them, or none."""

    applicability: Literal["safe", "unsafe"]
    message: str
    edits: list[EditObject]


class AlternativeObject(Struct, frozen=True):
    """Another character that may have been there, and how likely that is."""

    char: str
    posterior: float


class DoubtObject(Struct, frozen=True):
    """A character that lost bytes, and what was chosen for it with too little confidence."""

    column: Annotated[
        int,
        Meta(
            ge=1,
            description="The place of what is left of it, in the row where the finding begins.",
        ),
    ]
    chosen: str
    posterior: float
    alternatives: list[AlternativeObject]


class RestorationObject(Struct, frozen=True):
    """The most likely text of the finding before it was damaged."""

    text: str
    channel: Annotated[
        str,
        Meta(description="What happened: UTF-8 read as windows-1254, undefined bytes ignored."),
    ]
    doubtful: list[DoubtObject]


class FindingObject(Struct, frozen=True, omit_defaults=True):
    """One finding of one rule in one file."""

    code: Annotated[str, Meta(pattern="^[A-Z]{3}[0-9]{3}$")]
    name: str
    message: str
    filename: str
    location: Position
    end_location: Annotated[Position, Meta(description="Where it ends: the place after its last.")]
    fix: FixObject | None
    url: Annotated[str, Meta(description="The documentation of the rule.")]
    severity: Annotated[
        Literal["error", "warning", "info"],
        Meta(description="How bad it is, as the rule or the configuration says."),
    ]
    restoration: Annotated[
        RestorationObject | None,
        Meta(description="For mojibake with bytes missing, and for lost characters in Chinese."),
    ] = None


def as_object(finding: Finding) -> FindingObject:
    """Return the JSON object of a finding."""
    return FindingObject(
        finding.code,
        finding.name,
        said(finding.message),
        finding.filename,
        _position(finding.location),
        _position(finding.end_location),
        _fix(finding.fix) if finding.fix else None,
        rule_url(finding.name),
        finding.severity.value,
        _restoration(finding.restored) if finding.restored else None,
    )


def output_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the format ``json``."""
    from digestlint._runtime.json_schemas import Definitions  # to generate only

    made = Definitions()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Output of digestlint check --output-format json",
        **made.of(list[FindingObject]),
        "$defs": made.tables,
    }


def _position(location: Location) -> Position:
    return Position(location.row, location.column)


def _restoration(restored: Restored) -> RestorationObject:
    doubtful = [
        DoubtObject(
            doubt.location.column,
            doubt.chosen,
            round(doubt.posterior, 4),
            [AlternativeObject(char, round(share, 4)) for char, share in doubt.alternatives],
        )
        for doubt in restored.doubtful
    ]
    return RestorationObject(restored.text, restored.channel, doubtful)


def _fix(fix: Fix) -> FixObject:
    edits = [
        EditObject(edit.content, _position(start), _position(end))
        for edit, (start, end) in zip(fix.edits, fix.locations, strict=True)
    ]
    return FixObject("safe" if fix.applicability == "safe" else "unsafe", said(fix.message), edits)
