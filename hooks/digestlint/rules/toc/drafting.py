"""Writes an entry for notes without one, in the format of the neighbouring entries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit, Fix
from digestlint.core.message import Template
from digestlint.digest.nodes import Digest, Entry, Note
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown import Link, Span
from digestlint.papers.identifiers import ArxivId, find_arxiv_id, find_doi, plain_title
from digestlint.rules.helpers.pairing import Pairs, title_keys, title_of
from digestlint.text.edits import applied, in_order

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.papers.bibliography import BibEntry

_ADD = Template("drafting/add", "Add an entry")
_ADD_MANY = Template("drafting/add-many", "Add {number} entries")

_CODE_URL = lazy_pattern(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|modelscope\.cn)/[^/\s]+/\S+"
)


class _Place(NamedTuple):
    """Beside the entry with this span."""

    neighbour: Span
    after: bool


class _Facts(NamedTuple):
    """What is known of the paper; empty or None where nothing is."""

    title: str
    date: tuple[int, int] | None  # two-digit year, month
    arxiv: ArxivId | None
    urls: dict[str, str]  # by the role of the entry's link


def draft_entries(
    document: Document, digest: Digest, pairs: Pairs, notes: Collection[Note]
) -> Iterator[tuple[Note, Fix | None]]:
    """Yield the fixes that add entries for ``notes``, at the places given by their order.

    Notes whose entries would be adjacent share one fix. It is None if there is no entry to take the
    format from, or if the paper's date or title is not known but required by the schema: nothing is
    made up.
    """
    fragments = {target.span: target.id for target in document.targets}
    spans = {note.span for note in notes}
    drafts: list[tuple[Note, _Place | None]] = []
    written: dict[_Place, list[str]] = {}
    for note, place in _places(pairs):
        if note.span not in spans:
            continue
        fragment = fragments.get(note.anchor, "")
        draft = _draft(document, digest, note, place, fragment) if place else None
        if place and draft:
            written.setdefault(place, []).append(draft)
        drafts.append((note, place if draft else None))
    fixes = {
        place: Fix.unsafe(
            _ADD() if len(texts) == 1 else _ADD_MANY(number=len(texts)),
            _insertion(document, digest, place, texts),
        )
        for place, texts in written.items()
    }
    for note, place in drafts:
        yield note, fixes[place] if place else None


def _places(pairs: Pairs) -> Iterator[tuple[Note, _Place | None]]:
    """Yield each note without an entry, and the place for one: after that of the note before."""
    with_entry = [entry for _, entry in pairs.notes if entry is not None]
    last = _Place(with_entry[0].span, False) if with_entry else None
    for note, entry in pairs.notes:
        if entry is None:
            yield note, last
        else:
            last = _Place(entry.span, True)


def _facts(document: Document, digest: Digest, note: Note) -> _Facts:
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
    return _Facts(title, date, arxiv, urls)


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


def _draft(
    document: Document, digest: Digest, note: Note, place: _Place, fragment: str
) -> str | None:
    """Return the source of an entry for ``note``.

    Its link to the notes has ``fragment``, if there is one.
    """
    beside = [entry for entry in digest.entries if entry.span == place.neighbour]
    template = next(
        (
            entry
            for entry in (*beside, *digest.entries)
            if entry.title and not document.restoration.damaged(*entry.span)
        ),
        None,
    )
    facts = _facts(document, digest, note)
    if template is None or template.title is None or (template.date and not facts.date):
        return None
    if not readable(facts.title):
        return None
    edits = [Edit(*template.title.span, facts.title)]
    if template.date and facts.date:
        edits.append(Edit(*template.date.span, _dated(template.date.text, facts.date)))
    for role, link in template.links.items():
        if link.target is None:
            return None
        url = facts.urls[role] if role != "notes" else f"#{fragment}" if fragment else ""
        if role == "paper" and facts.arxiv and "arxiv.org/pdf/" in link.destination:
            url = f"https://arxiv.org/pdf/{facts.arxiv.id}"
        edits.append(Edit(*link.target, url) if url else _dropped(document.text, link.span))
    written = applied(document.text, in_order(edits), *_written(document.text, template.span))
    return written if _is_entry(document, digest, template, written, facts.title) else None


def _dated(written: str, date: tuple[int, int]) -> str:
    """``date`` in the form of ``written``: "25/09", "2025-09"."""
    year, month = (f"{number:02d}" for number in date)
    return re.sub(r"\d{2}(\D)\d{2}$", rf"{year}\g<1>{month}", written)


def _dropped(text: str, span: Span) -> Edit:
    """Return the edit that removes a link, with brackets around it and one space."""
    start, end = span
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        start, end = start - 1, end + 1
    if text[start - 1 : start] == " ":
        start -= 1
    elif text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, "")


def _written(text: str, entry: Span) -> Span:
    """Return the lines of the entry, without the blank lines after it."""
    content = text[entry.start : entry.end].rstrip("\r\n")
    return Span(entry.start, entry.start + len(content))


def _is_entry(
    document: Document, digest: Digest, template: Entry, written: str, title: str
) -> bool:
    """Whether the schema will find the new entry, with this title."""
    assert digest.schema.entries
    content = written[template.content.start - template.span.start :]
    match = re.search(digest.schema.entries.pattern, content)
    return match is not None and match.groupdict().get("title") == title


def _insertion(document: Document, digest: Digest, place: _Place, entries: list[str]) -> Edit:
    text = document.text
    gap = document.source.newline * 2
    for entry, following in pairwise(digest.entries):
        between = text[_written(text, entry.span).end : following.span.start]
        if not between.strip():
            gap = between
            break
    start, end = _written(text, place.neighbour)
    if place.after:
        return Edit(end, end, "".join(gap + entry for entry in entries))
    return Edit(start, start, "".join(entry + gap for entry in entries))
