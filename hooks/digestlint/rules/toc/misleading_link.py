"""A link leads to another date or section than its text says.

## What it does
Compares two kinds of links with the place that they lead to:

- Links to files of a day. The date is the text of the link, the first cell of its table row, or at
  the start of its list item, before a colon, dash or bar. Nothing is reported where several links
  differ by the same number of days, or most of them differ: files may be called by the day after.
- Links of a table of contents, in lists, tables or lines of links. Their text is the text of one
  heading of the file, and they lead to another heading. Labels that several links have ("Back to
  top") are left alone.

The notes links of digests, and lists between the comments of digestlint, are checked by
`stale-toc`; links that lead nowhere by `broken-anchor` and `broken-file-link`.

Its precision has not been measured on enough files.

## Why it matters
Readers open the wrong page and do not notice, or never find the right one. Such links are left over
from copied rows.

## Example
```markdown
- [Setup](#setup)
- [Results](#setup)

## Setup

## Results
```

Write instead:
```markdown
- [Setup](#setup)
- [Results](#results)

## Setup

## Results
```

## Fix safety
The fix changes where the link leads, not what it says. It is safe if nothing else leads to the
place that the link names, something else leads to the place that it leads to, and the file of the
date is there. Otherwise there is no fix: the text may be wrong instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.rules.helpers.local_links import fragment_edit
from digestlint.rules.helpers.wording import WRITE
from digestlint.rules.toc.linked_dates import DatedLink, dated_links
from digestlint.rules.toc.linked_sections import ListedLink, misleading
from digestlint.text.edits import applied
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC008", "misleading-link", fixes=(Applicability.SAFE,), requires="local links")

_DATE = Template("misleading-link/date", "this link of {said} leads to {leads_to}")
_SECTION = Template("misleading-link/section", "the link {text} leads to the section {section}")


def check(document: Document) -> Iterator[Finding]:
    """Report links that lead elsewhere than they say."""
    pairs = dated_links(document)
    dated = set()
    for pair in pairs:
        if pair.said != pair.leads_to:
            dated.add(pair.link.target)
            said, leads_to = pair.said.isoformat(), pair.leads_to.isoformat()
            message = _DATE(said=said, leads_to=leads_to)
            yield Finding(*pair.link.target, message, _redated(document, pair, pairs))
    for listed, certain in misleading(document):
        if listed.link.target not in dated and listed.leads_to is not None:
            section = quoted(listed.leads_to.text)
            message = _SECTION(text=quoted(document.text[slice(*_text(listed))]), section=section)
            fix = _relinked(document, listed) if certain else None
            yield Finding(*listed.link.target, message, fix)


def _text(listed: ListedLink) -> tuple[int, int]:
    assert listed.link.link is not None
    return listed.link.link.text


def _redated(document: Document, pair: DatedLink, pairs: Sequence[DatedLink]) -> Fix | None:
    others = [other for other in pairs if other is not pair]
    is_free = not any(other.leads_to == pair.said for other in others)
    is_taken = any(other.said == other.leads_to == pair.leads_to for other in others)
    written = document.text[slice(*pair.place)]
    new = _in_form(written, pair.leads_to, pair.said)
    if not (is_free and is_taken and new) or any(o.said == pair.said for o in others):
        return None
    edit = Edit(*pair.place, new)
    path = applied(document.text, [edit], *pair.link.target).partition("#")[0]
    if pair.link.fragment is not None or not document.context.resolver.exists(path):
        return None
    return Fix.safe(WRITE(text=quoted(new)), edit)


def _in_form(written: str, old: date, new: date) -> str | None:
    """Return the ``new`` date in the form in which the ``old`` one is written."""
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y_%m_%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m/%d", "%Y/%m-%d"):
        if old.strftime(form) == written:
            return new.strftime(form)
    return None


def _relinked(document: Document, listed: ListedLink) -> Fix | None:
    (heading,) = listed.named
    slug = next((t.id for t in document.targets if t.heading and t.heading is heading), "")
    if not slug or not readable(slug) or document.restoration.damaged(*heading.content):
        return None
    edit = fragment_edit(document, listed.link, slug)
    return Fix.safe(WRITE(text=f"'#{slug}'"), edit) if edit else None
