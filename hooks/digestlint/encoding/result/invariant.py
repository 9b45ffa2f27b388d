"""The invariant: sent through its channel again, a restored run gives the text of the source.

It makes a wrong choice harmless, so every run is checked before it is used. Runs are checked
together, and one by one only where they fail together.
"""

from collections.abc import Iterable, Sequence

from digestlint.encoding.channels.candidates import fitting
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.multibyte import PAGES as MULTIBYTE
from digestlint.encoding.channels.pieces import tokens
from digestlint.encoding.channels.plausibility import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
from digestlint.encoding.result.damaged import left
from digestlint.encoding.result.run import Run

_PLACEHOLDERS = (LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER)
_BETWEEN = "\n"
"""A separator that no channel changes and no run contains, for runs that are checked together."""


_TOGETHER = 1 << 10
"""At most this many are checked together."""


def leads_back(runs: Sequence[Run], source: str) -> list[bool]:
    """Return for each run whether its channel turns it into exactly the text of ``source``.

    Every character has to become the source characters that it was read from. Where a damaged one
    is a placeholder still, some character has to leave what is there.
    """
    good = [True] * len(runs)
    groups: dict[int, list[int]] = {}
    for index, run in enumerate(runs):
        groups.setdefault(id(run.channel), []).append(index)
    for members in groups.values():
        channel = runs[members[0]].channel
        examples = _Examples(channel)
        for first in range(0, len(members), _TOGETHER):
            some = members[first : first + _TOGETHER]
            if not _lead_back([runs[index] for index in some], source, channel, examples):
                for index in some:
                    good[index] = _lead_back([runs[index]], source, channel, examples)
    return good


def _lead_back(runs: "Iterable[Run]", source: str, channel: Channel, examples: "_Examples") -> bool:
    texts: list[str] = []
    shown: list[str] = []
    aligned = channel.code_page not in MULTIBYTE
    for run in runs:
        text = run.text
        if run.damaged and (LETTER_PLACEHOLDER in text or SYMBOL_PLACEHOLDER in text):
            text = _with_examples(run, source, examples) if aligned else _with_any(run, source)
        if channel.loses_leads:
            texts += text
            shown += map(source.__getitem__, map(slice, run.bounds, run.bounds[1:]))
        else:
            # Each character begins with a lead byte: if all agree, each of them does.
            texts.append(text)
            shown.append(source[run.start : run.end])
    return channel.send(_BETWEEN.join(texts)) == _BETWEEN.join(shown)


def _with_examples(run: Run, source: str, examples: "_Examples") -> str:
    chars = list(run.text)
    bounds = run.bounds
    for index in run.damaged:
        if chars[index] in _PLACEHOLDERS:
            chars[index] = examples[source[bounds[index] : bounds[index + 1]]]
    return "".join(chars)


def _with_any(run: Run, source: str) -> str:
    """Return the same where characters are not aligned to those of the source."""
    chars = list(run.text)
    last = ""
    for index, (survived, every) in zip(run.damaged, left(run, source), strict=True):
        if chars[index] in _PLACEHOLDERS:
            chars[index] = every[:1]
            if survived[:1] < b"\xc0" and last and run.text[index - 1] in _PLACEHOLDERS:
                # Both lost a byte to one mark.
                chars[index - 1 : index + 1] = _pair(run.channel, last, every)
        last = every
    return "".join(chars)


def _pair(channel: Channel, ones: str, others: str) -> str:
    """Return two characters of which the bytes that meet are a bad pair."""
    from digestlint.encoding.channels import windows  # seldom needed

    known = windows.tables(channel.code_page)
    firsts = {one.encode()[-1]: one for one in ones}
    seconds = {other.encode()[0]: other for other in others}
    for byte, one in firsts.items():
        for lead, other in seconds.items():
            if known.is_bad(byte, lead):
                return one + other
    return ones[:1] + others[:1]


class _Examples(dict[str, str]):
    """Some character that leaves what is in a source, under a channel; "" if none does."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def __missing__(self, shown: str) -> str:
        channel = self._channel
        found = fitting(tokens(channel, channel.view(shown)), channel.lost)
        example = self[shown] = found[:1]
        return example
