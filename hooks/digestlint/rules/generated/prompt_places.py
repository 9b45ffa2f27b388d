"""Where a phrase is in a digest, and whether it is there as a phrase of a prompt would be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.document.document import Document
from digestlint.markdown.searching import occurrences
from digestlint.rules.generated import prompt_phrases as phrases
from digestlint.rules.generated.values import LABEL, is_field
from digestlint.text.lines import line_end, line_start
from digestlint.text.signs import has_any, signs_in

_MARKER = lazy_pattern(r"[ \t>]{0,12}(?:(?:[-+*•]|\d{1,3}[.)、])[ \t]+)?[*_\"“(（\[【「『 \t]{0,4}")
_SENTENCE = lazy_pattern(
    r"(?:[。！？!?；：:.][*_]{0,3}|<br ?/?>|[(（\[【])[ \t*_]{0,4}\Z", re.IGNORECASE
)
_TITLE = lazy_pattern(
    r"title|标题|標題|题目|題目|タイトル|제목|título|название|论文|論文|paper", re.IGNORECASE
)
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("«", "»"), ("‘", "’"), ("《", "》"))
_STOPS = lazy_pattern(r"[。，；]|[.!?,] ")
_AHEAD = 250  # characters of a line that are looked at, before a sign and after it
_REACH = 200
_LONGEST_LABEL = 60
_MOST_WORDS = 3  # of a label


def matches(text: str, places: Iterable[int], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches near ``places``, in the line that each is in."""
    seen = set()
    end = -1
    for at in sorted(places):
        if at < end:
            continue
        start = max(line_start(text, at), at - _AHEAD)
        end = min(line_end(text, at), at + _REACH)
        for match in pattern.finditer(text, start, end):
            if match.span() not in seen:
                seen.add(match.span())
                yield match


def places(text: str, signs: phrases.Signs, languages: Collection[str]) -> Iterator[int]:
    """Yield where the signs are of the languages that the text has letters of.

    Each pattern among them begins with a certain character, without which it is not compiled.
    """
    for language, words in signs.items():
        if language not in languages:
            continue
        for word in signs_in(text, (word for word in words if isinstance(word, str))):
            yield from occurrences(text, word)
        for pattern in words:
            if not isinstance(pattern, str) and has_any(text, (pattern.pattern[0],)):
                yield from (match.start() for match in pattern.finditer(text))


def is_prose(document: Document, at: int, *, or_heading: bool) -> bool:
    """Whether text is there that is no code, no title and no quotation."""
    markdown = document.markdown
    matter = markdown.front_matter
    link = markdown.link_at(at)
    return not (
        (not or_heading and markdown.heading_at(at) is not None)
        or (link is not None and link.kind != "bare")
        or (matter is not None and matter.start <= at < matter.end)
        or markdown.code.at(at)
        or markdown.urls.at(at)
        or any(comment.span.start <= at < comment.span.end for comment in markdown.comments)
        or _is_shown(_before(document, at))
    )


def _before(document: Document, at: int) -> str:
    """Return the line before ``at``, or as much of it as the cell of a table has."""
    text = document.text
    start = max(line_start(text, at), at - 3 * _REACH)
    block = document.markdown.block_at(at)
    return text[
        max(start, block.start) if block and "|" in text[start : block.start] else start : at
    ]


def _is_shown(before: str) -> bool:
    """Whether ``before`` says that a title or a prompt follows, or a quotation is open there."""
    label = LABEL.match(before)
    if label and (_TITLE.search(label["label"]) or phrases.ABOUT.search(label["label"])):
        return True
    if before.endswith(("'", "`")) or before.count('"') % 2:
        return True
    return any(before.count(opening) > before.count(closing) for opening, closing in _QUOTES)


def _begins_value(document: Document, match: re.Match[str]) -> bool:
    """Whether a line, a cell or the value after a label begins with ``match``."""
    before = _before(document, match.start())
    if _MARKER.fullmatch(before):
        return True
    found = LABEL.match(before)
    if found is None or before[found.end() :].strip(" \t*_"):
        return False
    return is_field(found["label"]) or len(found["label"].split()) <= _MOST_WORDS


def begins_sentence(document: Document, match: re.Match[str]) -> bool:
    """Whether a sentence or a value begins with ``match``."""
    before = _before(document, match.start())
    return _begins_value(document, match) or _SENTENCE.search(before) is not None


def begins_note(document: Document, match: re.Match[str]) -> bool:
    """Whether a note in brackets, a sentence or a value begins with ``match``."""
    before = _before(document, match.start()).rstrip(" \t*_")
    return before.endswith(("(", "（", "[", "【", "〔")) or begins_sentence(document, match)


def is_order(document: Document, match: re.Match[str]) -> bool:
    """Whether a value begins with ``match``, in a section that is not about prompts."""
    if not _begins_value(document, match):
        return False
    headings = document.markdown.headings_in(max(match.start() - 15 * _REACH, 0), match.start())
    return not (headings and phrases.ABOUT.search(headings[-1].text))


def is_key(document: Document, match: re.Match[str]) -> bool:
    """Whether nothing but marks is before ``match`` in its line."""
    return _before(document, match.start()).strip(" \t*_-+>{\"'“") == ""


def is_in_label(document: Document, match: re.Match[str]) -> bool:
    """Whether ``match`` ends a label or is in a heading."""
    before = _before(document, match.start())
    if len(before) > _LONGEST_LABEL or _STOPS.search(before):
        return False
    following = document.text[match.end() : match.end() + 4].lstrip("*_ ")[:1]
    return following in (":", "：") or document.markdown.heading_at(match.start()) is not None


def is_at_end(document: Document, match: re.Match[str]) -> bool:
    """Whether ``match`` begins or ends a line."""
    end = line_end(document.text, match.end())
    return not document.text[match.end() : end].strip() or not _before(document, match.start())
