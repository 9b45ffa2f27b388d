"""Restoring the mojibake of a text in one step, lost bytes included, and how sure each line is.

``digestlint restore`` and ``from digestlint import restore`` are ``restore``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from digestlint._runtime.errors import DigestlintError
from digestlint.encoding import Channel
from digestlint.encoding.infill import Choices, Progress
from digestlint.encoding.long_texts import cut, evidence
from digestlint.encoding.restored_pieces import Account, Character, restore_piece
from digestlint.text.codec import LineIndex

_SHOWN = 50_000  # characters of a text in a notebook


class ChannelError(DigestlintError, ValueError):
    """A name that is not a channel; the message lists what is known."""


@dataclass(frozen=True)
class RestoredText:
    """The outcome of ``restore``."""

    text: str
    channel: str | None  # what most of it went through; None: no mojibake
    left: int  # how many damaged characters ``text`` keeps as they were
    suspected: tuple[str, ...]  # what other parts may have gone through, which stay as they were
    _characters: Callable[[], Sequence[Character]]

    @cached_property
    def characters(self) -> Sequence[Character]:
        """The characters that lost bytes and are restored in ``text``, with their posteriors."""
        return self._characters()

    def _repr_html_(self) -> str:
        """Return the text as a notebook shows it: characters that lost bytes have a colour."""
        from digestlint.text.markup import escaped, preformatted, tinted  # for notebooks only

        text = self.text[:_SHOWN]
        starts = LineIndex(text).starts
        parts: list[str] = []
        done = 0
        for character in self.characters:
            if character.row > len(starts):
                break
            at = starts[character.row - 1] + character.column - 1
            char, posterior, others = character.choice
            odds = ((char, posterior), *others)
            said = ", ".join(f"{each} {share:.2f}" for each, share in odds)
            if at < len(text):
                parts += [escaped(text[done:at]), tinted(text[at], posterior, said)]
                done = at + 1
        parts.append(escaped(text[done:]))
        return preformatted("".join(parts) + ("…" if len(self.text) > _SHOWN else ""))


def restore(
    text: str,
    *,
    channel: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> RestoredText:
    """Restore the mojibake of ``text``, line by line.

    Sent through the channel again, each restored line gives the line of ``text``: a wrong choice
    loses nothing.

    Args:
        text: Any text. More than a megabyte is restored in pieces.
        channel: What it went through, where that is known: ``windows-1254,ignore,strip-ad``
            (see ``Channel.parse``). Otherwise it is inferred from the text.
        min_confidence: A line whose least certain character has a posterior below this (0 to 1),
            or has no candidate at all, stays as it is.
        progress: Called with the number of damaged characters that are done, and of all; in a text
            of several pieces, with that of all characters.

    Raises:
        ChannelError: The channel is unknown; the message lists what is known.
        ModelError: The model of the package cannot be used.
    """
    known = parse_channel(channel)
    pieces = [*cut(text)]
    shown = evidence(lambda: pieces) if len(pieces) > 1 else ""
    account = Account()
    written: list[str] = []
    found: list[tuple[int, Choices]] = []
    start = done = 0
    for piece in pieces:
        restored = restore_piece(
            piece, shown, known, min_confidence, progress if len(pieces) == 1 else None
        )
        account.add(restored)
        found.append((start, restored.choices))
        start += len(restored.text)
        written.append(restored.text)
        done += len(piece)
        if progress is not None and len(pieces) > 1:
            progress(done, len(text))
    whole = "".join(written)

    def characters() -> list[Character]:
        position = LineIndex(whole).position
        return [
            Character(*position(first + offset), choice)
            for first, choices in found
            for offset, choice in choices.in_order()
        ]

    return RestoredText(whole, account.channel, account.left, account.suspected, characters)


def parse_channel(name: str | None) -> Channel | None:
    """Return the channel with this name; raises ``ChannelError`` if there is none."""
    try:
        return None if name is None else Channel.parse(name)
    except ValueError as error:
        raise ChannelError(str(error)) from None
