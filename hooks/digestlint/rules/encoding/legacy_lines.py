"""Lines of a file that is not UTF-8, and whether they are all in one legacy encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.plausibility import written_cost
from digestlint.rules.encoding.legacy import Guess, guess

_LINE = lazy_pattern(r"(?<![^\r\n])[^\r\n]*[^\x00-\x7f\r\n][^\r\n]*")
BYTE = lazy_pattern("[\udc80-\udcff]")
_BROKEN = lazy_pattern(r"[^\x00-\x7f]*[\udc80-\udcff][^\x00-\x7f]*")
STRETCH = lazy_pattern(r"[^\x00-\x7f]+")
TOLERATED = 10  # of this many lines, one may look like UTF-8
# In bits per character; characters that other bytes look like by chance are rare.
_USUAL_COST, _COMMON_COST = 10, 8.5
MOST_SINGLE_GUESSES = 100  # lines


@cache  # it takes a while to compile, and few files need it
def long_character() -> re.Pattern[str]:
    """Return a pattern for a character of three bytes or more in UTF-8."""
    # Two legacy bytes often look like one character of two bytes, seldom like one of three.
    return re.compile(r"[\u0800-\ud7ff\ue000-\U0010ffff]")


class Line(NamedTuple):
    """A line that is not ASCII: its offset, its text, and how many of its bytes are not UTF-8."""

    start: int
    text: str
    undecodable: int

    @property
    def legacy(self) -> bool:
        """Whether all of it seems to be in a legacy encoding: there is hardly any UTF-8 in it."""
        valid = sum(
            len(long_character().sub("", match[0]).encode())
            for match in STRETCH.finditer(self.text)
            if not BYTE.search(match[0])
        )
        valid += sum(len(char.encode()) for char in long_character().findall(self.text))
        return valid * 2 <= self.undecodable

    @property
    def sample(self) -> bytes:
        """Its bytes, without characters that are clearly UTF-8."""
        if self.legacy:
            return raw(self.text)
        return raw(STRETCH.sub(lambda match: _unclear(match[0]), self.text))


def legacy_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not ASCII."""
    return [
        Line(match.start(), match[0], len(BYTE.findall(match[0]))) for match in _LINE.finditer(text)
    ]


def has_utf8(line: Line, common: Guess | None) -> bool:
    """Whether the line contains UTF-8 that cannot be mistaken for ``common``."""
    if not line.undecodable and common and common.denies(line.text):
        return True
    chars = [] if line.legacy else long_character().findall(line.text)
    fewest, usual = (2, _COMMON_COST) if line.undecodable else (1, _USUAL_COST)
    return len(chars) >= fewest and sum(map(written_cost, chars)) <= usual * len(chars)


def common_guess(bad: Sequence[Line]) -> Guess | None:
    """Return the encoding of ``bad``, lines that are not UTF-8.

    If none fits all of them, it is the only one that single lines are certainly in; that is not
    enough to be sure.
    """
    common = guess(b"\n".join(line.sample for line in bad))
    if common or len(bad) > MOST_SINGLE_GUESSES:
        return common
    own = {guess(line.sample) for line in bad}
    sure = [each for each in own if each and each.sure]
    return Guess(sure[0].codec, False) if len(sure) == 1 else None


def are_in(common: Guess, lines: Sequence[Line]) -> bool:
    """Whether nothing in the file is likely to be UTF-8 or in an encoding other than ``common``.

    Some lines of other encodings happen to be UTF-8 as well.
    """
    bad = [line for line in lines if line.undecodable]
    others = [line for line in lines if not line.undecodable]
    if any(long_character().search(line.text) for line in others):
        return False
    if len(others) * TOLERATED > len(bad) and any(common.denies(line.text) for line in others):
        return False
    if any(not line.legacy and _denies(common, line.text) for line in bad):
        return False
    odd = (line for line in bad if not common.explains(line.sample))
    return not any(_is_in_another(line, common) for line in islice(odd, MOST_SINGLE_GUESSES))


def _is_in_another(line: Line, common: Guess) -> bool:
    own = guess(line.sample)
    return own is not None and own.sure and own.codec != common.codec


def _denies(common: Guess, text: str) -> bool:
    if common.multibyte:  # where two characters meet, they may look like one of UTF-8
        return common.denies(text)
    return bool(long_character().search(text)) or common.denies(_BROKEN.sub(" ", text))


def _unclear(stretch: str) -> str:
    """Return ``stretch``, or nothing if it is UTF-8 or next to characters that are."""
    return stretch if BYTE.search(stretch) and not long_character().search(stretch) else ""


def raw(text: str) -> bytes:
    """Return the bytes of the file."""
    return text.encode("utf-8", "surrogateescape")
