"""Whether a file is a digest of a schema, by what it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from digestlint._runtime.records import NamedTuple
from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.searching import schema_pattern
from digestlint.digest.schema.specs import Schema

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal


class _Signs(NamedTuple):
    headings: Sequence[str]  # their texts
    text: str = ""
    path: str = ""  # with ``/``
    front_matter: Mapping[str, str] = {}  # values by keys


class Signs(_Signs):
    """What a file has, by which it is recognised.

    Many schemas look for the same patterns, each of which is looked for once.
    """

    @cached_property
    def _found(self) -> dict[tuple[str, str], bool]:
        return {}

    def in_headings(self, pattern: str) -> bool:
        """Whether any heading has ``pattern``."""
        key = "headings", pattern
        if key not in self._found:
            self._found[key] = any(map(schema_pattern(pattern).search, self.headings))
        return self._found[key]

    def in_text(self, pattern: str) -> bool:
        """Whether the text has ``pattern``."""
        key = "text", pattern
        if key not in self._found:
            self._found[key] = schema_pattern(pattern).search(self.text) is not None
        return self._found[key]


class Reason(NamedTuple):
    """Why a file is no digest of a schema."""

    key: str  # of the schema: ``match.headings[0]``
    pattern: str
    what: Literal["missing", "unwanted"]


def recognises(schema: Schema, signs: Signs) -> bool:
    """Whether a file with these ``signs`` may be a digest of ``schema``.

    How many entries it has, and how many are none, is not looked at.
    """
    return next(iter(reasons(schema, signs)), None) is None


def looks_at_paths(schema: Schema) -> bool:
    """Whether it depends on the path of a file if it is a digest of ``schema``.

    The patterns of built-in schemas look at the name only, which is never hidden from them.
    """
    if schema.built_in:
        return False
    none_of = schema.match.none_of
    return bool(schema.match.path or (none_of and none_of.path))


def recognises_headings(schema: Schema, headings: Sequence[str]) -> bool:
    """Whether a file with these ``headings`` has all that ``schema`` is recognised by."""
    return bool(schema.match.headings) and all(
        any(map(schema_pattern(pattern).search, headings)) for pattern in schema.match.headings
    )


def reasons(schema: Schema, signs: Signs) -> Iterable[Reason]:
    """Yield why a file with these ``signs`` is no digest of ``schema``, if it is none."""
    match = schema.match
    for key, pattern, found in _looked_for(match, signs):
        if not found:
            yield Reason(f"match.{key}", pattern, "missing")
    if match.path and not any(schema_pattern(each).search(signs.path) for each in match.path):
        yield Reason("match.path", match.path[0], "missing")
    if (none_of := match.none_of) is None:
        return
    for key, pattern, found in _looked_for(none_of, signs):
        if found:
            yield Reason(f"match.none-of.{key}", pattern, "unwanted")
    for i, pattern in enumerate(none_of.path):
        if schema_pattern(pattern).search(signs.path):
            yield Reason(f"match.none-of.path[{i}]", pattern, "unwanted")


def _looked_for(match: MatchSpec | NoneOfSpec, signs: Signs) -> Iterable[tuple[str, str, bool]]:
    """Yield the patterns for headings, front matter and body: key, pattern, whether it is found."""
    for i, pattern in enumerate(match.headings):
        yield f"headings[{i}]", pattern, signs.in_headings(pattern)
    for key, pattern in match.front_matter.items():
        value = signs.front_matter.get(key)
        found = value is not None and schema_pattern(pattern).search(value) is not None
        yield f"front-matter.{key}", pattern, found
    for i, pattern in enumerate(match.body):
        yield f"body[{i}]", pattern, signs.in_text(pattern)
