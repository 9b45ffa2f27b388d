"""``check --decisions``: what a person decided on the review page, and whether it still fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from digestlint._runtime.language import say_number
from digestlint.cli.errors import UsageError
from digestlint.core.decisions import Decision
from digestlint.lint.results import FileResult
from digestlint.run.decisions import DecisionsError, Followed, read_decisions
from digestlint.text.codec import SourceError, decode
from digestlint.text.terminal import safe

_SHOWN = 5  # decisions that fit nothing


def decisions_in(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in a file.

    Raises:
        UsageError: It cannot be read, or holds something else.
    """
    try:
        return read_decisions(path)
    except DecisionsError as error:
        raise UsageError(str(error)) from None


class Decided:
    """The decisions of a run, and which of them fit any of its files."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            UsageError: It cannot be read, or holds something else.
        """
        self._path = path
        self.decisions = decisions_in(path)
        self._followed = Followed(self.decisions)

    def following(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        """Yield ``results``, and remember what fits their files."""
        for result in results:
            contents = [result.old] if result.new == result.old else [result.old, result.new]
            for content in contents:
                try:
                    self._followed.look_in(decode(content).text)
                except SourceError:
                    continue  # it has been reported
            yield result

    def remarks(self) -> Iterator[str]:
        """Yield what to say of decisions that fit none of the files; complete after the run."""
        unfitting = self._followed.unfitting
        if not unfitting:
            return
        listed = ", ".join(
            safe(f"{decision.restored or decision.context} ({decision.chosen})")
            for decision in unfitting[:_SHOWN]
        )
        yield say_number(
            len(unfitting),
            "{path}: {number} decision of {total} fits none of the files any more: {listed}",
            "{path}: {number} decisions of {total} fit none of the files any more: {listed}",
            path=self._path,
            total=self._followed.total,
            listed=listed + (" …" if len(unfitting) > _SHOWN else ""),
        )
