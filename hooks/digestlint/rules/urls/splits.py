"""URLs that are broken up by spaces or a line break.

Text generators put spaces around hyphens (``Search - R1``), and abstracts are wrapped by column. A
description after a URL looks the same (``https://a.org/b - a tool``), so evidence is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.urls.hosts import (
    REPOSITORY_HOSTS,
    host_of,
    is_host_or_below,
    key,
    path_segments,
)
from digestlint.rules.helpers.urls.lost import lost_urls
from digestlint.rules.urls.arxiv import normalised
from digestlint.rules.urls.swallowed import trimmed_end
from digestlint.rules.urls.url_targets import UrlTarget, targets

# The keys (``hosts.key``) of the URLs about the paper at an offset.
Known = Callable[[int], Set[str]]

# One more piece of a URL: after a hyphen or another mark with a space before or after it, after a
# space that follows such a mark, or after a line break.
_PIECE = lazy_pattern(
    r"(?:[ \t]+[-_./][ \t]*|[-_./][ \t]+|(?<=[-_./])[ \t]+|[ \t]*(?:\r\n|\n)[ \t]*)"
    r"[A-Za-z0-9](?:[\w./?=&%#~+-]*\w)?/?",
    re.ASCII,
)
_HYPHENATED = lazy_pattern(r"[ \t]*-[ \t]*|(?<=-)[ \t]+|(?<=-)[ \t]*(?:\r\n|\n)")
_WRAPPED = lazy_pattern(r"(?<=-)[ \t]*(?:\r\n|\n)")
_WORD_AFTER_HYPHEN = lazy_pattern(r"(?:[ \t]*-[ \t]*|[ \t]+)([A-Za-z0-9])")
_GAPS = lazy_pattern(r"[ \t\r\n]+")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」", "<": ">"}
_LATEX = ("\\", "{", "}")
# A description of the URL, rather than the rest of a name.
_DESCRIPTION = lazy_pattern(
    r"[ \t]*-[ \t]*(?:github|code|demo|projects?|papers?|website|blog|home\w*|official|mit|apache"
    r"|bsd|stars?|datasets?|models?|docs?|documentation|repo\w*|hf|hugging\w*|pdf|arxiv|slides|videos?"
    r"|tools?|new|updated?|by|weights|checkpoints?|license|the|a|an)\b",
    re.IGNORECASE,
)
_SLASHED_WORDS = lazy_pattern(r"[ \t]*-[ \t]*(?:and/or|[A-Z][A-Za-z]?/[A-Z]\w?|CI/CD|TCP/IP|w/o)\b")
_MOST_PIECES = 8
_CUT_SCHEME = lazy_pattern(
    r"(?<![A-Za-z])https?:(?:[ \t]+//|//[ \t]+)[ \t]*"
    r"(?P<rest>(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w./?=&%#~+-]*[\w/])?)",
    re.ASCII | re.IGNORECASE,
)


class Split(NamedTuple):
    """A URL in pieces; without its ``gaps`` it is ``joined``."""

    span: Span
    joined: str
    gaps: tuple[Span, ...]
    certain: bool  # the joined URL also occurs near the same paper


def _nothing(_: int) -> Set[str]:
    return frozenset()


def find_splits(markdown: Markdown, known: Known = _nothing) -> Iterator[Split]:
    """Yield the URLs in pieces; ``known`` gives the URLs near the same paper."""
    text = markdown.text
    for target in targets(markdown):
        if normalised(text, target):
            continue
        if target.kind == "bare" and target.latex is None and target.swallowed is None:
            pieces = list(_pieces(markdown, target))
            split = pieces and (
                _known_split(target, pieces, known) or _likely(text, target, pieces)
            )
            if split and text[split.span.end : split.span.end + 1] not in _LATEX:
                yield split
    no_urls = SpanSet([*bibtex(markdown), *lost_urls(markdown)])
    for match in _cut_schemes(text):
        if markdown.prose.at(match.start()) and not no_urls.at(match.start()):
            gaps = tuple(Span(*gap.span()) for gap in _GAPS.finditer(text, *match.span()))
            joined = _GAPS.sub("", match[0])
            certain = key(joined) in known(match.start())
            yield Split(Span(*match.span()), joined, gaps, certain)


def _cut_schemes(text: str) -> Iterator[re.Match[str]]:
    """Yield the schemes with spaces around their slashes."""
    for slashes in occurrences(text, "//"):
        colon = slashes
        while colon and text[colon - 1] in " \t":
            colon -= 1
        if text[colon - 1 : colon] == ":" and (
            colon < slashes or text[slashes + 2 : slashes + 3] in " \t"
        ):
            for scheme in ("https:", "http:"):
                if match := _CUT_SCHEME.match(text, max(0, colon - len(scheme))):
                    yield match
                    break


def _pieces(markdown: Markdown, target: UrlTarget) -> Iterator[Split]:
    """Yield ``target`` with one more piece, with two more, and so on."""
    text = markdown.text
    start, end = target.span
    block = markdown.block_at(start)
    limit = block.end if block else end
    gaps: list[Span] = []
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(text, end, limit)
        if piece is None or not markdown.prose.at(piece.end() - 1):
            return
        gaps += [Span(*gap.span()) for gap in _GAPS.finditer(text, *piece.span())]
        end = piece.end()
        joined = _GAPS.sub("", text[start:end])
        yield Split(Span(start, end), joined, tuple(gaps), certain=False)


def _known_split(target: UrlTarget, pieces: list[Split], known: Known) -> Split | None:
    keys = known(target.span.start)
    for split in reversed(pieces):
        if key(split.joined) in keys and key(split.joined) != key(target.url):
            return Split(split.span, split.joined, split.gaps, certain=True)
    return None


def _likely(text: str, target: UrlTarget, pieces: list[Split]) -> Split | None:
    """Return the longest split at hyphens, if its context suggests a single URL."""
    hyphenated = None
    end = target.span.end
    for split in pieces:
        if not _HYPHENATED.match(text, end):
            break
        hyphenated, end = split, split.span.end
    if hyphenated is None or trimmed_end(hyphenated.joined, 0, len(hyphenated.joined)) != len(
        hyphenated.joined
    ):
        return None
    if "." in host_of(hyphenated.joined) and "." not in host_of(target.url):
        return hyphenated if host_of(target.url) != "localhost" else None
    if not is_host_or_below(host_of(target.url), REPOSITORY_HOSTS):
        return None
    owner_only = len(path_segments(target.url)) == 1 and len(path_segments(hyphenated.joined)) > 1
    owner_only = owner_only and not _SLASHED_WORDS.match(text, target.span.end)
    wrapped = _WRAPPED.match(text, target.span.end)
    if owner_only or wrapped or _bracketed(text, hyphenated):
        return hyphenated
    return None


def _bracketed(text: str, split: Split) -> bool:
    """Whether brackets contain only the URL, and each piece begins like part of a name."""
    start, end = split.span
    closing = _BRACKETS.get(text[start - 1 : start])
    if closing is None or text[end : end + 1] != closing:
        return False
    in_destination = text[start - 2 : start] == "]("
    words = _WORD_AFTER_HYPHEN.findall(text, split.gaps[0].start - 1, end)
    if _DESCRIPTION.match(text, split.gaps[0].start):
        return False
    return in_destination or all(not word.islower() for word in words)
