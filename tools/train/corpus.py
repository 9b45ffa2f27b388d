"""Reading the corpus and splitting it, by document, into training and held-out text."""

import hashlib
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_DOCUMENT_START = re.compile(r"# |Task:|\*\*(?:TL;DR|代码|领域)|> \*\*TL;DR")
_SHORTEST_DOCUMENT = 40
_LONGEST_DOCUMENT = 200
_SHINGLE = 12
_HAN = re.compile(r"[^\u3400-\u9fff]+")

# Of Microsoft's documentation a fraction is kept: most of it says the same thing again.
_MICROSOFT = ("MicrosoftDocs", "noctwolf", "yuanzhoucq", "zhyifei", "xreader-cn")
_MICROSOFT_SHARE = 0.15
_HELD_OUT_SHARE = {"INDOMAIN": 0.02, "ymcui+cmrc2018": 0.08}
_HELD_OUT_OTHERS = 0.02
_TEST, _DEVELOPMENT = 0.5, 1.0
"""Half of what is held out is for the figures, half for tuning weights and calibration."""


@dataclass(frozen=True, slots=True)
class Document:
    """A stretch of lines of one file that belong together.

    Attributes:
        source: The file's name without suffixes.
        kind: ``summaries`` (of papers), ``encyclopedia`` or ``documentation``.
        split: ``train``, ``development`` or ``test``.
        lines: The lines, without line ends.
    """

    source: str
    kind: str
    split: str
    lines: list[str]


def read(folder: Path) -> Iterator[Document]:
    """Yield the documents of each ``*.txt.xz`` in a folder.

    What falls into which split depends on file names and contents alone.

    Raises:
        FileNotFoundError: The folder has no such file.
    """
    paths = sorted(folder.glob("*.txt.xz"))
    if not paths:
        raise FileNotFoundError(f"no *.txt.xz in {folder}")
    for path in paths:
        source = path.name.removesuffix(".txt.xz")
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for number, lines in enumerate(_documents(file)):
                split = _split(source, number)
                if split == "train" and source.startswith(_MICROSOFT):
                    kept = _uniform(f"share {source} {number}") < _MICROSOFT_SHARE
                    if not kept:
                        continue
                yield Document(source, _kind(source), split, lines)


def _documents(lines: Iterator[str]) -> Iterator[list[str]]:
    document: list[str] = []
    for line in lines:
        starts = len(document) >= _SHORTEST_DOCUMENT and _DOCUMENT_START.match(line)
        if starts or len(document) >= _LONGEST_DOCUMENT:
            yield document
            document = []
        document.append(line.rstrip("\n"))
    if document:
        yield document


def _kind(source: str) -> str:
    if source.startswith("INDOMAIN"):
        return "summaries"
    return "encyclopedia" if "cmrc" in source else "documentation"


def _split(source: str, number: int) -> str:
    shares = [share for name, share in _HELD_OUT_SHARE.items() if source.startswith(name)]
    share = shares[0] if shares else _HELD_OUT_OTHERS
    at = _uniform(f"split {source} {number}") / share
    if at < _TEST:
        return "test"
    return "development" if at < _DEVELOPMENT else "train"


def _uniform(key: str) -> float:
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


class Seen:
    """What the training text says, to keep the same text out of the figures."""

    def __init__(self, documents: list[Document]) -> None:
        """Remember the hanzi of each line, and each row of ``_SHINGLE`` of them."""
        lines = [_HAN.sub("", line) for document in documents for line in document.lines]
        self._lines = set(lines)
        self._shingles = np.unique(_shingles("\n".join(lines)))

    def has(self, line: str) -> bool:
        """Whether a line, or nearly the same line, is in the training text."""
        hanzi = _HAN.sub("", line)
        if hanzi in self._lines:
            return True
        shingles = _shingles(hanzi)
        if not len(shingles):
            return False
        at = np.searchsorted(self._shingles, shingles)
        found = self._shingles[np.minimum(at, len(self._shingles) - 1)] == shingles
        return bool(found.mean() >= 0.5)


def _shingles(text: str) -> NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - _SHINGLE + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.zeros(size, dtype=np.uint64)
    for at in range(_SHINGLE):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + size]
    breaks = np.cumsum(np.concatenate([[0], codes == 0x0A]))
    return hashes[breaks[_SHINGLE:] == breaks[:size]]
