"""What is known of the paper of a note: from its links, and from the bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import Digest, Note
from digestlint.document.document import Document
from digestlint.markdown import Link
from digestlint.papers.identifiers import ArxivId, find_arxiv_id, find_doi, plain_title
from digestlint.rules.helpers.pairing import title_keys, title_of

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.bibliography import BibEntry

_CODE_URL = lazy_pattern(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|modelscope\.cn)/[^/\s]+/\S+"
)


class Facts(NamedTuple):
    """What is known of the paper; empty or None where nothing is."""

    title: str
    date: tuple[int, int] | None  # two-digit year, month
    arxiv: ArxivId | None
    urls: dict[str, str]  # by the role of the entry's link


def facts_of(document: Document, digest: Digest, note: Note) -> Facts:
    """Return what is known of the paper of ``note``."""
    bibliography = document.context.bibliography
    link = _paper_link(document, digest, note)
    url = link.destination if link else note.url.text if note.url else ""
    arxiv, doi = find_arxiv_id(url), find_doi(url)
    title = title_of(note)
    found = bibliography.match(arxiv=arxiv, doi=doi, title=title) if bibliography else None
    urls = {"paper": url, "code": _code_url(document, note)}
    date = arxiv.year_month if arxiv else None
    if found is not None:
        # A title that the notes don't have would not lead to them.
        if not set(title_keys(title)).isdisjoint(title_keys(plain_title(found.title))):
            title = plain_title(found.title)
        arxiv = arxiv or found.arxiv
        date = _date(found) or date
        urls["paper"] = url or _url(found)
    return Facts(title, date, arxiv, urls)


def _date(entry: BibEntry) -> tuple[int, int] | None:
    if entry.arxiv and (date := entry.arxiv.year_month):
        return date
    return (entry.year % 100, entry.month) if entry.year and entry.month else None


def _url(entry: BibEntry) -> str:
    if entry.arxiv:
        return f"https://arxiv.org/abs/{entry.arxiv.id}"
    if entry.urls:
        return entry.urls[0]
    return f"https://doi.org/{entry.doi}" if entry.doi else ""


def _links(document: Document, note: Note) -> Sequence[Link]:
    return document.markdown.links_in(*note.span)


def _paper_link(document: Document, digest: Digest, note: Note) -> Link | None:
    """Return a link of the notes with the text that entries give to the paper's link."""
    assert digest.schema.entries  # notes without an entry are found where there are entries
    texts = {text.casefold() for text in digest.schema.entries.links.get("paper", ())}
    for link in _links(document, note):
        text = document.text[link.text.start : link.text.end].strip().casefold()
        if text in texts and not link.image:
            return link
    return None


def _code_url(document: Document, note: Note) -> str:
    """Return the one repository that the notes name, if it is only one."""
    named = {link.destination.rstrip(".,;/") for link in _links(document, note)}
    found = [url for url in named if _CODE_URL.fullmatch(url)]
    return found[0] if len(found) == 1 else ""
