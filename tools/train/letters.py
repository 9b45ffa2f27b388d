"""``python -m tools.train.letters CORPUS_DIR [CATALOGUES…] --out DIR``: the table of letters.

Reads ``LANGUAGE/*.txt.xz`` of the corpus, of languages that are written in letters, and gettext
catalogues (``locale/LANGUAGE/LC_MESSAGES/*.po``) in any other folder named.
"""

import argparse
import hashlib
import io
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

from digestlint.restoration.letters import (
    BOUNDARY,
    LETTERS,
    LONGEST,
    STEPS_PER_OCTAVE,
    fold,
    row_key,
)

_NOT_OF_LETTERS = ("zh", "ja", "ko")
_MOST_OF_A_FILE = 300_000
_LEAST_SEEN = {1: 1, 2: 2, 3: 4, 4: 8, 5: 20}
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MARKUP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|\\n|&\w*;?|</?\w+[^>]*>")
_HELD_OUT = 10
"""One line in so many is left for measuring."""


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
    counts: Counter[str] = Counter()
    for text in [*_corpus(options.corpus), *_catalogues(options.catalogues)]:
        counts.update(rows(text))
    data = pack(counts)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"{LETTERS}.npz").write_bytes(data)
    checksum = f"{hashlib.sha256(data).hexdigest()}  {LETTERS}.npz\n"
    (options.out / f"{LETTERS}.npz.sha256").write_text(checksum, "ascii")
    print(f"{len(data):,} bytes", file=sys.stderr)
    return 0


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
    file = io.BytesIO()
    np.savez_compressed(
        file,
        gaps=np.diff(keys, prepend=np.uint32(0)).astype(np.uint32),
        steps=np.array([steps[key] for key in keys.tolist()], dtype=np.uint8),
    )
    return file.getvalue()


def _corpus(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*/*.txt.xz")):
        if path.parent.name.startswith(_NOT_OF_LETTERS):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as file:
            lines = (line.strip() for line in file)
            yield "\n".join(_up_to(_MOST_OF_A_FILE, (s for s in lines if not is_held_out(s))))


def _up_to(size: int, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        size -= len(line)
        if size < 0:
            return
        yield line


def _catalogues(folders: Iterable[Path]) -> Iterator[str]:
    paths = (path for folder in folders for path in sorted(folder.rglob("LC_MESSAGES/*.po")))
    for path in paths:
        if path.parent.parent.name.startswith(_NOT_OF_LETTERS):
            continue
        messages = _MESSAGE.findall(path.read_text(encoding="utf-8"))
        # The first one is the catalogue's own.
        yield "\n".join(
            _MARKUP.sub(BOUNDARY, "".join(_QUOTED.findall(message)))
            for message in islice(messages, 1, None)
        )


if __name__ == "__main__":
    sys.exit(main())
