"""The file of decisions about doubtful characters: reading it, and which of them fit nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.decisions import Decision
from digestlint.project.files import FileProblem, read_bytes

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

DECISIONS = "decisions.json"
_VERSION = 1
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_LARGEST = 64  # megabytes
_FIELDS = ("damaged", "before", "after", "chosen", "restored")


class DecisionsError(DigestlintError):
    """A file of decisions cannot be read; ``str()`` is one sentence that names it."""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in a file.

    Raises:
        DecisionsError: It cannot be read, or holds something else.
    """
    try:
        return decisions_of(read_bytes(path, within=None, max_size=_LARGEST))
    except (FileProblem, ValueError) as error:
        raise DecisionsError(f"{path}: {error}") from None


def decisions_of(data: bytes) -> tuple[Decision, ...]:
    """Return the decisions in the content of a file.

    Raises:
        ValueError: It holds something else; ``str()`` says what, without the file.
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("decisions"), list):
        raise ValueError(say("is no file of decisions, as the page of 'report' saves it"))
    if content.get("version") != _VERSION:
        raise ValueError(
            say("is a file of decisions of another version; save it again from a new page")
        )
    return tuple(_decision(number, each) for number, each in enumerate(content["decisions"], 1))


def to_json(decisions: Iterable[Decision]) -> bytes:
    """Return the content of a file of decisions."""
    content = {"version": _VERSION, "decisions": [each._asdict() for each in decisions]}
    return json.dumps(content, indent=1).encode() + b"\n"


def _decision(number: int, content: Any) -> Decision:
    values = [content.get(name, "") if isinstance(content, dict) else None for name in _FIELDS]
    decision = Decision(*map(str, values))
    is_text = all(isinstance(value, str) for value in values)
    # What lost bytes in mojibake had several, and no file has half of a surrogate pair.
    is_character = len(decision.chosen) == 1 and not decision.chosen.isascii()
    if not (is_text and decision.damaged and is_character) or _SURROGATE.search("".join(decision)):
        raise ValueError(
            say(
                "decision {number} is none: it needs 'damaged' text and one 'chosen' character",
                number=number,
            )
        )
    return decision


class Followed:
    """Which decisions have fitted any of the files that are checked."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        """Begin with none."""
        self.total = len(decisions)
        self._left = dict.fromkeys(decisions)

    def look_in(self, *texts: str) -> None:
        """Take those as fitting that are about one of ``texts``, or are carried out in one."""
        for text in texts:
            for decision in [*self._left]:
                if decision.context in text or (decision.restored and decision.restored in text):
                    del self._left[decision]

    @property
    def unfitting(self) -> list[Decision]:
        """Those that have fitted nothing so far, in the order in which they were given."""
        return [*self._left]
