"""From the fields of a BibTeX entry to the paper: identifiers, date and links.

Field shapes: Zotero's BibTeX and BibLaTeX exports, Better BibTeX, DBLP, Google Scholar, Mendeley.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.identifiers import ArxivId, find_arxiv_id, find_doi, parse_arxiv_id

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME_RE = lazy_pattern(rf"(?<![a-z])({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)
_MONTH_NUMBER_RE = lazy_pattern(r"\s*(0?[1-9]|1[0-2])\s*\Z", re.ASCII)
_DATE_RE = lazy_pattern(r"\s*([0-9]{4})(?:[-/]([0-9]{1,2})(?![0-9]))?")
_YEAR_RE = lazy_pattern(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")

_URL_FIELDS = ("url", "howpublished", "note", "link", "ee", "urls")
# Strongest first: where more than one names an arXiv paper, the first is this one.
_ARXIV_FIELDS = ("doi", "url", "arxivid", "arxiv", "number", "journal", "journaltitle")
_ARXIV_TEXT_FIELDS = ("note", "howpublished", "pubstate", "link", "ee", "annotation", "volume")

_URL_RE = lazy_pattern(r"https?://[^\s{}<>\"|]+", re.IGNORECASE)
_ESCAPED_SIGN_RE = lazy_pattern(r"\{?\\([_%&#$:])\}?")
_TILDE_RE = lazy_pattern(r"\{?\\(?:textasciitilde|sim)(?:\{\}|\s*\})?|\\~(?:\{\})?|\$\\sim\$")


def arxiv_of(fields: Mapping[str, str]) -> ArxivId | None:
    """Find the entry's own arXiv identifier."""
    eprint = fields.get("eprint")
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv"
    if eprint and kind.strip("{} ").lower() == "arxiv":
        found = find_arxiv_id(eprint) or parse_arxiv_id(eprint.strip("{} "))
        if found:
            return found
    bare = fields.get("arxivid") or fields.get("arxiv")
    if bare and (found := parse_arxiv_id(bare)):
        return found
    for name in (*_ARXIV_FIELDS, *_ARXIV_TEXT_FIELDS):
        value = fields.get(name)
        if value and (found := find_arxiv_id(unescape_url(value))):
            return found
    return None


def doi_of(fields: Mapping[str, str]) -> str | None:
    """Find the entry's DOI, lower-cased, in `doi` or in a doi.org link."""
    if value := fields.get("doi"):
        return find_doi(unescape_url(value))
    for name in ("url", "note"):
        value = unescape_url(fields.get(name, ""))
        if "doi.org/" in value.lower() and (found := find_doi(value)):
            return found
    return None


def date_of(fields: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Year and month: BibLaTeX's `date` (the start of a range) before `year` and `month`."""
    if date := _DATE_RE.match(fields.get("date", "").strip("{}[]~? ")):
        month = int(date[2]) if date[2] else 0
        return int(date[1]), month if 1 <= month <= 12 else _month_of(fields)
    year = _YEAR_RE.search(fields.get("year", ""))
    return (int(year[0]) if year else None), _month_of(fields)


def _month_of(fields: Mapping[str, str]) -> int | None:
    value = fields.get("month", "").strip("{} ")
    if number := _MONTH_NUMBER_RE.match(value):
        return int(number[1])
    if name := _MONTH_NAME_RE.search(value):
        return _MONTHS.index(name[1].lower()) + 1
    return None


def title_of(fields: Mapping[str, str]) -> str:
    """Return the title as written, the BibLaTeX `subtitle` after a colon."""
    title, subtitle = fields.get("title", ""), fields.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def urls_of(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Links in the fields that hold links, in field order, each once."""
    names = [*_URL_FIELDS, *(name for name in fields if name.startswith("bdsk-url"))]
    found = (
        match[0].rstrip(".,;")
        for name in names
        if name in fields
        for match in _URL_RE.finditer(unescape_url(fields[name]))
    )
    return tuple(dict.fromkeys(found))


def unescape_url(text: str) -> str:
    r"""Undo the LaTeX escapes that reference managers put into links (`\_`, `{\_}`, `\%`)."""
    if "\\" not in text:
        return text
    return _ESCAPED_SIGN_RE.sub(r"\1", _TILDE_RE.sub("~", text))
