"""UTF-8 that was read as a multi-byte code page, recognised by its meaning.

UTF-8 in such a code page looks like Chinese, Japanese or Korean at first sight. So the bytes have
to be valid UTF-8 throughout, and the decoded text has to be much more usual than the text that is
there: common hanzi in place of rare ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.channels.multibyte import CODECS, WINDOWS
from digestlint.encoding.detect.suspicion import suspicious
from digestlint.encoding.result.run import Run
from digestlint.text.lines import line_around

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel
    from digestlint.encoding.channels.channel_names import Errors
    from digestlint.encoding.detect.reading_pairs import Reading

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

_OF_WINDOWS = lazy_pattern("[?\x80€・\ufffd\ue000-\uf8ff]")
_MARK = lazy_pattern("[^\x00-\x7f]\\?")
_PRIVATE = lazy_pattern("[\ue000-\uf8ff]")


def find(
    text: str, channel: Channel | None = None, chars: frozenset[str] | None = None
) -> list[Run]:
    """Return the runs of one multi-byte code page, certain or not, in order.

    Args:
        text: Any text.
        channel: The channel, if it is known; then everything that gains is certain.
        chars: The characters of the text beyond ASCII, if they are known.
    """
    best: list[Reading] = []
    named: tuple[str, Errors] | None = None
    suspects = _suspects(text, channel, chars)
    if not suspects:
        return []
    from digestlint.encoding.detect.reading_pairs import read  # clean text has no suspects

    for name, spans in suspects.items():
        known = (channel.errors,) if channel and channel.says_losses else None
        gained = 0.0
        for errors in known or _errors(text, spans, name):
            if errors == "ignore" and not known and not gained:
                continue  # some of the text loses nothing
            found = [r for span in spans for r in read(text, span, name, errors)]
            gained += _total(found)
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
    from digestlint.encoding.detect.reading_pairs import read

    page = run.channel.code_page
    found = [*read(run.text, (0, len(run.text)), page, "keep")]
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
    once = run.channel
    make = type(once)
    twice = make(page, once.errors, once.after, once.kept, make(page))
    return run._replace(text=rest, bounds=(*bounds, run.end), channel=twice)


def _errors(text: str, spans: Iterable[tuple[int, int]], name: str) -> tuple[Errors, ...]:
    """Return what may have become of bytes without a character, the usual first."""
    if "\ufffd" in text:
        return ("replace",)
    marked = any(_MARK.search(text, *span) for span in spans)
    if name in WINDOWS:
        return ("keep",) if _PRIVATE.search(text) or not marked else ("?",)
    return ("keep", "?") if marked else ("keep", "ignore")


def _total(readings: Iterable[Reading], least: float = _ALIKE) -> float:
    return sum(reading.gain for reading in readings if reading.gain >= least)


def _judge(
    text: str, reading: Reading, channel: Channel, confirmed: bool, is_forced: bool
) -> Run | None:
    likely = reading.gain >= _PER_CHARACTER * (reading.end - reading.start)
    if confirmed and channel.code_page in WINDOWS:
        certain = reading.gain >= 0.0  # a single mark of punctuation, cut short
    else:
        certain = reading.gain >= (_ALIKE if confirmed else _CERTAIN) and likely
    if not is_forced:
        least = _SEVERAL if channel.errors != "ignore" else len(text)  # no mark says what is lost
        certain = certain and _is_isolated(text, reading, least) and not _is_sorted(reading)
    if not certain and (reading.gain < _SUSPECT or not likely):
        return None
    start, end = reading.start, reading.end
    return Run(start, end, 0, 0, reading.text, reading.bounds, reading.damaged, channel, certain)


def _are_listed(readings: list[Reading]) -> bool:
    """Whether what readings say may be hanzi in the order of a code page, as in tables of them.

    Where characters of two bytes are UTF-8 of two bytes, such a table reads as letters, each of
    which is there once. Words use the same letters again and again.
    """
    letters = [char for reading in readings for char in reading.text if _FIRST <= char <= _LAST]
    return len(letters) < _LEAST_LETTERS or len(set(letters)) > _DISTINCT * len(letters)


def _is_of_letters(reading: Reading) -> bool:
    letters = [char for char in reading.text if char >= "\x80"]
    return 2 * sum(_FIRST <= char <= _LAST for char in letters) > len(letters)


def _is_sorted(reading: Reading) -> bool:
    letters = [char for char in reading.text if _FIRST <= char <= _LAST]
    ascents = sum(a < b for a, b in pairwise(letters))
    return len(letters) >= _LONG and ascents > _SORTED * (len(letters) - 1)


def _is_isolated(text: str, reading: Reading, least: int) -> bool:
    """Whether a reading has at least so many characters, or no other ideograph touches it."""
    around = text[max(reading.start - 1, 0) : reading.start] + text[reading.end : reading.end + 1]
    size = sum(char >= "\x80" for char in reading.text)
    return size >= least or all(char < "\u2e80" for char in around)


def _suspects(
    text: str, channel: Channel | None, chars: frozenset[str] | None
) -> dict[str, list[tuple[int, int]]]:
    """Return the code pages that deserve a closer look, and the bounds of the lines that do."""
    if channel is not None:
        return {channel.code_page: [(0, len(text))]}
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in CODECS}
    end = 0
    bounds = (0, 0)
    for at, pages in suspicious(text, chars):
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
