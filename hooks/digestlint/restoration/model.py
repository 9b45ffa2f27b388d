"""The model file: one NumPy archive of plain arrays, checked against its SHA-256 before use."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from digestlint.restoration.closed_sets import ClosedSets
from digestlint.restoration.ngrams import NgramTable
from digestlint.restoration.symbols import FIRST_CHARACTER, Alphabet
from digestlint.restoration.threads import import_numpy
from digestlint.restoration.weights import Weights, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHINESE = "chinese"


class ModelError(Exception):
    """A model file is missing, damaged, or not one of ours."""


@dataclass(frozen=True)
class Model:
    """All that restoring one script needs.

    Attributes:
        alphabet: The symbols.
        weights: The network.
        table: The n-grams.
        network_weight: What the network's log-probability counts in a doubtful case.
        feature_weights: What each feature of ``rescoring.features`` counts there.
        calibration: Two rows of ascending log-odds: as computed, and as they turned out to be.
    """

    alphabet: Alphabet
    weights: Weights
    table: NgramTable
    network_weight: float
    feature_weights: "NDArray[np.float32]"
    calibration: "NDArray[np.float32]"

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The characters that are symbols of their own."""
        return frozenset(map(chr, self.alphabet.vocabulary.tolist()))

    @cached_property
    def _closed_sets(self) -> dict[frozenset[int], ClosedSets]:
        return {}

    def closed_sets(self, lost: frozenset[int]) -> ClosedSets:
        """Return the closed sets of a channel that drops these bytes."""
        found = self._closed_sets.get(lost)
        if found is None:
            found = self._closed_sets[lost] = ClosedSets(self.alphabet, lost, self.vocabulary)
        return found

    def character(self, symbol: int) -> str:
        """Return the character of a symbol from ``FIRST_CHARACTER`` on."""
        return chr(int(self.alphabet.vocabulary[symbol - FIRST_CHARACTER]))


@cache
def load(name: str = CHINESE) -> Model:
    """Load a model of the package.

    Raises:
        ModelError: There is no such model, or its file is not as it was built.
    """
    return parse(_read(name))


def read_arrays(name: str) -> "Mapping[str, NDArray[np.generic]]":
    """Return the arrays of a model file of the package.

    Raises:
        ModelError: There is no such file, or it is not as it was built.
    """
    return _arrays(_read(name))


def _read(name: str) -> bytes:
    folder = resources.files("digestlint.restoration") / "data"
    try:
        data = (folder / f"{name}.npz").read_bytes()
        expected = (folder / f"{name}.npz.sha256").read_text("ascii").split()[0]
    except (OSError, IndexError) as error:
        raise ModelError(f"the restoration model {name!r} cannot be read: {error}") from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise ModelError(
            f"the restoration model {name!r} is damaged: its SHA-256 is not {expected}"
        )
    return data


def _arrays(data: bytes) -> "Mapping[str, NDArray[np.generic]]":
    # These take 0.1 s to import, and most files hold nothing to restore.
    import zipfile

    import_numpy()
    import numpy as np

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return dict(archive)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"not a restoration model: {error}") from error


def parse(data: bytes) -> Model:
    """Build a model from the bytes of its file.

    Raises:
        ModelError: It is no archive of the expected arrays.
    """
    arrays = _arrays(data)
    import numpy as np

    try:
        return Model(
            alphabet=Alphabet(arrays["vocabulary"].tolist()),
            weights=unpack(arrays),
            table=NgramTable(
                arrays["ngrams"].astype(np.uint16), arrays["ngrams.sizes"].astype(np.uint8)
            ),
            network_weight=float(arrays["network_weight"]),
            feature_weights=arrays["feature_weights"].astype(np.float32),
            calibration=arrays["calibration"].astype(np.float32),
        )
    except (KeyError, ValueError) as error:
        raise ModelError(f"not a restoration model: {error}") from error
