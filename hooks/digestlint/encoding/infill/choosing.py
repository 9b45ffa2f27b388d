"""Choosing a character for each damaged one of a text, with its probability and alternatives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from digestlint._runtime.freeing import give_back, keep_apart
from digestlint.encoding.infill import network
from digestlint.encoding.infill.characters import Damaged, DamagedCharacters
from digestlint.encoding.infill.choices import UNTRIED, Choice
from digestlint.encoding.infill.deciding import decide
from digestlint.encoding.infill.general_prose import suited
from digestlint.encoding.infill.model import Model, load
from digestlint.encoding.infill.symbols import (
    DAMAGED,
    FIRST_CHARACTER,
    RARE,
    WITHOUT_LEAD,
    damage_class,
)
from digestlint.encoding.infill.threads import Progress, slices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHOWN = 5
"""At most this many characters are reported: the choice and its alternatives."""

_BEYOND_DOUBT = 0.9995
"""From this posterior on, a choice is reported without alternatives."""

_NEGLIGIBLE = 1e-5

_PIECE = 1 << 12
"""The candidates of this many damaged characters are ranked together."""


def choose(
    text: str,
    damaged: Sequence[Damaged],
    model: Model | None = None,
    progress: Progress | None = None,
) -> list[Choice | None]:
    """Choose a character for each damaged one.

    Args:
        text: The text around them, the whole document if possible: its lines help each other.
        damaged: The damaged characters in ascending order of offsets.
        model: Another model than the one in the package.
        progress: Called with the number of damaged characters that are done.

    Returns:
        A choice for each; None where no character fits the bytes that survived. The channel turns
        each chosen character into exactly these bytes.
    """
    return [*choose_each(text, damaged, model, progress)]


def choose_each(
    text: str,
    damaged: Sequence[Damaged],
    model: Model | None = None,
    progress: Progress | None = None,
) -> Iterator[Choice | None]:
    """As ``choose``, one after the other."""
    if not damaged:
        return
    keep_apart()
    model = model or load()
    damaged = DamagedCharacters.of(damaged)
    give_back()  # of what was read before this text
    task = prepare(text, damaged, model)
    give_back()
    number = 0
    if len(task.fitting):
        for at, choice in zip(
            task.fitting.tolist(), _chosen(model, task, damaged, progress), strict=True
        ):
            yield from repeat(None, at - number)
            yield choice
            number = at + 1
    yield from repeat(None, len(damaged) - number)


def _chosen(
    model: Model, task: "InfillTask", damaged: DamagedCharacters, progress: Progress | None
) -> Iterator[Choice]:
    """Yield the choices for those that have candidates."""
    scores = network.score(model.read_network(), task.symbols, task.damage, progress)
    give_back()
    model = suited(model, task.symbols, task.damage, scores)
    decided = decide(model, task.symbols, task.damage, scores)
    del scores
    untried = [kind.is_untried for kind in damaged.kinds]

    def rare(kind: int) -> Sequence[tuple[str, float]]:
        survived, lost, every = damaged.kinds[kind]
        return model.closed_sets(lost).rare(survived, every)

    starts = task.damage.starts
    for piece in slices(len(task.damage.at), _PIECE):
        part = task.damage.part(piece.start, piece.stop)
        probabilities = decided[starts[piece.start] : starts[piece.stop]]
        yield from _rank(model, part, _calibrate(model, part, probabilities, untried), rare)


@dataclass(frozen=True, slots=True)
class InfillTask:
    """A text as the model sees it.

    Attributes:
        symbols: Its symbols.
        damage: The damaged characters that have candidates, and these.
        fitting: The indices of those among all damaged characters.
    """

    symbols: "NDArray[np.int32]"
    damage: network.Damage
    fitting: "NDArray[np.int64]"


def prepare(text: str, damaged: Sequence[Damaged], model: Model) -> InfillTask:
    """Look up the candidates of each damaged character and turn the text into symbols."""
    import numpy as np

    damaged = DamagedCharacters.of(damaged)
    kind = np.asarray(damaged.kind_of)
    sets: list[NDArray[np.int32]] = []
    classes: list[int] = []
    for survived, lost, every in damaged.kinds:
        sets.append(model.closed_sets(lost).symbols(survived, every))
        known = survived if survived[:1] >= b"\xc0" else WITHOUT_LEAD + survived
        classes.append(DAMAGED + damage_class(known))
    sizes = np.asarray([len(found) for found in sets])[kind]
    fitting = np.flatnonzero(sizes)
    offsets = np.asarray(damaged.offsets)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).copy()
    codes[offsets] = np.asarray(classes, dtype=np.uint32)[kind]
    symbols, places = model.alphabet.encode(codes)
    del codes
    at = np.searchsorted(places, offsets[fitting].astype(places.dtype))
    del places
    starts = np.cumsum(np.concatenate([[0], sizes[fitting]]))
    first = np.cumsum([0, *[len(found) for found in sets]])[kind[fitting]]
    rows = np.repeat(first - starts[:-1], sizes[fitting])
    rows += np.arange(starts[-1])
    candidates = np.concatenate(sets)[rows]
    damage = network.Damage(at, starts, candidates, kind[fitting])
    return InfillTask(symbols, damage, fitting)


def _calibrate(
    model: Model,
    damage: network.Damage,
    log_probabilities: "NDArray[np.float32]",
    untried: Sequence[bool],
) -> "NDArray[np.float32]":
    """Map the log-odds of the best candidate to its calibrated probability; others share the rest.

    A character with a single candidate is certain. ``untried`` is by kind.
    """
    import numpy as np

    sizes = np.diff(damage.starts)
    group = np.repeat(np.arange(len(sizes)), sizes)
    probabilities = np.exp(log_probabilities.astype(np.float64))
    best = np.maximum.reduceat(probabilities, damage.starts[:-1])
    rest = np.maximum(np.add.reduceat(probabilities, damage.starts[:-1]) - best, 1e-9)
    log_odds = np.interp(np.log(best / rest), *model.calibration.astype(np.float64))
    calibrated = 1.0 / (1.0 + np.exp(-log_odds))
    if any(untried):
        capped = np.asarray(untried)[damage.kinds]
        calibrated = np.where(capped, np.minimum(calibrated, UNTRIED), calibrated)
    calibrated = np.where(sizes > 1, calibrated, 1.0)
    is_best = probabilities == best[group]
    others = probabilities * ((1.0 - calibrated) / rest)[group]
    return np.where(is_best, calibrated[group], others).astype(np.float32)


def _rank(
    model: Model,
    damage: network.Damage,
    posteriors: "NDArray[np.float32]",
    rare: Callable[[int], Sequence[tuple[str, float]]],
) -> list[Choice]:
    """Return the choice for each damaged character, with alternatives where there is any doubt.

    ``rare`` says which characters the candidate ``RARE`` of a kind stands for.
    """
    import numpy as np

    group = np.repeat(np.arange(len(damage.at)), np.diff(damage.starts))
    best = np.maximum.reduceat(posteriors, damage.starts[:-1])
    is_best = posteriors == best[group]
    symbols = np.empty(len(best), dtype=np.int32)
    symbols[group[is_best]] = damage.candidates[is_best]
    distinct = zip(_characters(model, symbols), best.tolist(), repeat(()), strict=False)
    # As map(Choice._make, distinct), without a call of Python for each of them.
    choices = list(map(tuple.__new__, repeat(Choice), distinct))
    is_open = (best < _BEYOND_DOUBT) | (symbols == RARE)
    reported = np.flatnonzero(is_open[group] & (is_best | (posteriors >= _NEGLIGIBLE)))
    reported = reported[np.lexsort((-posteriors[reported], group[reported]))]
    chars = _characters(model, damage.candidates[reported])
    ranked = list(zip(chars, posteriors[reported].tolist(), strict=True))
    rows = np.flatnonzero(is_open)
    kinds = damage.kinds[rows].tolist()
    ends = np.searchsorted(group[reported], rows, "right").tolist()
    first = 0
    for row, kind, end in zip(rows.tolist(), kinds, ends, strict=True):
        here = ranked[first:end]
        first = end
        for at, (char, posterior) in enumerate(here):
            if not char:
                here[at : at + 1] = [(one, posterior * share) for one, share in rare(kind)[:_SHOWN]]
                here.sort(key=lambda item: -item[1])
                break
        choices[row] = Choice(*here[0], tuple(here[1:_SHOWN]))
    return choices


def _characters(model: Model, symbols: "NDArray[np.int32]") -> list[str]:
    """Return the characters of some candidates, "" for ``RARE``."""
    import numpy as np

    codes = model.alphabet.vocabulary[np.maximum(symbols - FIRST_CHARACTER, 0)]
    found = list(codes.astype("<u4").tobytes().decode("utf-32-le"))
    for at in np.flatnonzero(symbols == RARE).tolist():
        found[at] = ""
    return found
