"""Finding stretches of a text that read as mojibake of one code page."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digestlint.mojibake.channel import SOFT_HYPHEN
from digestlint.mojibake.codepages import CodePage, high_characters
from digestlint.mojibake.pieces import PIECE, STRETCH, WHOLE, Lexicon, Piece
from digestlint.mojibake.plausibility import kind

_STRAY_COST = 15.0
"""What it costs a run to touch a character that no reading of the same code page explains."""

# Bits for the likeliest culprits, lest a hair's breadth decides: windows-1252 is the usual one, but
# charset detectors take short UTF-8 for windows-1254, and then decoding drops what fails.
_HEAD_START = {"windows-1252": 1.0, "iso-8859-1": 0.5}
_HEAD_START_LOSSY = {"windows-1254": 1.0, "windows-1252": 0.5}


@dataclass(slots=True)
class Stretch:
    """A run in the making: where it is, what it reads as, and the evidence in bits."""

    start: int
    sizes: list[int]
    pieces: list[Piece]
    gain: float

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + sum(self.sizes)

    @property
    def only_leads(self) -> bool:
        """Whether it is made of lead bytes alone, which look like accented letters (``é``)."""
        return sum(self.sizes) == len(self.pieces)

    @property
    def text(self) -> str:
        """The restored characters, placeholders for damaged ones."""
        return "".join([piece.char for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text holds under one code page.

    Attributes:
        page: The code page.
        lost: The bytes that its channel seems to drop; empty where nothing is missing.
        evidence: Bits that the readable pieces gain, as far as they tell code pages apart.
        strays: Characters of the page without a reading, natural punctuation aside.
        foreign: Characters that only other code pages have.
    """

    page: CodePage
    lost: frozenset[int]
    evidence: float
    strays: int
    foreign: int

    @property
    def score(self) -> float:
        """What to choose by: the evidence, less strays, with a start for the commonest pages."""
        head_starts = _HEAD_START_LOSSY if self.lost else _HEAD_START
        unexplained = self.strays + self.foreign
        return self.evidence - 4.0 * unexplained + head_starts.get(self.page.name, 0.0)


def survey(text: str, page: CodePage) -> Survey | None:
    """Count what ``text`` reads as under ``page``; None where no whole sequence is in it."""
    view = page.view(text)
    if WHOLE.search(view) is None:
        return None
    counts = Counter(PIECE.findall(view))
    soft_hyphen = page.byte(SOFT_HYPHEN)
    may_lose = page.undefined if soft_hyphen is None else page.undefined | {soft_hyphen}
    kept = {byte for data in counts if len(data) > 1 for byte in data[1:]}
    lexicon = Lexicon(page, frozenset(may_lose - kept))
    whole = damaged = votes = 0.0
    strays = incomplete = 0
    for data, count in counts.items():
        piece = lexicon[data]
        if not piece.char:
            strays += 0 if piece.separates else count
        elif piece.damaged:
            incomplete += count
            damaged += piece.gain * count
            votes += piece.vote * count
        else:
            whole += max(piece.gain, 0.0) * count
    foreign = len(high_characters().findall(text)) - sum(map(len, STRETCH.findall(view)))
    if damaged > 0:
        return Survey(page, lexicon.lost, whole + votes, strays, foreign)
    return Survey(page, frozenset(), whole, strays + incomplete, foreign)


def scan(text: str, page: CodePage, lost: frozenset[int]) -> Iterator[Stretch]:
    """Yield each maximal stretch of ``text`` that reads as mojibake of ``page``, in order.

    The stretches hold no character without a reading. Weak pieces at their ends are cut off.
    """
    lexicon = Lexicon(page, lost)
    for match in STRETCH.finditer(page.view(text)):
        parts = PIECE.findall(match.group())
        pieces = [lexicon[part] for part in parts]
        at = match.start()
        if all(piece.char for piece in pieces):
            sizes = [len(part) for part in parts]
            yield Stretch(at, sizes, pieces, _gain(text, at, sum(sizes), pieces))
            continue
        stray = False
        first = 0
        for index in range(len(pieces) + 1):
            if index < len(pieces) and pieces[index].char:
                continue
            group = pieces[first:index]
            sizes = [len(part) for part in parts[first:index]]
            stray_after = index < len(pieces) and not pieces[index].separates
            if group:
                gain = _gain(text, at, sum(sizes), group) - _STRAY_COST * (stray + stray_after)
                yield Stretch(at, sizes, group, gain)
            at += sum(sizes) + (len(parts[index]) if index < len(parts) else 0)
            stray = stray_after
            first = index + 1


def _gain(text: str, start: int, size: int, pieces: list[Piece]) -> float:
    """Return the evidence of a run: its pieces, and how it stands between its neighbours.

    A capital after a small letter or a digit is odd in clean text, and after a capital it is not;
    so is a symbol inside a word. Mojibake seldom starts with a combining mark, touches a letter
    of a cased script that the code page lacks, or puts East Asian characters inside a word. Lead
    bytes alone that touch a word or number are most likely what they seem (``café``, ``2×``), and
    inside a word (``naïve``) they are, whatever the rest of the document is like.
    """
    gain = sum([piece.gain for piece in pieces])
    before = text[start - 1] if start else "\n"
    after = text[start + size] if start + size < len(text) else "\n"
    inside_word = before.islower() and after.islower()
    if before.islower() and text[start].isupper():
        gain += 7.0
    elif size == len(pieces) and (before.isalnum() or after.isalnum()):
        gain -= 40.0 if inside_word else 10.0
    elif before.isdecimal() and text[start].isupper():
        gain += 4.0
    elif before.isupper() and text[start].isupper():
        gain -= 4.0
    if inside_word and kind(text[start + size - 1]) in "sm$po":
        gain += 6.0
    if unicodedata.category(pieces[0].char)[0] == "M":
        gain -= 12.0
    if _is_foreign_cased(before) or _is_foreign_cased(after):
        gain -= _STRAY_COST
    if inside_word and all(piece.char >= "\u2e80" for piece in pieces):
        gain -= 4.0
    return gain


def _is_foreign_cased(char: str) -> bool:
    return char > "\x7f" and (char.islower() or char.isupper())
