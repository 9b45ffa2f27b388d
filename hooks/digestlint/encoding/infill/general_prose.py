"""General prose: news, stories, reviews, encyclopedias.

The network has read summaries of papers and documentation. How much it doubts in a text shows
whether that is of their kind. In other text its doubts are looked at more widely, with a second
table of n-grams, other weights and a calibration on such text.
"""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from digestlint.encoding.infill.model import CHINESE, Model, load, read_arrays, table_of
from digestlint.encoding.infill.network import Damage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.encoding.infill.ngrams import NgramTable

GENERAL = f"{CHINESE}-general"
NO_DOUBT = 0.99999
NO_CANDIDATE = 1e-6

_DOUBT = 0.02
"""From this share of doubt on, text is general prose: other text has 0.017 at most, prose 0.028."""

_SIMPLIFIED = "这个们来时会说对学国为与后发现实体问过还种样应无"
_TRADITIONAL = "這個們來時會說對學國為與後發現實體問過還種樣應無"
_MOST_TRADITIONAL = 0.2
"""The second table knows simplified characters only, and misleads in traditional text."""

_USUAL_DOUBT, _USUAL = 0.005, 100.0
"""What is assumed beforehand: so many characters with so much doubt."""


def suited(
    model: Model,
    symbols: "NDArray[np.int32]",
    damage: Damage,
    scores: "NDArray[np.float32]",
) -> Model:
    """Return the model for the kind of text: this one, or that of general prose.

    Args:
        model: The model; one that is not the package's is for all texts.
        symbols: The text.
        damage: Its damaged characters, at least one.
        scores: The network's log-probability of each candidate.
    """
    if model is not load() or doubt(damage, scores) < _DOUBT or _is_traditional(model, symbols):
        return model
    return _general()


def doubt(damage: Damage, scores: "NDArray[np.float32]") -> float:
    """Return which share of the damaged characters the network expects to get wrong."""
    import numpy as np

    best = np.exp(np.maximum.reduceat(scores, damage.starts[:-1]))
    wrong = len(best) - float(best.sum(dtype=np.float64))
    return (wrong + _USUAL * _USUAL_DOUBT) / (len(best) + _USUAL)


def is_traditional(text: str) -> bool:
    """Whether more than a few of the characters of ``text`` that tell are traditional ones."""
    traditional, simplified = (sum(map(text.count, chars)) for chars in (_TRADITIONAL, _SIMPLIFIED))
    return traditional > _MOST_TRADITIONAL * (traditional + simplified)


def _is_traditional(model: Model, symbols: "NDArray[np.int32]") -> bool:
    """Whether more than a few of the characters that tell are traditional ones."""
    traditional, simplified = (
        sum(int((symbols == model.alphabet.symbol(char)).sum()) for char in chars)
        for chars in (_TRADITIONAL, _SIMPLIFIED)
    )
    return traditional > _MOST_TRADITIONAL * (traditional + simplified)


@cache
def _general() -> Model:
    model = load()
    arrays = read_arrays(GENERAL)
    return replace(
        model,
        read_tables=(*model.read_tables, general_table),
        network_weight=float(arrays["network_weight"].astype("float64")),
        feature_weights=arrays["feature_weights"].astype("float32"),
        calibration=arrays["calibration"].astype("float32"),
        no_doubt=NO_DOUBT,
        no_candidate=NO_CANDIDATE,
    )


def general_table() -> "NgramTable":
    """Return the second table."""
    return table_of(read_arrays(GENERAL))
