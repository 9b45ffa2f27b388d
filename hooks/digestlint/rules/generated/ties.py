"""Ties of LaTeX: ``Table~1``, ``5~GB``. In pairs, GitHub shows the text between as struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Span
from digestlint.markdown.searching import occurrences
from digestlint.rules.generated.residue import Prose, Residue

_REACH = 40  # characters on either side of a tie
_BEFORE = lazy_pattern(r"(?<![A-Za-z0-9.-])[A-Za-z0-9.-]+\Z")
_AFTER = lazy_pattern(r"[A-Za-z0-9.-]*[A-Za-z0-9]")
_UNIT = lazy_pattern(
    r"(?:pp|ms|[kKMGT]i?B|[kMG]?Hz|dB|FPS|fps|nm|mm|cm|km|kg|hours?|minutes?|seconds?|GPUs?"
    r"|TFLOPs|tokens?|percent|points?|bits?|million|billion)(?![A-Za-z0-9~])"
)
_REFERENCE = lazy_pattern(
    r"(?:sections?|secs?\.|fig(?:ure)?s?\.?|tab(?:le)?s?\.?|eqs?\.|equations?|theorem|lemma"
    r"|algorithm|appendix|task|chapter|definition|step|stage|phase|proposition|corollary"
    r"|assumption|remark|example|problem|part|al\.)",
    re.IGNORECASE,
)
_NUMBER = lazy_pattern(r"[-+]?\d+(?:[.,]\d+)*")
_LABEL = lazy_pattern(r"(?:\d+(?:\.\d+)*|[A-Z])(?![A-Za-z0-9])")
_IN_BRACKETS = lazy_pattern(r"\([A-Za-z]|\[\d|\$[A-Za-z\\]")
_NAME = lazy_pattern(r"[A-Z][A-Za-z0-9-]{2,}|[a-z][A-Za-z0-9-]*[a-z0-9]{2,}")
_CHAINED = lazy_pattern(r"[A-Z]{2}|[A-Z][A-Za-z0-9-]{2,}|[a-z][A-Za-z0-9-]*[a-z0-9]{2,}")
_VERSION = lazy_pattern(r"[Vv]?\d")
_REVISIONS = frozenset({"HEAD", "FETCH_HEAD", "ORIG_HEAD", "main", "master", "develop"})
_EAST_ASIAN = lazy_pattern("[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NEAR = 12
# `\emph{Memento~2}` and the like is reported by the rule for commands.
_COMMAND = lazy_pattern(r"\\[A-Za-z]+\*?\{[^{}]{0,200}\Z")
_LONGEST = 230
_FEWEST = 2  # names with what looks like a tie, in one paragraph


def ties(prose: Prose) -> Iterator[Residue]:
    """Yield those that stand for a space, and are neither a range, an estimate nor a subscript."""
    clear: dict[Span, list[int]] = {}
    weak: dict[Span, list[int]] = {}
    text = prose.markdown.text
    for at in occurrences(text, "~"):
        block = prose.block(Span(at, at + 1))
        if block is None or text[at - 1 : at] == "\\" or "~" in text[at + 1 : at + 2]:
            continue
        before, after = text[max(at - _REACH, block.start) : at], text[at + 1 : at + _REACH]
        word = _BEFORE.search(before)
        if (
            word is None
            or word[0] in _REVISIONS
            or _COMMAND.search(text, max(at - _LONGEST, block.start), at)
        ):
            continue
        if _is_clear(word[0], after[: block.end - at - 1]) or _ends_chain(before, word[0], after):
            clear.setdefault(block, []).append(at)
        elif _may_be(word[0], before, after):
            weak.setdefault(block, []).append(at)
    for block in {**clear, **weak}:
        found = clear.get(block, [])
        more = weak.get(block, [])
        if found or len(more) >= _FEWEST:
            found = sorted(found + more)
        for at in found:
            yield Residue(Span(at, at + 1), "tie", " ")


def _is_clear(word: str, after: str) -> bool:
    if _REFERENCE.fullmatch(word):
        return bool(_LABEL.match(after))
    if _NUMBER.fullmatch(word):
        return bool(_UNIT.match(after))
    if _NAME.fullmatch(word) and _IN_BRACKETS.match(after):
        return True
    return _is_chain(word, after)


def _is_chain(word: str, after: str) -> bool:
    """Whether it is the first of two ties: ``Claude~Sonnet~4.5``, but not ``H~2~O``."""
    middle = _AFTER.match(after)
    if middle is None or not after[middle.end() :].startswith("~") or not _CHAINED.fullmatch(word):
        return False
    if not after[middle.end() + 1 : middle.end() + 2].isalnum():
        return False
    return len(word) > len("log") or len(middle[0]) > len("max")


def _ends_chain(before: str, word: str, after: str) -> bool:
    rest = before[: len(before) - len(word)]
    if not rest.endswith("~") or not after[:1].isalnum():
        return False
    first = _BEFORE.search(rest[:-1])
    return first is not None and _is_chain(first[0], f"{word}~{after}")


def _may_be(word: str, before: str, after: str) -> bool:
    """Whether it looks like a name and its version, in Latin text."""
    around = before[-_NEAR:] + after[:_NEAR]
    return bool(_NAME.fullmatch(word) and _VERSION.match(after)) and not _EAST_ASIAN.search(around)
