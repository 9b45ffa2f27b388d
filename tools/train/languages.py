"""``python -m tools.train.languages CORPUS_DIR… --out DIR``: the models of single languages.

Reads ``LANGUAGE/*.txt.xz`` of each folder: the corpus, and what ``tools.train.gather`` wrote.
"""

import argparse
import lzma
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill.languages import MODELS, PROFILES
from tools.train import calibrating, character_rows, profiles, word_frequencies
from tools.train.archive import archive, write_checked

HELD_OUT = {
    "ar": ("github+opensource.guide",),
    "en": ("installation-guide-amd64",),
    "he": ("evolution-common", "gnome-control-center-data"),
    "hi": ("github+opensource.guide",),
    "th": ("tldr-pages+tldr",),
    "tr": ("github+opensource.guide",),
    "zh-Hant": ("DRCKnowledgeTeam+DRCD",),
}
"""Sources that are for measuring only; of other languages it is that of ``_HELD_OUT``."""

_HELD_OUT = ("gnome-user-docs",)
_ROWS = {
    "ja": 260_000,
    "ko": 260_000,
    "zh-Hant": 260_000,
    "ru": 170_000,
    "uk": 150_000,
    "ar": 160_000,
    "he": 165_000,
    "hi": 150_000,
    "el": 80_000,
    "th": 80_000,
    "vi": 80_000,
    "cs": 80_000,
    "pl": 60_000,
    "tr": 60_000,
}
_ROWS_OF_OTHERS = 35_000
_LATIN = frozenset("cs de en es fr pl pt tr vi".split())  # noqa: SIM905
_WORD_LISTS, _OF_WORD_LISTS = "hunspell", 0.1
_LARGEST, _FULL = 300_000, 250_000
"""Of a source, at most so many characters are read; beyond the second, each counts less."""

_HARD = frozenset("ar he hi ja ko ru uk".split())  # noqa: SIM905
_MORE = 3
"""Of these languages so many times as much is read."""

_UPPER = 25
"""One line in this many is there in capitals as well."""

_DECOMPOSED = 25
"""One line in this many is there with combining marks as well, in Latin letters."""

_WITH_WORDS = frozenset({"he", "hi", "uk"})
"""Languages for which a list of words with frequencies is read, too."""

_COMMON = (
    "←→↑↓↔⇒…•·–—‐‑“”‘’„«»‹›€£°±×÷≈≤≥≠∞√∑∂∈µπαβγδθλσφωΩΔ✓✔✗✘❌✅⚠★☆●○■□▶◀│─├└┌┐❤✨🎉🚀🐍🔥👍😀🙂"
)
_COMBINING = "\u0301\u0300\u0302\u0303\u0308\u030c\u030a\u0327\ufe0f\u200d\u200e\u200f"
_COMMON_COUNT = 3


def main(arguments: list[str] | None = None) -> int:
    """Build the models of all languages, or of some, and the table that tells languages apart."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.languages", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="+", help="folders with LANGUAGE/*.txt.xz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help=f"these languages, or {PROFILES!r}, the table")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = options.only or [*sorted(MODELS), PROFILES]
    for language in [name for name in wanted if name != PROFILES]:
        sources = read(options.corpus, language)
        arrays = train(language, sources)
        arrays["calibration"] = calibrating.calibration(language, sources, train)
        _write(options.out, f"language-{language}", arrays)
    if PROFILES in wanted:
        _write(options.out, PROFILES, profiles.build(options.corpus))
    return 0


def _write(folder: Path, name: str, arrays: dict[str, Any]) -> None:
    data = archive(arrays)
    write_checked(folder / f"{name}.npz", data)
    print(f"{name}.npz: {len(data):,} bytes", file=sys.stderr, flush=True)


def read(folders: Iterable[Path], language: str, *, held_out: bool = False) -> dict[str, list[str]]:
    """Return the lines of each source of a language: those for training, or for measuring."""
    names = HELD_OUT.get(language, _HELD_OUT)
    never = () if held_out else _HELD_OUT
    found: dict[str, list[str]] = {}
    for folder in folders:
        for path in sorted((folder / language).glob("*.txt.xz")):
            name = path.name.removesuffix(".txt.xz")
            if (name in names) == held_out and name not in never:
                with lzma.open(path, "rt", encoding="utf-8") as file:
                    lines = dict.fromkeys(line.strip() for line in file)
                found[name] = [line for line in lines if line]
    return found


def train(language: str, sources: dict[str, list[str]]) -> dict[str, Any]:
    """Return the arrays of the model of a language, not calibrated yet."""
    times = _MORE if language in _HARD else 1
    parts: list[str] = []
    weights: list[NDArray[np.float32]] = []
    for name, lines in sources.items():
        if name == word_frequencies.SOURCE and language not in _WITH_WORDS:
            continue
        if name == word_frequencies.SOURCE:
            for part, weight in word_frequencies.training_text(lines):
                parts.append(part)
                weights.append(np.full(len(part), weight, dtype=np.float32))
            continue
        text = "\n".join(_thinned(lines, _LARGEST * times)) + "\n"
        weight = min(1.0, (_FULL * times / len(text)) ** 0.5)
        if name.startswith(_WORD_LISTS):
            weight = _OF_WORD_LISTS
        more = [_capitals(lines)]
        if language in _LATIN:
            more.append(_decomposed(lines))
        for part in (text, *("\n".join(each) + "\n" for each in more)):
            parts.append(part)
            weights.append(np.full(len(part), weight, dtype=np.float32))
    parts.append("\n".join(f" {char} " for char in _COMMON + _COMBINING) + "\n")
    weights.append(np.full(len(parts[-1]), _COMMON_COUNT, dtype=np.float32))
    return {
        **character_rows.build(
            "".join(parts),
            np.concatenate(weights),
            _ROWS.get(language, _ROWS_OF_OTHERS),
            is_latin=language in _LATIN,
        ),
        "calibration": np.asarray([[-30.0, 30.0], [-30.0, 30.0]], dtype=np.float32),
    }


def _thinned(lines: Sequence[str], most: int) -> Iterator[str]:
    size = sum(map(len, lines))
    step = max(size / most, 1.0)
    return (lines[int(at * step)] for at in range(int(len(lines) / step)))


def _capitals(lines: Sequence[str]) -> Iterator[str]:
    return (line.upper() for line in lines[::_UPPER] if line != line.upper() and len(line) < 80)


def _decomposed(lines: Sequence[str]) -> Iterator[str]:
    return (unicodedata.normalize("NFD", line) for line in lines[::_DECOMPOSED])


if __name__ == "__main__":
    sys.exit(main())
