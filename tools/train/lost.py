"""``python -m tools.train.lost CORPUS_DIR --out DIR``: the model for characters that are gone.

Its network begins as that of the model of Chinese, whose symbols it shares. Some characters of the
training text are taken away altogether, and the blocks learn to name them. Weights and calibration
are fitted to development text.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from digestlint.encoding.infill.lost_characters import LOST, candidates, gone, of_arrays
from digestlint.encoding.infill.model import Model, load
from digestlint.encoding.infill.rescoring import FEATURES, TABLE_FEATURES
from tools.train import corpus, held_out, tuning
from tools.train.archive import archive, write_checked
from tools.train.dataset import encode
from tools.train.texts import COPIES

TAKEN = (0.02, 0.05)
"""The shares of the characters that are taken away from development text."""

_MOST_DOCUMENTS = 2  # of each source
_MOST_TAKEN = 60  # characters of a document


def main(arguments: list[str] | None = None) -> int:
    """Train the blocks, fit the weights, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.lost", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and file")
    parser.add_argument("--steps", type=int, default=2000, help="of 4608 symbols (2000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        documents = list(corpus.read(options.corpus))
    except OSError as error:
        print(f"tools.train.lost: {error}", file=sys.stderr)
        return 2
    training = [document for document in documents if document.split == "train"]
    print("network", file=sys.stderr)
    from tools.train import lost_network  # needs PyTorch

    network = lost_network.fit(
        load(),
        _stream(training, options.seed),
        options.steps,
        options.seed,
        options.out / "lost.ckpt",
    )
    print("tuning", file=sys.stderr)
    some = list(_some(documents))
    marked = held_out.prepare(some, corpus.Seen(training))
    arrays = tuned(lost_network.pack(network), marked, options.seed)
    data = archive(arrays)
    write_checked(options.out / f"{LOST}.npz", data)
    print(f"{options.out / LOST}.npz: {len(data):,} bytes", file=sys.stderr)
    return 0


def tuned(
    blocks: dict[str, Any], marked: Iterable[tuple[corpus.Document, list[bool]]], seed: int
) -> dict[str, Any]:
    """Return the arrays of the file: the network's, with weights and a calibration."""
    untuned = {
        **blocks,
        "network_weight": np.float32(1.0),
        "feature_weights": np.zeros(FEATURES + TABLE_FEATURES, dtype=np.float32),
        "calibration": np.asarray([[-9.0, 9.0], [-9.0, 9.0]], dtype=np.float32),
    }
    known = list(marked)
    taken = [each for share in TAKEN for each in take(load(), known, share, seed)]
    fitted = tuning.tune(of_arrays(untuned), taken)
    return {
        **blocks,
        "network_weight": np.float32(fitted.network_weight),
        "feature_weights": fitted.feature_weights,
        "calibration": fitted.calibration,
    }


def take(
    model: Model,
    marked: Iterable[tuple[corpus.Document, list[bool]]],
    share: float,
    seed: int,
) -> list[held_out.HeldOut]:
    """Take a share of the characters away that may be suggested, in lines that count."""
    random = np.random.default_rng(seed)
    every = frozenset(candidates(model.alphabet))
    result: list[held_out.HeldOut] = []
    for document, fresh in marked:
        offsets: list[int] = []
        lines: list[int] = []
        start = 0
        for number, (line, counts) in enumerate(zip(document.lines, fresh, strict=True)):
            taken = random.random(len(line)) < share if counts and len(lines) < _MOST_TAKEN else ()
            found = [at for at, is_taken in enumerate(taken) if is_taken and line[at] in every]
            offsets += [start + at for at in found]
            lines += [number] * len(found)
            start += len(line) + 1
        if offsets:
            text = "\n".join(document.lines) + "\n"
            counted = np.ones(len(offsets), dtype=bool)
            damaged = gone(model, offsets)
            numbers = np.asarray(lines, dtype=np.int64)
            result.append(held_out.HeldOut(document.kind, text, damaged, numbers, counted))
    return result


def _stream(training: list[corpus.Document], seed: int) -> "np.ndarray":  # type: ignore[type-arg]
    texts: list[str] = []
    for document in training:
        texts += ["\n".join(document.lines) + "\n"] * COPIES[document.kind]
    order = np.random.default_rng(seed).permutation(len(texts))
    return encode(load().alphabet, (texts[index] for index in order)).symbols


def _some(documents: Iterable[corpus.Document]) -> Iterator[corpus.Document]:
    """Yield some development documents of each source."""
    left: dict[str, int] = {}
    for document in documents:
        if document.split == "development":
            left[document.source] = left.get(document.source, _MOST_DOCUMENTS) - 1
            if left[document.source] >= 0:
                yield document


if __name__ == "__main__":
    sys.exit(main())
