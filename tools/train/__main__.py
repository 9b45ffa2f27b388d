"""``python -m tools.train CORPUS_DIR --out DIR``: from a folder of text to a model file."""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill import ngrams as table
from digestlint.encoding.infill.model import CHINESE, parse
from digestlint.encoding.infill.rescoring import FEATURES
from digestlint.encoding.infill.symbols import Alphabet
from tools.train import channels, corpus, held_out, ngrams, texts, tuning
from tools.train.archive import archive, write_checked
from tools.train.dataset import Stream
from tools.train.fitting import fit
from tools.train.packing import pack

_NGRAMS = 1_700_000
_TUNED_ON = (("windows-1254", True), ("windows-1252", True))


def main(arguments: list[str] | None = None) -> int:
    """Build a model; each finished stage is kept in the output folder and not done again."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and model")
    parser.add_argument("--steps", type=int, default=12000, help="of 8192 symbols (12000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    try:
        documents = list(corpus.read(options.corpus))
    except OSError as error:
        print(f"tools.train: {error}", file=sys.stderr)
        return 2
    training = [document for document in documents if document.split == "train"]

    print("texts", file=sys.stderr)
    alphabet, stream = _stream(training, options.seed, out / "stream.npz")
    network = fit(
        alphabet,
        stream,
        channels.simulations(alphabet),
        options.steps,
        options.seed,
        out / "network.ckpt",
    )
    print("n-grams", file=sys.stderr)
    entries, sizes = _ngrams(alphabet, stream, out / "ngrams.npz")
    arrays: dict[str, Any] = {
        **pack(network),
        "vocabulary": alphabet.vocabulary,
        "ngrams": entries,
        "ngrams.sizes": sizes,
        "network_weight": np.float32(1.0),
        "feature_weights": np.zeros(FEATURES, dtype=np.float32),
        "calibration": np.asarray([[-9.0, 9.0], [-9.0, 9.0]], dtype=np.float32),
    }
    print("tuning", file=sys.stderr)
    tuned = tuning.tune(parse(archive(arrays)), _development(documents, training))
    arrays |= {
        "network_weight": np.float32(tuned.network_weight),
        "feature_weights": tuned.feature_weights,
        "calibration": tuned.calibration,
    }
    data = archive(arrays)
    write_checked(out / f"{CHINESE}.npz", data)
    print(f"{out / CHINESE}.npz: {len(data):,} bytes", file=sys.stderr)
    return 0


def _stream(training: list[corpus.Document], seed: int, kept: Path) -> tuple[Alphabet, Stream]:
    if not kept.exists():
        alphabet, stream = texts.compose(training, seed)
        np.savez(
            kept,
            vocabulary=alphabet.vocabulary,
            symbols=stream.symbols,
            rare_at=stream.rare_at,
            rare_codes=stream.rare_codes,
        )
        return alphabet, stream
    with np.load(kept, allow_pickle=False) as arrays:
        stream = Stream(arrays["symbols"], arrays["rare_at"], arrays["rare_codes"])
        return Alphabet(arrays["vocabulary"].tolist()), stream


def _ngrams(
    alphabet: Alphabet, stream: Stream, kept: Path
) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    if not kept.exists():
        lost = channels.lost_bytes("windows-1254", soft_hyphen=True)
        channel = channels.simulate(alphabet, lost)
        damaged = channel.damaged >= alphabet.characters
        tables = {n: ngrams.count(stream.symbols, n, damaged) for n in table.ORDERS}
        counts = np.bincount(stream.symbols, minlength=alphabet.size).astype(np.float64)
        classes = np.bincount(channel.damaged, weights=counts, minlength=alphabet.size)
        shares = counts / np.maximum(classes[channel.damaged], 1.0)
        keys, seen = ngrams.choose(tables, channel, shares, _NGRAMS)
        entries, sizes = table.build(keys, seen)
        np.savez(kept, entries=entries, sizes=sizes)
    with np.load(kept, allow_pickle=False) as arrays:
        return arrays["entries"], arrays["sizes"]


def _development(
    documents: list[corpus.Document], training: list[corpus.Document]
) -> list[held_out.HeldOut]:
    development = [document for document in documents if document.split == "development"]
    marked = held_out.prepare(development, corpus.Seen(training))
    return [
        damaged
        for page, soft_hyphen in _TUNED_ON
        for damaged in held_out.send(marked, channels.lost_bytes(page, soft_hyphen))
    ]


if __name__ == "__main__":
    sys.exit(main())
