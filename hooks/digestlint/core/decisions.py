"""What a person decided about doubtful characters: by content, so that it fits wherever it recurs.

A decision names the damaged text of one character, what is around it in the file, and the character
that it was. Rules read it like any other character that is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digestlint._runtime.records import NamedTuple


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


def by_damaged_text(decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
    """Return the decisions by what they are about, those with the most context first."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.damaged, []).append(decision)
    for some in found.values():
        some.sort(key=lambda decision: -len(decision.context))
    return found
