"""The file contains bytes that are not UTF-8.

## What it does
Finds bytes that are not valid UTF-8, line by line, and names the encoding that they seem to be in,
as charset-normalizer detects it. A file that is entirely in another encoding is reported once.

## Why it matters
Renderers show replacement characters or reject the file, and many tools that read and write the
file lose these bytes.

## Example
```text
63 61 66 E9           "café" in windows-1252
```

In UTF-8:
```text
63 61 66 C3 A9
```

## Fix safety
The fix is unsafe, because the encoding is a guess; the message shows the resulting text. There is
no fix if the guess is uncertain, or if encoding the text again would not give the same bytes. A
file in one encoding is converted as a whole or not at all: if one line is not in that encoding,
nothing is converted. In a file that is otherwise UTF-8, each line is converted on its own. Bytes of
a character that was cut in two are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.encoding.legacy import Guess, guess
from digestlint.rules.encoding.legacy_lines import (
    BYTE,
    MOST_SINGLE_GUESSES,
    STRETCH,
    TOLERATED,
    Line,
    are_in,
    common_guess,
    has_utf8,
    legacy_lines,
    long_character,
    raw,
)
from digestlint.text.edits import applied
from digestlint.text.quoting import quoted, shorten

RULE = RuleInfo(
    "ENC001",
    "undecodable-bytes",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    reads="source",
    requires="undecodable bytes",
)

_FILE = Template(
    "undecodable-bytes/file",
    "the file is not UTF-8 but seems to be {encoding}: {bytes} can't be decoded",
)
_FILE_BUT_ONE = Template(
    "undecodable-bytes/file-but-one",
    "the file is not UTF-8 but seems to be {encoding}: {bytes} can't be decoded, and 1 line is "
    "not {encoding} either",
)
_FILE_BUT_SOME = Template(
    "undecodable-bytes/file-but-some",
    "the file is not UTF-8 but seems to be {encoding}: {bytes} can't be decoded, and {others} "
    "lines are not {encoding} either",
)
_ONE = Template("undecodable-bytes/one", "1 byte")
_ON_LINE = Template("undecodable-bytes/on-line", "{number} bytes on 1 line")
_ON_LINES = Template("undecodable-bytes/on-lines", "{number} bytes on {lines} lines")
_BYTE = Template("undecodable-bytes/byte", "a byte that is not UTF-8 ({values})")
_BYTES = Template("undecodable-bytes/bytes", "{number} bytes that are not UTF-8 ({values})")
_BYTE_PERHAPS = Template(
    "undecodable-bytes/byte-perhaps", "a byte that is not UTF-8 ({values}), perhaps {encoding}"
)
_BYTES_PERHAPS = Template(
    "undecodable-bytes/bytes-perhaps",
    "{number} bytes that are not UTF-8 ({values}), perhaps {encoding}",
)
_BYTE_READ_AS = Template(
    "undecodable-bytes/byte-read-as",
    "a byte that is not UTF-8; read as {encoding}, the text is {text}",
)
_BYTES_READ_AS = Template(
    "undecodable-bytes/bytes-read-as",
    "{number} bytes that are not UTF-8; read as {encoding}, the text is {text}",
)
_CONVERT_FILE = Template("undecodable-bytes/convert-file", "Convert the file from {encoding}")
_CONVERT = Template("undecodable-bytes/convert", "Convert from {encoding}")

_WHOLE_FILE = 3  # lines
_SHOWN = 40
_BEFORE = 12  # characters shown before the converted text
_VALUES = 4


def check(document: Document) -> Iterator[Finding]:
    """Report the file, or each line with such bytes."""
    if not document.source.undecodable:
        return
    lines = legacy_lines(document.source.text)
    bad = [line for line in lines if line.undecodable]
    common = common_guess(bad)
    if common and are_in(common, lines):
        yield from _of_file(lines, bad, common)
        return
    found: list[tuple[Line, Guess | None, list[Edit]]] = []
    for line in bad:
        chosen, edits = common, _edits(line, common)
        if not edits and len(bad) <= MOST_SINGLE_GUESSES:
            chosen = guess(line.sample)
            edits = _edits(line, chosen)
        found.append((line, chosen, edits))
    # If nothing shows that the file is otherwise UTF-8, a line is no more certain than the file.
    certain = any(has_utf8(line, common) for line in lines) or all(e for _, _, e in found)
    for line, chosen, edits in found:
        yield _line_finding(line, chosen, edits if certain else [])


def _of_file(lines: Sequence[Line], bad: Sequence[Line], common: Guess) -> Iterator[Finding]:
    """Yield one finding, or one for each of few lines; all lines have a fix, or none has."""
    if not common.sure and len(lines) > len(bad):
        again = guess(b"\n".join(raw(line.text) for line in lines))
        common = again if again and again.codec == common.codec else common
    edits = [_whole_line(line, common) for line in lines]
    made = [edit for edit in edits if edit]
    refused = len(edits) - len(made)
    unclear = [line for line in lines if not line.undecodable and not common.claims(line.text)]
    if not common.sure or refused or len(unclear) * TOLERATED > len(bad):
        made = []
    if len(bad) >= _WHOLE_FILE or len(bad) < len(lines):
        yield _file_finding(lines, common, made, refused)
        return
    for line in bad:
        within = [edit for edit in made if line.start <= edit.start < line.start + len(line.text)]
        yield _line_finding(line, common, within)


def _file_finding(
    lines: Sequence[Line], common: Guess, edits: Sequence[Edit], refused: int
) -> Finding:
    return Finding(
        lines[0].start,
        lines[-1].start + len(lines[-1].text),
        _file_message(lines, common, refused),
        Fix.unsafe(_CONVERT_FILE(encoding=common.name), *edits) if edits else None,
    )


def _file_message(lines: Sequence[Line], common: Guess, refused: int) -> Message:
    found, name = _counted([line.undecodable for line in lines if line.undecodable]), common.name
    if not refused:
        return _FILE(encoding=name, bytes=found)
    if refused == 1:
        return _FILE_BUT_ONE(encoding=name, bytes=found)
    return _FILE_BUT_SOME(encoding=name, bytes=found, others=refused)


def _counted(of_lines: Sequence[int]) -> Message:
    number, lines = sum(of_lines), len(of_lines)
    if number == 1:
        return _ONE()
    return _ON_LINE(number=number) if lines == 1 else _ON_LINES(number=number, lines=lines)


def _line_finding(line: Line, chosen: Guess | None, edits: Sequence[Edit]) -> Finding:
    found = list(BYTE.finditer(line.text))
    start, end = line.start + found[0].start(), line.start + found[-1].end()
    if chosen and edits:
        message = _read_as(len(found), chosen.name, quoted(_excerpt(line, edits)))
        return Finding(start, end, message, Fix.unsafe(_CONVERT(encoding=chosen.name), *edits))
    values = " ".join(f"{ord(match[0]) - 0xDC00:02X}" for match in found[:_VALUES])
    values += "…" if len(found) > _VALUES else ""
    perhaps = chosen.name if chosen and line.legacy else None
    return Finding(start, end, _not_utf8(len(found), values, perhaps))


def _read_as(number: int, encoding: str, text: str) -> Message:
    if number == 1:
        return _BYTE_READ_AS(encoding=encoding, text=text)
    return _BYTES_READ_AS(number=number, encoding=encoding, text=text)


def _not_utf8(number: int, values: str, perhaps: str | None) -> Message:
    if perhaps is None:
        return _BYTE(values=values) if number == 1 else _BYTES(number=number, values=values)
    if number == 1:
        return _BYTE_PERHAPS(values=values, encoding=perhaps)
    return _BYTES_PERHAPS(number=number, values=values, encoding=perhaps)


def _edits(line: Line, chosen: Guess | None) -> list[Edit]:
    """Return the edits that convert the line, if the guess is certain and fits it."""
    if chosen is None or not chosen.sure or not chosen.explains(line.sample):
        return []
    if chosen.multibyte:
        edit = _whole_line(line, chosen) if line.legacy else None
        return [edit] if edit else []
    edits = []
    for match in STRETCH.finditer(line.text):
        if not BYTE.search(match[0]):
            continue
        decoded = None if long_character().search(match[0]) else chosen.decode(raw(match[0]))
        if decoded is None:
            return []
        edits.append(Edit(line.start + match.start(), line.start + match.end(), decoded))
    return edits


def _whole_line(line: Line, chosen: Guess) -> Edit | None:
    """Convert the line from its first byte above 7F: ASCII after it may be half a character."""
    first = STRETCH.search(line.text)
    assert first
    old = line.text[first.start() :]
    decoded = chosen.decode(raw(old))
    if decoded is None:
        return None
    same = 0
    while same < min(len(old), len(decoded)) and old[-1 - same] == decoded[-1 - same]:
        same += 1
    start = line.start + first.start()
    return Edit(start, start + len(old) - same, decoded[: len(decoded) - same])


def _excerpt(line: Line, edits: Sequence[Edit]) -> str:
    """Return the converted line around the first edit."""
    first, last = edits[0].start - line.start, edits[-1].end - line.start
    start = max(0, first - _BEFORE)
    own = ((a - line.start, b - line.start, content) for a, b, content in edits)
    shown = applied(line.text, own, start, last + _SHOWN)
    return shorten(("…" if start else "") + shown.lstrip(), _SHOWN)
