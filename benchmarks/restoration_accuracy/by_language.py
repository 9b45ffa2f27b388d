"""Accuracy on lossy lines of single languages: sources of other origin than the training text.

Each document of forty lines is damaged, found and filled as a user's file is. ftfy gets each line
by itself.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ftfy
from tools.train.languages import read

from digestlint.encoding import find_mojibake
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.infill import fill_in
from digestlint.encoding.infill.languages import MODELS, script
from digestlint.encoding.whole_lines import choices_of, is_complete, is_sure, joined, runs_by_line

_SAFE = 0.99
_LINES = 40
_SHORTEST, _LEAST_SHARE = 20, 0.3
_SCRIPTS = {
    "ar": "Arabic",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Devanagari",
    "ja": "Kana",
    "ko": "Hangul",
    "ru": "Cyrillic",
    "th": "Thai",
    "uk": "Cyrillic",
    "zh-Hant": "Han",
}


@dataclass(slots=True)
class Tally:
    """What became of the lossy lines of a language, and of their damaged characters."""

    lines: int = 0
    exact: int = 0
    safe: int = 0
    safe_wrong: int = 0
    characters: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    expected: float = 0.0
    chosen: int = 0
    chosen_right: int = 0
    by_ftfy: int = 0

    def row(self, name: str) -> str:
        """Return one line of the report."""

        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:7.2f}" if whole else "      –"

        return (
            f"  {name:8} {self.lines:6,} {share(self.exact, self.lines)}"
            f" {share(self.by_ftfy, self.lines)} {share(self.safe, self.lines)}"
            f" {per_million(self.safe_wrong, self.lines):>10}"
            f" {self.characters:8,} {share(self.right, self.characters)}"
            f" {share(self.sure, self.characters)} {share(self.sure_right, self.sure)}"
            f" {100 * self.expected / max(self.chosen, 1):7.2f}"
            f" {share(self.chosen_right, self.chosen)}"
        )


def per_million(wrong: int, lines: int) -> str:
    """Return how many of a million lines are wrong; where none is, what may be, in 95 of 100."""
    if not lines:
        return "–"
    return f"{1_000_000 * wrong / lines:,.0f}" if wrong else f"0 (<{3_000_000 / lines:,.0f})"


HEADER = (
    f"  language  lines   exact    ftfy    safe wrong/mill.  damaged   exact  >={_SAFE} precision"
    " posterior  right"
)


def report(folders: Sequence[Path], channel: Channel, most: int) -> Iterator[str]:
    """Yield a line for each language that the folders have held-out text of.

    ``most`` lines of each are enough. *posterior* and *right* are calibration: what was promised of
    all choices on average, and what came true.
    """
    kept = Channel(channel.code_page)
    missing: list[str] = []
    for language in [*sorted(MODELS), "zh-Hant"]:
        tally = Tally()
        sources = read(folders, language, held_out=True)
        for document in _documents(language, sources):
            if tally.lines >= most:
                break
            _measure(document, channel, kept, tally)
        if tally.lines:
            yield f"{tally.row(language)}  {', '.join(sources)}"
        else:
            missing.append(language)
    if missing:
        yield f"  (no text of {', '.join(missing)}: see docs/development/restoration.md, Training)"


def _documents(language: str, sources: dict[str, list[str]]) -> Iterator[list[str]]:
    wanted = _SCRIPTS.get(language, "Latin")
    for lines in sources.values():
        own = [line for line in lines if len(line) >= _SHORTEST and _is_in(line, wanted)]
        if language not in _SCRIPTS:
            # Most lines of these lose nothing.
            own = [line for number, line in enumerate(own) if not line.isascii() or number % 3]
        for first in range(0, len(own), _LINES):
            yield own[first : first + _LINES]


def _is_in(line: str, name: str) -> bool:
    return sum(script(char) == name for char in line) >= _LEAST_SHARE * len(line)


def _measure(lines: list[str], channel: Channel, kept: Channel, tally: Tally) -> None:
    sent = [channel.send(line) for line in lines]
    damaged = [_damaged(line, channel, kept) for line in lines]
    if not any(damaged):
        return
    text = "\n".join(sent)
    filled = fill_in(find_mojibake(text))
    starts = [0]
    for line in sent:
        starts.append(starts[-1] + len(line) + 1)
    written: dict[int, tuple[str, bool]] = {}
    for runs in runs_by_line(text, filled.restoration.runs):
        number = bisect_right(starts, runs[0].start) - 1
        is_whole = is_complete(filled.restoration, runs)
        if is_whole and choices_of(runs, filled.choices, 0.0) is not None:
            line = joined(text, runs, starts[number], starts[number + 1] - 1)
            written[number] = line, is_sure(filled.restoration, runs, filled.choices, _SAFE)
    for number, places in enumerate(damaged):
        if places:
            shown, safe = written.get(number, (sent[number], False))
            right = shown == lines[number]
            tally.lines += 1
            tally.exact += right
            tally.safe += safe
            tally.safe_wrong += safe and not right
            tally.by_ftfy += ftfy.fix_encoding(sent[number]) == lines[number]
            tally.characters += len(places)
            if len(shown) == len(lines[number]):
                tally.right += sum(shown[at] == lines[number][at] for at in places)
    clean = "\n".join(lines)
    if len(filled.restoration.text) == len(clean):
        for offset, choice in filled.choices.items():
            right = choice.char == clean[offset]
            tally.chosen += 1
            tally.chosen_right += right
            tally.expected += choice.posterior
            if choice.posterior >= _SAFE:
                tally.sure += 1
                tally.sure_right += right


def _damaged(line: str, channel: Channel, kept: Channel) -> list[int]:
    return [at for at, char in enumerate(line) if channel.send(char) != kept.send(char)]
