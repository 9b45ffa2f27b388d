"""Links typed with a Chinese input method: ``[论文]（https://…）``, ``【论文】（https://…）``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.sharing import shared
from digestlint.rules.urls.sound import breaks_emphasis, sound_target

_BETWEEN = tuple(closing + opening for closing in "]】］" for opening in "（(")
_TEXT = lazy_pattern(
    r"(?<!\\)(?P<open>[\[【［])(?P<text>[^\[\]【】［］\r\n^][^\[\]【】［］\r\n]*)\Z"
)
_PLAIN = r"[^\s<>（）()，。；、《》“”]"
_WEB = rf"(?:https?://|www\.|mailto:){_PLAIN}*(?:\([^\s<>（）()]*\){_PLAIN}*)*"
_FILE = r"[\w./-]{1,200}\.(?:md|html?|pdf|txt|ipynb|png|jpe?g|gif|svg|webp)"
_FRAGMENT = rf"#(?![0-9]+[）)]){_PLAIN}+"
_TARGET = lazy_pattern(
    rf"[ \t\u3000]*<?(?P<url>{_WEB}|(?P<path>{_FILE})?(?P<fragment>{_FRAGMENT})?)"
    r"[。，、；]*>?[ \t\u3000]*(?P<close>[）)])"
)
_LONGEST_TEXT = 200
_LONGEST_TARGET = 2048
_CUT_OFF = lazy_pattern(r"(?:\.\.|…)\W*\Z")
# Reference numbers also precede URLs in parentheses.
_NUMBER = lazy_pattern(r"[\W\d]+\Z")


class FullWidthLink(NamedTuple):
    """Text that is meant as a link; ``edits`` make it one."""

    span: Span
    edits: tuple[Edit, ...]
    certain: bool
    path: str = ""  # of a local file
    fragment: str = ""  # of a place in it, or in this file


@shared
def full_width_links(markdown: Markdown) -> Sequence[FullWidthLink]:
    """Return the links with at least one full-width bracket that Markdown takes for text."""
    text = markdown.text
    every = (at for between in _BETWEEN for at in occurrences(text, between))
    places = sorted(markdown.prose.holding(every))  # links have no prose there
    hidden = SpanSet(bibtex(markdown)) if places else SpanSet(())
    found = (_link_at(markdown, at) for at in places if not hidden.at(at))
    return [link for link in found if link is not None]


def _link_at(markdown: Markdown, at: int) -> FullWidthLink | None:
    """Return the link whose text ends at ``at``."""
    text = markdown.text
    target = _TARGET.match(text, at + 2, at + 2 + _LONGEST_TARGET)
    if target is None or _CUT_OFF.search(target["url"]):
        return None
    label = _TEXT.search(text, max(0, at - _LONGEST_TEXT), at)
    url_start, url_end = target.span("url")
    url_end -= len(target["url"]) - len(target["url"].rstrip(".,;:"))
    if label is None or url_start == url_end or not sound_target(text[url_start:url_end]):
        return None
    written = (label["open"], text[at], text[at + 1], target["close"])
    if written == tuple("[]()") or not markdown.prose.at(label.start()):
        return None
    places = (label.start(), at, at + 1, target.start("close"))
    edits = list(_edits(written, places))
    if text[url_start - 1] != "<" or text[url_end] != ">":
        edits += _removed(text, at + 2, url_start) + _removed(text, url_end, target.start("close"))
    certain = written[:2] == ("[", "]") and _NUMBER.match(label["text"]) is None
    certain = certain and markdown.heading_at(at) is None  # the fix would change its anchor
    span = Span(label.start(), target.end())
    certain = certain and not breaks_emphasis(text, span)
    local = (target["path"] or "", (target["fragment"] or "").removeprefix("#"))
    return FullWidthLink(span, tuple(sorted(edits)), certain, *local)


def _edits(written: Sequence[str], places: Sequence[int]) -> Iterator[Edit]:
    for bracket, wanted, place in zip(written, "[]()", places, strict=True):
        if bracket != wanted:
            yield Edit(place, place + 1, wanted)


def _removed(text: str, start: int, end: int) -> list[Edit]:
    return [Edit(start, end, "")] if text[start:end].strip(" \t") else []
