"""How often what is suggested for lost characters is right, in held-out Chinese text.

Two sorts of damage. *U+FFFD*: one character in seventy is gone, and one to three U+FFFD are there.
*code page 936*: UTF-8 was read as GBK and written back, with ``?`` for each byte that has no
character there, which leaves ``�?`` for about one character in twenty.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.train.corpus import Document

from digestlint.encoding.detect.holes import Hole, hole_at
from digestlint.encoding.infill import Choice
from digestlint.encoding.infill.lost_characters import candidates, suggest
from digestlint.encoding.infill.model import load
from digestlint.text.lines import LineFinder

Marked = Iterable[tuple[Document, list[bool]]]
"""Held-out documents, and which of their lines are unlike any training text."""

LIKELY = 0.9
HEADER = (
    f"  {'text':14} {'damage':14} {'holes':>6} suggest   top-1   top-3"
    f"  >={LIKELY} precision posterior"
)
_SHARE = 1 / 70
_EACH = 40
_NEVER = 99


@dataclass(slots=True)
class Tally:
    """What became of the holes of one kind of text."""

    holes: int = 0
    suggested: int = 0
    first: int = 0
    among_three: int = 0
    likely: int = 0
    likely_right: int = 0
    expected: float = 0.0

    def add(self, original: str, choices: tuple[Choice, ...] | None) -> None:
        """Count a hole; ``choices`` are None where nothing is suggested."""
        self.holes += 1
        if choices is None:
            return
        self.suggested += 1
        ranks = [_rank(choice, char) for choice, char in zip(choices, original, strict=False)]
        if len(choices) != len(original):
            ranks.append(_NEVER)
        sure = min(choice.posterior for choice in choices)
        right = max(ranks) == 0
        self.first += right
        self.among_three += max(ranks) < 3
        self.expected += sure
        self.likely += sure >= LIKELY
        self.likely_right += right and sure >= LIKELY

    def row(self, kind: str, damage: str) -> str:
        """Return one line of the report; top-1 and top-3 are of those with suggestions."""
        return (
            f"  {kind:14} {damage:14} {self.holes:6,} {_share(self.suggested, self.holes)}"
            f" {_share(self.first, self.suggested)} {_share(self.among_three, self.suggested)}"
            f" {_share(self.likely, self.holes)} {_share(self.likely_right, self.likely)}"
            f" {100 * self.expected / max(self.suggested, 1):11.2f}"
        )


def report(marked: Marked, most: int) -> Iterator[str]:
    """Yield a line for each kind of text and sort of damage, of ``most`` holes each."""
    documents = list(marked)
    random.Random(1).shuffle(documents)
    sizes = Counter(document.kind for document, _ in documents)
    for damage, take in (("U+FFFD", _taken), ("code page 936", _misread)):
        tallies: dict[str, Tally] = {}
        for document, fresh in documents:
            tally = tallies.setdefault(document.kind, Tally())
            if tally.holes < most:
                each = max(_EACH, 2 * most // sizes[document.kind])
                _measure(take(document, fresh), tally, each)
        for kind in sorted(tallies):
            yield tallies[kind].row(kind, damage)


def _measure(lines: Iterable[list[tuple[str, str]]], tally: Tally, most: int) -> None:
    """Count what is suggested; each line is pieces of text as shown, and as they were.

    The first ``most`` holes count.
    """
    parts: list[str] = []
    golds: list[tuple[int, str]] = []
    size = 0
    for line in lines:
        for shown, original in (*line, ("\n", "\n")):
            if shown != original and len(golds) < most:
                golds.append((size, original))
            parts.append(shown)
            size += len(shown)
    text = "".join(parts)
    around = LineFinder(text).around
    holes: list[Hole | None] = [hole_at(text, at, around(at, at)) for at, _ in golds]
    known = [hole for hole in holes if hole is not None]
    suggestions = dict(zip(known, suggest(text, known), strict=True))
    for (_, original), hole in zip(golds, holes, strict=True):
        tally.add(original, (suggestions[hole] or None) if hole else None)


def _rank(choice: Choice, char: str) -> int:
    ranked = [choice.char, *(other for other, _ in choice.alternatives)]
    return ranked.index(char) if char in ranked else _NEVER


def _taken(document: Document, fresh: list[bool]) -> Iterator[list[tuple[str, str]]]:
    chance = random.Random(f"{document.source} {document.lines[0]}")
    every = frozenset(candidates(load().alphabet))
    for line, counts in zip(document.lines, fresh, strict=True):
        pieces: list[tuple[str, str]] = []
        for char in line:
            is_taken = counts and char in every and chance.random() < _SHARE
            if is_taken and not (pieces and pieces[-1][0] != pieces[-1][1]):
                pieces.append(("\ufffd" * chance.randint(1, 3), char))
            else:
                pieces.append((char, char))
        yield pieces


def _misread(document: Document, fresh: list[bool]) -> Iterator[list[tuple[str, str]]]:
    for line, counts in zip(document.lines, fresh, strict=True):
        if not counts or "\ufffd" in line:
            yield [(line, line)]
            continue
        sent = _written_back(line.encode("utf-8", "replace"))
        pieces: list[tuple[str, str]] = []
        at = 0
        lost, gone = b"", ""
        for char in line:
            whole = char.encode("utf-8", "replace")
            left = sent[at : at + len(whole)]
            at += len(whole)
            if left == whole:
                if gone:
                    pieces.append((lost.decode(errors="replace"), gone))
                pieces.append((char, char))
                lost, gone = b"", ""
            else:
                lost, gone = lost + left, gone + char
        if gone:
            pieces.append((lost.decode(errors="replace"), gone))
        yield pieces


def _written_back(data: bytes) -> bytes:
    """Return bytes after they were read as GBK and written again, a bad one being ``?``."""
    result = bytearray()
    at = 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        piece = data[at : at + size]
        try:
            piece.decode("gbk")
        except UnicodeDecodeError:
            piece = b"?"
        result += piece
        at += len(piece)
    return bytes(result)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:7.2f}" if whole else "      –"
