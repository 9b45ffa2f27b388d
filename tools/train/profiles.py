"""The table that tells languages apart: how common rows of three letters are in each."""

import lzma
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digestlint.encoding.infill.languages import BY_PROFILE, STEP, rows_of_three, script

_MOST_OF_A_FILE, _LEAST = 200_000, 60_000
_ROWS = 300
_UNSEEN = 2.0**-17
_LOWEST = -24.0
_NOT_TEXT = re.compile(r"https?://\S+|`[^`]*`")
_LEAST_SHARE = 0.3
_WORD_LISTS = ("hunspell", "wordfreq")


def build(folders: Sequence[Path]) -> dict[str, Any]:
    """Return the arrays of the table, of all languages that the folders have enough of."""
    counted: dict[str, tuple[str, Any, Any]] = {}
    for language in sorted({path.name for folder in folders for path in folder.glob("[a-z]*")}):
        text = _text(folders, language)
        name = _script(text)
        if len(text) >= _LEAST and name:
            kept = "".join([c if script(c) == name or c in " \n" else " " for c in text])
            if len(kept.split()) * 20 > len(kept):
                counted[language] = (name, *np.unique(rows_of_three(kept), return_counts=True))
    keys = np.unique(
        np.concatenate([rows[np.argsort(-seen)[:_ROWS]] for _, rows, seen in counted.values()])
    )
    steps = np.zeros((len(keys), len(counted)), dtype=np.uint8)
    for column, (_, rows, seen) in enumerate(counted.values()):
        at = np.minimum(np.searchsorted(rows, keys), len(rows) - 1)
        counts = np.where(rows[at] == keys, seen[at], 0)
        bits = np.log2(counts / seen.sum() + _UNSEEN)
        steps[:, column] = np.rint((bits - _LOWEST) / STEP).clip(0, 255)
    return {
        "languages": np.asarray(list(counted)),
        "scripts": np.asarray([name for name, _, _ in counted.values()]),
        "keys": keys,
        "steps": steps,
    }


def _text(folders: Sequence[Path], language: str) -> str:
    parts: list[str] = []
    for folder in folders:
        for path in sorted((folder / language).glob("*.txt.xz")):
            if not path.name.startswith(_WORD_LISTS):
                with lzma.open(path, "rt", encoding="utf-8") as file:
                    lines = file.read().split("\n")
                step = max(sum(map(len, lines)) // _MOST_OF_A_FILE, 1)
                parts.append("\n".join(lines[::step]))
    return _NOT_TEXT.sub(" ", "\n".join(parts))


def _script(text: str) -> str:
    """Return the script of a language that shares its script with others, "" for another."""
    counts = Counter(filter(None, map(script, text[: 10 * _LEAST])))
    rest = sum(count for name, count in counts.items() if name != "Latin")
    others = len([char for char in text[: 10 * _LEAST] if char.isalpha()]) - sum(counts.values())
    if rest + others > _LEAST_SHARE * counts["Latin"]:
        del counts["Latin"]
    name = max(counts, key=lambda each: counts[each], default="")
    return name if name in BY_PROFILE and others <= counts[name] else ""
