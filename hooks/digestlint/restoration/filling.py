"""From mojibake found in a text to its damaged characters, and the text with these filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from digestlint.mojibake.codepages import code_page
from digestlint.mojibake.restoration import Restoration
from digestlint.restoration.choosing import Choice, Damaged, choose
from digestlint.restoration.model import Model


def damaged_characters(restoration: Restoration) -> list[Damaged]:
    """Return the damaged characters of the restored runs; offsets are into ``restoration.text``."""
    found: list[Damaged] = []
    for run in restoration.runs:
        if not run.damaged:
            continue
        start, bounds = run.start, run.bounds
        view = code_page(run.code_page).view(restoration.source[start : run.end])
        for index in run.damaged:
            survived = view[bounds[index] - start : bounds[index + 1] - start]
            found.append(Damaged(run.restored_start + index, survived, run.lost))
    return found


def fill(
    restoration: Restoration, model: Model | None = None
) -> tuple[str, list[tuple[int, Choice]]]:
    """Return the restored text with the likeliest characters, and the choices by offset.

    A damaged character without candidates keeps its placeholder, and has no choice.
    """
    damaged = damaged_characters(restoration)
    text = list(restoration.text)
    choices: list[tuple[int, Choice]] = []
    for item, choice in zip(damaged, choose(restoration.text, damaged, model), strict=True):
        if choice is not None:
            text[item.offset] = choice.char
            choices.append((item.offset, choice))
    return "".join(text), choices


# Han, and the mathematical alphabets that stand in Chinese papers.
_LEARNT = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\U0001d400-\U0001d7ff]")
_OVERWHELMING = 0.99


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

    def with_known(self, known: Mapping[int, str]) -> "Filled":
        """The same, where the restored characters from some offsets on are known strings.

        The caller has made sure that each fits (``Restoration.fits``).
        """
        text = list(self.restoration.text)
        choices = dict(self.choices)
        for start, string in known.items():
            text[start : start + len(string)] = string
            places = range(start, start + len(string))
            choices |= {at: Choice(text[at], 1.0) for at in places if at in choices}
        return Filled(self.restoration.with_text("".join(text)), choices)


def fill_in(restoration: Restoration) -> Filled:
    """Choose the damaged characters of ``restoration``; nothing is loaded where there are none.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    if not any(run.lossy for run in restoration.runs):
        return Filled(restoration, {})
    text, choices = fill(restoration)
    believed = {at: choice for at, choice in choices if _is_believed(choice)}
    chosen = list(restoration.text)
    for at in believed:
        chosen[at] = text[at]
    filled = restoration.with_text("".join(chosen))
    kept = {at: choice for at, choice in believed.items() if filled.text[at] == choice.char}
    return Filled(filled, kept)


def _is_believed(choice: Choice) -> bool:
    """Whether a choice is worth writing.

    The model has learnt Chinese and the signs in it. A letter of another script is chosen by how
    common it is, which is no reason to write it.
    """
    is_learnt = not choice.char.isalpha() or _LEARNT.match(choice.char) is not None
    return is_learnt or choice.posterior >= _OVERWHELMING
