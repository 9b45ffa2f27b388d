"""Which encodings are read as which, and what the text was before such a trip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.channels.multibyte import LEGACY as MULTIBYTE
from digestlint.encoding.channels.multibyte import encode
from digestlint.encoding.channels.plausibility import written_cost
from digestlint.encoding.legacy.spellings import choices, settled

Cost = Callable[[str], float]

_CYRILLIC = ("ru", "uk", "bg", "be", "sr", "mk")
_CENTRAL = ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "hsb", "sq")
_WESTERN = ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is", "ca", "et")

LANGUAGES = {
    "gb18030": ("zh", "zh-Hant"),
    "cp950": ("zh-Hant",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "cp949": ("ko",),
    "cp1251": _CYRILLIC,
    "koi8_r": ("ru", "bg"),
    "koi8_u": ("uk",),
    "cp866": ("ru", "bg", "be", "uk"),
    "mac_cyrillic": _CYRILLIC,
    "iso8859-5": _CYRILLIC,
    "cp1253": ("el",),
    "iso8859-7": ("el",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
    "iso8859-6": ("ar",),
    "cp874": ("th",),
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp852": _CENTRAL,
    "cp1254": ("tr", "az"),
    "cp1257": ("lt", "lv", "et"),
    "cp1258": ("vi",),
    "cp1252": _WESTERN,
    "cp850": _WESTERN,
    "mac_roman": _WESTERN,
}
"""What is written in an encoding; Python's names, the commonest first."""

_SHOWN = (
    *("windows-1252", "iso-8859-1", "windows-1251", "windows-1250", "windows-1254", "koi8-r"),
    *("ibm866", "x-mac-cyrillic", "macintosh", "ibm437", "ibm850", "iso-8859-5", "koi8-u"),
    *("windows-1253", "iso-8859-2", "windows-1257", "windows-1258", "iso-8859-15", "ibm852"),
    *("gbk", "big5", "shift_jis", "euc-kr", "euc-jp"),
)


_ASCII = "".join(map(chr, range(0x80)))
_STRETCH = lazy_pattern("[^\ufffd\ud800-\udfff]+")


class Trip(NamedTuple):
    """One encoding, as Python names it, that was read as a code page."""

    encoding: str
    shown: str


class Piece(NamedTuple):
    """A stretch of a line that a code page can have made: the bytes that it was made of.

    Attributes:
        start: Its first offset.
        end: The offset after it.
        data: The bytes.
        owners: Of which character, counted from ``start``, each byte is; empty: of its own.
        choices: Offsets of bytes that may have been others, and these.
    """

    start: int
    end: int
    data: bytes
    owners: Sequence[int]
    choices: Sequence[tuple[int, bytes]] = ()


class Reading(NamedTuple):
    """What the characters from ``start`` to ``end`` were; ``bounds`` are those of a ``Run``.

    By ``margin``, in bits, no other bytes of its characters are as usual.
    """

    start: int
    end: int
    text: str
    bounds: tuple[int, ...]
    margin: float


def trips(chars: set[str]) -> Iterator[Trip]:
    """Yield the trips that can have made most of the characters beyond ASCII in ``chars``."""
    for shown in _SHOWN:
        made = sum(_is_made(char, shown) for char in chars)
        if made * 2 > len(chars):
            for encoding in LANGUAGES:
                if _codec(shown) != encoding:
                    yield Trip(encoding, shown)


def _is_made(char: str, shown: str) -> bool:
    if shown in MULTIBYTE:
        return encode(char, MULTIBYTE[shown]) is not None
    return code_page(shown).byte(char) is not None


@cache
def _codec(shown: str) -> str:
    """Return a name of ``LANGUAGES`` with the table of a code page."""
    if shown in MULTIBYTE:
        return {"gbk": "gb18030"}.get(MULTIBYTE[shown], MULTIBYTE[shown])
    table = code_page(shown).table
    for encoding in LANGUAGES:
        if bytes(range(0xC0, 0x100)).decode(encoding, "replace") == table[0xC0:]:
            return encoding
    return ""


