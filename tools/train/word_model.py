"""Rows of characters that a model of words expects: pairs and threes with their probabilities."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill.ngrams import ORDERS
from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE, Alphabet

_WORDS = 5e7
"""Of a text of so many words the counts are."""

_LEAST = 0.7
_LONGEST_BETWEEN = max(ORDERS) - 2
_SECTIONS = {"\\1-grams:": 1, "\\2-grams:": 2, "\\3-grams:": 3}
_FIRST_CHINESE = "\u2000"  # words of Latin letters are one symbol in a text


@dataclass(frozen=True, slots=True)
class Expected:
    """Distinct rows of ``order`` symbols: ``(n, order)``, and ``(n,)`` their expected counts."""

    symbols: NDArray[np.int32]
    counts: NDArray[np.float64]


def read(path: Path, alphabet: Alphabet) -> dict[int, Expected]:
    """Return the rows in an ARPA file, by their order.

    A row inside a word counts as often as the word, one across words as often as they are beside
    each other.

    Raises:
        OSError: The file cannot be read.
    """
    rows: dict[int, dict[str, float]] = {order: {} for order in ORDERS}
    shares: dict[tuple[str, ...], float] = {}
    section = 0
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("\\"):
                section = _SECTIONS.get(line.strip(), 0)
                continue
            logarithm, *fields = line.rstrip("\n").split("\t")
            if not section or not fields:
                continue
            words = tuple(fields[0].split(" "))
            if min("".join(words), default="") <= _FIRST_CHINESE:
                continue
            before = shares.get(words[:-1]) if section > 1 else 1.0
            if before is None or ((words[-1],) not in shares and section == 2):
                continue
            share = before * 10.0 ** float(logarithm)
            if section < 3:
                shares[words] = share
            _add(rows, words, share * _WORDS)
    return {order: _expected(found, order, alphabet) for order, found in rows.items()}


def _add(rows: dict[int, dict[str, float]], words: tuple[str, ...], count: float) -> None:
    """Count the rows that begin in the first word and end in the last."""
    text = "".join(words)
    first_ends = len(words[0])
    last_starts = len(text) - len(words[-1])
    if last_starts - first_ends > _LONGEST_BETWEEN:
        return
    for order, found in rows.items():
        first = max(0, last_starts - order + 1)
        for start in range(first, min(first_ends, len(text) - order + 1)):
            row = text[start : start + order]
            found[row] = found.get(row, 0.0) + count


def _expected(found: dict[str, float], order: int, alphabet: Alphabet) -> Expected:
    symbols = np.full(0x110000, RARE, dtype=np.int32)
    symbols[alphabet.vocabulary] = FIRST_CHARACTER + np.arange(len(alphabet.vocabulary))
    codes = np.frombuffer("".join(found).encode("utf-32-le"), dtype=np.uint32)
    counts = np.fromiter(found.values(), dtype=np.float64, count=len(found))
    wanted = counts >= _LEAST
    return Expected(symbols[codes.reshape(-1, order)[wanted]], counts[wanted])
