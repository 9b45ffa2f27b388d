"""Searching with the patterns of schemas, of which users' own may take any time.

Those of the built-in schemas run on ``re``. Users' own run on ``regex``, which stops after a given
time on every system and in every thread; it is loaded for them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from time import thread_time

from digestlint._runtime.language import say
from digestlint._runtime.time_budget import OutOfTimeError, check_time, seconds_left, spend
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.digest.schema.specs import NoteSpec, Schema, SchemaError

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol

    from regex import Pattern

    class Match(Protocol):
        """What the matches of ``re`` and of ``regex`` have in common."""

        def groupdict(self) -> dict[str, str | None]:
            """Return the text of each named group."""

        def start(self, group: str, /) -> int:
            """Return where a named group begins."""

        def end(self, group: str, /) -> int:
            """Return where it ends."""

    class SchemaPattern(Protocol):
        """What searches for the pattern of a schema."""

        def search(self, text: str, /) -> Match | None:
            """Return the first place where it is found."""


# Python takes some 3 µs to read a character of a pattern, and a configuration has up to a million.
_LONGEST = 5_000


class PatternTooSlowError(SchemaError, OutOfTimeError):
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
    return say(
        (
            "{place}the pattern {pattern} takes too long on this file; write it so "
            "that it can match a text in one way only, such as 'a+' instead of "
            "'(a+)+'"
        ),
        place="".join(places[:1]),
        pattern=repr(pattern),
    )


class LimitedPattern:
    """Searches as the ``re.Pattern`` does, for as long as the time budget of the file allows."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._compiled = _compiled(pattern)

    def search(self, text: str, /) -> Match | None:
        """As ``re.Pattern.search``.

        Raises:
            PatternTooSlowError: when all its searches in one file take too long.
            OutOfTimeError: when the time for the file is up.
        """
        check_time()
        left = seconds_left(self._pattern)
        if left <= 0:
            raise PatternTooSlowError(self._pattern)
        started = thread_time()
        try:
            return self._compiled.search(text, timeout=left)
        except TimeoutError:
            check_time()
            raise PatternTooSlowError(self._pattern) from None
        finally:
            spend(self._pattern, thread_time() - started)


@cache
def schema_pattern(pattern: str) -> SchemaPattern:
    """Return what searches with ``pattern``, which is one of a valid schema."""
    return re.compile(pattern) if is_built_in(pattern) else LimitedPattern(pattern)


def is_built_in(pattern: str) -> bool:
    """Whether ``pattern`` is one of ours, which are known to be fast on every text."""
    return pattern in _built_in_patterns()


@cache
def _built_in_patterns() -> frozenset[str]:
    every = (pattern for schema in SCHEMAS for pattern in named_patterns(schema).values())
    return frozenset([NoteSpec._field_defaults["pattern"], *every])


def groups_of(pattern: str) -> Mapping[str, int]:
    """Return the named groups of a user's pattern.

    Raises:
        ValueError: it is not a pattern, or not one that may be used; says why.
    """
    if len(pattern) > _LONGEST:
        raise ValueError(
            say(
                (
                    "is too long or too deep for a regular expression: it has {number} "
                    "characters, and {longest} are allowed"
                ),
                number=f"{len(pattern):,}",
                longest=f"{_LONGEST:,}",
            )
        )
    import regex  # for users' patterns only

    try:
        return _compiled(pattern).groupindex
    except (OverflowError, RecursionError):
        raise ValueError(say("is too long or too deep for a regular expression")) from None
    except (regex.error, ValueError, IndexError, KeyError) as error:
        raise ValueError(say("is not a regular expression: {error}", error=error)) from None


def _compiled(pattern: str) -> Pattern[str]:
    """Return ``pattern`` as ``regex`` reads it: like ``re`` does, with what that does not have."""
    import regex  # for users' patterns only

    return regex.compile(pattern, regex.VERSION0)


def named_patterns(schema: Schema) -> dict[str, str]:
    """Return the patterns of ``schema`` by their keys."""
    found: dict[str, str] = {}
    for key, match in (("match", schema.match), ("match.none-of", schema.match.none_of)):
        if match is not None:
            for name in ("headings", "path", "body"):
                found |= {f"{key}.{name}[{i}]": p for i, p in enumerate(getattr(match, name))}
            found |= {f"{key}.front-matter.{name}": p for name, p in match.front_matter.items()}
    for name, spec in (("entries", schema.entries), ("notes", schema.notes)):
        if spec is not None:
            found[f"{name}.pattern"] = spec.pattern
            if spec.under is not None:
                found[f"{name}.under"] = spec.under
            for field, its in spec.fields.items():
                if its.value is not None:
                    found[f"{name}.fields.{field}.value"] = its.value
    return found | {f"counts.{name}.pattern": spec.pattern for name, spec in schema.counts.items()}