def pieces(line: str, shown: str) -> Iterator[Piece]:
    """Yield the stretches of a line beyond ASCII that a code page can have made."""
    if shown in MULTIBYTE:
        yield from _double(line, MULTIBYTE[shown])
        return
    page = code_page(shown)
    view = page.view(line)
    holes = [-1]
    if "?" in view.decode("latin-1"):
        holes += [at for at, byte in enumerate(view) if byte == 0x3F and line[at] != "?"]
    for before, after in pairwise([*holes, len(line)]):
        if not line[before + 1 : after].isascii():
            yield Piece(before + 1, after, view[before + 1 : after], ())


def _double(line: str, codec: str) -> Iterator[Piece]:
    start = 0
    for match in _STRETCH.finditer(line):
        parts = [encode(char, codec) for char in match[0]]
        start = match.start()
        while parts:
            stop = parts.index(None) if None in parts else len(parts)
            shown = [bytes(part) for part in parts[:stop] if part]
            data = b"".join(shown)
            if not data.isascii():
                yield Piece(start, start + stop, data, *_owners(shown, data, codec))
            start += stop + 1
            parts = parts[stop + 1 :]


def _owners(
    shown: list[bytes], data: bytes, codec: str
) -> tuple[list[int], list[tuple[int, bytes]]]:
    owners = [at for at, part in enumerate(shown) for _ in part]
    return owners, choices(data, accumulate(map(len, shown[:-1]), initial=0), codec)


def read(piece: Piece, encoding: str, cost: Cost) -> Reading | None:
    """Return what a piece was in an encoding, without ASCII at its ends; None if it was not.

    ``cost`` is that of a text, in bits.
    """
    data, margin = piece.data, inf
    if piece.choices:
        found = settled(
            data, list(piece.choices), lambda data: cost(data.decode(encoding, "replace"))
        )
        if found is None:
            return None
        data, margin = found
    try:
        text = data.decode(encoding)
        if text.encode(encoding) != data:
            return None
    except UnicodeError:
        return None
    is_single = len(text) == len(data)
    offsets = (
        range(len(data) + 1) if is_single else [*accumulate(_sizes(text, encoding), initial=0)]
    )
    first, last = _without_ascii(piece, text, offsets)
    if first == last:
        return None
    at = piece.start
    if piece.owners:
        owners = [*piece.owners, piece.end - at]
        bounds = tuple([at + owners[x] for x in offsets[first : last + 1]])
    else:
        bounds = tuple([at + x for x in offsets[first : last + 1]])
    return Reading(bounds[0], bounds[-1], text[first:last], bounds, margin)


def written(text: str) -> float:
    """Return what the characters of a text cost, as those that someone wrote."""
    return sum(map(written_cost, text))


def _without_ascii(piece: Piece, text: str, offsets: Sequence[int]) -> tuple[int, int]:
    """Return the bounds of a text without the ASCII at its ends that was the same before."""
    if not piece.owners:
        rest = text.lstrip(_ASCII)
        return len(text) - len(rest), len(text) - len(rest) + len(rest.rstrip(_ASCII))
    first, last = 0, len(text)
    while first < last and _is_itself(piece, text[first], offsets[first]):
        first += 1
    while first < last and _is_itself(piece, text[last - 1], offsets[last - 1]):
        last -= 1
    return first, last


def _is_itself(piece: Piece, char: str, offset: int) -> bool:
    """Whether a character is ASCII, and was before."""
    owners = piece.owners
    return char < "\x80" and (offset == 0 or owners[offset - 1] != owners[offset])


def _sizes(text: str, encoding: str) -> list[int]:
    return [1 if char < "\x80" else _size(char, encoding) for char in text]


@lru_cache(maxsize=1 << 14)
def _size(char: str, encoding: str) -> int:
    return len(char.encode(encoding))


def read_line(line: str, trip: Trip, cost: Cost | None = None) -> tuple[Reading, ...]:
    """Return what the parts of a line were that a trip can have made."""
    return read_pieces(pieces(line, trip.shown), trip.encoding, cost)


def read_pieces(
    pieces: Iterable[Piece], encoding: str, cost: Cost | None = None
) -> tuple[Reading, ...]:
    """Return what pieces were in an encoding, but those that were not in it."""
    readings = (read(piece, encoding, cost or written) for piece in pieces)
    return tuple([reading for reading in readings if reading is not None])
