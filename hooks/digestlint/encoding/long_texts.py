"""Long texts are restored in pieces, each beside lines that show what the whole text is like.

A piece of a megabyte mostly says enough by itself. What a text went through is decided for all of
it, though, so lines from all over it that look odd are read after each piece, and with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from digestlint.encoding.detect import legacy
from digestlint.encoding.detect.double_byte import find_double_byte
from digestlint.encoding.detect.first_look import is_odd
from digestlint.encoding.detect.quotations import lines_about_encodings
from digestlint.encoding.detect.suspicion import is_suspicious
from digestlint.text.lines import line_around, line_end, lines_of

PIECE = 1 << 20
"""So many characters, or bytes, of a text are restored at a time, up to the end of a line."""

_EVIDENCE = 40_000
"""So many characters of odd lines are read with each piece, at most."""

_ABOUT = 10_000
"""The same of lines that speak of encodings, in which mojibake may be an example."""

_LONGEST = 2_000
"""Characters of a line that is evidence."""


def cut(text: str) -> Iterator[str]:
    """Yield ``text`` in pieces that end with a line; at least one."""
    start = 0
    while len(text) - start > PIECE:
        end = line_end(text, start + PIECE) + 1
        end += text[end - 1 : end + 1] == "\r\n"
        yield text[start:end]
        start = end
    yield text[start:]


def evidence(read: Callable[[], Iterable[str]]) -> str:
    """Return lines from all over a text that say what is the matter with it.

    They look odd; or they are about encodings, so that odd ones may be examples.

    Args:
        read: Returns the pieces of the text, each time it is called.
    """
    odd = _thinned(read(), _odd_lines, _EVIDENCE)
    about = _thinned(read(), lines_about_encodings, _ABOUT) if odd else []
    return "\n".join([*dict.fromkeys(odd), *about])


def _thinned(
    pieces: Iterable[str], lines_of_interest: Callable[[str], list[str]], most: int
) -> list[str]:
    """Return lines with about ``most`` characters, the same share of each piece."""
    found: list[list[str]] = []
    for piece in pieces:
        found.append(_some(lines_of_interest(piece), most // (len(found) + 1)))
    shares = (_some(lines, most // len(found)) for lines in found)
    return _some([line for lines in shares for line in lines], most)


def _odd_lines(text: str) -> list[str]:
    if not is_odd(text):
        return []
    found = [line for line in lines_of(text) if not line.isascii() and is_suspicious(line)]
    if found:
        return found
    bounds = {line_around(text, *span) for span in find_double_byte(text)}
    return [text[start:end] for start, end in sorted(bounds.union(legacy.odd_lines(text)))]


def _some(lines: list[str], most: int) -> list[str]:
    """Return lines from all over, with about ``most`` characters."""
    lines = [line for line in lines if len(line) <= _LONGEST]
    return lines[:: sum(map(len, lines)) // (most + 1) + 1]
