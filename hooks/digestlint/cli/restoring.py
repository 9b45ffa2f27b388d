"""``digestlint restore``: a filter that restores mojibake, including lost bytes.

A long text is read several times, and restored and written piece by piece.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digestlint._runtime.language import say, translated
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import progress_bar, read_input
from digestlint.encoding.infill import ModelError, Progress
from digestlint.encoding.legacy.languages import LanguageError
from digestlint.encoding.long_texts import PIECE, evidence
from digestlint.encoding.restore import ChannelError, parse_channel
from digestlint.encoding.restored_pieces import Account, Character, Piece, restore_piece
from digestlint.output.saying import said_channel
from digestlint.project.files import FileProblem, read_chunks
from digestlint.project.repository import bound_of_file
from digestlint.text.codec import SourceError, decode_pieces, encode
from digestlint.text.terminal import safe, safe_json, safe_line

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from tqdm import tqdm


_LARGEST = 256  # megabytes


def run_restore(options: Namespace) -> int:
    """Restore a text: on stdout as it will be, or as JSON; with ``--explain``, doubts on stderr."""
    account = Account()
    doubtful: list[Character] = []
    rows = doubts = 0
    writer = _JsonWriter() if options.format == "json" else _Writer()
    try:
        for piece, bom in _restored(options):
            account.add(piece)
            writer.add(piece.text, bom)
            if options.explain or options.format == "json":
                found = [one for one in piece.characters(rows) if one.choice.is_doubtful]
                rows += piece.rows
                doubts += len(found)
                if options.explain:
                    _explain(found)
                if options.format == "json":
                    doubtful += found
    except ChannelError as error:
        raise UsageError(f"--channel: {error}") from None
    except (FileProblem, SourceError, ModelError, LanguageError) as error:
        raise UsageError(f"{options.path}: {error}") from None
    writer.end(account, doubtful)
    if options.explain:
        _summarize(account, doubts)
    return 0


def _restored(options: Namespace) -> Iterator[tuple[Piece, bool]]:
    """Yield the restored pieces, and whether a byte order mark is before each."""
    channel = parse_channel(options.channel)
    read = _reader(options.path)
    pieces = read()
    first = next(pieces)
    with _progress() as progress:
        if next(pieces, None) is None:
            text, bom = first
            yield restore_piece(text, "", channel, options.min_confidence, progress), bom
            return
        del first
        shown = evidence(lambda: (text for text, _ in read()))
        total = sum(len(text) for text, _ in read()) if progress is not None else 0
        done = 0
        for text, bom in read():
            yield restore_piece(text, shown, channel, options.min_confidence), bom
            done += len(text)
            if progress is not None:
                progress(done, total)


def _reader(name: str) -> Callable[[], Iterator[tuple[str, bool]]]:
    """Return what reads a text piece by piece, as often as it is called."""
    if name == "-":
        data = read_input(_LARGEST)
        places = range(0, max(len(data), 1), PIECE)
        return lambda: decode_pieces(data[at : at + PIECE] for at in places)
    path = Path(name)
    within = bound_of_file(path)
    return lambda: decode_pieces(read_chunks(path, within=within, max_size=_LARGEST))


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Return a progress bar on stderr, if that is a terminal, for a text that takes a while."""
    if not sys.stderr.isatty():
        yield None
        return
    bar: tqdm[Any]
    with progress_bar("char") as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


class _Writer:
    """Writes the text, for a terminal or as it is."""

    def __init__(self) -> None:
        self._is_shown = sys.stdout.isatty()
        self._rest = ""

    def add(self, text: str, bom: bool) -> None:
        """Write a piece."""
        if self._is_shown:
            *lines, self._rest = text.split("\n")
            for line in lines:
                print(safe_line(line))
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(encode(text, bom))
        sys.stdout.buffer.flush()

    def end(self, _: Account, __: list[Character]) -> None:
        """Write what is left."""
        if self._is_shown:
            print(safe_line(self._rest))


class _JsonWriter:
    """Writes the text as the first field of an object, and then the others."""

    def __init__(self) -> None:
        self._is_begun = False

    def add(self, text: str, _: bool) -> None:
        """Write a piece."""
        if not self._is_begun:
            sys.stdout.write('{\n  "text": "')
            self._is_begun = True
        sys.stdout.write(safe_json(text)[1:-1])

    def end(self, account: Account, doubtful: list[Character]) -> None:
        """Write the other fields."""
        others = {
            "channel": account.channel,
            "left": account.left,
            "suspected": list(account.suspected),
            "doubtful": [*map(_as_object, doubtful)],
        }
        print(f'",{safe_json(others, 2)[1:]}')


def _as_object(character: Character) -> dict[str, object]:
    choice = character.choice
    return {
        "row": character.row,
        "column": character.column,
        "chosen": choice.char,
        "posterior": round(choice.posterior, 4),
        "alternatives": [
            {"char": char, "posterior": round(posterior, 4)}
            for char, posterior in choice.alternatives
        ],
    }


def _explain(doubtful: list[Character]) -> None:
    for character in doubtful:
        choice = character.choice
        others = ", ".join(f"{char} {posterior:.2f}" for char, posterior in choice.alternatives)
        place = f"{character.row}:{character.column}"
        print(
            safe(f"{place}: {choice.char} {choice.posterior:.2f}{translated('; or ')}{others}"),
            file=sys.stderr,
        )


def _summarize(account: Account, doubtful: int) -> None:
    for channel in account.suspected:
        print(
            say(
                "left as it is, since there is too little evidence: {channel}",
                channel=said_channel(channel),
            ),
            file=sys.stderr,
        )
    print(
        say(
            "{channel}; characters with lost bytes: {restored} restored, {doubtful} of them "
            "doubtful, {left} left",
            channel=said_channel(account.channel or "") or say("no mojibake found"),
            restored=account.restored,
            doubtful=doubtful,
            left=account.left,
        ),
        file=sys.stderr,
    )
