"""Restoring a text, at the cost of a quick look where there is nothing to restore."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.detect import east_asian, legacy
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.encoding.detect.leftovers import find_leftovers
from digestlint.encoding.detect.suspicion import is_suspicious, may_be_suspicious
from digestlint.encoding.result.restoration import Restoration

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel

_SURROGATE = lazy_pattern("[\ud800-\udfff]")


def find_mojibake(text: str, channel: Channel | None = None) -> Restoration:
    """Find the mojibake in ``text`` and restore what is certain.

    Args:
        text: Any text; lone surrogates (bytes that were not UTF-8) may be in it.
        channel: What the text went through, if that is known: all that reads as mojibake of it is
            restored then, and no other. If it is a code page alone, the text shows what was
            lost.

    Returns:
        The restored text with the map back to ``text``. Line endings never change.
    """
    if text.isascii():
        return Restoration(text, text)
    if channel is None and not is_odd(text):
        return as_it_is(text)
    from digestlint.encoding.detect.restorer import find_and_restore  # most text does not need it

    return find_and_restore(text, channel)


def as_it_is(text: str) -> Restoration:
    """Return what ``find_mojibake`` does where there is none."""
    return Restoration(text, _SURROGATE.sub("\ufffd", text))


def is_odd(text: str) -> bool:
    """Whether anything in ``text`` may be mojibake."""
    chars = beyond_ascii(text)
    return bool(
        (may_be_suspicious(chars) and is_suspicious(text))
        or east_asian.find(text, chars=chars)
        or find_leftovers(text, chars)
        or legacy.is_odd(text, chars)
    )
