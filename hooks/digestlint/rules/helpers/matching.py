"""The digest's papers beside their entries in the bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.papers import Paper, readable
from digestlint.document.document import Document
from digestlint.markdown import Span

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.papers.bibliography import BibEntry, Bibliography


class Matches(NamedTuple):
    """A digest beside a bibliography."""

    bibliography: Bibliography
    papers: Sequence[tuple[Paper, BibEntry | None]]  # in the order of the digest

    @property
    def found(self) -> Sequence[BibEntry]:
        """The entries that the digest has."""
        return [entry for _, entry in self.papers if entry is not None]

    @property
    def strangers(self) -> bool:
        """Whether the two have no paper in common: the bibliography is of something else."""
        return bool(self.papers) and not self.found


def match_papers(document: Document) -> Matches | None:
    """Look up every paper; None without a bibliography, or where no schema fits."""
    bibliography = document.context.bibliography
    if bibliography is None or document.digest is None:
        return None
    return Matches(bibliography, [(paper, find(bibliography, paper)) for paper in document.papers])


def find(bibliography: Bibliography, paper: Paper) -> BibEntry | None:
    """Return the entry of ``paper``; a title with lost characters finds nothing."""
    title = paper.title if readable(paper.title) else ""
    return bibliography.match(arxiv=paper.arxiv, doi=paper.doi, title=title)


def title_span(document: Document) -> Span:
    """Where a finding about the whole digest stands: its first heading, else its first line."""
    for heading in document.markdown.headings:
        return heading.content
    return Span(*document.lines.line_span(1))
