"""What a bibliography is to the rules: entries, problems, and a lookup of one paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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


class ProblemKind(StrEnum):
    """What may be wrong in a `.bib` file; beside each, the fields of its problems."""

    NUL_BYTES = "nul-bytes"
    NO_ENTRY = "no-entry"
    SHORT_BLOCKS = "short-blocks"  # number
    NOT_UTF8 = "not-utf8"
    LINES_NOT_UTF8 = "lines-not-utf8"  # number
    # Blocks that were skipped: type, and key where there is one.
    NEVER_CLOSED = "never-closed"
    NOT_CLOSED = "not-closed"
    NO_COMMA_AFTER_KEY = "no-comma-after-key"
    NO_EQUALS_SIGN = "no-equals-sign"
    UNREADABLE = "unreadable"
    NO_KEY = "no-key"  # type
    SPACE_IN_KEY = "space-in-key"  # key
    SIGN_IN_KEY = "sign-in-key"  # key, sign
    KEY_TAKEN = "key-taken"  # key, earlier
    KEY_TAKEN_BY = "key-taken-by"  # key, earlier, other
    SAME_PAPER = "same-paper"  # key, other, earlier, arxiv
    LOST_PARENT = "lost-parent"  # key, parent
    REPEATED_FIELD = "repeated-field"  # key, field
    TEXT_AFTER_VALUE = "text-after-value"  # key, field
    NO_COMMA_BEFORE_FIELD = "no-comma-before-field"  # key, field
    FIELD_NAME = "field-name"  # key, field
    NO_VALUE = "no-value"  # key, field
    BRACES = "braces"  # key, field
    UNDEFINED = "undefined"  # key, field, value
    COMMENT_IN_ENTRY = "comment-in-entry"
    STRAY_BRACE = "stray-brace"
    FIELD_OUTSIDE = "field-outside"
    NO_BLOCK = "no-block"  # text
    MORE = "more"  # number


class BibProblem(NamedTuple):
    """Something in the file that keeps it from being read whole; `line` is 1-based.

    `about` holds what fills the fields of its message, fit to be shown.
    """

    line: int
    kind: ProblemKind
    about: Mapping[str, str | int] = {}


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
