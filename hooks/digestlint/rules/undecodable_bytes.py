"""Bytes in the file are not UTF-8.

## What it does
Finds bytes that no UTF-8 decoder accepts, line by line, and says which encoding they seem to be in,
as charset-normalizer sees it. A file that is in another encoding as a whole is reported once.

## Why it matters
Renderers show replacement characters or refuse the file, and many tools that read and write it
lose these bytes.

## Example
```text
63 61 66 E9           "café" in windows-1252
```

In UTF-8 it is:
```text
63 61 66 C3 A9
```

## Fix safety
The fix is unsafe, because the encoding is a guess; the message shows what the text would say. There
is no fix where the guess is not sure, or where encoding the text again would not give the same
bytes. A file in one encoding is converted as a whole or not at all: one line that is not in it
keeps the others as they are. In a file that is UTF-8 for the rest, each line is looked at by
itself. Bytes of a character that was cut in two stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from digestlint.analysis.legacy import Guess, guess
from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.patterns import lazy_pattern
from digestlint.records import NamedTuple
from digestlint.rule import RuleInfo
from digestlint.wording import quoted, shorten

RULE = RuleInfo(
    "ENC001",
    "undecodable-bytes",
    fixes=(Applicability.UNSAFE,),
    reads="source",
    needs="undecodable bytes",
)

_LINE = lazy_pattern(r"(?<![^\r\n])[^\r\n]*[^\x00-\x7f\r\n][^\r\n]*")
_BYTE = lazy_pattern("[\udc80-\udcff]")
_STRETCH = lazy_pattern(r"[^\x00-\x7f]+")
_BROKEN = lazy_pattern(r"[^\x00-\x7f]*[\udc80-\udcff][^\x00-\x7f]*")
_WHOLE_FILE = 3  # lines
_TOLERATED = 10  # of this many lines, one may be UTF-8 by its looks
_SINGLE_GUESSES = 100  # lines
_SHOWN = 40
_BEFORE = 12  # characters shown before what was converted
_VALUES = 4


@cache  # it takes a while to compile, and few files need it
def _long() -> re.Pattern[str]:
    # Two legacy bytes often look like one character of two bytes, seldom like one of three.
    return re.compile(r"[\u0800-\ud7ff\ue000-\U0010ffff]")


class _Line(NamedTuple):
    """A line that is not ASCII: its offset, its text, and how many of its bytes are no UTF-8."""

    start: int
    text: str
    undecodable: int

    @property
    def legacy(self) -> bool:
        """Whether it seems to be in a legacy encoding as a whole: hardly any UTF-8 is in it."""
        valid = sum(
            len(_long().sub("", match[0]).encode())
            for match in _STRETCH.finditer(self.text)
            if not _BYTE.search(match[0])
        )
        valid += sum(len(char.encode()) for char in _long().findall(self.text))
        return valid * 2 <= self.undecodable

    @property
    def sample(self) -> bytes:
        """Its bytes, without characters that are UTF-8 beyond doubt."""
        if self.legacy:
            return _raw(self.text)
        return _raw(_STRETCH.sub(lambda match: _unclear(match[0]), self.text))


def check(document: Document) -> Iterator[Finding]:
    """Report the file, or each line with such bytes."""
    if not document.source.undecodable:
        return
    lines = [
        _Line(match.start(), match[0], len(_BYTE.findall(match[0])))
        for match in _LINE.finditer(document.source.text)
    ]
    bad = [line for line in lines if line.undecodable]
    common = guess(b"\n".join(line.sample for line in bad)) or _agreed(bad)
    if common and _is_whole_file(lines, bad, common):
        yield from _of_file(lines, bad, common)
        return
    for line in bad:
        chosen, edits = common, _edits(line, common)
        if not edits and len(bad) <= _SINGLE_GUESSES:
            chosen = guess(line.sample)
            edits = _edits(line, chosen)
        yield _line_finding(line, chosen, edits)


def _agreed(bad: Sequence[_Line]) -> Guess | None:
    """The one encoding that lines are surely in, where what the others are in is not clear."""
    own = [guess(line.sample) for line in bad] if len(bad) <= _SINGLE_GUESSES else []
    sure = {each for each in own if each and each.sure}
    return sure.pop() if len(sure) == 1 else None


def _is_whole_file(lines: Sequence[_Line], bad: Sequence[_Line], common: Guess) -> bool:
    """Whether nothing in the file is likely to be UTF-8, nor in an encoding that is not ``common``.

    Some lines of other encodings happen to be UTF-8 as well.
    """
    others = [line for line in lines if not line.undecodable]
    if any(_long().search(line.text) for line in others):
        return False
    if len(others) * _TOLERATED > len(bad) and any(common.denies(line.text) for line in others):
        return False
    return all(_may_be_in(common, line) for line in bad)


def _may_be_in(common: Guess, line: _Line) -> bool:
    rest = _BROKEN.sub(" ", line.text)
    if not line.legacy and (_long().search(line.text) or common.denies(rest)):
        return False
    if common.explains(line.sample):
        return True
    own = guess(line.sample)
    return own is None or not own.sure or own.codec == common.codec


def _of_file(lines: Sequence[_Line], bad: Sequence[_Line], common: Guess) -> Iterator[Finding]:
    """One finding, or one for each of few lines; all lines have a fix, or none has."""
    if not common.sure and len(lines) > len(bad):
        again = guess(b"\n".join(_raw(line.text) for line in lines))
        common = again if again and again.codec == common.codec else common
    edits = [_whole_line(line, common) for line in lines] if common.sure else []
    made = [edit for edit in edits if edit]
    refused = len(edits) - len(made)
    unclear = [line for line in lines if not line.undecodable and not common.claims(line.text)]
    if refused or len(unclear) * _TOLERATED > len(bad):
        made = []
    if len(bad) >= _WHOLE_FILE or len(bad) < len(lines):
        yield _file_finding(lines, common, made, refused)
        return
    for line in bad:
        within = [edit for edit in made if line.start <= edit.start < line.start + len(line.text)]
        yield _line_finding(line, common, within)


def _file_finding(
    lines: Sequence[_Line], common: Guess, edits: Sequence[Edit], refused: int
) -> Finding:
    verb = "is" if refused == 1 else "are"
    but = f", and {refused} of these {verb} not {common.name} either" if refused else ""
    return Finding(
        lines[0].start,
        lines[-1].start + len(lines[-1].text),
        f"the file is not UTF-8 but seems to be {common.name}: "
        f"{sum(line.undecodable for line in lines)} bytes on {len(lines)} lines can't be "
        f"decoded{but}",
        Fix.unsafe(f"Convert the file from {common.name}", *edits) if edits else None,
    )


def _line_finding(line: _Line, chosen: Guess | None, edits: Sequence[Edit]) -> Finding:
    found = list(_BYTE.finditer(line.text))
    start, end = line.start + found[0].start(), line.start + found[-1].end()
    what = "a byte that is" if len(found) == 1 else f"{len(found)} bytes that are"
    if chosen and edits:
        shown = _excerpt(line, edits)
        return Finding(
            start,
            end,
            f"{what} not UTF-8; read as {chosen.name}, the text is {quoted(shown)}",
            Fix.unsafe(f"Convert from {chosen.name}", *edits),
        )
    values = " ".join(f"{ord(match[0]) - 0xDC00:02X}" for match in found[:_VALUES])
    more = "…" if len(found) > _VALUES else ""
    perhaps = f", perhaps {chosen.name}" if chosen and line.legacy else ""
    return Finding(start, end, f"{what} not UTF-8 ({values}{more}){perhaps}")


def _edits(line: _Line, chosen: Guess | None) -> list[Edit]:
    """How to convert the line, if the guess is sure and makes sense of it."""
    if chosen is None or not chosen.sure or not chosen.explains(line.sample):
        return []
    if chosen.multibyte:
        edit = _whole_line(line, chosen) if line.legacy else None
        return [edit] if edit else []
    edits = []
    for match in _STRETCH.finditer(line.text):
        if not _BYTE.search(match[0]):
            continue
        decoded = None if _long().search(match[0]) else chosen.decode(_raw(match[0]))
        if decoded is None:
            return []
        edits.append(Edit(line.start + match.start(), line.start + match.end(), decoded))
    return edits


def _whole_line(line: _Line, chosen: Guess) -> Edit | None:
    """Convert all from the first byte on that is not ASCII: later ASCII may be half a character."""
    first = _STRETCH.search(line.text)
    assert first
    old = line.text[first.start() :]
    decoded = chosen.decode(_raw(old))
    if decoded is None:
        return None
    same = 0
    while same < min(len(old), len(decoded)) and old[-1 - same] == decoded[-1 - same]:
        same += 1
    start = line.start + first.start()
    return Edit(start, start + len(old) - same, decoded[: len(decoded) - same])


def _excerpt(line: _Line, edits: Sequence[Edit]) -> str:
    """The converted line around the first edit."""
    parts = []
    at = max(0, edits[0].start - line.start - _BEFORE)
    cut = "…" if at else ""
    for edit in edits:
        parts += [line.text[at : edit.start - line.start], edit.content]
        at = edit.end - line.start
    return shorten(cut + "".join([*parts, line.text[at : at + _SHOWN]]).lstrip(), _SHOWN)


def _unclear(stretch: str) -> str:
    """``stretch``, or nothing where it is UTF-8 or stands beside characters that are."""
    return stretch if _BYTE.search(stretch) and not _long().search(stretch) else ""


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
