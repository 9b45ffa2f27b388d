"""Messages in the language that is spoken."""

from __future__ import annotations

from digestlint._runtime.language import ENGLISH, spoken, translated
from digestlint.core.message import Message

# Values that are words of ours: all others are from the file, or names.
_WORDS = ("every", "language", "other", "parts", "unit")
_READ_AS = " read as "
_THEN = ", then as "


def said(message: Message) -> str:
    """Return what a rule says, without a full stop."""
    return message.render() if spoken() == ENGLISH else message.render(translated, _value)


def said_channel(channel: str) -> str:
    """Return what happened to a text: ``UTF-8 read as windows-1254, undefined bytes ignored``."""
    if spoken() == ENGLISH:
        return channel
    encoding, read, rest = channel.partition(_READ_AS)
    if not read:
        return channel
    readings = [map(_step, reading.split(", ")) for reading in rest.split(_THEN)]
    listed = translated(_THEN).join(translated(", ").join(reading) for reading in readings)
    return f"{encoding}{translated(_READ_AS)}{listed}"


def _step(words: str) -> str:
    number, times, _ = words.partition(" times")
    return f"{number}{translated(' times')}" if times else translated(words)


def _value(field: str, value: str | int) -> str:
    if field == "channel":
        return said_channel(str(value))
    return translated(str(value)) if field in _WORDS else str(value)
