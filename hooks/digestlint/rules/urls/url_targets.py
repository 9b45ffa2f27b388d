"""The URLs of a document, each with the place where it is written."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.markdown import HtmlLink, Link, Markdown, Span, SpanSet
from digestlint.markdown.packed_links import MANY
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.sharing import shared
from digestlint.rules.helpers.urls.latex import debris_start
from digestlint.rules.helpers.urls.lost import lost_urls
from digestlint.rules.urls.swallowed import Swallowed, find_swallowed, trimmed_end

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal, overload

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
    if len(markdown.links) > MANY:
        return _Targets(markdown.links, _found(markdown))
    return sorted((target for _, target in _found(markdown)), key=lambda target: target.span)


def _found(markdown: Markdown) -> Iterator[tuple[int, UrlTarget]]:
    """Yield the same in any order, each with the place of the link that it is made of, or -1."""
    no_urls = [*bibtex(markdown), *lost_urls(markdown)]
    inside = SpanSet(no_urls)
    for place, target in chain(
        (
            (-1, UrlTarget(definition.target, definition.destination, "definition"))
            for definition in markdown.definitions
        ),
        _of_links(markdown),
        ((-1, _of_html(link)) for link in markdown.html_links),
    ):
        if not no_urls or inside.at(target.span.start) is None:
            yield place, target


class _Targets(Sequence[UrlTarget]):
    """Very many targets; most are links, of which each is made when it is asked for."""

    def __init__(self, links: Sequence[Link], found: Iterable[tuple[int, UrlTarget]]) -> None:
        self._links = links
        self._others: list[UrlTarget] = []
        places, starts, ends = array("q"), array("q"), array("q")
        for place, target in found:
            if place < 0:
                self._others.append(target)
                place = -len(self._others)  # from the end, once they are reversed
            places.append(place)
            starts.append(target.span.start)
            ends.append(target.span.end)
        size = max(ends, default=0) + 1
        order = sorted(range(len(places)), key=lambda i: starts[i] * size + ends[i])
        self._places = array("q", map(places.__getitem__, order))
        self._others.reverse()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[UrlTarget]:
        if len(self._places) == len(self._links) and not self._others:  # which is faster
            return map(_of_link, self._links)
        return map(self._target, self._places)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> UrlTarget: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[UrlTarget]: ...

    def __getitem__(self, index: int | slice) -> UrlTarget | Sequence[UrlTarget]:
        if isinstance(index, slice):
            return [*map(self._target, self._places[index])]
        return self._target(self._places[index])

    def _target(self, place: int) -> UrlTarget:
        return self._others[place] if place < 0 else _of_link(self._links[place])


def _of_links(markdown: Markdown) -> Iterator[tuple[int, UrlTarget]]:
    bare_end = 0
    for place, link in enumerate(markdown.links):
        if link.kind == "bare":
            # A second URL inside a bare link counts only after the end of the first URL.
            if link.span.start >= bare_end:
                target = _bare(markdown.text, link)
                bare_end = target.span.end
                yield -1, target
        elif link.target is not None and link.kind in ("inline", "autolink"):
            yield place, _of_link(link)


def _of_link(link: Link) -> UrlTarget:
    """Return the URL of an inline link or an autolink."""
    kind: Kind = "inline" if link.kind == "inline" else "autolink"
    return UrlTarget(link.target or link.span, link.destination, kind, link.image, link)


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
