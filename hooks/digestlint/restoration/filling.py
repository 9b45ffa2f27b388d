"""From mojibake found in a text to its damaged characters, and the text with these filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from digestlint.mojibake.damaged import is_simple, left
from digestlint.mojibake.restoration import Restoration
from digestlint.restoration.choosing import Choice, Damaged, choose
from digestlint.restoration.threads import Progress


def damaged_characters(restoration: Restoration) -> list[Damaged]:
    """Return the damaged characters of the restored runs; offsets are into ``restoration.text``."""
    found: list[Damaged] = []
    for run in restoration.runs:
        start, lost = run.restored_start, run.lost
        if run.damaged and is_simple(run.channel):
            view = run.channel.view(restoration.source[run.start : run.end])
            bounds = [bound - run.start for bound in run.bounds]
            found += [
                Damaged(start + index, view[bounds[index] : bounds[index + 1]], lost)
                for index in run.damaged
            ]
            continue
        for index, (known, every) in zip(run.damaged, left(run, restoration.source), strict=True):
            found.append(Damaged(start + index, known, lost, every))
    return found


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
    text = list(restoration.text)
    choices: dict[int, Choice] = {}
    chosen = choose(restoration.text, damaged, progress=progress)
    for item, choice in zip(damaged, chosen, strict=True):
        if choice is not None and _is_believed(choice):
            text[item.offset] = choice.char
            choices[item.offset] = choice
    wanted = "".join(text)
    filled = restoration.with_text(wanted)
    if filled.text != wanted:
        choices = {at: choice for at, choice in choices.items() if filled.text[at] == choice.char}
    return Filled(filled, choices)


def _is_believed(choice: Choice) -> bool:
    """Whether a choice is worth writing.

    The model has learnt Chinese and the signs in it. A letter of another script is chosen by how
    common it is, which is no reason to write it.
    """
    char, posterior, _ = choice
    return posterior >= _ONLY_ONE or not char.isalpha() or _LEARNT.match(char) is not None
