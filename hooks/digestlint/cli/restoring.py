"""``digestlint restore``: a filter that restores mojibake, including lost bytes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digestlint.cli.errors import UsageError
from digestlint.cli.streams import progress_bar, read_input
from digestlint.encoding.infill import ModelError, Progress
from digestlint.encoding.legacy.languages import LanguageError
from digestlint.encoding.restore import ChannelError, Character, RestoredText, restore
from digestlint.project.files import FileProblem, read_bytes
from digestlint.project.repository import bound_of_file
from digestlint.text.codec import Source, SourceError, decode, encode
from digestlint.text.terminal import safe, safe_json, safe_line

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from tqdm import tqdm


_LARGEST = 256  # megabytes


def run_restore(options: Namespace) -> int:
    """Restore a text: on stdout as it will be, or as JSON; with ``--explain``, doubts on stderr."""
    try:
        if options.path == "-":
            data = read_input(_LARGEST)
        else:
            path = Path(options.path)
            data = read_bytes(path, within=bound_of_file(path), max_size=_LARGEST)
        source = decode(data)
        with _progress() as progress:
            restored = restore(
                source.text,
                channel=options.channel,
                min_confidence=options.min_confidence,
                progress=progress,
            )
    except ChannelError as error:
        raise UsageError(f"--channel: {error}") from None
    except (FileProblem, SourceError, ModelError, LanguageError) as error:
        raise UsageError(f"{options.path}: {error}") from None
    if options.format == "json":
        print(safe_json(_as_object(restored), 2))
    else:
        _write(source, restored)
    if options.explain:
        _explain(restored)
    return 0


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


def _write(source: Source, restored: RestoredText) -> None:
    if sys.stdout.isatty():
        for line in restored.text.split("\n"):
            print(safe_line(line))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(encode(restored.text, source.bom))
    sys.stdout.buffer.flush()


def _as_object(restored: RestoredText) -> dict[str, object]:
    return {
        "text": restored.text,
        "channel": restored.channel,
        "left": restored.left,
        "suspected": list(restored.suspected),
        "doubtful": [
            {
                "row": character.row,
                "column": character.column,
                "chosen": character.choice.char,
                "posterior": round(character.choice.posterior, 4),
                "alternatives": [
                    {"char": char, "posterior": round(posterior, 4)}
                    for char, posterior in character.choice.alternatives
                ],
            }
            for character in _doubtful(restored)
        ],
    }


def _doubtful(restored: RestoredText) -> list[Character]:
    return [character for character in restored.characters if character.choice.is_doubtful]


def _explain(restored: RestoredText) -> None:
    doubtful = _doubtful(restored)
    for character in doubtful:
        choice = character.choice
        others = ", ".join(f"{char} {posterior:.2f}" for char, posterior in choice.alternatives)
        place = f"{character.row}:{character.column}"
        print(safe(f"{place}: {choice.char} {choice.posterior:.2f}; or {others}"), file=sys.stderr)
    for channel in restored.suspected:
        print(f"left as it is, since there is too little evidence: {channel}", file=sys.stderr)
    print(
        f"{restored.channel or 'no mojibake found'}; characters with lost bytes: "
        f"{len(restored.characters)} restored, {len(doubtful)} of them doubtful, "
        f"{restored.left} left",
        file=sys.stderr,
    )
