"""What a bibliography is to the rules: entries, problems, and a lookup of one paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from digestlint._runtime.records import NamedTuple
from digestlint.papers.identifiers import ArxivId, find_arxiv_id, normalise_title


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One paper of a bibliography.

    `title` is the field as written, LaTeX included (`papers.identifiers.plain_title` makes it
    readable), with the `subtitle` after a colon where there is one. `line` is 1-based, of the
    entry's `@`. `year` has four digits; `month` is 1 to 12. `urls` have their LaTeX escapes
    removed. `crossref` and `xref` are the keys of entries that it is part of.
    """

    key: str
    type: str
    title: str
    line: int
    arxiv: ArxivId | None
    doi: str | None
    year: int | None
    month: int | None
    urls: tuple[str, ...]
    crossref: str = ""
    xref: str = ""

    def identities(self) -> tuple[str, ...]:
        """Keys, strongest first, one of which any other mention of this paper shares."""
        return _identities(self.arxiv, self.doi, self.title)


class BibProblem(NamedTuple):
    """Something in the file that keeps it from being read whole; `line` is 1-based."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A `.bib` file, read.

    `entries` are in file order, one for each paper: an exact repetition is a problem and no second
    entry. `problems` are in line order. `name` is the file's name as users know it. `volumes` are
    the keys, in lower case, of entries that others are part of, such as proceedings.
    """

    name: str
    entries: tuple[BibEntry, ...]
    problems: tuple[BibProblem, ...]
    volumes: frozenset[str] = field(init=False, repr=False, compare=False)
    _index: dict[str, BibEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = (key for entry in self.entries for key in (entry.crossref, entry.xref))
        volumes = frozenset(key.lower() for key in named if key)
        object.__setattr__(self, "volumes", volumes)
        index: dict[str, BibEntry] = {}
        for entry in self.entries:
            for identity in entry.identities():
                index.setdefault(identity, entry)
        object.__setattr__(self, "_index", index)

    @property
    def papers(self) -> tuple[BibEntry, ...]:
        """The entries without those of volumes."""
        return tuple(entry for entry in self.entries if entry.key.lower() not in self.volumes)

    def match(self, *, arxiv: ArxivId | None, doi: str | None, title: str) -> BibEntry | None:
        """Find the entry of a paper by its arXiv id, then by its DOI, then by its title."""
        for identity in _identities(arxiv, doi, title):
            entry = self._index.get(identity)
            if entry is not None:
                return entry
        return None

    def missing(self, found: Iterable[BibEntry]) -> tuple[BibEntry, ...]:
        """Papers that are not among `found` (entries `match` returned), in file order.

        A paper listed twice, say as preprint and as published, is not missing when either
        entry was found.
        """
        known = {identity for entry in found for identity in entry.identities()}
        return tuple(
            entry
            for entry in self.papers
            if not (identities := entry.identities()) or known.isdisjoint(identities)
        )


def _identities(arxiv: ArxivId | None, doi: str | None, title: str) -> tuple[str, ...]:
    # arXiv's own DOIs are its identifiers in another form.
    arxiv = arxiv or (find_arxiv_id(doi) if doi else None)
    normalised = normalise_title(title)
    return (
        *((f"arxiv:{arxiv.id}",) if arxiv else ()),
        *((f"doi:{doi.lower()}",) if doi else ()),
        *((f"title:{normalised}",) if normalised else ()),
    )
