"""The mojibake of a document, line by line, and how to show it to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from digestlint.document import Document
from digestlint.mojibake import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER, Run

_UNKNOWN = str.maketrans({LETTER_PLACEHOLDER: "□", SYMBOL_PLACEHOLDER: "□"})
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class MojibakeLine:
    """The runs of one line, at least one, in order; offsets count characters of the source."""

    runs: tuple[Run, ...]

    @property
    def start(self) -> int:
        """Where the first run begins."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where the last run ends."""
        return self.runs[-1].end

    @property
    def characters(self) -> int:
        """How many characters the runs hold once they are restored."""
        return sum(len(run.text) for run in self.runs)

    @property
    def damaged(self) -> int:
        """How many of them lost bytes."""
        return sum(len(run.damaged) for run in self.runs)

    @property
    def reading(self) -> str:
        """How the text was misread: ``UTF-8 read as windows-1254``."""
        pages = dict.fromkeys(run.code_page for run in self.runs)
        times = max(run.times for run in self.runs)
        repeated = {1: "", 2: ", twice"}.get(times, f", {times} times")
        return f"UTF-8 read as {' and '.join(pages)}{repeated}"

    def restored(self, source: str) -> str:
        """What the line says from its first run on, shortened; `□` for unknown characters."""
        shown = ""
        at = self.start
        for run in self.runs:
            shown += source[at : min(run.start, at + _SHOWN + 1)]
            if len(shown) > _SHOWN:
                break
            shown += run.text[: _SHOWN + 1].translate(_UNKNOWN)
            at = run.end
        return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def by_line(document: Document, runs: Iterable[Run]) -> Iterator[MojibakeLine]:
    """The lines that ``runs`` stand in; ``runs`` are in the order of the file."""
    position = document.lines_of_source.position
    for _, found in groupby(runs, key=lambda run: position(run.start)[0]):
        yield MojibakeLine(tuple(found))
