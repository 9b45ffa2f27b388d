"""What a file leaves for the comparison with the other files of a run: a few hundred bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.papers import identities, is_pointer
from digestlint.document.archive.dates import find_date, without_dates
from digestlint.document.archive.numbers import number_of, numbered
from digestlint.document.document import Document
from digestlint.markdown.front_matter_keys import find_keys
from digestlint.text.lines import pieces

_WIKI = lazy_pattern(r"\[\[([^\[\]|#\r\n]+)|\{% *(?:post_url|link) +([^ %\r\n]+)")
_TARGET = lazy_pattern(r"\]\((?!https?:)[^()\s]*\)")
_NOTHING = lazy_pattern(r"[\W_]+")
# Lines that say which day it is are short, and in prose the same date is there in each copy.
_LONGEST_DATED = 200
_MAY_BE_DATED = lazy_pattern(r"[0-9]|day|[日曜周週期拜요]")
_HEADING_LINE = lazy_pattern(r"[ \t]*(?:#{1,6}[ \t]|---$)")
# Host names of other people's servers are left out, because papers have many links to them.
_OWN = lazy_pattern(
    r"https?://(?:github\.com|gitlab\.com|gitee\.com|codeberg\.org)/[^/]+/[^/]+/(?:-/)?"
    r"(?:blob|tree|raw|src/branch)/[^/]+/"
    r"|https?://raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/heads/)?[^/]+/"
    r"|https?://[^/]+\.(?:github\.io|gitlab\.io|pages\.dev|netlify\.app|vercel\.app)/"
)
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_DATE_KEYS = ("date", "title")
_LONGEST_TITLE = 200
# What is published on days without news is shorter than this, and has no papers and fewer links.
_SHORTEST, _SHORTEST_WITHOUT_PAPERS = 200, 3000  # letters
_FEWEST_LINKS = 5


class FileFacts(NamedTuple):
    """What is known of a file without reading it again.

    Attributes:
        papers: The row of each paper, with the numbers of its identities.
        fingerprint: The number of its text without dates and headings of dates; 0 if it says too
            little to be compared.
        links: Where its links to files lead, as they are written, without query and fragment; a
            URL of a site of one's own without its host, after ``//``; ``[[`` before a wikilink.
        title_date: The date in its title or front matter, as ``Dated`` is.
    """

    papers: Sequence[tuple[int, Sequence[int]]] = ()
    fingerprint: int = 0
    links: Sequence[str] = ()
    title_date: tuple[str, int, int] | None = None


def facts_of(document: Document) -> FileFacts:
    """Return what ``document`` leaves."""
    row_of = document.lines.position
    papers = [
        (row_of(paper.span.start)[0], [number_of(key) for key in identities(paper)])
        for paper in document.papers
        if not is_pointer(paper)
    ]
    return FileFacts(
        [paper for paper in papers if paper[1]],
        _fingerprint(document),
        list(dict.fromkeys(_links(document))),
        _title_date(document),
    )


def _fingerprint(document: Document) -> int:
    """Return a number of the text without dates; 0 where there is too little of it."""
    number, length = numbered(f"{line}\n" for line in _dateless_lines(document.text) if line)
    shortest = _SHORTEST if _has_news(document) else _SHORTEST_WITHOUT_PAPERS
    return number if length >= shortest else 0


def _dateless_lines(text: str) -> Iterator[str]:
    for piece in pieces(text):
        yield from map(_without_dates, _TARGET.sub("]", piece).splitlines())


def _without_dates(line: str) -> str:
    if len(line) > _LONGEST_DATED or not _MAY_BE_DATED.search(line):
        return "".join(line.split())
    rest = _NOTHING.sub("", "".join(without_dates(line)))
    # A heading that has a date is the day's own, such as "No. 3, 2025-09-22".
    is_of_day = _HEADING_LINE.match(line) and len(rest) < len(_NOTHING.sub("", line))
    return "" if is_of_day else rest


def _has_news(document: Document) -> bool:
    """Whether there is more than what a generator writes on a day without papers."""
    if document.digest is not None:
        return bool(document.papers)
    found = {link.destination for link in document.markdown.links if not link.image}
    return sum(destination.startswith("http") for destination in found) >= _FEWEST_LINKS


def _links(document: Document) -> Iterator[str]:
    markdown = document.markdown
    written = chain(
        (link.destination for link in markdown.links),
        (definition.destination for definition in markdown.definitions),
        (link.destination for link in markdown.html_links),
    )
    for link in written:
        destination = link.partition("#")[0].partition("?")[0]
        if own := _OWN.match(destination):
            yield f"//{destination[own.end() :]}"
        elif destination and not _SCHEME.match(destination):
            yield destination
    for found in _WIKI.finditer(document.text):
        yield f"[[{(found[1] or found[2]).strip()}"


def _title_date(document: Document) -> tuple[str, int, int] | None:
    markdown = document.markdown
    titles = [heading.text for heading in markdown.headings[:1]]
    if markdown.front_matter:
        keys = find_keys(document.text, markdown.front_matter)
        titles = [key.value for key in keys if key.name.lower() in _DATE_KEYS] + titles
    for title in titles:
        found = find_date(title[:_LONGEST_TITLE])
        if found is not None:
            return found[0].unit, found[0].first, found[0].last
    return None
