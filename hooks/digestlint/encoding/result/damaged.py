"""The remaining bytes of the damaged characters of a run, and what these may have been."""

from collections.abc import Iterator
from functools import lru_cache

from digestlint.encoding.channels import multibyte
from digestlint.encoding.channels.candidates import fitting, sequence_length
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.pieces import tokens
from digestlint.encoding.result.run import Run


def is_aligned(channel: Channel) -> bool:
    """Whether what is left of a character shows in its own place in the source alone."""
    return channel.code_page not in multibyte.PAGES


def left_of(channel: Channel, shown: str) -> tuple[bytes, frozenset[int], str]:
    """Return what is known of the damaged character that an aligned channel shows as ``shown``.

    Returns:
        The bytes that are known of it, those that the channel drops, and all that fits. The last is
        empty where that is whatever leaves exactly the first.
    """
    view = channel.view(shown)
    if not channel.substitutes:
        return view, channel.lost, ""
    places = tokens(channel, view)
    known = b"".join([options for options in places if len(options) == 1])
    if len(known) == len(places) and len(known) < sequence_length(known[0]):
        return known, channel.lost, ""  # as if nothing else had become of any byte
    return known, channel.lost, fitting(places, channel.lost)


def fitting_in(run: Run, number: int, source: str) -> str:
    """Return all that fits in place of the ``number``-th damaged character of a run."""
    if not is_aligned(run.channel):
        return list(left(run, source))[number][1]
    index = run.damaged[number]
    return _all_fitting(run.channel, source[run.bounds[index] : run.bounds[index + 1]])


@lru_cache(maxsize=1 << 12)
def _all_fitting(channel: Channel, shown: str) -> str:
    return fitting(tokens(channel, channel.view(shown)), channel.lost)


def left(run: Run, source: str) -> Iterator[tuple[bytes, str]]:
    """Yield for each damaged character the bytes that are known of it, and all that fits."""
    channel, bounds = run.channel, run.bounds
    shown = source[run.start : run.end]
    if not is_aligned(channel):
        if channel.code_page in multibyte.WINDOWS or channel.errors == "ignore":
            yield from _left_of_pairs(run, source)
            return
        codec = multibyte.CODECS[channel.code_page]
        shown = shown.replace("?", "\ufffd") if channel.errors == "?" else shown
        yield from multibyte.left(shown, codec, run.text, run.damaged)
        return
    view = channel.view(shown)
    for index in run.damaged:
        places = tokens(channel, view[bounds[index] - run.start : bounds[index + 1] - run.start])
        known = b"".join([options for options in places if len(options) == 1])
        yield known, fitting(places, channel.lost)


def _left_of_pairs(run: Run, source: str) -> Iterator[tuple[bytes, str]]:
    from digestlint.encoding.channels.lossy_pairs import Piece  # seldom needed

    piece = Piece(source, run.start, run.end, run.code_page, run.channel.errors)
    at, damaged = 0, set(run.damaged)
    for index in range(len(run.text)):
        found = piece.sequence(at)
        if found is None:
            return
        if index in damaged:
            yield found.survived, found.every
        at += found.size
