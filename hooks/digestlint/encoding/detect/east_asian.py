"""UTF-8 that was read as a multi-byte code page, recognised by its meaning.

UTF-8 in such a code page looks like Chinese, Japanese or Korean at first sight. So the bytes have
to be valid UTF-8 throughout, and the decoded text has to be much more usual than the text that is
there: common hanzi in place of rare ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.candidates import sequence_length
from digestlint.encoding.channels.lossy_pairs import Piece
from digestlint.encoding.channels.multibyte import CODECS, HOLE, PAGES, WINDOWS, encode, fitting
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, placeholder, written_cost
from digestlint.encoding.detect.suspicion import suspicious
from digestlint.encoding.result.run import Run
from digestlint.text.lines import line_around

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel
    from digestlint.encoding.channels.channel_names import Errors

# Bits. In clean text the bytes are UTF-8 by chance for a character or two, worth 12 at most.
_CERTAIN = 30.0
_CONFIRMED = 90.0
_ALIKE = 10.0
_SUSPECT = 15.0
_PER_CHARACTER = 3.0

# Letters, characters, shares: these distinguish words from tables of hanzi.
# The first and the last character that UTF-8 has two bytes for.
_FIRST, _LAST = "\x80", "\u07ff"
_LEAST_LETTERS = 12
_DISTINCT = 0.7
_SEVERAL = 4
_LONG = 8
_SORTED = 0.75

_MARK_COST = 10.0
_HOLE_COST = 8.0
_DROPPED_COST = 4.0
_SWALLOWED_COST = -0.5  # without other evidence it was Windows
_HALF_WIDTH_KANA = 4.0
# All but ASCII and surrogates: the complement compiles faster than the class itself.
_OF_WINDOWS = lazy_pattern("[?\x80€・\ufffd\ue000-\uf8ff]")
_MARK = lazy_pattern("[^\x00-\x7f]\\?")
_PRIVATE = lazy_pattern("[\ue000-\uf8ff]")
_PIECE = lazy_pattern("[^\x00-\x7f\ud800-\udfff]+")
_MARKED_PIECE = lazy_pattern(r"[^\x00-\x7f\ud800-\udfff]+(?:\?[^\x00-\x7f\ud800-\udfff]*)*")


class _Reading(NamedTuple):
    """A run in the making; offsets are into the text."""

    start: int
    end: int
    text: str
    bounds: tuple[int, ...]
    damaged: tuple[int, ...]
    gain: float


def find(text: str, channel: Channel | None = None) -> list[Run]:
    """Return the runs of one multi-byte code page, certain or not, in order.

    Args:
        text: Any text.
        channel: The channel, if it is known; then everything that gains is certain.
    """
    best: list[_Reading] = []
    named: tuple[str, Errors] | None = None
    for name, spans in _suspects(text, channel).items():
        known = (channel.errors,) if channel and channel.says_losses else None
        for errors in known or _errors(text, spans, name):
            found = [r for span in spans for r in _read(text, span, name, errors)]
            if _total(found) > _total(best):
                best, named = found, (name, errors)
    if named is None:
        return []
    from digestlint.encoding.channels.channel import Channel  # most text is done here

    through = Channel(*named)
    if channel is not None and channel.says_losses:
        through = channel
    elif named[0] in WINDOWS and named[1] == "replace" and _PRIVATE.search(text):
        through = Channel(*named, frozenset({"keep-private-use"}))
    different = {text[reading.start : reading.end]: reading for reading in best}
    confirmed = channel is not None or _total(different.values(), _SUSPECT) >= _CONFIRMED
    if channel is None and _are_listed(best):
        best = [reading for reading in best if not _is_of_letters(reading)]
    judged = (_judge(text, reading, through, confirmed, channel is not None) for reading in best)
    return [_once_more(run) for run in judged if run is not None]


def _once_more(run: Run) -> Run:
    """Undo the same code page again where that is possible; otherwise the run is only suspected."""
    if next(iter(suspicious(run.text)), None) is None:
        return run
    page = run.channel.code_page
    found = [*_read(run.text, (0, len(run.text)), page, "keep")]
    if _total(found) < _CERTAIN:
        return run
    chars: list[str] = []
    bounds: list[int] = []
    at = 0
    for reading in (*found, None):
        until = len(run.text) if reading is None else reading.start
        chars += run.text[at:until]
        bounds += run.bounds[at:until]
        if reading is not None:
            chars += reading.text
            bounds += (run.bounds[place] for place in reading.bounds[:-1])
            at = reading.end
    is_whole = not run.damaged and not any(reading.damaged for reading in found)
    rest = "".join(chars)
    if not is_whole or next(iter(suspicious(rest)), None) is not None or "\ufffd" in rest:
        return run._replace(certain=False)
    twice = replace(run.channel, before=type(run.channel)(page))
    return run._replace(text=rest, bounds=(*bounds, run.end), channel=twice)


def _errors(text: str, spans: Iterable[tuple[int, int]], name: str) -> tuple[Errors, ...]:
    """Return what may have become of bytes without a character, the usual first."""
    if "\ufffd" in text:
        return ("replace",)
    marked = any(_MARK.search(text, *span) for span in spans)
    if name in WINDOWS:
        return ("keep",) if _PRIVATE.search(text) or not marked else ("?",)
    return ("keep", "?") if marked else ("keep", "ignore")


def _total(readings: Iterable[_Reading], least: float = _ALIKE) -> float:
    return sum(reading.gain for reading in readings if reading.gain >= least)


def _judge(
    text: str, reading: _Reading, channel: Channel, confirmed: bool, is_forced: bool
) -> Run | None:
    likely = reading.gain >= _PER_CHARACTER * (reading.end - reading.start)
    if confirmed and channel.code_page in WINDOWS:
        certain = reading.gain >= 0.0  # a single mark of punctuation, cut short
    else:
        certain = reading.gain >= (_ALIKE if confirmed else _CERTAIN) and likely
    if not is_forced:
        certain = certain and _is_isolated(text, reading) and not _is_sorted(reading)
    if not certain and (reading.gain < _SUSPECT or not likely):
        return None
    start, end = reading.start, reading.end
    return Run(start, end, 0, 0, reading.text, reading.bounds, reading.damaged, channel, certain)


def _are_listed(readings: list[_Reading]) -> bool:
    """Whether what readings say may be hanzi in the order of a code page, as in tables of them.

    Where characters of two bytes are UTF-8 of two bytes, such a table reads as letters, each of
    which is there once. Words use the same letters again and again.
    """
    letters = [char for reading in readings for char in reading.text if _FIRST <= char <= _LAST]
    return len(letters) < _LEAST_LETTERS or len(set(letters)) > _DISTINCT * len(letters)


def _is_of_letters(reading: _Reading) -> bool:
    letters = [char for char in reading.text if char >= "\x80"]
    return 2 * sum(_FIRST <= char <= _LAST for char in letters) > len(letters)


def _is_sorted(reading: _Reading) -> bool:
    letters = [char for char in reading.text if _FIRST <= char <= _LAST]
    ascents = sum(a < b for a, b in pairwise(letters))
    return len(letters) >= _LONG and ascents > _SORTED * (len(letters) - 1)


def _is_isolated(text: str, reading: _Reading) -> bool:
    """Whether a reading is long, or no other ideograph touches it."""
    around = text[max(reading.start - 1, 0) : reading.start] + text[reading.end : reading.end + 1]
    size = sum(char >= "\x80" for char in reading.text)
    return size >= _SEVERAL or all(char < "\u2e80" for char in around)


def _suspects(text: str, channel: Channel | None) -> dict[str, list[tuple[int, int]]]:
    """Return the code pages that deserve a closer look, and the bounds of the lines that do."""
    if channel is not None:
        return {channel.code_page: [(0, len(text))]}
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in CODECS}
    end = 0
    bounds = (0, 0)
    for at, pages in suspicious(text):
        if at >= end:
            bounds = line_around(text, at, at)
            end = bounds[1]
        for bit, lines in enumerate(found.values()):
            if pages >> bit & 1 and (not lines or lines[-1] != bounds):
                lines.append(bounds)
    lossy = {
        name: lines
        for name, same in WINDOWS.items()
        if (lines := found[same]) and any(_OF_WINDOWS.search(text, *span) for span in lines)
    }
    return {name: lines for name, lines in found.items() if lines} | lossy


def _read(text: str, span: tuple[int, int], name: str, errors: Errors) -> Iterator[_Reading]:
    """Yield what is UTF-8 throughout between ``span``, in order."""
    codec = PAGES[name]
    is_lossy = name in WINDOWS or errors == "ignore"
    marked = errors == "?" or (name in WINDOWS and errors == "keep")
    for match in (_MARKED_PIECE if marked else _PIECE).finditer(text, *span):
        if is_lossy:
            yield from _read_pairs(text, Piece(text, *match.span(), name, errors))
            continue
        data: list[int] = []
        owners: list[int] = []
        for offset, char in enumerate(match.group(), match.start()):
            shown = encode("\ufffd" if char == "?" else char, codec) or (0xFF,)
            data += shown
            owners += [offset] * len(shown)
        owners.append(match.end())
        read = partial(_character, data, codec)
        at = 0
        while at < len(data):
            reading, at = _read_from(text, data, owners, at, read)
            if reading is not None:
                yield reading


def _read_pairs(text: str, piece: Piece) -> Iterator[_Reading]:
    """Yield the same where bytes are dropped, or are in bad pairs."""
    read = partial(_character_of_pairs, piece)
    at = 0
    while at < len(piece.data):
        reading, at = _read_from(text, piece.data, piece.owners, at, read)
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
) -> tuple[_Reading | None, int]:
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
    return _Reading(
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
