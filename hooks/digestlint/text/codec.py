"""Bytes to text and back, without losing any.

Invalid UTF-8 is kept as lone surrogates (`surrogateescape`, PEP 383), so that a file with
a few damaged bytes can be checked, fixed elsewhere and written back with those bytes intact.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterable, Iterator
from itertools import accumulate, count
from operator import add

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.text.lines import LINE_ENDING

# Git's own test for binary content (buffer_is_binary in xdiff-interface.c): a NUL byte among
# the first 8000. Text with a stray NUL further down is text with a control character.
_BINARY_PROBE = 8000
# UTF-32 first: its little-endian mark begins with the UTF-16 one.
_WIDE_BOMS = (
    (BOM_UTF32_LE, "UTF-32"),
    (BOM_UTF32_BE, "UTF-32"),
    (BOM_UTF16_LE, "UTF-16"),
    (BOM_UTF16_BE, "UTF-16"),
)
_ESCAPED_BYTES = lazy_pattern("[\udc80-\udcff]+")
# In a file with this many for each other ending, CR is that of its lines. Fewer ones may have come
# with copied text, or be what is left of LaTeX commands such as `\rho`.
_CR_FILE = 10
# Characters that are split into lines at a time, to keep few of those.
_PIECE = 100_000


class SourceError(DigestlintError):
    """The bytes are not text that can be checked; `str()` is one sentence without the path."""


class Source(NamedTuple):
    r"""The text of one file.

    `text` has no byte order mark, holds each undecodable byte as one lone surrogate
    (U+DC80–U+DCFF) and keeps its line endings. `undecodable` lists the runs of such bytes as
    `(start, end)` offsets into `text`, in characters, end exclusive. `newline` is the majority
    line ending (`"\\n"` where there is none; on a tie `"\\n"`, then `"\\r\\n"`; `"\\r"` only where
    hardly any line ends otherwise).
    """

    text: str
    bom: bool
    undecodable: tuple[tuple[int, int], ...]
    newline: str
    mixed_newlines: bool


def decode(data: bytes) -> Source:
    """Decode a file's bytes; raises `SourceError` for UTF-16, UTF-32 and binary content."""
    for mark, encoding in _WIDE_BOMS:
        if data.startswith(mark):
            raise SourceError(
                say("is encoded in {encoding}; convert it to UTF-8 first", encoding=encoding)
            )
    if b"\0" in data[:_BINARY_PROBE]:
        raise SourceError(
            say(
                (
                    "looks binary (a NUL byte among the first {number} bytes); if it "
                    "is text in UTF-16, convert it to UTF-8"
                ),
                number=f"{_BINARY_PROBE:,}",
            )
        )
    bom = data.startswith(BOM_UTF8)
    content = data[len(BOM_UTF8) :] if bom else data
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return from_text(content.decode("utf-8", "surrogateescape"), bom)
    return Source(text, bom, (), *_newline_style(text))


def decode_pieces(chunks: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces that end with a line, and whether a byte order mark is before each.

    There is at least one, and only one if there is only one chunk. Raises as `decode`.
    """
    is_first = True
    parts: list[bytes] = []
    for chunk in chunks:
        if parts:
            last = parts.pop()
            end = last.rfind(b"\n") + 1 or last.rfind(b"\r") + 1
            if end:
                yield _decode_piece(b"".join((*parts, last[:end])), is_first)
                is_first, parts, last = False, [], last[end:]
            parts.append(last)
        parts.append(chunk)
    yield _decode_piece(b"".join(parts), is_first)


def _decode_piece(data: bytes, is_first: bool) -> tuple[str, bool]:
    if is_first:
        return decode(data)[:2]
    return data.decode("utf-8", "surrogateescape"), False


def from_text(text: str, bom: bool) -> Source:
    """Return the source of a text as `decode` gives it, or as fixes leave it.

    Unlike `decode`, it takes any text: fixes that make a file shorter may bring a stray NUL
    byte to where it would stand for binary content.
    """
    try:
        text.encode()  # much faster than to look for what it refuses
        undecodable: tuple[tuple[int, int], ...] = ()
    except UnicodeEncodeError:
        undecodable = tuple(match.span() for match in _ESCAPED_BYTES.finditer(text))
    return Source(text, bom, undecodable, *_newline_style(text))


def encode(source_text: str, bom: bool) -> bytes:
    """Return the inverse of `decode`: `encode(decode(b).text, decode(b).bom) == b`.

    Raises `SourceError` where the text holds a surrogate that stands for no byte.
    """
    try:
        content = source_text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        code = ord(source_text[error.start])
        raise SourceError(f"text cannot be written: U+{code:04X} stands for no byte") from error
    return BOM_UTF8 + content if bom else content


def _newline_style(text: str) -> tuple[str, bool]:
    """Return the majority line ending, and whether there is more than one kind."""
    if "\r" not in text:
        return "\n", False
    crlf = text.count("\r\n")
    counts = {"\n": text.count("\n") - crlf, "\r\n": crlf, "\r": text.count("\r") - crlf}
    mixed = sum(map(bool, counts.values())) > 1
    if counts["\r"] <= _CR_FILE * (counts["\n"] + crlf):
        del counts["\r"]
    return max(counts, key=counts.__getitem__), mixed


class LineIndex:
    """Offsets in a text to rows and columns, and back.

    Rows and columns are 1-based, columns count characters (code points). Rows end at LF,
    CR LF and CR only, CommonMark's line endings (spec 0.31.2, section 2.1), never at
    U+2028, U+0085 or a form feed as `str.splitlines` has it. A text that ends in a line
    ending has an empty last row, the place where an editor puts the cursor.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("i", (0,))  # four bytes each, where a list takes 40
        if "\r" in text:
            self.starts.extend(match.end() for match in LINE_ENDING.finditer(text))
            return
        for base in range(0, len(text), _PIECE):
            *ended, _ = map(len, text[base : base + _PIECE].split("\n"))
            self.starts.extend(map(add, accumulate(ended), count(base + 1)))

    @property
    def rows(self) -> int:
        """The number of rows, at least 1."""
        return len(self.starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the `(row, column)` of an offset; the end of the text is a position as well."""
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside the text")
        row = bisect_right(self.starts, offset)
        return row, offset - self.starts[row - 1] + 1

    def line_span(self, row: int) -> tuple[int, int]:
        """Return the `(start, end)` offsets of a row without its line ending."""
        start, end = self._full_span(row)
        if row < self.rows:
            end -= 2 if self.text.startswith("\r\n", end - 2) and end - 2 >= start else 1
        return start, end

    def line(self, row: int) -> str:
        """Return the text of a row without its line ending."""
        start, end = self.line_span(row)
        return self.text[start:end]

    def _full_span(self, row: int) -> tuple[int, int]:
        if not 1 <= row <= self.rows:
            raise ValueError(f"the text has no row {row}")
        end = self.starts[row] if row < self.rows else len(self.text)
        return self.starts[row - 1], end
