r"""The blocks of a `.bib` file, split by bibtexparser 2; the one module that knows it.

Offsets are worked out here, because bibtexparser counts no line that ends in a backslash. It also
takes `\}` for text where BibTeX closes a brace; a block that fails over that is read again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.papers.bibliography.values import PLAIN_BACKSLASH

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from bibtexparser.model import Block

_ESCAPED_BRACE_RE = lazy_pattern(r"\\(?=[{}])")
_BLOCK_LINE_RE = lazy_pattern(r"^@\w*[ \t]*[{(]", re.MULTILINE)
# Characters that bibtexparser reads at a time.
_PIECE = 200_000
# Blocks read a second time, in one file.
_MAX_ATTEMPTS = 1_000

# A failed block is reported as a problem; a log record for each one as well would double the time.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


class RawEntry(NamedTuple):
    """An entry as written: `type` in lower case, values with their delimiters."""

    offset: int
    raw: str
    type: str
    key: str
    fields: tuple[tuple[str, str], ...]


class Macro(NamedTuple):
    """An `@string` definition; the value has its delimiters."""

    name: str
    value: str


class Between(NamedTuple):
    """Text outside of all blocks."""

    offset: int
    raw: str


class Failure(NamedTuple):
    """A block that could not be read; `reason` is bibtexparser's."""

    offset: int
    raw: str
    reason: str


def split_blocks(text: str) -> Iterator[RawEntry | Macro | Between | Failure]:
    """Yield what `text`, which must hold no NUL, consists of; `@comment` and `@preamble` aside.

    What follows a failure is yielded again from where bibtexparser found its feet; text right
    after one is the rest of it and is left out.
    """
    from bibtexparser import model

    position = 0
    failed = False
    attempts = 0
    for block in _split(text):
        raw = block.raw or ""
        offset = max(text.find(raw, position), position)
        found: Block | None = block
        if isinstance(block, model.ParsingFailedBlock):
            found = block.ignore_error_block
            if found is None and attempts < _MAX_ATTEMPTS and _ESCAPED_BRACE_RE.search(raw):
                attempts += 1
                found = _read_again(raw)
        if found is None:
            reason = getattr(block, "error", None)
            yield Failure(offset, raw, str(getattr(reason, "abort_reason", "")))
        elif isinstance(found, model.Entry):
            fields = ((field.key, field.value) for field in found.fields)
            yield RawEntry(offset, raw, found.entry_type, found.key, tuple(fields))
        elif isinstance(found, model.String):
            yield Macro(found.key, found.value)
        elif isinstance(found, model.ImplicitComment) and not failed:
            yield Between(offset, raw)
        failed = found is None
        # A failed block may reach into the next one.
        position = offset + (1 if failed else len(raw))


def _split(text: str) -> Iterator[Block]:
    """Yield the blocks of a text, of which few are there at a time: each takes five times its text.

    A block at the beginning of a line begins whatever is still open (see ``_move_to_…`` of
    bibtexparser's splitter), so the text can be cut there. The text before a cut ends as it
    would have ended, since the head of the next block is read along.
    """
    start = 0
    while head := _BLOCK_LINE_RE.search(text, start + _PIECE):
        blocks = _blocks(text[start : head.end()])
        blocks.pop()  # the head
        yield from _emptied(blocks)
        start = head.start()
    yield from _emptied(_blocks(text[start:]))


def _emptied(blocks: list[Block]) -> Iterator[Block]:
    blocks.reverse()
    while blocks:
        yield blocks.pop()


def _blocks(text: str) -> list[Block]:
    # Lazy: only a run with a bibliography needs these 45 ms.
    from bibtexparser.entrypoint import parse_string

    return parse_string(text, parse_stack=[]).blocks


def _read_again(raw: str) -> Block | None:
    from bibtexparser import model

    blocks = _blocks(_ESCAPED_BRACE_RE.sub(PLAIN_BACKSLASH, raw))
    return blocks[0] if len(blocks) == 1 and isinstance(blocks[0], model.Entry) else None
