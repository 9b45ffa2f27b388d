"""Why a schema does not fit a file."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.choosing import Share, share_of
from digestlint.digest.schema import Schema, Signs
from digestlint.digest.schema.recognising import Reason, reasons
from digestlint.markdown import Markdown


class Mismatch(NamedTuple):
    """What a schema asks of a file, and the file lacks; nothing where it fits."""

    schema: Schema
    reasons: Sequence[Reason]
    share: Share | None  # how much of the file would be explained, if that is too little

    def __bool__(self) -> bool:
        return bool(self.reasons) or self.share is not None


def mismatch(schema: Schema, signs: Signs, markdown: Markdown) -> Mismatch:
    """Return why a file with these ``signs`` does not get ``schema`` by its content."""
    match = schema.match
    found = list(reasons(schema, signs))
    if not match.least_parts and not match.least_share:
        return Mismatch(schema, found, None)
    share = share_of(schema, markdown)
    enough = share.parts >= match.least_parts and share.parts >= match.least_share * share.of
    return Mismatch(schema, found, None if enough else share)
