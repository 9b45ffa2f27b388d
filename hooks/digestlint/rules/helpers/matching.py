"""The papers of a digest with their entries in the bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.papers import Paper, readable
from digestlint.document.document import Document
from digestlint.markdown import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.bibliography import BibEntry, Bibliography


class Matches(NamedTuple):
    """The papers of a digest with their entries in a bibliography."""

    bibliography: Bibliography
    papers: Sequence[tuple[Paper, BibEntry | None]]  # in the order of the digest

    @property
    def found(self) -> Sequence[BibEntry]:
        """The entries of papers that are in the digest."""
        return [entry for _, entry in self.papers if entry is not None]

    @property
    def strangers(self) -> bool:
        """Whether the two have no paper in common, so that they do not belong together."""
        return bool(self.papers) and not self.found


def match_papers(document: Document) -> Matches | None:
    """Look up every paper; None without a bibliography, or if no schema matches."""
    bibliography = document.context.bibliography
    if bibliography is None or document.digest is None:
        return None
    return Matches(bibliography, [(paper, find(bibliography, paper)) for paper in document.papers])


def find(bibliography: Bibliography, paper: Paper) -> BibEntry | None:
    """Return the entry of ``paper``; a title with lost characters is not compared."""
    title = paper.title if readable(paper.title) else ""
    return bibliography.match(arxiv=paper.arxiv, doi=paper.doi, title=title)


def title_span(document: Document) -> Span:
    """Return the place of a finding about the whole digest: its first heading or line."""
    for heading in document.markdown.headings:
        return heading.content
    return Span(*document.lines.line_span(1))
