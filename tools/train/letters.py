"""``python -m tools.train.letters CORPUS_DIR [CATALOGUES…] --out DIR``: the table of letters.

Reads ``LANGUAGE/*.txt.xz`` of the corpus, of languages that are written in letters, and gettext
catalogues (``locale/LANGUAGE/LC_MESSAGES/*.po``) in any other folder named.
"""

import argparse
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from math import log2
from pathlib import Path
from zlib import crc32

import numpy as np

from digestlint.encoding.infill.letter_counts import LETTERS, STEPS_PER_OCTAVE, row_key
from digestlint.encoding.infill.letters import BOUNDARY, LONGEST, fold
from tools.train.archive import archive, write_checked

_NOT_OF_LETTERS = ("zh", "ja", "ko")
_MOST_OF_A_FILE = 300_000
_LEAST_SEEN = {1: 1, 2: 3, 3: 6, 4: 11, 5: 18}
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MARKUP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|\\n|&\w*;?|</?\w+[^>]*>")
_FULL_SIZE, _MOST_TIMES = 60_000, 4.0
"""So many letters beyond ASCII are as much as any language needs."""

_HELD_OUT = 10
"""One line in this many is held out for measuring."""


def is_held_out(line: str) -> bool:
    """Whether a line of the corpus is not trained on."""
    return crc32(line.encode()) % _HELD_OUT == 0


def main(arguments: list[str] | None = None) -> int:
    """Count rows of letters and write the table with its checksum."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.letters", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder with LANGUAGE/*.txt.xz")
    parser.add_argument("catalogues", type=Path, nargs="*", help="folders with gettext catalogues")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    languages: dict[str, Counter[str]] = {}
    for language, text in [*_corpus(options.corpus), *_catalogues(options.catalogues)]:
        languages.setdefault(language, Counter()).update(rows(text))
    counts = balanced(languages.values())
    data = pack(counts)
    options.out.mkdir(parents=True, exist_ok=True)
    write_checked(options.out / f"{LETTERS}.npz", data)
    print(f"{len(data):,} bytes", file=sys.stderr)
    return 0


def balanced(languages: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of all counts, those of languages with little text multiplied."""
    counts: Counter[str] = Counter()
    for found in languages:
        size = sum(count for row, count in found.items() if len(row) == 1)
        factor = min(max((_FULL_SIZE / max(size, 1)) ** 0.5, 1.0), _MOST_TIMES)
        for row, count in found.items():
            if count > 1 or len(row) < LONGEST:
                counts[row] += round(count * factor)
    return counts


def rows(text: str) -> Iterator[str]:
    """Yield the rows of one to five folded letters of ``text`` with a letter beyond ASCII."""
    folded = BOUNDARY + re.sub(f"{BOUNDARY}+", BOUNDARY, "".join(map(fold, text))) + BOUNDARY
    for size in range(1, LONGEST + 1):
        for at in range(len(folded) - size + 1):
            row = folded[at : at + size]
            if not row.isascii():
                yield row


def pack(counts: Counter[str]) -> bytes:
    """Return the bytes of the table."""
    steps: dict[int, int] = {}
    for row, count in counts.items():
        if count >= _LEAST_SEEN[len(row)]:
            steps[row_key(row)] = min(round(log2(count) * STEPS_PER_OCTAVE), 255)
    keys = np.array(sorted(steps), dtype=np.uint32)
    return archive(
        {
            "gaps": np.diff(keys, prepend=np.uint32(0)).astype(np.uint32),
            "steps": np.array([steps[key] for key in keys.tolist()], dtype=np.uint8),
        }
    )


def _corpus(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*/*.txt.xz")):
        if path.parent.name.startswith(_NOT_OF_LETTERS):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as file:
            lines = (line.strip() for line in file)
            kept = _up_to(_MOST_OF_A_FILE, (s for s in lines if not is_held_out(s)))
            yield path.parent.name, "\n".join(kept)


def _up_to(size: int, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        size -= len(line)
        if size < 0:
            return
        yield line


def _catalogues(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    paths = (path for folder in folders for path in sorted(folder.rglob("LC_MESSAGES/*.po")))
    for path in paths:
        if path.parent.parent.name.startswith(_NOT_OF_LETTERS):
            continue
        yield path.parent.parent.name.partition("_")[0], "\n".join(messages(path))


def messages(path: Path) -> Iterator[str]:
    """Yield the messages of a gettext catalogue, without markup; the first is its own."""
    found = _MESSAGE.findall(path.read_text(encoding="utf-8"))
    for message in islice(found, 1, None):
        yield _MARKUP.sub(BOUNDARY, "".join(_QUOTED.findall(message)))


if __name__ == "__main__":
    sys.exit(main())
