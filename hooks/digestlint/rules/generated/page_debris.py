"""A line of a web page is in the text: navigation, a cookie banner, share buttons, code bare.

## What it does
Finds what a script copied along with an article:

- links that skip to the content, and what sites say to those who signed in elsewhere
- the sentence of a cookie banner next to what asks for consent, and its buttons
- the words of share buttons, without their links
- what a page says where scripts are off or a video can't be played
- code in the running text, whose fence was lost: with the button that copies it, or three lines
  of which two are imports or definitions

Each is a line of its own, in Chinese, English, Japanese, Korean, Russian or Spanish. Lines that
belong to it (`Log in`, `Accept all`) are part of the same finding. A sentence that is about such
things, a quotation in code, a link to a part of the same file, and a file about cookies or privacy
are not reported. Its precision has not been measured on enough files.

Inside such a place no other rule fixes anything, apart from its encoding.

## Why it matters
Readers take it for a part of the article, and search engines and models do, too. Code without a
fence loses its indentation, its underscores and its stars, and its comments become headings.

## Example
````markdown
Skip to content

We study agents.
````

Write instead:
````markdown
We study agents.
````

Code is for a fenced code block:
````markdown
```python
import os
import sys

print(os.name)
```
````

## Fix safety
There is no fix: where the article goes on, only its author knows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.generated import lost_fences, page_phrases
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "GEN011",
    "page-debris",
    owns_places=True,
    prefilter=(*page_phrases.SIGNS, *lost_fences.SIGNS),
)

_NAVIGATION = Template("page-debris/navigation", "{line} is the navigation of a web page")
_COOKIES = Template("page-debris/cookies", "{line} is the cookie banner of a web page")
_SHARING = Template("page-debris/sharing", "{line} is a share button without its link")
_SCRIPTS = Template("page-debris/scripts", "{line} is what a web page says without JavaScript")
_EMBED = Template("page-debris/embed", "{line} is what remains of something embedded")
_SITE = Template("page-debris/site", "{line} is what a website says, and not part of the text")
_CODE = Template("page-debris/code", "code without a fence: {line}")

_KINDS = (
    (page_phrases.NAVIGATION, _NAVIGATION),
    (page_phrases.SCRIPTS, _SCRIPTS),
    (page_phrases.EMBEDS, _EMBED),
    (page_phrases.SITES, _SITE),
    (page_phrases.SHARING, _SHARING),
    (page_phrases.COOKIE_BUTTON, _COOKIES),
)

_MARKER = lazy_pattern(r"^[ \t]*(?:(?:>|[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+)*")
_LINK = lazy_pattern(r"!?\[([^\[\]]*)\]\(([^()]*)\)")
_AROUND = " \t*_\"“”'.!…»›→:：。！>↓⇩"
_LONGEST = 400  # characters of a line that is looked at
_NEAR = 6  # rows in which consent is asked for
_MOST_EMPTY = 3  # rows from one line of a place to the next
_FALLBACKS = frozenset({"video", "audio", "iframe", "canvas", "object", "noscript"})


class _Place(NamedTuple):
    row: int
    last: int
    template: Template


def check(document: Document) -> Iterator[Finding]:
    """Report each place once, with all lines that belong to it."""
    places = sorted(_places(document), key=lambda place: place.row)
    rows = {place.row for place in places if place.template is not _CODE}
    end = 0
    for row, last, template in places:
        if row <= end:
            continue
        first = row
        if template is not _CODE:
            first, last = (
                _widened(document, row, end, -1, rows),
                _widened(document, row, end, 1, rows),
            )
        start, _ = document.lines.line_span(first)
        _, stop = document.lines.line_span(last)
        end = last
        yield Finding(start, stop, template(line=quoted(document.lines.line(row).strip())))


def _places(document: Document) -> Iterator[_Place]:
    for row in lost_fences.rows_with(document, page_phrases.SIGNS):
        template = _kind(document, row)
        if template is not None and lost_fences.is_running_text(document, row):
            yield _Place(row, row, template)
    for first, last in lost_fences.lost_fences(document):
        yield _Place(first, last, _CODE)


def _kind(document: Document, row: int) -> Template | None:
    """Return what a line of a web page is, as the message says it."""
    line = document.lines.line(row)
    if len(line) > _LONGEST:
        return None
    text = _plain(line)
    for pattern, template in _KINDS:
        if pattern.fullmatch(text):
            return template if _is_remains(document, line, template) else None
    if page_phrases.COOKIES.fullmatch(text) and _asks_for_consent(document, row):
        return _COOKIES if _is_remains(document, line, _COOKIES) else None
    return None


def _plain(line: str) -> str:
    """Return the text of a line, without markers, links and what ends it."""
    return _LINK.sub(r"\1", _MARKER.sub("", line, count=1)).strip(_AROUND).replace("\u00a0", " ")


def _is_remains(document: Document, line: str, template: Template) -> bool:
    """Whether the author can't have meant the line, which has a phrase."""
    if template is _NAVIGATION:
        fragments = (link[2].removeprefix("#") for link in _LINK.finditer(line))
        return not any(fragment in document.targets_by_id for fragment in fragments)
    if template is _SHARING:  # where there is a link, the button works
        return _LINK.search(line) is None or "pens in " in line
    if template is _EMBED:  # what is between the tags is for browsers that don't know them
        return not any(tag.name.lower() in _FALLBACKS for tag in document.markdown.html_tags)
    if template is _COOKIES:
        headings = document.markdown.headings
        return not any(page_phrases.ABOUT_COOKIES.search(heading.text) for heading in headings)
    return True


def _asks_for_consent(document: Document, row: int) -> bool:
    last = min(row + _NEAR, document.lines.rows)
    return any(
        page_phrases.CONSENT.search(document.lines.line(near)[:_LONGEST])
        for near in range(row, last + 1)
    )


def _widened(document: Document, row: int, end: int, step: int, rows: Container[int]) -> int:
    """Return the last row of the place in one direction, at most that after ``end``."""
    found = row
    near = row + step
    while end < near <= document.lines.rows and abs(near - found) <= _MOST_EMPTY:
        line = document.lines.line(near)
        is_part = near in rows or page_phrases.BESIDE.fullmatch(_plain(line[:_LONGEST]))
        if is_part and not line.startswith("#"):
            found = near
        elif line.strip():
            break
        near += step
    return found
