"""Choosing a character for each damaged one of a text, with what speaks for it and against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from digestlint.restoration import network
from digestlint.restoration.closed_sets import ClosedSets
from digestlint.restoration.deciding import decide
from digestlint.restoration.model import Model, load
from digestlint.restoration.symbols import DAMAGED, FIRST_CHARACTER, RARE, damage_class

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHOWN = 5
"""A choice and at most this many characters less one beside it are told."""

_DOUBTFUL = 0.99
"""Below this posterior a choice is told with its alternatives."""

_BEYOND_DOUBT = 0.9995
"""From here on nobody wants to hear of alternatives."""

_NEGLIGIBLE = 1e-5


class Damaged(NamedTuple):
    """A damaged character of a text.

    Attributes:
        offset: Where it is; one character of the text, whichever, stands for it.
        survived: The bytes that are left of its UTF-8, the lead byte first.
        lost: The bytes that the channel drops.
    """

    offset: int
    survived: bytes
    lost: frozenset[int]


class Choice(NamedTuple):
    """The character chosen for a damaged one.

    Attributes:
        char: The likeliest candidate.
        posterior: The calibrated probability that it is right.
        alternatives: The next candidates and their posteriors, the likeliest first.
    """

    char: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether people should hear of it and its alternatives."""
        return self.posterior < _DOUBTFUL


def choose(
    text: str, damaged: Sequence[Damaged], model: Model | None = None
) -> list[Choice | None]:
    """Choose a character for each damaged one.

    Args:
        text: The text around them, the whole document if possible: its lines help each other.
        damaged: The damaged characters in ascending order of offsets.
        model: Another model than the one in the package.

    Returns:
        A choice for each; None where no character fits the bytes that survived. The channel turns
        each chosen character into exactly these bytes.
    """
    if not damaged:
        return []
    model = model or load()
    task = prepare(text, damaged, model)
    choices: list[Choice | None] = [None] * len(damaged)
    if not task.fitting:
        return choices
    scores = network.score(model.weights, task.symbols, task.damage)
    decided = decide(model, task.symbols, task.damage, scores)
    posteriors = _calibrate(model, task.damage, decided)
    for row, (char, posterior) in enumerate(_best(model, task.damage, posteriors)):
        index = task.fitting[row]
        if char is not None and posterior >= _BEYOND_DOUBT:
            choices[index] = Choice(char, posterior)
            continue
        item = damaged[index]
        here = slice(task.damage.starts[row], task.damage.starts[row + 1])
        rare = task.closed_sets[item.lost].rare(item.survived)
        choices[index] = _weigh(model, rare, task.damage.candidates[here], posteriors[here])
    return choices


@dataclass(frozen=True, slots=True)
class Task:
    """A text as the model sees it.

    Attributes:
        symbols: Its symbols.
        damage: The damaged characters that have candidates, and these.
        fitting: The indices of those among all damaged characters.
        closed_sets: The candidates of each channel by its lost bytes.
    """

    symbols: "NDArray[np.int32]"
    damage: network.Damage
    fitting: list[int]
    closed_sets: dict[frozenset[int], ClosedSets]


def prepare(text: str, damaged: Sequence[Damaged], model: Model) -> Task:
    """Look up the candidates of each damaged character and turn the text into symbols."""
    import numpy as np

    closed: dict[frozenset[int], ClosedSets] = {}
    kinds: dict[tuple[bytes, frozenset[int]], int] = {}
    sets: list[NDArray[np.int32]] = []
    classes: list[int] = []
    kind = np.empty(len(damaged), dtype=np.int64)
    for number, (_, survived, lost) in enumerate(damaged):
        key = (survived, lost)
        if key not in kinds:
            if lost not in closed:
                closed[lost] = ClosedSets(model.alphabet, lost, model.vocabulary)
            kinds[key] = len(sets)
            sets.append(closed[lost].symbols(survived))
            classes.append(DAMAGED + damage_class(survived))
        kind[number] = kinds[key]
    sizes = np.asarray([len(found) for found in sets])[kind]
    fitting = np.flatnonzero(sizes)
    offsets = np.asarray([item.offset for item in damaged])
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).copy()
    codes[offsets] = np.asarray(classes, dtype=np.uint32)[kind]
    symbols, places = model.alphabet.encode(codes)
    at = np.searchsorted(places, offsets[fitting])
    starts = np.cumsum(np.concatenate([[0], sizes[fitting]]))
    first = np.cumsum([0, *[len(found) for found in sets]])[kind[fitting]]
    rows = np.repeat(first - starts[:-1], sizes[fitting]) + np.arange(starts[-1])
    candidates = np.concatenate(sets)[rows]
    return Task(symbols, network.Damage(at, starts, candidates), fitting.tolist(), closed)


def _calibrate(
    model: Model, damage: network.Damage, log_probabilities: "NDArray[np.float32]"
) -> "NDArray[np.float32]":
    """Map the best candidate's log-odds to what they turned out to be; the others share the rest.

    A character with a single candidate is certain.
    """
    import numpy as np

    sizes = np.diff(damage.starts)
    group = np.repeat(np.arange(len(sizes)), sizes)
    probabilities = np.exp(log_probabilities.astype(np.float64))
    best = np.maximum.reduceat(probabilities, damage.starts[:-1])
    rest = np.maximum(np.add.reduceat(probabilities, damage.starts[:-1]) - best, 1e-9)
    log_odds = np.interp(np.log(best / rest), *model.calibration.astype(np.float64))
    calibrated = np.where(sizes > 1, 1.0 / (1.0 + np.exp(-log_odds)), 1.0)
    is_best = probabilities == best[group]
    others = probabilities * ((1.0 - calibrated) / rest)[group]
    return np.where(is_best, calibrated[group], others).astype(np.float32)


def _best(
    model: Model, damage: network.Damage, posteriors: "NDArray[np.float32]"
) -> "Iterator[tuple[str | None, float]]":
    """Return each damaged character's best candidate, None for a rare one, and its posterior."""
    import numpy as np

    group = np.repeat(np.arange(len(damage.at)), np.diff(damage.starts))
    best = np.maximum.reduceat(posteriors, damage.starts[:-1])
    winners = np.flatnonzero(posteriors == best[group])
    symbols = np.empty(len(best), dtype=np.int32)
    symbols[group[winners]] = damage.candidates[winners]
    codes = model.alphabet.vocabulary[np.maximum(symbols - FIRST_CHARACTER, 0)].tolist()
    for symbol, code, posterior in zip(symbols.tolist(), codes, best.tolist(), strict=True):
        yield (None if symbol == RARE else chr(code)), posterior


def _weigh(
    model: Model,
    rare: Sequence[tuple[str, float]],
    candidates: "NDArray[np.int32]",
    posteriors: "NDArray[np.float32]",
) -> Choice:
    """Return the choice among candidates of which several are worth telling."""
    ranked: list[tuple[float, str]] = []
    for symbol, posterior in zip(candidates.tolist(), posteriors.tolist(), strict=True):
        if posterior < _NEGLIGIBLE and ranked:
            continue
        if symbol == RARE:
            ranked += [(posterior * share, char) for char, share in rare[:_SHOWN]]
        else:
            ranked.append((posterior, model.character(symbol)))
    ranked.sort(reverse=True)
    posterior, char = ranked[0]
    return Choice(char, posterior, tuple([(char, share) for share, char in ranked[1:_SHOWN]]))
