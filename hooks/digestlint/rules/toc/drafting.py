"""Writes an entry for notes without one, in the format of the neighbouring entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit, Fix
from digestlint.core.message import Template
from digestlint.digest.nodes import Digest, Entry, Note
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.pairing import Pairs
from digestlint.rules.toc.dates import dated
from digestlint.rules.toc.paper_facts import Facts, facts_of
from digestlint.text.edits import applied, in_order, overlap

_ADD = Template("drafting/add", "Add an entry")
_ADD_MANY = Template("drafting/add-many", "Add {number} entries")

_WORD = lazy_pattern(r"\w+|[^\x00-\x7f\s\w]")


class _Place(NamedTuple):
    """Beside the entry with this span."""

    neighbour: Span
    after: bool


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
    facts = facts_of(document, digest, note)
    if template is None or not readable(facts.title):
        return None
    edits = _edits(document.text, template, facts, fragment)
    if edits is None or not _has_only_common_words(document, digest, template):
        return None
    written = applied(document.text, edits, *_written(document.text, template.span))
    return written if _is_entry(document, digest, template, written, facts.title) else None


def _edits(text: str, template: Entry, facts: Facts, fragment: str) -> list[Edit] | None:
    """Return the edits that make an entry of ``template``; None where something is not known."""
    assert template.title is not None
    edits = {template.title.span: facts.title}
    if template.date:
        written = dated(template.date.text, facts.date) if facts.date else None
        if written is None:
            return None
        edits[template.date.span] = written
    dropped = []
    for role, link in template.links.items():
        if link.target is None:
            return None
        url = facts.urls[role] if role != "notes" else f"#{fragment}" if fragment else ""
        if url:
            edits[link.target] = _like(link.destination, url, facts)
        else:
            dropped.append(_dropped(text, link.span))
    own = template.url
    if own is not None and own.span not in edits:
        leads_on = own.text.startswith("#")
        new = (f"#{fragment}" if fragment else "") if leads_on else facts.urls["paper"]
        # Where it is not written as it is read, it is that of a reference, or has entities.
        if not new or text[slice(*own.span)].strip("<>") != own.text:
            return None
        edits[own.span] = _like(own.text, new, facts)
    made = in_order([*(Edit(*span, content) for span, content in edits.items()), *dropped])
    return None if any(overlap(*pair) for pair in pairwise(made)) else made


def _like(destination: str, url: str, facts: Facts) -> str:
    """``url``, but where it is arXiv's and ``destination`` is a PDF there, that of the PDF."""
    if facts.arxiv and "arxiv.org/pdf/" in destination and not url.startswith("#"):
        return f"https://arxiv.org/pdf/{facts.arxiv.id}"
    return url


def _has_only_common_words(document: Document, digest: Digest, template: Entry) -> bool:
    """Whether what else is in ``template`` is in all entries, so that it says nothing of its paper.

    Authors, a venue, stars and numbers belong to one paper. Of a digest with one entry, nothing is
    known to be common.
    """
    others = [
        _words(document.text, entry)
        for entry in digest.entries
        if entry.span != template.span and not document.restoration.damaged(*entry.span)
    ]
    words = _words(document.text, template)
    signs = [word for word in words if not word.isalnum()]  # stars, say, which are counted
    return all(
        words <= other and all(words[sign] == other[sign] for sign in signs) for other in others
    ) and bool(others or not words)


def _words(text: str, entry: Entry) -> Counter[str]:
    """Return words, numbers and symbols outside the title, date, URL and known links."""
    known = [group.span for group in (entry.title, entry.date, entry.url) if group is not None]
    known += [span for link in entry.links.values() for span in (link.text, link.target) if span]
    edits: list[Edit] = []
    for start, end in sorted(known):
        start = max([start, entry.content.start, *(edit.end for edit in edits[-1:])])
        if start < end:
            edits.append(Edit(start, end, " "))
    start = entry.content.start
    marker = re.findall(r"\d+", text[entry.span.start : start])  # else that is common to its kind
    return Counter([*marker, *_WORD.findall(applied(text, edits, start, entry.span.end))])


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
    gap = _gap(document, digest, place)
    start, end = _written(text, place.neighbour)
    if place.after:
        return Edit(end, end, "".join(gap + entry for entry in entries))
    return Edit(start, start, "".join(entry + gap for entry in entries))


def _gap(document: Document, digest: Digest, place: _Place) -> str:
    """Return what is between the entry there and one beside it, else between two others."""
    text = document.text
    pairs = list(pairwise(entry.span for entry in digest.entries))
    pairs.sort(key=lambda pair: place.neighbour not in pair)
    for entry, following in pairs:
        between = text[_written(text, entry).end : following.start]
        if "\n" in between.replace("\r", "\n") and not between.strip("> \t\r\n"):
            return between
    row = max(text.rfind(ending, 0, place.neighbour.start) for ending in "\r\n") + 1
    before = text[row : place.neighbour.start]
    in_row = before.strip("> \t") or text.startswith("|", place.neighbour.start)
    newline = document.source.newline
    return newline + before if in_row or before else newline * 2
