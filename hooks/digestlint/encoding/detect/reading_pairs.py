"""Reading a text as UTF-8 that went through a multi-byte code page, character by character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.candidates import sequence_length
from digestlint.encoding.channels.multibyte import HOLE, PAGES, WINDOWS, encode, fitting
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, placeholder, written_cost

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel_names import Errors
    from digestlint.encoding.channels.lossy_pairs import Piece

_MARK_COST = 10.0
_HOLE_COST = 8.0
_DROPPED_COST = 4.0
_SWALLOWED_COST = -0.5  # without other evidence it was Windows
_HALF_WIDTH_KANA = 4.0
# All but ASCII and surrogates: the complement compiles faster than the class itself.
_PIECE = lazy_pattern("[^\x00-\x7f\ud800-\udfff]+")
_MARKED_PIECE = lazy_pattern(r"[^\x00-\x7f\ud800-\udfff]+(?:\?[^\x00-\x7f\ud800-\udfff]*)*")


class Reading(NamedTuple):
    """A run in the making; offsets are into the text."""

    start: int
    end: int
    text: str
    bounds: tuple[int, ...]
    damaged: tuple[int, ...]
    gain: float


def read(text: str, span: tuple[int, int], name: str, errors: Errors) -> Iterator[Reading]:
    """Yield what is UTF-8 throughout between ``span``, in order."""
    codec = PAGES[name]
    is_lossy = name in WINDOWS or errors == "ignore"
    marked = errors == "?" or (name in WINDOWS and errors == "keep")
    for match in (_MARKED_PIECE if marked else _PIECE).finditer(text, *span):
        if is_lossy:
            from digestlint.encoding.channels.lossy_pairs import Piece  # seldom needed

            piece = Piece(text, *match.span(), name, errors)
            data, owners = piece.data, piece.owners
            read_one = partial(_character_of_pairs, piece)
        else:
            data, owners = [], []
            for offset, char in enumerate(match.group(), match.start()):
                shown = encode("\ufffd" if char == "?" else char, codec) or (0xFF,)
                data += shown
                owners += [offset] * len(shown)
            owners.append(match.end())
            read_one = partial(_character, data, codec)
        at = 0
        while at < len(data):
            reading, at = _read_from(text, data, owners, at, read_one)
            if reading is not None:
                yield reading


def _character_of_pairs(piece: Piece, at: int) -> tuple[str, int, bool, float]:
    found = piece.sequence(at)
    if found is None:
        return "", 0, False, 0.0
    size, survived, every = found
    if len(every) == 1 and len(every.encode()) == len(survived):
        cost = 5.0 if every < "\x80" else written_cost(every)
        return (every if cost < IMPOSSIBLE else ""), size, False, cost
    whole = sequence_length(survived[0]) if survived[:1] >= b"\xc0" else size
    cost = (_HOLE_COST if survived else _SWALLOWED_COST) + _DROPPED_COST * (whole - size)
    return placeholder(every), size, True, cost


def _read_from(
    text: str,
    data: list[int],
    owners: list[int],
    first: int,
    read: Callable[[int], tuple[str, int, bool, float]],
) -> tuple[Reading | None, int]:
    """Read characters from ``first`` on; return the reading, if any, and where to go on."""
    chars: list[str] = []
    starts: list[int] = []
    damaged: list[int] = []
    costs: list[float] = []
    at, kept, stop = first, 0, first
    while at < len(data):
        char, size, is_damaged, cost = read(at)
        if not char:
            break
        if is_damaged:
            damaged.append(len(chars))
        chars.append(char)
        starts.append(owners[at])
        costs.append(cost)
        at += size
        if owners[at] != owners[at - 1]:
            kept, stop = len(chars), at
    if not kept:
        here = owners[first]
        while first < len(data) and owners[first] == here:
            first += 1
        return None, first
    start, end = owners[first], owners[stop]
    source = sum(_cost(char) for char in text[start:end])
    return Reading(
        start,
        end,
        "".join(chars[:kept]),
        (*starts[:kept], end),
        tuple(index for index in damaged if index < kept),
        source - sum(costs[:kept]),
    ), stop


def _character(data: list[int], codec: str, at: int) -> tuple[str, int, bool, float]:
    """Read one character: it, its size in bytes, whether any is a hole, and its cost in bits."""
    lead = data[at]
    if 0 <= lead < 0x80:
        return chr(lead), 1, False, 5.0
    size = sequence_length(lead)
    sequence = data[at : at + size]
    if not 0xC2 <= lead <= 0xF4 or len(sequence) < size:
        return "", 0, False, 0.0
    if HOLE in sequence:
        found = fitting(data, at, size, codec)
        if len(found) == 1:
            return found, size, False, written_cost(found)
        return (placeholder(found) if found else ""), size, True, _HOLE_COST
    try:
        char = bytes(sequence).decode()
    except UnicodeDecodeError:
        return "", 0, False, 0.0
    cost = written_cost(char)
    return (char if cost < IMPOSSIBLE else ""), size, False, cost


def _cost(char: str) -> float:
    """Return the cost in bits of a character of clean text."""
    if char == "\ufffd":
        return _MARK_COST
    if "\uff61" <= char <= "\uff9f":
        return _HALF_WIDTH_KANA
    return 1.0 if char == "?" else min(written_cost(char), 20.0)
