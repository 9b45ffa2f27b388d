"""The guesses that unsafe fixes wrote: listed for a person, and kept in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from digestlint._runtime.language import say
from digestlint._runtime.tracing.observing import exists
from digestlint.cli.errors import UsageError
from digestlint.lint.results import FileResult, Guess
from digestlint.project.files import FileProblem, Problem, read_bytes
from digestlint.run.saving_reports import save_report, why_not
from digestlint.run.task import Task
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_VERSION = 1
_LARGEST = 256  # megabytes
_AROUND = 12  # characters shown on each side of a guess
_OTHERS = 2  # alternatives shown


def guess_lines(result: FileResult) -> Iterator[str]:
    """Yield a line for each doubtful character that was written: what it was, and what it is."""
    for guess in result.guesses:
        left, right = guess.restored.around
        text = f"{left}{guess.restored.text}{right}"
        for doubt in guess.restored.doubtful:
            at = len(left) + doubt.at
            before = text[max(at - _AROUND, 0) : at]
            after = text[at + len(doubt.chosen) :][:_AROUND]
            others = ", ".join(f"{c} {share:.2f}" for c, share in doubt.alternatives[:_OTHERS])
            alternatives = say("; or {others}", others=others) if others else ""
            line = say(
                "guessed in line {row}: {text} ({posterior}{alternatives})",
                row=guess.row,
                text=safe(f"{before}⟦{doubt.chosen}⟧{after}"),
                posterior=f"{doubt.posterior:.2f}",
                alternatives=safe(alternatives),
            )
            yield f"  {line}"
        yield f"    {say('from {damaged}', damaged=safe(_shortened(guess.damaged)))}"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


class GuessesFile:
    """A JSON file to which the guesses of each run are added."""

    def __init__(self, path: Path, tasks: Sequence[Task]) -> None:
        """Read what is in it.

        Raises:
            UsageError: It holds something else, or must not be written.
        """
        self._path = path
        if why := why_not(path, tasks, is_markdown_report=False):
            raise UsageError(f"{path}: {why}")
        self._known = _read(path) if exists(str(path)) else []

    def add(self, result: FileResult) -> None:
        """Add what was guessed in a file."""
        self._known += [_as_object(result.filename, guess) for guess in result.guesses]

    def save(self) -> Problem | None:
        """Write the file; returns what kept it from being written."""
        content = {"version": _VERSION, "guesses": self._known}
        data = json.dumps(content, indent=1).encode() + b"\n"
        why = save_report(self._path, [data])
        return Problem(str(self._path), why) if why else None


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(read_bytes(path, within=None, max_size=_LARGEST))
        if content["version"] == _VERSION and isinstance(content["guesses"], list):
            return list(content["guesses"])
    except FileProblem as error:
        raise UsageError(f"{path}: {error}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise UsageError(say("{path}: is no file of guesses, and would be overwritten", path=path))


def _as_object(filename: str, guess: Guess) -> dict[str, Any]:
    return {
        "filename": Path(filename).as_posix(),
        "row": guess.row,
        "damaged": guess.damaged,
        "restored": guess.restored.text,
        "channel": guess.restored.channel,
        "doubtful": [
            {
                "index": doubt.at,
                "chosen": doubt.chosen,
                "posterior": round(doubt.posterior, 4),
                "alternatives": [
                    {"char": char, "posterior": round(share, 4)}
                    for char, share in doubt.alternatives
                ],
            }
            for doubt in guess.restored.doubtful
        ],
    }
