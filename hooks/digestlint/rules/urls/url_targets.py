"""The URLs of a document, each with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.markdown import HtmlLink, Link, Markdown, Span, SpanSet
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.sharing import shared
from digestlint.rules.helpers.urls.latex import debris_start
from digestlint.rules.helpers.urls.lost import lost_urls
from digestlint.rules.urls.swallowed import Swallowed, find_swallowed, trimmed_end

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["inline", "autolink", "bare", "definition", "html"]

# CommonMark 0.31, section 6.5.
_AUTOLINK = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20\x7f<>]*")


class UrlTarget(NamedTuple):
    """One URL as written.

    A bare URL ends where the author ended it; ``link`` may include LaTeX or text after it.
    """

    span: Span  # as written, without ``<>``
    url: str  # as CommonMark resolves it (escapes and entities decoded)
    kind: Kind
    image: bool = False
    link: Link | None = None  # None for a reference definition
    latex: int | None = None  # bare URLs: the offset where LaTeX begins, inside the link
    swallowed: Swallowed | None = None  # bare URLs: where the sentence begins, before any LaTeX

    @property
    def fits_brackets(self) -> bool:
        """Whether angle brackets make an autolink of a bare URL; not of ``www.…``, for example."""
        as_written = len(self.url) == self.span.end - self.span.start
        return as_written and _AUTOLINK.fullmatch(self.url) is not None

    def bracket_edits(self) -> tuple[Edit, ...]:
        """Return the edits that put a bare URL in angle brackets; see ``fits_brackets``."""
        return Edit(self.span.start, self.span.start, "<"), Edit(self.span.end, self.span.end, ">")


@shared
def targets(markdown: Markdown) -> Sequence[UrlTarget]:
    """Return the URLs of links, images, autolinks, bare URLs and reference definitions, in order.

    Links in raw HTML are included. Reference links are left out, because their URL is that of the
    definition, and so are e-mail addresses, BibTeX and the remainders of lost URLs.
    """
    found = [
        UrlTarget(definition.target, definition.destination, "definition")
        for definition in markdown.definitions
    ]
    found.extend(_of_links(markdown))
    found.extend(map(_of_html, markdown.html_links))
    if no_urls := [*bibtex(markdown), *lost_urls(markdown)]:
        inside = SpanSet(no_urls)
        found = [target for target in found if inside.at(target.span.start) is None]
    return sorted(found, key=lambda target: target.span)


def _of_links(markdown: Markdown) -> Iterator[UrlTarget]:
    bare_end = 0
    for link in markdown.links:
        if link.kind == "bare":
            # A second URL inside a bare link counts only after the end of the first URL.
            if link.span.start >= bare_end:
                target = _bare(markdown.text, link)
                bare_end = target.span.end
                yield target
        elif link.target is not None and link.kind in ("inline", "autolink"):
            kind: Kind = "inline" if link.kind == "inline" else "autolink"
            yield UrlTarget(link.target, link.destination, kind, link.image, link)


def _of_html(link: HtmlLink) -> UrlTarget:
    nothing = Span(link.span.end, link.span.end)  # the text is whatever follows
    as_link = Link(link.span, nothing, link.destination, link.target, "inline", link.image)
    return UrlTarget(link.target, link.destination, "html", link.image, as_link)


def _bare(text: str, link: Link) -> UrlTarget:
    start, end = link.span
    swallowed = find_swallowed(text, link.span)
    if swallowed is not None:
        end = swallowed.start
    latex = debris_start(text[start:end], escapes=False)
    if latex is not None:
        end, latex, swallowed = trimmed_end(text, start, start + latex), start + latex, None
    prefix = len(link.destination) - (link.span.end - start)  # "http://" before "www."
    url = link.destination[: prefix + end - start]
    return UrlTarget(Span(start, end), url, "bare", link=link, latex=latex, swallowed=swallowed)
