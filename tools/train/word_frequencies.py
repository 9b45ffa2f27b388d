"""Lists of words with their frequencies, as the package wordfreq has them, as training text.

A list says nothing of what is beside a word, but it has far more words than the texts have.
"""

import gzip
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = "wordfreq"
_SIZES = ("large", "small")
_PER_LINE = 10**9
_RAREST = 750
"""Words that are rarer, in steps of a hundredth of a power of ten, are left out."""

_WORDS = 200_000
"""The list counts as a text of so many words."""

_MOST, _LEAST = 100.0, 1.0
"""What a word counts, at most and at least."""


def read_package(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each language of the unpacked package, and its words, each with its frequency."""
    for path in sorted(folder.glob("**/wordfreq/data/*.msgpack.gz")):
        size, _, language = path.name.removesuffix(".msgpack.gz").partition("_")
        if size == _SIZES[0] or (
            size == _SIZES[1] and not path.with_name(f"{_SIZES[0]}_{language}.msgpack.gz").exists()
        ):
            buckets, _ = _unpacked(gzip.decompress(path.read_bytes()), 0)
            yield language, [*_lines(buckets)]


def training_text(lines: list[str]) -> Iterator[tuple[str, float]]:
    """Yield lines of text, and what each character of them counts."""
    for line in lines:
        word, _, count = line.rpartition(" ")
        weight = int(count) * _WORDS / _PER_LINE
        yield f" {word} \n", min(max(weight, _LEAST), _MOST)


def _lines(buckets: list[Any]) -> Iterator[str]:
    for rarity, words in enumerate(buckets[1 : _RAREST + 1], 1):
        count = max(round(_PER_LINE * 10 ** (-rarity / 100)), 1)
        for word in words:
            if not word.isascii() and all(unicodedata.category(char)[0] in "LM" for char in word):
                yield f"{word} {count}"


def _unpacked(data: bytes, at: int) -> tuple[Any, int]:
    """Return the MessagePack value at an offset, and where the next one is."""
    head = data[at]
    at += 1
    if head < 0x80:
        return head, at
    if head < 0xA0:
        size = (head & 15) * (2 if head < 0x90 else 1)
    elif head < 0xC0:
        return data[at : at + (head & 31)].decode(), at + (head & 31)
    else:
        width = {0xD9: 1, 0xDA: 2, 0xDC: 2, 0xDD: 4}[head]
        size = int.from_bytes(data[at : at + width], "big")
        at += width
        if head in (0xD9, 0xDA):
            return data[at : at + size].decode(), at + size
    values: list[Any] = []
    for _ in range(size):
        value, at = _unpacked(data, at)
        values.append(value)
    return values, at
