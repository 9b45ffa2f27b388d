"""The papers that a digest is about, whichever shape it has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import Digest, Entry, Field, Group, Note
from digestlint.markdown import Markdown, Span
from digestlint.papers.identifiers import (
    ArxivId,
    find_arxiv_id,
    find_doi,
    normalise_title,
    parse_arxiv_id,
)

_SCHEME = lazy_pattern(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|\d")  # or an identifier alone
# Characters of a field that is a link to the paper, and not a text that mentions others.
_LONGEST_LINK = 300


class Paper(NamedTuple):
    """One paper: an entry of the table of contents, or a note where there is none."""

    span: Span  # where a finding about the paper points: its title, or what stands for it
    title: str  # as written; empty where the schema finds none
    date: Group | None
    url: str
    arxiv: ArxivId | None
    doi: str | None
    entry: Entry | None = None
    note: Note | None = None


def find_papers(digest: Digest, markdown: Markdown) -> Iterator[Paper]:
    """Yield the papers of ``digest`` in order: its entries, or its notes if it has no entries."""
    if digest.schema.entries:
        for entry in digest.entries:
            link = entry.links.get("paper")
            urls = [link.destination if link else "", entry.url.text if entry.url else ""]
            span = entry.title.span if entry.title else entry.span
            title = entry.title.text if entry.title else ""
            urls = urls if any(urls) else [_url_in(entry.fields, markdown)]
            yield _paper(span, title, urls, entry)
        return
    for note in digest.notes:
        span = note.title.span if note.title else note.label
        title = note.title.text if note.title else note.name
        url = note.url.text if note.url else _url_in(note.fields, markdown)
        yield _paper(span, title, [url], note)


def _paper(span: Span, title: str, urls: Sequence[str], part: Entry | Note) -> Paper:
    """Return the paper that the first of ``urls`` leads to; what it doesn't name, others may."""
    arxiv: ArxivId | None = None
    doi: str | None = None
    written = [url for url in urls if url]
    for url in written:
        named = _named_by(url)
        arxiv, doi = arxiv or named[0], doi or named[1]
    if arxiv is None and urls[-1]:
        arxiv = parse_arxiv_id(urls[-1])  # a pattern's group may hold the identifier alone
    url = written[0] if written else ""
    if isinstance(part, Entry):
        return Paper(span, title, part.date, url, arxiv, doi, entry=part)
    return Paper(span, title, None, url, arxiv, doi, note=part)


def _url_in(fields: Sequence[Field], markdown: Markdown) -> str:
    """Return the first link in ``fields`` that names a paper; long texts may mention others."""
    for field in fields:
        if field.value.end - field.value.start <= _LONGEST_LINK:
            for link in markdown.links_in(*field.value):
                if any(_named_by(link.destination)):
                    return link.destination
    return ""


@lru_cache(maxsize=64)  # a paper's link may be looked for in several places
def _named_by(url: str) -> tuple[ArxivId | None, str | None]:
    """Return the identifiers of the paper that ``url`` names."""
    return find_arxiv_id(url), find_doi(url)


def is_pointer(paper: Paper) -> bool:
    """Whether a paper of an index only leads to the file or the place that is about it."""
    return bool(paper.url) and not _SCHEME.match(paper.url)


def readable(title: str) -> bool:
    """Whether no character of ``title`` is lost; what is left of it may fit other titles, too."""
    if title.isascii() or max(title) < "\ue000":  # where characters of private use begin
        return True
    return not any(char == "\ufffd" or unicodedata.category(char) == "Co" for char in title)


def identities(paper: Paper) -> tuple[str, ...]:
    """Keys of which two mentions of the same paper share at least one: arXiv id, DOI, title."""
    title = normalise_title(paper.title) if readable(paper.title) else ""
    keys = (
        f"arxiv:{paper.arxiv.id}" if paper.arxiv else "",
        f"doi:{paper.doi}" if paper.doi else "",
        f"title:{title}" if title else "",
    )
    return tuple(filter(None, keys))
