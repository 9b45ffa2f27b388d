"""The entries of a digest, of any kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.nodes import Entry
from digestlint.digest.readers.fields import Fields
from digestlint.digest.readers.loading import load
from digestlint.digest.readers.parts import Finder, Found
from digestlint.digest.readers.patterns import linked
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import EntrySpec
from digestlint.digest.schema.kinds import PART_KINDS
from digestlint.markdown import Link, Markdown, Span


class ReadEntries(NamedTuple):
    """The entries of a text, in order."""

    entries: Sequence[Entry]
    misfits: Sequence[Span]  # of what could be entries and are none


class EntryReader:
    """Reads the entries of a schema."""

    def __init__(self, spec: EntrySpec) -> None:
        self.spec = spec
        self.fields = Fields(spec.fields)
        self._finder: Finder = load(PART_KINDS[spec.kind]).Finder(spec, SectionMatcher({}))
        self._roles = {
            text.casefold(): role for role, texts in spec.links.items() for text in texts
        }

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold entries, in order."""
        return find_regions(markdown, self.spec.under)

    def read(self, markdown: Markdown) -> ReadEntries:
        """Return the entries of ``markdown``."""
        entries: list[Entry] = []
        misfits: list[Span] = []
        for region in self.regions(markdown):
            found, others = self._finder.find(markdown, region)
            misfits += others
            for each in found:
                entry = self._entry(markdown, each)
                if len({field.name for field in entry.fields}) < self.spec.least_fields:
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
