"""What a person decided about doubtful characters: by content, so that it fits wherever it recurs.

A decision names the damaged text of one character, what is around it in the file, and the character
that it was. Rules read it like any other character that is certain.
"""

from __future__ import annotations

from collections.abc import Iterable

from digestlint._runtime.records import NamedTuple

_BESIDE = 2  # characters on each side that decisions are found by


class Decision(NamedTuple):
    """One decision.

    Attributes:
        damaged: What the file has of the character.
        before: What the file has before that, in the same line.
        after: What it has after it, in the same line.
        chosen: The character that it was.
        restored: The same stretch of text as it is once it is restored, for people, and to see
            that the decision has been carried out.
    """

    damaged: str
    before: str
    after: str
    chosen: str
    restored: str = ""

    @property
    def context(self) -> str:
        """The whole stretch as the file has it."""
        return self.before + self.damaged + self.after

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether it is about ``text[start:end]``, which is the damaged text of a character."""
        return (
            end - start == len(self.damaged)
            and text.startswith(self.damaged, start)
            and text.endswith(self.before, 0, start)
            and text.startswith(self.after, end)
        )


class Decisions:
    """Decisions, so that those about a place are found without looking at all others."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Index them by what they are about and what is right beside it."""
        self._found: dict[tuple[str, str, str], list[Decision]] = {}
        for decision in decisions:
            before, after = decision.before[-_BESIDE:], decision.after[:_BESIDE]
            self._found.setdefault((decision.damaged, before, after), []).append(decision)
        self._damaged = {damaged for damaged, _, _ in self._found}

    def at(self, text: str, start: int, end: int) -> Decision | None:
        """Return the decision about ``text[start:end]``: of several that with the most context."""
        damaged = text[start:end]
        if damaged not in self._damaged:
            return None
        befores = {text[max(start - length, 0) : start] for length in range(_BESIDE + 1)}
        afters = {text[end : end + length] for length in range(_BESIDE + 1)}
        fitting = (
            decision
            for before in befores
            for after in afters
            for decision in self._found.get((damaged, before, after), ())
            if decision.fits(text, start, end)
        )
        # Which of two alike it is must not depend on the order of a set.
        return max(fitting, key=lambda each: (len(each.context), each), default=None)
