"""What is found in the texts of one file, while it is fixed round by round."""

from __future__ import annotations

from collections.abc import Iterable

from digestlint.core.finding import Applicability, Finding
from digestlint.core.fix_list import FixList
from digestlint.document.document import Document
from digestlint.fixes.applying import Text
from digestlint.lint.linter import TooManyFindingsError, lint, lint_compactly, lint_fixes
from digestlint.run.viewing import View
from digestlint.text.codec import from_text

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    from digestlint.run.changed_lines import ChangedLines
    from digestlint.run.guesses import WrittenGuesses

    L = TypeVar("L", list[Finding], FixList)


class Rounds:
    """The findings in the texts of one file, round by round.

    Attributes:
        left_out: Why the last check did not return all findings, if it did not.
        guesses: Which guesses are written, if that is asked for.
    """

    def __init__(self, view: View, changed: ChangedLines | None) -> None:
        self.left_out: list[str] = []
        self._changed = changed
        self.guesses: WrittenGuesses | None = None
        self._view = view
        # The latest only: a draft and a check look at one text.
        self._documents: dict[Text, Document] = {}
        self._first: list[FixList] = []  # what is found before any fix, if that is known

    def document(self, text: Text) -> Document:
        """Return the document of a text."""
        if text not in self._documents:
            self._documents.clear()
            self._documents[text] = self._view.opened(from_text(text.text, text.bom))
        return self._documents[text]

    def forget(self) -> None:
        """Forget the document: its text will not be looked at again."""
        self._documents.clear()

    def look_first(self, text: Text) -> FixList:
        """Return what is found before any fix; the first draft is the same then."""
        found = self._held_back(lint_compactly(self.document(text)), text)
        self._first = [found]
        return found

    def _held_back(self, found: L, text: Text) -> L:
        if self._changed is not None:
            self._changed.hold_back(found, text.text)
        return found

    def check(self, text: Text) -> list[Finding]:
        """Return what is found in a text."""
        self.left_out.clear()
        try:
            found = lint(self.document(text))
        except TooManyFindingsError as error:
            self.left_out.append(str(error))
            found = error.found
        if self.guesses is not None:
            self.guesses.remember(text, found)
        return self._held_back(found, text)

    def draft(self, text: Text, unsafe: bool) -> Iterable[Finding]:
        """Return what may have a fix in a text."""
        if self._first:
            return self._first.pop()
        if unsafe and self.guesses is not None:
            return self.check(text)  # a draft does not keep what is guessed
        wanted = tuple(Applicability) if unsafe else (Applicability.SAFE,)
        return self._held_back(lint_fixes(self.document(text), wanted), text)


__all__ = ["Rounds", "Text"]
