"""Where entries and notes could be in a Markdown text, by kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.readers.patterns import groups
from digestlint.digest.schema import EntrySpec, NoteSpec, schema_pattern
from digestlint.markdown import FencedCodeBlock, Heading, Markdown, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    from digestlint.digest.nodes import Group
    from digestlint.digest.schema.searching import Match

    class _HasSpan(Protocol):
        @property
        def span(self) -> Span: ...

    _Placed = TypeVar("_Placed", bound=_HasSpan)


_TAG = lazy_pattern(r"<[^<>]{1,500}>")
_APART = lazy_pattern(r"[<|\r\n]")  # between words: <br>, the next cell or line


class Part(NamedTuple):
    """What could be an entry or a note."""

    span: Span
    head: Span  # what it begins with and is named in, to the end of its line: a heading
    content: Span  # what of it the schema's pattern is for, without markers
    name: str  # that as a reader sees it
    body: Span  # where its sections and fields may be
    level: int = 0  # of a heading; 0 where parts of this kind have none


class Found(NamedTuple):
    """A part that the schema's pattern fits, and what its named groups are."""

    part: Part
    groups: dict[str, Group]


def shown(markdown: Markdown, content: Span) -> str:
    """Return the text in ``content`` without markup; with it, where nothing else is there."""
    text, last, pieces = markdown.text, content.start, []
    for start, end in markdown.prose.within(*content):
        if start > last and _APART.search(text, last, start):
            pieces.append(" ")
        pieces.append(text[start:end])
        last = end
    written = "".join(pieces) or _TAG.sub(" ", text[content.start : content.end])
    return " ".join(written.split())


def stripped(text: str, span: Span) -> Span:
    """Return ``span`` without outer white space."""
    written = text[span.start : span.end]
    start = span.start + len(written) - len(written.lstrip())
    return Span(start, start + len(written.strip()))


def from_start_in(things: Sequence[_Placed], region: Span) -> Iterator[_Placed]:
    """Yield those of ``things``, which are in order, that begin in ``region``."""
    first, last = (bisect_left(things, edge, key=lambda each: each.span.start) for edge in region)
    for place in range(first, last):
        yield things[place]


class Finder(ABC):
    """Finds the parts of one kind.

    Attributes:
        spec: The specification of the entries or notes that the parts could be.
        sections: Knows the headings of sections, which are no parts.
    """

    def __init__(self, spec: EntrySpec | NoteSpec, sections: SectionMatcher) -> None:
        self.spec = spec
        self.sections = sections

    @abstractmethod
    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield what could be entries or notes and begins in ``region``, in order.

        What the schema's pattern doesn't fit is among them, where it is of the right level.
        """

    def matches(self, markdown: Markdown, region: Span) -> Iterator[tuple[Part, Match | None]]:
        """Yield the same, each with what the schema's pattern finds in it.

        A pattern's ^ and $ mean the content's own ends, so it is matched on a slice.
        """
        pattern = schema_pattern(self.spec.pattern)
        for part in self.parts(markdown, region):
            start, end = part.content
            yield part, pattern.search(markdown.text[start:end])

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` with what belongs to it.

        ``following`` is where the next one begins, or the region ends.
        """
        return part

    def keeps(self, markdown: Markdown, heading: Heading) -> bool:
        """Whether ``heading`` is part of a note, and ends no part of the text that holds notes."""
        return self.sections.match(markdown.text, heading.content) is not None

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a part begins in ``text[start:end]``, which a fence may hide."""
        return False

    def hides_sections(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence``, which begins in ``region``, hides headings of a note's sections."""
        return False

    def in_note(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence``, which begins in ``region``, is in a note or hides one's beginning."""
        return False

    def find(self, markdown: Markdown, region: Span) -> tuple[list[Found], list[Span]]:
        """Return the parts in ``region`` that the pattern fits, and where others are."""
        found: list[Found] = []
        misfits: list[Span] = []
        for part, match in self.matches(markdown, region):
            if match is None:
                misfits.append(part.span)
            else:
                found.append(Found(part, groups(match, part.content.start, part.name)))
        following = region.end
        for place in range(len(found) - 1, -1, -1):
            part = found[place].part
            whole = self.extent(markdown, part, following, region)
            if whole is not part:
                found[place] = Found(whole, found[place].groups)
            following = part.span.start
        return found, misfits


def hidden(region: Span, fence: FencedCodeBlock) -> Span:
    """Return what ``fence`` hides of ``region``."""
    end = fence.closing.start if fence.closing else fence.span.end
    return Span(fence.opening.end, min(end, region.end))
