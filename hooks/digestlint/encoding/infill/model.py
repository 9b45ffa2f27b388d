"""The model file: one NumPy archive of plain arrays, checked against its SHA-256 before use."""

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.hashing import sha256
from digestlint._runtime.language import say
from digestlint.encoding.infill.closed_sets import ClosedSets
from digestlint.encoding.infill.ngrams import NgramTable
from digestlint.encoding.infill.symbols import Alphabet
from digestlint.encoding.infill.threads import import_numpy
from digestlint.encoding.infill.weights import PackedWeights, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHINESE = "chinese"
_DATA = Path(__file__).parent / "data"
_PIECE = 1 << 18  # bytes that are read at a time
_sound: set[tuple[str, int, int, int, int]] = set()  # files whose content has been checked


class ModelError(DigestlintError):
    """A model file is missing, damaged, or not one of ours."""


@dataclass(frozen=True)
class Model:
    """All that restoring one script needs.

    Attributes:
        alphabet: The symbols.
        read_network: Reads the network, which each text needs for a part of the time only.
        read_tables: Reads each table of n-grams, which take twice as much room as all else, and of
            which few texts need many.
        network_weight: What the network's log-probability counts in a doubtful case.
        feature_weights: What each feature of ``rescoring`` counts there: those of each table, then
            those of the document.
        calibration: Two rows of ascending log-odds: as computed, and as they turned out to be.
        no_doubt: From this probability on the network's choice is final.
        no_candidate: Candidates to which the network gives less are out, except for the best one.
    """

    alphabet: Alphabet
    read_network: Callable[[], PackedWeights]
    read_tables: tuple[Callable[[], NgramTable], ...]
    network_weight: float
    feature_weights: "NDArray[np.float32]"
    calibration: "NDArray[np.float32]"
    no_doubt: float = 0.9995  # n-grams hardly ever change it
    no_candidate: float = 1e-4

    @cached_property
    def _closed_sets(self) -> dict[frozenset[int], ClosedSets]:
        return {}

    def closed_sets(self, lost: frozenset[int]) -> ClosedSets:
        """Return the closed sets of a channel that drops these bytes."""
        found = self._closed_sets.get(lost)
        if found is None:
            found = self._closed_sets[lost] = ClosedSets(self.alphabet, lost)
        return found


@cache
def load(name: str = CHINESE) -> Model:
    """Load a model of the package.

    Raises:
        ModelError: There is no such model, or its file is not as it was built.
    """
    return _model(lambda: _opened(name))


def read_arrays(name: str) -> "Mapping[str, NDArray[np.generic]]":
    """Return the arrays of a model file of the package.

    Raises:
        ModelError: There is no such file, or it is not as it was built.
    """
    with _opened(name) as file, _arrays(file) as arrays:
        return dict(arrays)


def _opened(name: str) -> BinaryIO:
    """Return the model file, whose content has been checked; it is never in memory as a whole."""
    try:
        expected = (_DATA / f"{name}.npz.sha256").read_text("ascii").split()[0]
        file = (_DATA / f"{name}.npz").open("rb")
    except (OSError, IndexError) as error:
        raise ModelError(
            say(
                "the restoration model {name} cannot be read: {error}", name=repr(name), error=error
            )
        ) from error
    state = os.fstat(file.fileno())
    version = (expected, state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
    if version not in _sound:
        found = sha256()
        while piece := file.read(_PIECE):
            found.update(piece)
        if found.hexdigest() != expected:
            file.close()
            raise ModelError(
                say(
                    "the restoration model {name} is damaged: its SHA-256 is not {expected}",
                    name=repr(name),
                    expected=expected,
                )
            )
        _sound.add(version)
        file.seek(0)
    return file


@contextmanager
def _arrays(file: BinaryIO) -> "Iterator[Mapping[str, NDArray[np.generic]]]":
    """Return the arrays of a model file, each of which is read when it is asked for."""
    # These take 0.1 s to import, and most files hold nothing to restore.
    import zipfile

    import_numpy()
    import numpy as np

    try:
        with np.load(file, allow_pickle=False) as archive:
            yield archive
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(say("not a restoration model: {error}", error=error)) from error


def parse(data: bytes) -> Model:
    """Build a model from the bytes of its file.

    Raises:
        ModelError: It is not an archive of the expected arrays.
    """
    model = _model(lambda: io.BytesIO(data))
    model.read_network()  # is it complete?
    for read_table in model.read_tables:
        read_table()
    return model


def _model(opened: Callable[[], BinaryIO]) -> Model:
    """Return the model of the file that ``opened`` opens."""
    with _understood(), opened() as file, _arrays(file) as arrays:
        return Model(
            alphabet=Alphabet(arrays["vocabulary"].tolist()),
            read_network=lambda: _network(opened),
            read_tables=(lambda: _table(opened),),
            network_weight=float(arrays["network_weight"]),
            feature_weights=arrays["feature_weights"].astype("float32"),
            calibration=arrays["calibration"].astype("float32"),
        )


def _network(opened: Callable[[], BinaryIO]) -> PackedWeights:
    with _understood(), opened() as file, _arrays(file) as arrays:
        return unpack(arrays)


def _table(opened: Callable[[], BinaryIO]) -> NgramTable:
    with _understood(), opened() as file, _arrays(file) as arrays:
        return table_of(arrays)


def table_of(arrays: "Mapping[str, NDArray[np.generic]]") -> NgramTable:
    """Return the n-grams in the arrays of a file.

    Raises:
        KeyError: It has none.
        ValueError: They are inconsistent.
    """
    return NgramTable(
        arrays["ngrams"].astype("uint16", copy=False),
        arrays["ngrams.sizes"].astype("uint8", copy=False),
    )


@contextmanager
def _understood() -> Iterator[None]:
    """Raise a ``ModelError`` where arrays are not those of a model."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise ModelError(say("not a restoration model: {error}", error=error)) from error
