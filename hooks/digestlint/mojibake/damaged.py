"""What is left of the damaged characters of a run, and what they may have been."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digestlint.mojibake import multibyte
from digestlint.mojibake.candidates import fitting
from digestlint.mojibake.channel import Channel
from digestlint.mojibake.pieces import tokens

if TYPE_CHECKING:
    from digestlint.mojibake.restoration import Run


def is_simple(channel: Channel) -> bool:
    """Whether a damaged character may be all that leaves its surviving bytes, and nothing else."""
    return channel.code_page not in multibyte.CODECS and not channel.stand_ins


def left(run: "Run", source: str) -> Iterator[tuple[bytes, str]]:
    """Yield for each damaged character the bytes that are known of it, and all that fits."""
    channel, bounds = run.channel, run.bounds
    shown = source[run.start : run.end]
    if channel.code_page in multibyte.CODECS:
        codec = multibyte.CODECS[channel.code_page]
        shown = shown.replace("?", "\ufffd") if channel.errors == "?" else shown
        yield from multibyte.left(shown, codec, run.text, run.damaged)
        return
    view = channel.view(shown)
    for index in run.damaged:
        places = tokens(channel, view[bounds[index] - run.start : bounds[index + 1] - run.start])
        known = b"".join([options for options in places if len(options) == 1])
        yield known, fitting(places, channel.lost)
