"""Legacy encodings: which one some bytes are in, and their text.

charset-normalizer makes the guess. It is sure of short texts where it should not be, so its guess
counts as sure only if there is enough text, no other guess is about as good, and the characters
that come out are not much rarer than those of any other encoding.
"""

from __future__ import annotations

from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.plausibility import written_cost

# Python's codecs and their usual names. Other encodings are too rare to be a better guess.
_NAMES = {
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "koi8_r": "KOI8-R",
    "cp1250": "windows-1250",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
}
_WESTERN = "cp1252"
_WESTERN_SIGNS = frozenset("‘’“”–—…•·°±×§©®™€«»\xa0")
_ACCENTED = 0.4  # of all letters; Cyrillic read as windows-1252 has nothing else

# windows-1254 has Turkish letters where windows-1252 has those of Icelandic.
_TURKISH_OR_ICELANDIC = frozenset("ðýþÐÝÞ")

_GLUED_BULLET = lazy_pattern(r"•\S")  # Shift_JIS's 表, Mac OS Roman's ï

_ENOUGH = 16  # bytes from 80 on; with fewer, encodings cannot be told apart
_CLOSE_MESS, _CLOSE_COHERENCE = 0.03, 0.05  # charset-normalizer's measures
_RARER = 1.25
_ASCII_COST = 4.5  # bits, as in ``written_cost``; about the entropy of letters
_SAMPLE = 100_000
_CLEARLY = 1.5  # times as odd
# Latin letters of rare languages, without the tones of Pinyin and the letters of Romanian.
_RARE_LETTER = lazy_pattern(r"[\u0180-\u01cc\u01dd-\u0217\u021c-\u024f]")
_RARE_COST = 14  # bits
_LATIN_WORD = lazy_pattern(r"[A-Za-z][\u00c0-\u024f]|[\u00c0-\u024f][a-z]")
_ODD_PAIRS = 100  # of this many pairs of letters, one may be a name such as ``ЮMoney``


class Guess(NamedTuple):
    """The encoding that bytes seem to be in."""

    codec: str
    sure: bool

    @property
    def name(self) -> str:
        """The name that IANA uses."""
        return _NAMES[self.codec]

    @property
    def multibyte(self) -> bool:
        """Whether a character may take two bytes, the second of which may be ASCII."""
        return not self.codec.startswith(("cp125", "koi8"))

    def decode(self, data: bytes) -> str | None:
        """Return the text of ``data``.

        None if it is not in this encoding, or if encoding the text would give other bytes.
        """
        return _decode(data, self.codec)

    def explains(self, data: bytes) -> bool:
        """Whether the text of ``data`` is no odder than it would be in windows-1252."""
        return _cost(data, self.codec) <= _cost(data, _WESTERN)

    def denies(self, text: str) -> bool:
        """Whether ``text`` is likely to be UTF-8 rather than in this encoding."""
        return self._compare(text) > _CLEARLY

    def claims(self, text: str) -> bool:
        """Whether ``text``, which can be UTF-8, is likely to be in this encoding."""
        return self._compare(text) < 1 / _CLEARLY

    def _compare(self, text: str) -> float:
        """Return how many times as odd ``text`` is with its bytes read in this encoding."""
        if self.multibyte and _LATIN_WORD.search(text):
            return float("inf")
        as_it_is = sum(_cost_in_utf8(char) for char in text if char >= "\x80")
        data = text.encode("utf-8", "surrogateescape")
        decoded = _decode(data, self.codec)
        if decoded is None:
            return float("inf")
        return sum(written_cost(char) for char in decoded if char >= "\x80") / max(as_it_is, 1)


def guess(data: bytes) -> Guess | None:
    """Return the encoding that ``data`` (whole lines) seems to be in; None if none fits."""
    if len(data) > _SAMPLE:
        # No character ends in a space or a line ending, so none is cut in two.
        cut = max(data.rfind(b"\n", 0, _SAMPLE), data.rfind(b" ", 0, _SAMPLE))
        data = data[: cut if cut > 0 else _SAMPLE]
    enough = sum(byte >= 0x80 for byte in data) >= _ENOUGH
    western = _is_western(data)
    if western and not enough:
        return Guess(_WESTERN, True)
    # Imported here: only files that are not UTF-8 need it.
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(_NAMES)))
    if not matches:
        return None
    best = matches[0]
    close = [
        codec
        for match in matches
        if match.chaos <= best.chaos + _CLOSE_MESS
        and match.coherence >= best.coherence - _CLOSE_COHERENCE
        for codec in match.could_be_from_charset
        if codec in _NAMES
    ]
    if western and _WESTERN in close:
        return Guess(_WESTERN, True)
    sure = (
        enough
        and len({_decode(data, codec) for codec in close}) == 1
        and _cost(data, best.encoding) <= _RARER * min(_cost(data, codec) for codec in _NAMES)
        and not _has_odd_case(_decode(data, best.encoding) or "")
    )
    return Guess(best.encoding, sure)


def _is_western(data: bytes) -> bool:
    """Whether ``data``, read as windows-1252, has some accented letters and common signs."""
    text = _decode(data, _WESTERN)
    if text is None:
        return False
    if _has_odd_case(text) or _GLUED_BULLET.search(text):
        return False
    if not _TURKISH_OR_ICELANDIC.isdisjoint(text):
        return False
    letters = [char for char in text if char.isalpha()]
    accented = [char for char in letters if char >= "\x80"]
    return len(accented) <= _ACCENTED * len(letters) and all(
        char < "\x80" or char.isalpha() or char in _WESTERN_SIGNS for char in text
    )


def _cost_in_utf8(char: str) -> float:
    """Return the cost of a character, or of an undecodable byte."""
    rare = _RARE_LETTER.match(char) or "\udc80" <= char <= "\udcff"
    return _RARE_COST if rare else written_cost(char)


def _has_odd_case(text: str) -> bool:
    """Whether capitals follow small letters, as they do in text read in the wrong encoding."""
    pairs = [
        (one, other)
        for one, other in pairwise(text)
        if one.isalpha() and other.isalpha() and max(one, other) >= "\x80"
    ]
    odd = sum(one.islower() and other.isupper() for one, other in pairs)
    return odd * _ODD_PAIRS > len(pairs)


def _decode(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except UnicodeError:
        return None


def _cost(data: bytes, codec: str) -> float:
    text = _decode(data, codec)
    if text is None:
        return float("inf")
    return sum(_ASCII_COST if char < "\x80" else written_cost(char) for char in text)
