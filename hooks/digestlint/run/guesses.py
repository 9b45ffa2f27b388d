"""What unsafe fixes guessed: the characters that they wrote without being sure of them."""

from __future__ import annotations

from collections.abc import Iterable

from digestlint.core.finding import Applicability, Finding, Restored
from digestlint.core.fix_list import FixList
from digestlint.fixes.applying import Text
from digestlint.lint.results import Guess
from digestlint.text.codec import LineIndex
from digestlint.text.edits import OffsetMap

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.fixes.fixer import Watch


class WrittenGuesses:
    """Follows the rounds of fixes, and keeps which guesses were written in them."""

    def __init__(self, further: Watch | None) -> None:
        """``further`` follows the rounds as well."""
        self._further = further
        self._offered: dict[tuple[int, int, str], tuple[str, Restored]] = {}
        self._written: list[tuple[str, Restored]] = []
        self._starts: list[int] = []  # of those, in the text as it is

    def remember(self, text: Text, found: Iterable[Finding]) -> None:
        """Remember what the fixes for ``text`` would guess."""
        self._offered = {
            (finding.start, finding.end, finding.name): (
                text.text[finding.start : finding.end],
                finding.restored,
            )
            for finding in found
            if finding.restored and finding.restored.doubtful
            if finding.fix and finding.fix.applicability is Applicability.UNSAFE
        }

    def move(self, applied: Iterable[Finding]) -> None:
        """Follow a round in which the fixes of ``applied`` were made."""
        fixes = FixList.of(applied)
        for finding in fixes:
            guess = self._offered.get((finding.start, finding.end, finding.name))
            if guess:
                self._written.append(guess)
                self._starts.append(finding.start)
        places = OffsetMap(fixes.edits().of_text())
        self._starts = [places.after(start) for start in self._starts]
        if self._further is not None:
            self._further.move(fixes)

    def back(self) -> None:
        """Forget all rounds: fixing starts again."""
        self._written.clear()
        self._starts.clear()
        if self._further is not None:
            self._further.back()

    def located(self, lines: LineIndex) -> list[Guess]:
        """Return the guesses, in the order of the file; ``lines`` are those of its fixed text."""
        rows = (lines.position(max(start, 0))[0] for start in self._starts)
        found = (
            Guess(row, damaged, restored)
            for row, (damaged, restored) in zip(rows, self._written, strict=True)
        )
        return sorted(found, key=lambda guess: guess.row)
