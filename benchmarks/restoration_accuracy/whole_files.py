"""Accuracy file by file, on clean digests that other people wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tools.train import corpus, held_out

from digestlint.encoding import find_mojibake
from digestlint.encoding.infill import choose
from digestlint.encoding.infill.model import Model

_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_HAN = 3000


@dataclass(frozen=True, slots=True)
class File:
    """A clean digest: its name, below the folder that was searched, and its lines."""

    name: str
    document: corpus.Document


def find(folders: list[Path], most: int) -> Iterator[File]:
    """Yield ``most`` of the Markdown files with at least 3,000 hanzi and no mojibake."""
    for folder in folders:
        for path in sorted(folder.rglob("*.md")):
            if most <= 0:
                return
            text = path.read_text("utf-8", errors="replace")
            if len(_HAN.findall(text)) >= _LEAST_HAN and not find_mojibake(text).runs:
                most -= 1
                lines = text.split("\n")
                document = corpus.Document(path.name, "digest", "test", lines)
                yield File(path.relative_to(folder).as_posix(), document)


def report(model: Model, files: list[File], lost: frozenset[int]) -> str:
    """Send each file through a channel and say how much of it comes back."""
    shares: list[float] = []
    rows: list[str] = []
    damaged = 0
    for file in files:
        everything = [True] * len(file.document.lines)
        (sent,) = held_out.send([(file.document, everything)], lost)
        holes = list(sent.text)
        for item in sent.damaged:
            holes[item.offset] = "\ufffd"
        choices = choose("".join(holes), sent.damaged, model)
        gold = sent.gold()
        right = np.asarray(
            [c is not None and c.char == g for c, g in zip(choices, gold, strict=True)]
        )
        lines = np.unique(sent.lines)
        exact = 1 - len(np.unique(sent.lines[~right])) / len(lines)
        shares.append(100 * float(right.mean()))
        damaged += len(right)
        rows.append(f"  {len(right):8,} {shares[-1]:7.2f} {100 * exact:7.2f}  {file.name}")
    rows.append(
        f"  {damaged:8,} {np.mean(shares):7.2f} the mean of {len(files)} files;"
        f" {min(shares):.2f} the least"
    )
    return "\n".join(rows)
