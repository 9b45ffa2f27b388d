"""Held-out documents sent through a channel, and what they were before."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill import Damaged
from tools.train.corpus import Document, Seen


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A damaged document.

    Attributes:
        kind: The kind of text, as of ``corpus.Document``.
        text: The clean text; the damaged characters are only marked in ``damaged``.
        damaged: The damaged characters.
        lines: For each of them the number of its line.
        counts: For each of them whether it counts, its line being unlike any training text.
    """

    kind: str
    text: str
    damaged: list[Damaged]
    lines: NDArray[np.int64]
    counts: NDArray[np.bool_]

    def gold(self) -> str:
        """Return the right characters, one for each damaged one."""
        return "".join(self.text[item.offset] for item in self.damaged)


def prepare(documents: Iterable[Document], seen: Seen) -> list[tuple[Document, list[bool]]]:
    """Mark the lines of held-out documents that are unlike any training text."""
    return [(document, [not seen.has(line) for line in document.lines]) for document in documents]


def send(marked: Iterable[tuple[Document, list[bool]]], lost: frozenset[int]) -> list[HeldOut]:
    """Damage documents by dropping bytes of their characters."""
    gone = bytes(sorted(lost))
    result: list[HeldOut] = []
    known: dict[str, bytes | None] = {}
    for document, fresh in marked:
        text = "\n".join(document.lines) + "\n"
        damaged: list[Damaged] = []
        lines: list[int] = []
        line = 0
        for offset, char in enumerate(text):
            line += char == "\n"
            if char < "\x80":
                continue
            if char not in known:
                whole = char.encode("utf-8", "replace")
                survived = whole.translate(None, gone)
                known[char] = survived if 0 < len(survived) < len(whole) else None
            survived_bytes = known[char]
            if survived_bytes is not None and survived_bytes[0] >= 0xC2:
                damaged.append(Damaged(offset, survived_bytes, lost))
                lines.append(line)
        numbers = np.asarray(lines, dtype=np.int64)
        counts = np.asarray(fresh, dtype=bool)[numbers]
        result.append(HeldOut(document.kind, text, damaged, numbers, counts))
    return result
