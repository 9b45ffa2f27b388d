"""The entries of a digest, of any kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.nodes import Entry, names_of
from digestlint.digest.readers.part_reader import FoundParts, PartReader
from digestlint.digest.readers.parts import Found
from digestlint.digest.readers.patterns import linked
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import EntrySpec
from digestlint.markdown import Link, Markdown, Span


class ReadEntries(NamedTuple):
    """The entries of a text, in order."""

    entries: Sequence[Entry]
    misfits: Sequence[Span]  # of what could be entries and are none


class EntryReader(PartReader):
    """Reads the entries of a schema."""

    def __init__(self, spec: EntrySpec) -> None:
        super().__init__(spec, SectionMatcher({}))
        self.spec: EntrySpec = spec
        self._roles = {
            text.casefold(): role for role, texts in spec.links.items() for text in texts
        }

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold entries, in order."""
        return find_regions(markdown, self.spec.under)

    def read(self, markdown: Markdown, found: FoundParts | None = None) -> ReadEntries:
        """Return the entries of ``markdown``."""
        parts, others = found or self.find(markdown)
        entries: list[Entry] = []
        misfits = list(others)
        for each, _ in parts:
            entry = self._entry(markdown, each)
            if len(set(names_of(entry.fields))) < self.spec.least_fields:
                misfits.append(entry.span)
            else:
                entries.append(entry)
        return ReadEntries(entries, misfits)

    def _entry(self, markdown: Markdown, found: Found) -> Entry:
        part, groups = found
        title = groups.get("title")
        return Entry(
            part.span,
            part.content,
            title,
            groups.get("date"),
            self._links(markdown, part.span),
            groups.get("url") or linked(markdown, part.span, title),
            self.fields.read(markdown, part.body, groups) if self.spec.fields else (),
        )

    def _links(self, markdown: Markdown, span: Span) -> Mapping[str, Link]:
        """Return the links in ``span`` whose texts the schema knows, the first for each role."""
        found: dict[str, Link] = {}
        if not self._roles:
            return found
        for link in markdown.links_in(*span):
            text = markdown.text[link.text.start : link.text.end].strip()
            role = self._roles.get(text.casefold())
            if role is not None and not link.image:
                found.setdefault(role, link)
        return found
