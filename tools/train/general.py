"""``python -m tools.train.general CORPUS_DIR ARPA --out DIR``: the second table, for prose.

ARPA is ``lm_sc.arpa``, in the source package of libime (LGPL-2.1-or-later): words of general
Chinese, in pairs and threes, with their probabilities. Needs NumPy only.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill import ngrams as table
from digestlint.encoding.infill.general_prose import GENERAL, NO_CANDIDATE, NO_DOUBT
from digestlint.encoding.infill.model import Model, load
from digestlint.encoding.infill.symbols import Alphabet
from tools.train import channels, corpus, held_out, ngrams, tuning, word_model
from tools.train.archive import archive, write_checked
from tools.train.dataset import encode

_ROWS = 170_000
_COPIES = 3
"""How often the encyclopedia counts."""

_LEAST = {2: 1, 3: 1, 4: 2, 5: 2}
_STORIES = "ymcui+cmrc2017"
"""Nothing is counted in this source, so that what is fitted to it holds for other text."""

_MOST_STORIES = 14  # documents
_TUNED_ON = (("windows-1254", True), ("windows-1252", True))


def main(arguments: list[str] | None = None) -> int:
    """Count the rows, fit the weights, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.general", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder with *.txt.xz")
    parser.add_argument("arpa", type=Path, help="lm_sc.arpa of libime")
    parser.add_argument("--out", type=Path, required=True, help="folder for the file")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    model = load()
    try:
        documents = [
            document for document in corpus.read(options.corpus) if document.kind == "encyclopedia"
        ]
        print("n-grams", file=sys.stderr)
        entries, sizes = _table(model.alphabet, documents, options.arpa)
    except OSError as error:
        print(f"tools.train.general: {error}", file=sys.stderr)
        return 2
    print("tuning", file=sys.stderr)
    untuned = replace(
        model,
        read_tables=(*model.read_tables, lambda: table.NgramTable(entries, sizes)),
        no_doubt=NO_DOUBT,
        no_candidate=NO_CANDIDATE,
    )
    data = archive(_arrays(tuning.tune(untuned, list(_development(documents))), entries, sizes))
    write_checked(options.out / f"{GENERAL}.npz", data)
    print(f"{options.out / GENERAL}.npz: {len(data):,} bytes", file=sys.stderr)
    return 0


def _arrays(tuned: Model, entries: NDArray[np.uint16], sizes: NDArray[np.uint8]) -> dict[str, Any]:
    return {
        "ngrams": entries,
        "ngrams.sizes": sizes,
        "network_weight": np.float32(tuned.network_weight),
        "feature_weights": tuned.feature_weights,
        "calibration": tuned.calibration,
    }


def _table(
    alphabet: Alphabet, documents: list[corpus.Document], arpa: Path
) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    texts = ["\n".join(d.lines) + "\n" for d in documents if _is_counted(d)]
    stream = np.tile(encode(alphabet, texts).symbols, _COPIES)
    channel = channels.simulate(alphabet, channels.lost_bytes("windows-1254", soft_hyphen=True))
    damaged = channel.damaged >= alphabet.characters
    known = word_model.read(arpa, alphabet)
    tables = {
        order: _merged(order, damaged, ngrams.count(stream, order, damaged), known[order])
        for order in table.ORDERS
    }
    pairs = known[2]
    counts = np.bincount(stream, minlength=alphabet.size).astype(np.float64)
    counts += np.bincount(pairs.symbols[:, 0], weights=pairs.counts, minlength=alphabet.size)
    classes = np.bincount(channel.damaged, weights=counts, minlength=alphabet.size)
    shares = counts / np.maximum(classes[channel.damaged], 1.0)
    keys, seen = ngrams.choose(tables, channel, shares, _ROWS)
    return table.build(keys, seen)


def _is_counted(document: corpus.Document) -> bool:
    return document.split == "train" and document.source != _STORIES


def _merged(
    order: int, damaged: NDArray[np.bool_], counted: ngrams.Rows, known: word_model.Expected
) -> ngrams.Rows:
    """Return the rows of the texts and of the word model, with the sums of their counts."""
    wanted = damaged[known.symbols].any(axis=1)
    symbols = np.concatenate([counted.symbols, known.symbols[wanted]])
    counts = np.concatenate([counted.counts, known.counts[wanted]])
    keys = table.hashes(symbols)
    by_key = np.argsort(keys, kind="stable")
    keys = keys[by_key]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sums = np.add.reduceat(counts[by_key], first)
    enough = sums >= _LEAST[order]
    found = symbols[by_key[first[enough]]]
    return ngrams.Rows(found, np.maximum(np.rint(sums[enough]), 1).astype(np.int64))


def _development(documents: list[corpus.Document]) -> Iterator[held_out.HeldOut]:
    stories = [d for d in documents if d.source == _STORIES and d.split != "test"]
    chosen = stories[:: max(len(stories) // _MOST_STORIES, 1)][:_MOST_STORIES]
    chosen += [d for d in documents if d.source != _STORIES and d.split == "development"]
    seen = corpus.Seen([d for d in documents if _is_counted(d)])
    marked = held_out.prepare(chosen, seen)
    for page, soft_hyphen in _TUNED_ON:
        yield from held_out.send(marked, channels.lost_bytes(page, soft_hyphen))


if __name__ == "__main__":
    sys.exit(main())
