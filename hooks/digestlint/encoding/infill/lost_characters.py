"""Characters of which no byte is left: what the text around them suggests.

The network that chooses them has the shape of the one for damaged characters, and its symbols; its
blocks are others, which have learnt to do without a set of candidates. Its choices are weighed
against rows of symbols as those are, with weights and a calibration of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from digestlint.encoding.detect.holes import Hole
from digestlint.encoding.infill.characters import Damaged
from digestlint.encoding.infill.choices import Choice
from digestlint.encoding.infill.choosing import choose
from digestlint.encoding.infill.general_prose import general_table, is_traditional
from digestlint.encoding.infill.model import CHINESE, Model, load, read_arrays
from digestlint.encoding.infill.symbols import WITHOUT_LEAD, Alphabet, damage_class
from digestlint.encoding.infill.weights import PackedWeights, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOST = f"{CHINESE}-lost"

NO_DOUBT, NO_CANDIDATE = 0.9999, 1e-3
"""As of ``Model``."""

_ANY = frozenset(range(0x80, 0xC0))
"""What is lost: so much that no posterior is high enough for a safe fix."""

_AROUND = 1_000
"""Characters on each side of a group of holes that are read."""

_TOGETHER = 32
"""At most so many holes are read together: each has thousands of candidates."""


def suggest(text: str, holes: Sequence[Hole]) -> Iterator[tuple[Choice, ...]]:
    """Yield for each hole what its characters may have been, one choice each.

    None in Traditional Chinese, of which the model knows little.

    Args:
        text: The text.
        holes: Its holes, ascending.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    group: list[Hole] = []
    for hole in holes:
        if group and (len(group) == _TOGETHER or hole.start - group[-1].end > _AROUND):
            yield from _of_group(text, group)
            group = []
        group.append(hole)
    if group:
        yield from _of_group(text, group)


def _of_group(text: str, holes: Sequence[Hole]) -> Iterator[tuple[Choice, ...]]:
    """Yield what is suggested for holes that are close together."""
    parts: list[str] = []
    offsets: list[int] = []
    size, end = 0, max(holes[0].start - _AROUND, 0)
    for hole in holes:
        parts += text[end : hole.start], "\ufffd" * hole.characters
        size += hole.start - end
        offsets += range(size, size + hole.characters)
        size += hole.characters
        end = hole.end
    parts.append(text[end : end + _AROUND])
    read = "".join(parts)
    if is_traditional(read):
        yield from repeat((), len(holes))
        return
    model = lost_model()
    chosen = iter(choose(read, gone(model, offsets), model))
    for hole in holes:
        found = [next(chosen) for _ in range(hole.characters)]
        yield tuple(filter(None, found))


def gone(model: Model, offsets: Sequence[int]) -> list[Damaged]:
    """Return the characters at some offsets as such of which nothing is left."""
    every = candidates(model.alphabet)
    return [Damaged(offset, b"", _ANY, every) for offset in offsets]


@cache
def candidates(alphabet: Alphabet) -> str:
    """Return the characters that may be suggested: hanzi, and punctuation between them."""
    return "".join(filter(_is_candidate, map(chr, alphabet.vocabulary.tolist())))


def _is_candidate(char: str) -> bool:
    is_hanzi = "\u4e00" <= char <= "\u9fff"
    is_mark = "\u3001" <= char <= "\u301f" or "\u2010" <= char <= "\u2027"
    return is_hanzi or is_mark or "\uff01" <= char <= "\uff5e"


@cache
def lost_model() -> Model:
    """Return the model; what it reads is kept, since groups of holes need it one after the other.

    Raises:
        ModelError: Its file cannot be used.
    """
    return of_arrays(read_arrays(LOST))


def of_arrays(arrays: "Mapping[str, NDArray[np.generic]]") -> Model:
    """Return the model with the blocks, the weights and the calibration in some arrays."""
    model = load()
    return replace(
        model,
        read_network=cache(lambda: _network(model.alphabet, arrays)),
        read_tables=(*map(cache, model.read_tables), cache(general_table)),
        network_weight=float(arrays["network_weight"].astype("float64")),
        feature_weights=arrays["feature_weights"].astype("float32"),
        calibration=arrays["calibration"].astype("float32"),
        no_doubt=NO_DOUBT,
        no_candidate=NO_CANDIDATE,
    )


def _network(alphabet: Alphabet, own: "Mapping[str, NDArray[np.generic]]") -> PackedWeights:
    """Return the network: the symbols are those of the model of Chinese, but for one."""
    import numpy as np

    arrays = dict(read_arrays(CHINESE))
    for name in ("embedding", "embedding.scale", "bias"):
        arrays[name] = arrays[name].copy()
    symbol = alphabet.characters + damage_class(WITHOUT_LEAD)
    arrays["embedding"][symbol] = own["lost"]
    arrays["embedding.scale"][symbol] = own["lost.scale"]
    known = np.asarray([*map(alphabet.symbol, candidates(alphabet))])
    arrays["bias"][known] = own["lost.bias"]
    return unpack({**arrays, **own})
