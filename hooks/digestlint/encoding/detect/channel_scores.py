"""Which channel explains a text best, and how well."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.channel_names import Errors, Step
from digestlint.encoding.channels.codepages import (
    OF_ONE_ALPHABET,
    CodePage,
    code_page,
    high_characters,
)
from digestlint.encoding.channels.no_break_spaces import BELIEVED, SOFT_HYPHEN, evidence
from digestlint.encoding.channels.pieces import PIECE, WHOLE, Lexicon, lexicon_of
from digestlint.encoding.detect.substitutes import LOST, marks, substitute

# A head start in bits for the likeliest code pages, for close calls: windows-1252 is usual, but
# charset detectors take short UTF-8 for windows-1254, and then decoding drops what fails.
_HEAD_START = {"windows-1252": 1.0, "iso-8859-1": 0.5}
_HEAD_START_LOSSY = {"windows-1254": 1.0, "windows-1252": 0.5}

_ASSUMPTION = 6.0
"""What each thing costs in bits that is assumed to have happened besides."""

_STEPS: tuple[Step, ...] = ("nbsp-to-space", "straighten-quotes", "ascii-ellipsis")
_ERRORS: tuple[Errors, ...] = ("?", "replace")
_ASCII = bytes(range(0x80))
_BOXES = re.compile("[\u2500-\u259f].?[^\\W\\d_]")
_C1 = range(0x80, 0xA0)
_INSIDE_WORD = re.compile(
    rb"(?<=[a-z])[\xc2-\xdf](?=[a-z])|(?<![A-Za-z\d_\x80-\xff])\xc3(?=[b-df-hj-np-vx-z][a-z])"
)
_CAPITAL_INSIDE_WORD = 12.0
"""What a lead byte alone says that looks like a capital inside a word of small letters, in bits;
so does one at the beginning of a word that begins with no such letter."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text holds under one channel.

    Attributes:
        channel: The channel; where nothing seems to be missing, the code page alone.
        evidence: Bits that the readable pieces gain, as far as they distinguish code pages.
        strays: Characters of the page without a reading, natural punctuation aside.
        foreign: Characters that only other code pages have.
    """

    channel: Channel
    evidence: float
    strays: int
    foreign: int

    @property
    def page(self) -> CodePage:
        """The code page."""
        return self.channel.page

    @property
    def score(self) -> float:
        """What to choose by: the evidence, less strays, with a start for the commonest pages."""
        head_starts = _HEAD_START_LOSSY if self.channel.says_losses else _HEAD_START
        unexplained = self.strays + self.foreign
        return self.evidence - 4.0 * unexplained + head_starts.get(self.page.name, 0.0)


def survey(text: str, page: CodePage) -> Survey | None:
    """Count what ``text`` reads as under ``page``; None if it contains no whole sequence.

    Lost bytes are taken to have been dropped, soft hyphens and C1 controls among them.
    """
    view = page.view(text)
    if WHOLE.search(view) is None:
        return None
    trailing = _trailing(view)
    channel = _dropping(page, trailing)
    found = survey_as(text, channel)
    has_c1 = page.byte("\x85") is not None
    if has_c1 and trailing.isdisjoint(_C1) and found.foreign * 50 < len(text):
        stripped: frozenset[Step] = channel.after | {"strip-c1"}
        found = _better(found, text, [replace(channel, after=stripped)])
    return found


def _trailing(view: bytes) -> frozenset[int]:
    """Return the bytes that are seen as continuations."""
    return frozenset([byte for data in set(PIECE.findall(view)) for byte in data[1:]])


def _dropping(page: CodePage, kept: frozenset[int]) -> Channel:
    """Return the channel that drops all that it can, of what is not seen."""
    soft_hyphen = page.byte(SOFT_HYPHEN)
    strips = soft_hyphen is not None and soft_hyphen not in kept
    return Channel(
        page.name,
        "ignore" if page.undefined - kept else "keep",
        frozenset({"strip-ad"} if strips else ()),
        page.undefined & kept,
    )


def survey_as(text: str, channel: Channel) -> Survey:
    """Count what ``text`` reads as under this channel.

    Where the channel loses bytes but none seem to be lost, the survey is of its code page alone.
    """
    view = channel.view(text)
    lexicon = lexicon_of(channel)
    whole = damaged = votes = 0.0
    strays = incomplete = 0
    for data, count in _count(lexicon, view).items():
        piece = lexicon[data]
        if piece.vote == -inf:
            strays += 0 if piece.separates else count
        elif piece.damaged:
            incomplete += count
            damaged += max(piece.gain, piece.vote) * count
            votes += piece.vote * count
        else:
            whole += max(piece.gain, 0.0) * count
    if incomplete:
        inside = _CAPITAL_INSIDE_WORD * _capitals_inside_words(lexicon, view)
        damaged += inside
        votes += inside
    # Without the spaces that are seen as no-break spaces.
    shown = channel.page.view(text) if "nbsp-to-space" in channel.after else view
    in_page = len(shown.translate(None, _ASCII))
    foreign = len(high_characters().findall(text)) - in_page
    if damaged > 0 or channel.substitutes:
        silence = _silence(view, channel.lost) if incomplete else 0.0
        return Survey(channel, whole + votes - silence, strays, foreign)
    return Survey(Channel(channel.code_page), whole, strays + incomplete, foreign)


def _capitals_inside_words(lexicon: Lexicon, view: bytes) -> int:
    table = lexicon.channel.page.table
    leads = Counter(_INSIDE_WORD.findall(view))
    return sum(
        count
        for lead, count in leads.items()
        if lexicon[lead].damaged and lexicon[lead].char and table[lead[0]].isupper()
    )


def _silence(view: bytes, lost: frozenset[int]) -> float:
    """Return the cost in bits of there being no byte from 80 to 9F, unless all of them are lost.

    About half of the continuation bytes of any longer text are in that range.
    """
    if lost.issuperset(_C1) or any(byte in _C1 for byte in view):
        return 0.0
    return 0.8 * sum(1 for byte in view if 0xA0 <= byte < 0xC0)


def _count(lexicon: Lexicon, view: bytes) -> Counter[bytes]:
    if not lexicon.channel.substitutes:
        return Counter(PIECE.findall(view))
    stretches = lexicon.grammar.stretch.findall(view)
    return Counter(part for stretch in stretches for part in lexicon.cut(stretch))


def refine(text: str, found: Survey) -> Survey:
    """Return what explains ``text`` better than ``found``, of the same code page, if anything.

    Marks in place of lost bytes are considered, and characters that became ASCII, one after the
    other; each has to explain more than it assumes.
    """
    best = found
    page = found.page
    for errors in _ERRORS:
        if page.undefined and marks(errors, page.name).search(text):
            channel = Channel(page.name, errors, found.channel.after)
            best = _better(best, text, [channel, replace(channel, after=frozenset())])
    for step in _STEPS:
        if LOST[step].search(text) is None and substitute(step, page.name).search(text):
            if step == "nbsp-to-space" and not _shows_spaces(text, page):
                continue
            simpler = Channel(page.name, after=frozenset({step}))
            also = replace(best.channel, after=best.channel.after | {step})
            best = _better(best, text, {simpler: None, also: None})
            if step == "nbsp-to-space" and step in best.channel.after:
                best = _with_losses(best, text)
    return best


def _shows_spaces(text: str, page: CodePage) -> bool:
    """Whether ``text`` shows that no-break spaces became spaces, or else can have lost nothing."""
    return evidence(text, page) >= BELIEVED or _lost_nothing(text, page)


def _lost_nothing(text: str, page: CodePage) -> bool:
    """Whether ``text`` has what gets lost first."""
    trailing = _trailing(page.view(text))
    controls = {byte for byte in _C1 if "\x80" <= page.table[byte] <= "\x9f"}
    return not trailing.isdisjoint(page.undefined | controls)


def _with_losses(found: Survey, text: str) -> Survey:
    """Return ``found``, with bytes lost unless it shows that none are: a space may be one, too."""
    page = found.page
    if found.channel.errors != "keep" or _lost_nothing(text, page):
        return found
    dropping = _dropping(page, _trailing(page.view(text)))
    channel = replace(dropping, after=dropping.after | found.channel.after)
    return replace(survey_as(text, channel), channel=channel)


def _better(best: Survey, text: str, channels: Iterable[Channel]) -> Survey:
    for channel in channels:
        found = survey_as(text, channel)
        if found.score - _assumed(found) > best.score - _assumed(best):
            best = found
    return best


def _assumed(found: Survey) -> float:
    channel = found.channel
    dropped = channel.errors != "keep" or "strip-ad" in channel.after
    return _ASSUMPTION * (dropped + len(channel.after - {"strip-ad"}))


def pages_by_fit(text: str, names: Iterable[str]) -> Iterator[CodePage]:
    """Yield the code pages that have most of the characters of ``text`` that any has."""
    high = len(high_characters().findall(text))
    has_boxes = _BOXES.search(text) is not None
    for name in names:
        if name in OF_ONE_ALPHABET and not has_boxes:
            continue  # where letters are lead bytes and continuation bytes, all text looks like it
        page = code_page(name)
        if len(page.view(text).translate(None, _ASCII)) * 2 >= high:
            yield page
