"""Everything that rules see of one file. Rules read it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any, Protocol

from digestlint.bibliography import Bibliography
from digestlint.digest import Digest, build
from digestlint.markdown import Markdown, parse
from digestlint.mojibake import Restoration, restore
from digestlint.papers import Paper, find_papers
from digestlint.restoration import Filled, fill_in
from digestlint.rule import RuleInfo
from digestlint.schema import Schema, by_name, choose
from digestlint.settings import Settings
from digestlint.source import LineIndex, Source
from digestlint.suppressions import Suppressions, read_suppressions
from digestlint.targets import STYLES_WITH_HEADING_ATTRIBUTES, Target, by_id, find_targets


class Neighbours(Protocol):
    """What rules may ask about other local files; ``path`` is relative to the document."""

    def exists(self, path: str) -> bool:
        """Whether a file or folder is there."""

    def target_ids(self, path: str) -> frozenset[str] | None:
        """The ids a fragment can name in that Markdown file; None if it can't be known."""


class NoNeighbours:
    """For text that has no place in a file system: every file is there, nothing is known of it."""

    def exists(self, path: str) -> bool:
        """Always true."""
        return True

    def target_ids(self, path: str) -> frozenset[str] | None:
        """Never known."""
        return None


@dataclass(frozen=True, slots=True)
class PaperElsewhere:
    """The same paper in an earlier file of the run."""

    filename: str
    row: int


@dataclass(frozen=True)
class Surroundings:
    """What stands around a document: its bibliography, its neighbours, the rest of the run."""

    bibliography: Bibliography | None = None
    neighbours: Neighbours = field(default_factory=NoNeighbours)
    # By identity of a paper (see ``papers.identities``): where earlier files of this run have it.
    elsewhere: Mapping[str, Sequence[PaperElsewhere]] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One file, step by step: source, restored text, Markdown, digest; and what surrounds it."""

    path: PurePath  # as the user named it
    source: Source
    restoration: Restoration
    markdown: Markdown  # of the restored text; stray fences are blanked
    digest: Digest | None  # None: no schema fits
    settings: Settings
    surroundings: Surroundings

    @property
    def text(self) -> str:
        """The restored text, which rules read unless they say otherwise."""
        return self.restoration.text

    @property
    def schema(self) -> Schema | None:
        """The schema that the file fits."""
        return self.digest.schema if self.digest else None

    @cached_property
    def lines(self) -> LineIndex:
        """Rows and columns of the restored text; its rows are those of the source."""
        return LineIndex(self.text)

    @cached_property
    def lines_of_source(self) -> LineIndex:
        """Rows and columns of the text as it is in the file."""
        return LineIndex(self.source.text)

    @cached_property
    def targets(self) -> Sequence[Target]:
        """What fragments can point to in this document."""
        return find_targets(self.markdown, self.settings.anchor_style)

    @cached_property
    def targets_by_id(self) -> Mapping[str, Sequence[Target]]:
        """The same, by id."""
        return by_id(self.targets)

    @cached_property
    def papers(self) -> Sequence[Paper]:
        """The papers of the digest; none where no schema fits."""
        return list(find_papers(self.digest)) if self.digest else ()

    @cached_property
    def suppressions(self) -> Suppressions:
        """The comments that silence findings."""
        return read_suppressions(
            self.markdown.comments, lambda offset: self.lines.position(offset)[0]
        )

    @cached_property
    def filled(self) -> Filled:
        """The restoration with a character chosen for each one that lost bytes.

        What is left of a section heading fits one heading of the schema, so that one is known.
        """
        filled = fill_in(self.restoration)
        known = {
            section.matched.start: section.spec.heading
            for note in (self.digest.notes if self.digest else ())
            for section in note.sections
            if section.canonical and self.restoration.damaged(*section.matched)
        }
        return filled.with_known(known) if known else filled

    def option(self, rule: RuleInfo, name: str) -> Any:
        """The value of a rule's option: as configured, else its default."""
        default = next(option.default for option in rule.options if option.name == name)
        return self.settings.rules.get(rule.name, {}).get(name, default)


def open_document(
    source: Source,
    path: PurePath,
    settings: Settings,
    schemas: Sequence[Schema],
    surroundings: Surroundings | None = None,
) -> Document:
    """Take decoded text through all steps up to the digest.

    Raises:
        SchemaError: when ``settings.schema`` names no schema.
    """
    restoration = restore(source.text)
    attributes = settings.anchor_style in STYLES_WITH_HEADING_ATTRIBUTES
    markdown = parse(restoration.text, heading_attributes=attributes)
    schema: Schema | None
    if settings.schema == "none":
        schema = None
    elif settings.schema is not None:
        schema = by_name(schemas, settings.schema)
    else:
        schema = choose(schemas, [heading.text.strip() for heading in markdown.headings])
    digest = None
    if schema is not None:
        markdown, digest = build(markdown, schema, restoration.fits, heading_attributes=attributes)
    return Document(
        path, source, restoration, markdown, digest, settings, surroundings or Surroundings()
    )
