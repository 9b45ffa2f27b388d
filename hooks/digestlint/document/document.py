"""Everything that rules may read of one file; they read nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePath

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.time_budget import check_time
from digestlint.core.rule import RuleInfo
from digestlint.core.settings import Settings
from digestlint.digest.choosing import choose, signs_of
from digestlint.digest.schema import Schema, Signs
from digestlint.document.context import Context
from digestlint.document.restored_view import (
    CONFIDENCE,
    LOSSY,
    RestoredView,
    forms,
    heading_texts,
    read,
)
from digestlint.encoding import as_it_is, find_mojibake
from digestlint.markdown import Markdown, Span, parse
from digestlint.markdown.targets import STYLES_WITH_HEADING_ATTRIBUTES, Target, by_id, find_targets
from digestlint.papers import mentions
from digestlint.text.codec import LineIndex, Source
from digestlint.text.signs import has_any

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint._runtime.budgets import Budget
    from digestlint.digest.nodes import Digest
    from digestlint.digest.papers import Paper
    from digestlint.document.suppressions import Suppressions
    from digestlint.encoding import Restoration
    from digestlint.encoding.infill import Filled

_FIRST_LINE = lazy_pattern(r"[^\s][^\r\n]*")


class _Steps(NamedTuple):
    """The parts of a document, in the order in which they are computed."""

    path: PurePath  # as the user named it
    source: Source
    restored_view: RestoredView
    markdown: Markdown  # of the restored text; stray fences are masked
    digest: Digest | None  # None: no schema fits
    settings: Settings
    context: Context


class Document(_Steps):
    """One file, step by step: source, restored text, Markdown, digest; and what surrounds it."""

    @cached_property
    def restoration(self) -> Restoration:
        """The restored text and where it came from; what is surely restored counts as intact."""
        return self.restored_view.restoration

    @property
    def filled(self) -> Filled:
        """All that lost bytes, with what was chosen for it."""
        return self.restored_view.filled

    @cached_property
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
        same = self.text == self.source.text
        return self.lines_of_source if same else LineIndex(self.text)

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
        if self.digest is None:
            return ()
        from digestlint.digest.papers import find_papers  # for digests

        return list(find_papers(self.digest, self.markdown))

    @cached_property
    def is_about_papers(self) -> bool:
        """Whether the text is a digest, or names papers as one does."""
        return self.digest is not None or has_any(self.text, mentions.SIGNS)

    @cached_property
    def has_local_links(self) -> bool:
        """Whether any link may lead to a place in the file, or to a file beside it."""
        of_web = "https://", "http://"
        markdown = self.markdown
        links = (markdown.links, markdown.definitions, markdown.html_links)
        return any(not link.destination.startswith(of_web) for some in links for link in some)

    @property
    def head(self) -> Span:
        """What stands for the whole file in reports: its first heading, else its first line."""
        if self.markdown.headings:
            return self.markdown.headings[0].content
        first = _FIRST_LINE.search(self.text)
        return Span(*first.span()) if first else Span(0, 0)

    @cached_property
    def suppressions(self) -> Suppressions:
        """The comments that silence findings."""
        from digestlint.document.suppressions import read_suppressions  # for few files

        return read_suppressions(
            self.markdown.comments, lambda offset: self.lines.position(offset)[0]
        )

    @cached_property
    def has_directives(self) -> bool:
        """Whether any comment may be one for digestlint: those begin with its name."""
        return any(comment.text[:1] in ("d", "D") for comment in self.markdown.comments)

    def silences(self, code: str, row: int) -> bool:
        """Whether a comment silences the rule with this code in this row of the source."""
        return self.has_directives and self.suppressions.covers(code, row)

    @cached_property
    def guesses(self) -> frozenset[str]:
        """The guessed characters, in each form in which a fix may write them."""
        return forms("".join(map(self.text.__getitem__, self.restored_view.guesses)))

    @cached_property
    def without_guesses(self) -> Document:
        """The document as it is where nothing is guessed; offsets are the same."""
        if not self.restored_view.guesses:
            return self
        reading = self.restored_view.without_guesses
        markdown = _parse(reading.restoration.text, self.settings, self.markdown.budget)
        return _build(self._replace(restored_view=reading, markdown=markdown), self.schema)

    def option(self, rule: RuleInfo, name: str) -> Any:
        """Return the value of a rule's option: as configured, else its default."""
        default = next(option.default for option in rule.options if option.name == name)
        return self.settings.rules.get(rule.name, {}).get(name, default)


def open_document(
    source: Source,
    path: PurePath,
    settings: Settings,
    schemas: Sequence[Schema],
    context: Context | None = None,
    budget: Budget | None = None,
    *,
    restore: bool = True,
) -> Document:
    """Take decoded text through all steps up to the digest.

    Without ``restore``, mojibake is read as it is in the file.

    Raises:
        SchemaError: when ``settings.schema`` names no schema.
        TooMuchMarkupError: when it has more markup than the ``budget`` allows.
        OutOfTimeError: when the time for the file is up.
    """
    found = find_mojibake(source.text) if restore else as_it_is(source.text)
    confidence = settings.rules.get(LOSSY, {}).get(CONFIDENCE.name, CONFIDENCE.default)
    presumed = None
    if found.is_lossy:
        signs = Signs(heading_texts(found.text), found.text, path.as_posix())
        presumed = choose(settings.schema, schemas, signs)
    check_time()
    reading = read(found, presumed, confidence, settings.decisions)
    check_time()
    markdown = _parse(reading.restoration.text, settings, budget)
    schema = choose(settings.schema, schemas, signs_of(markdown, path), markdown)
    if schema is not presumed and found.is_lossy:
        check_time()
        reading = read(found, schema, confidence, settings.decisions)
        markdown = _parse(reading.restoration.text, settings, budget)
    around = context or Context()
    check_time()
    return _build(Document(path, source, reading, markdown, None, settings, around), schema)


def _parse(text: str, settings: Settings, budget: Budget | None) -> Markdown:
    attributes = settings.anchor_style in STYLES_WITH_HEADING_ATTRIBUTES
    return parse(text, heading_attributes=attributes, budget=budget)


def _build(document: Document, schema: Schema | None) -> Document:
    """``document`` seen through ``schema``."""
    if schema is None:
        return document._replace(digest=None)
    from digestlint.digest.building import build  # for digests

    markdown, digest = build(
        document.markdown,
        schema,
        document.restoration.fits if document.restoration.is_lossy else None,
        heading_attributes=document.settings.anchor_style in STYLES_WITH_HEADING_ATTRIBUTES,
    )
    return document._replace(markdown=markdown, digest=digest)
