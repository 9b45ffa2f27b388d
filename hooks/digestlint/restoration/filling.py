"""From mojibake found in a text to its damaged characters, and the text with these filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from digestlint.mojibake.channel import Channel
from digestlint.mojibake.damaged import is_aligned, left, left_of
from digestlint.mojibake.restoration import Restoration
from digestlint.restoration.characters import DamagedCharacters, Kind
from digestlint.restoration.choosing import Choice, choose
from digestlint.restoration.threads import Progress


def damaged_characters(restoration: Restoration) -> DamagedCharacters:
    """Return the damaged characters of the restored runs; offsets are into ``restoration.text``."""
    source = restoration.source
    offsets: list[int] = []
    kind_of: list[int] = []
    kinds: dict[Kind, int] = {}
    shown: dict[int, _KindsByView] = {}
    for run in restoration.runs:
        if not run.damaged:
            continue
        start, bounds, channel = run.restored_start, run.bounds, run.channel
        offsets += [start + index for index in run.damaged]
        if is_aligned(channel):
            known = shown.get(id(channel))
            if known is None:
                known = shown[id(channel)] = _KindsByView(channel, kinds)
            kind_of += [known[source[bounds[at] : bounds[at + 1]]] for at in run.damaged]
        else:
            found = [Kind(known, channel.lost, every) for known, every in left(run, source)]
            kind_of += [kinds.setdefault(kind, len(kinds)) for kind in found]
    return DamagedCharacters(offsets, list(kinds), kind_of)


class _KindsByView(dict[str, int]):
    """The kind of what stands for a damaged character of a channel, as its number."""

    def __init__(self, channel: Channel, kinds: dict[Kind, int]) -> None:
        super().__init__()
        self._channel = channel
        self._kinds = kinds

    def __missing__(self, shown: str) -> int:
        kind = Kind(*left_of(self._channel, shown))
        number = self[shown] = self._kinds.setdefault(kind, len(self._kinds))
        return number


# Han, and the mathematical alphabets that stand in Chinese papers.
_LEARNT = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\U0001d400-\U0001d7ff]")
_ONLY_ONE = 1.0
"""The posterior where a single candidate is left."""


@dataclass(frozen=True)
class Filled:
    """A restoration whose damaged characters are chosen.

    Attributes:
        restoration: The restoration; its text has the chosen characters.
        choices: The choice for each damaged character, by its offset in ``restoration.text``; a
            character without candidates, or of a script that the model has not learnt, is not among
            them and stays a placeholder.
    """

    restoration: Restoration
    choices: Mapping[int, Choice]


def fill_in(restoration: Restoration, progress: Progress | None = None) -> Filled:
    """Choose the damaged characters of ``restoration``; nothing is loaded where there are none.

    ``progress`` is told how many of them are done.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    if not restoration.is_lossy:
        return Filled(restoration, {})
    damaged = damaged_characters(restoration)
    chosen = choose(restoration.text, damaged, progress=progress)
    choices = {
        offset: choice
        for offset, choice in zip(damaged.offsets, chosen, strict=True)
        if choice is not None and _is_believed(*choice)
    }
    filled = restoration.with_characters({at: choice[0] for at, choice in choices.items()})
    text = filled.text
    written = {at: choice for at, choice in choices.items() if text[at] == choice[0]}
    return Filled(filled, written)


def _is_believed(char: str, posterior: float, _: object) -> bool:
    """Whether a choice is worth writing.

    The model has learnt Chinese and the signs in it. A letter of another script is chosen by how
    common it is, which is no reason to write it.
    """
    if "\u3400" <= char <= "\u9fff":  # most of them
        return True
    return posterior >= _ONLY_ONE or not char.isalpha() or _LEARNT.match(char) is not None
