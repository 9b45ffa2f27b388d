"""The text of a link names one paper, but the link leads to another.

## What it does
Finds links whose text is an arXiv identifier or a DOI, or a badge with one, and whose target is the
page of another paper on arXiv, its mirrors, Hugging Face papers or doi.org. Versions of one paper
count as the same paper. Longer texts are checked only if the identifier is written as `arXiv:…`;
titles such as "Comment on arXiv:2505.15117" are not reported.

## Why it matters
One of the two is wrong, and readers do not notice.

## Example
```markdown
[arXiv:2505.15117](https://arxiv.org/abs/2505.15171)
```

Write instead:
```markdown
[arXiv:2505.15117](https://arxiv.org/abs/2505.15117)
```

## Fix safety
There is no fix, because the author has to decide which of the two is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span, SpanSet
from digestlint.papers.identifiers import find_arxiv_id, find_doi, parse_arxiv_id
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.urls.hosts import host_of, is_host_or_below
from digestlint.rules.helpers.urls.html_links import html_links
from digestlint.rules.urls.arxiv import paper_of

RULE = RuleInfo(
    "URL011",
    "other-paper",
    severity=Severity.ERROR,
    prefilter=("iv.", "IV.", "doi.org", "DOI", "/papers/"),
)

_OTHER = Template(
    "other-paper/other", "the link text names {named}, but the link leads to {target}"
)

_FLAGS = re.IGNORECASE | re.ASCII
_ID = r"[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/[0-9]{7}"
_ONLY_ID = lazy_pattern(
    r"[\s*_`\[(]*(?:(?:https?:/|(?:www\.|dx\.)?(?:arxiv|doi)\.org/|10\.48550/|doi|arxiv|abs|pdf|html"
    rf"|paper|e-?print|preprint|id|论文|文章|链接|预印本)[\s:#/.-]*)*(?P<id>{_ID})(?:v[0-9]+)?(?:\.pdf)?[\s*_`\])/]*"
    r"(?:[\[(]?(?:[a-z-]+\.[a-z]{2}|v[0-9]+|pdf)[\])]?)?[\s*_`\])]*\Z",
    _FLAGS,
)
# The titles of arXiv pages begin like this: "[2505.15117] A Title".
_ID_FIRST = lazy_pattern(rf"[\s*_`\[(]*(?P<id>{_ID})(?:v[0-9]+)?[\])]?[\s:：,|*_`-]", _FLAGS)
_NAMED = lazy_pattern(rf"(?<![a-z0-9/])arxiv\s?:\s?(?:{_ID})", _FLAGS)
# Papers about other papers, whose titles name those.
_ABOUT = lazy_pattern(
    r"\b(?:comments?|reply|replies|response|rebuttal|erratum|errata|corrigendum|correction|addendum"
    r"|remarks?|notes?|refut\w+|critique|follow\w*|extends?|extension|on|to|of|about|see|cf|via|and)\b"
    r"|评|回复|回应|勘误|关于|续",
    re.IGNORECASE,
)
_BADGE = lazy_pattern(r"!\[[^\]\r\n]*\]\((https?://[^\s()]+/badge/[^\s()]+)\)")
_ONLY_DOI = lazy_pattern(
    r"[\s*_`]*(?:doi:?\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(?=10\.\d{4})\S+\Z", _FLAGS
)
_DIGIT = lazy_pattern("[0-9]")
_LONGEST_TEXT = 200


def check(document: Document) -> Iterator[Finding]:
    """Report links to a paper other than the one that their text names."""
    hidden = SpanSet(bibtex(document.markdown))
    for destination, place in sorted(_links(document), key=lambda link: link[1]):
        text = document.text[place.start : place.end]
        if len(text) > _LONGEST_TEXT or not _DIGIT.search(text) or hidden.at(place.start):
            continue
        names = _arxiv_ids(text, destination) or _dois(text, destination)
        if names is not None:
            named, target = names
            yield Finding(*place, _OTHER(named=named, target=target))


def _links(document: Document) -> Iterator[tuple[str, Span]]:
    for link in document.markdown.links:
        if link.kind in ("inline", "reference") and not link.image:
            yield link.destination, link.text
    yield from html_links(document.markdown)


def _arxiv_ids(text: str, destination: str) -> tuple[str, str] | None:
    target = paper_of(destination)
    named = _id_in(text) if target else None
    if target is None or named is None or target.id.rpartition("/")[2] in text:
        return None
    return f"arXiv:{named}", f"arXiv:{target.id}"


def _id_in(text: str) -> str | None:
    """Return the identifier that is the text of a link, or is named as one in it."""
    badge = _BADGE.search(text)
    if badge:
        found = find_arxiv_id(badge[1])
        return found.id if found else None
    only = _ONLY_ID.match(text) or _ID_FIRST.match(text)
    is_url = text.startswith(("http://", "https://")) and len(text.split()) == 1
    if only:
        found = parse_arxiv_id(only["id"])
    elif is_url or (len(_NAMED.findall(text)) == 1 and not _ABOUT.search(text)):
        found = find_arxiv_id(text)
    else:
        return None
    return found.id if found else None


def _dois(text: str, destination: str) -> tuple[str, str] | None:
    if not is_host_or_below(host_of(destination), ("doi.org",)) or not _ONLY_DOI.match(text):
        return None
    named, target = find_doi(text), find_doi(destination)
    if named is None or target is None:
        return None
    # One may be truncated or have a suffix added by the publisher.
    return None if named.startswith(target) or target.startswith(named) else (named, target)
