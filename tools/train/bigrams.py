"""``python -m tools.train.bigrams CORPUS_DIR [CATALOGUES…] --out DIR``: pairs of characters.

Reads ``LANGUAGE/*.txt.xz`` of the corpus and gettext catalogues, as ``tools.train.letters`` does,
and writes one small table a language: how many bits a character costs after another one.
"""

import argparse
import io
import lzma
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log2
from pathlib import Path

from digestlint.encoding.legacy.languages import (
    BIGRAMS,
    LANGUAGES,
    OF_MANY_CHARACTERS,
    UNSEEN,
    Folding,
    packed,
)
from tools.train.archive import write_checked
from tools.train.letters import is_held_out, messages

_MOST_OF_A_FILE = 700_000
_MOST_PAIRS = {True: 24_000, False: 4_000}
_LEAST_SEEN = {True: 4, False: 2}
_LEAST_CHARACTER = {True: 5, False: 10}
_DISCOUNT = 0.6
_BACK_OFF = 3.0
"""Bits: what a pair that was not seen costs more than its second character."""


def main(arguments: list[str] | None = None) -> int:
    """Count pairs of characters and write the tables with their checksum."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.bigrams", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder with LANGUAGE/*.txt.xz")
    parser.add_argument("catalogues", type=Path, nargs="*", help="folders with gettext catalogues")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    counts: dict[str, Counter[str]] = {}
    for language, lines in [*_corpus(options.corpus), *_catalogues(options.catalogues)]:
        if language not in LANGUAGES:
            continue  # in no legacy encoding
        found = counts.setdefault(language, Counter())
        count_pairs(lines, Folding(language), found)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for language in sorted(counts):
            member = zipfile.ZipInfo(language)  # dated 1980
            member.compress_type = zipfile.ZIP_DEFLATED
            members.writestr(member, table(counts[language], language), compresslevel=9)
    options.out.mkdir(parents=True, exist_ok=True)
    write_checked(options.out / BIGRAMS, file.getvalue())
    print(f"{len(file.getvalue()):,} bytes, {len(counts)} languages", file=sys.stderr)
    return 0


def count_pairs(lines: Iterable[str], folding: Folding, counts: Counter[str]) -> None:
    """Count the pairs of folded characters of each line."""
    size = 0
    for line in lines:
        folded = [folding[char] for char in f" {line} "]
        counts.update(map("".join, pairwise(folded)))
        size += len(line)
        if size > _MOST_OF_A_FILE:
            return


def table(counts: Counter[str], language: str) -> bytes:
    """Return the table of one language: costs in bits of characters, and of pairs of them."""
    is_large = language in OF_MANY_CHARACTERS
    singles, firsts = Counter[str](), Counter[str]()
    for pair, count in counts.items():
        singles[pair[1]] += count
        firsts[pair[0]] += count
    total = singles.total()
    chars = sorted(char for char, n in singles.items() if n >= _LEAST_CHARACTER[is_large])
    known = set(chars)
    alone = {char: log2(total / singles[char]) for char in chars}
    gains: list[tuple[float, str, float]] = []
    for pair, count in counts.items():
        if count < _LEAST_SEEN[is_large] or pair.isascii() or not known.issuperset(pair):
            continue
        cost = log2(firsts[pair[0]] / (count - _DISCOUNT))
        gain = count * (alone[pair[1]] + _BACK_OFF - cost)
        if gain > 0:
            gains.append((gain, pair, cost))
    gains.sort(key=lambda each: (-each[0], each[1]))
    pairs = {pair: cost for _, pair, cost in gains[: _MOST_PAIRS[is_large]]}
    typical = _typical(counts, alone, pairs)
    return packed(alone, pairs, typical)


def _typical(counts: Counter[str], alone: dict[str, float], pairs: dict[str, float]) -> float:
    """Return the cost of a pair of this language, on average."""
    costs = total = 0.0
    for pair, count in counts.items():
        if not pair.isascii():
            cost = pairs.get(pair, alone.get(pair[1], UNSEEN - _BACK_OFF) + _BACK_OFF)
            costs += count * cost
            total += count
    return costs / max(total, 1.0)


def _corpus(folder: Path) -> Iterator[tuple[str, Iterator[str]]]:
    for path in sorted(folder.glob("*/*.txt.xz")):
        yield path.parent.name, _lines(path)


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip() and not is_held_out(line.strip()):
                yield line.strip()


def _catalogues(folders: Iterable[Path]) -> Iterator[tuple[str, Iterator[str]]]:
    for path in (path for folder in folders for path in sorted(folder.rglob("LC_MESSAGES/*.po"))):
        name = path.parent.parent.name
        language = name if "Latn" in name else name.partition("_")[0]
        if language != "zh":
            lines = (line for text in messages(path) for line in text.split("\n"))
            yield language, (line for line in lines if line and not is_held_out(line))


if __name__ == "__main__":
    sys.exit(main())
