"""Searching with the patterns of schemas, of which users' own may take any time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from digestlint._runtime.time_limit import TooSlowError, running, work_of
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.digest.schema.specs import Schema, SchemaError


class PatternTooSlowError(SchemaError):
    """A pattern took too long on a file."""

    def __init__(self, pattern: str) -> None:
        super().__init__(explain_slow(pattern, ()))
        self.pattern = pattern


def explain_slow(pattern: str, schemas: Iterable[Schema]) -> str:
    """Return what to say of a ``pattern`` of ``schemas`` that took too long."""
    places = [
        f"schemas.{schema.name}.{key}: "
        for schema in schemas
        for key, known in named_patterns(schema).items()
        if known == pattern and not schema.built_in
    ]
    return (
        f"{''.join(places[:1])}the pattern {pattern!r} takes too long on this file; write it so "
        f"that it can match a text in one way only, such as 'a+' instead of '(a+)+'"
    )


class LimitedPattern:
    """Searches as the ``re.Pattern`` does, for as long as the time limit of the file allows."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``.

        Raises:
            PatternTooSlowError: when all its searches in one file take too long.
        """
        try:
            with running(work_of(self._pattern)):
                return re.search(self._pattern, text)
        except TooSlowError:
            raise PatternTooSlowError(self._pattern) from None


@cache
def schema_pattern(pattern: str) -> re.Pattern[str] | LimitedPattern:
    """Return what searches with ``pattern``, which is one of a valid schema."""
    if any(pattern in named_patterns(schema).values() for schema in SCHEMAS):
        return re.compile(pattern)
    return LimitedPattern(pattern)


def recognises(schema: Schema, headings: list[str]) -> bool:
    """Whether a file with these heading texts is a digest of ``schema``."""
    return all(
        any(pattern.search(heading) for heading in headings)
        for pattern in map(schema_pattern, schema.match.headings)
    )


def named_patterns(schema: Schema) -> dict[str, str]:
    """Return the patterns of ``schema`` by their keys."""
    found = {f"match.headings[{i}]": p for i, p in enumerate(schema.match.headings)}
    for name, spec in (("entries", schema.entries), ("notes", schema.notes)):
        if spec is not None:
            found[f"{name}.pattern"] = spec.pattern
            if spec.under is not None:
                found[f"{name}.under"] = spec.under
    return found
