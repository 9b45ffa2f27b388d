"""What becomes of text of one legacy encoding that was read as another: families × languages."""

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import ftfy
from tools.train.letters import is_held_out

from digestlint.encoding import Restoration, find_mojibake
from digestlint.text.edits import applied

_SHOWN = {
    "zh": ("gb18030", ("cp1252", "cp437", "big5", "cp932", "cp949")),
    "zh-Hant": ("cp950", ("cp1252", "cp932", "cp949")),
    "ja": ("cp932", ("cp1252", "mac_roman", "gbk", "cp949")),
    "ko": ("cp949", ("cp1252", "gbk", "cp950", "cp932")),
    "ru": ("cp1251", ("cp1252", "koi8_r", "cp866", "mac_roman", "gbk")),
    "uk": ("cp1251", ("cp1252", "koi8_u")),
    "bg": ("cp1251", ("cp1252",)),
    "el": ("cp1253", ("cp1252",)),
    "ar": ("cp1256", ("cp1252",)),
    "th": ("cp874", ("cp1252",)),
    "pl": ("cp1250", ("cp1252",)),
    "hu": ("cp1250", ("cp1252",)),
    "tr": ("cp1254", ("cp1252",)),
}
_OTHERS = (
    *(("ru", "koi8_r", "cp1252"), ("ru", "koi8_r", "cp1251"), ("ru", "koi8_r", "cp866")),
    *(("ru", "cp866", "cp1252"), ("ru", "cp866", "cp1251"), ("ru", "cp866", "koi8_r")),
    *(("ru", "mac_cyrillic", "cp1252"), ("ru", "mac_cyrillic", "cp1251")),
    *(("uk", "koi8_u", "cp1251"), ("ja", "euc_jp", "cp1252"), ("ja", "euc_jp", "gbk")),
    *(("ja", "euc_jp", "cp932"), ("fr", "cp850", "cp1252"), ("fr", "mac_roman", "cp1252")),
)
_OF_ONE_BYTE = ("cp1252", "cp1251", "cp866", "cp437", "koi8_r", "koi8_u", "mac_roman")
_TOGETHER = 20
_LONGEST = 400


class _Counts(NamedTuple):
    lines: int
    restored: int
    safe: int
    silent: int
    corrupted: int
    by_ftfy: int


def report(corpus: Path, most: int) -> Iterator[str]:
    """Yield a table of ``most`` held-out lines of each pair, in documents and one by one.

    Lines that lose something on the way are left out. *wrong* are lines whose safe fix is wrong.
    """
    families = [(name, real, page) for name, (real, pages) in _SHOWN.items() for page in pages]
    yield f"  {'':38} documents of {_TOGETHER} lines           single lines"
    share = "restored   ftfy   safe silent wrong"
    yield f"  text     was in        read as    {share}   {share}"
    for language, real, shown in (*families, *_OTHERS):
        pairs = list(_pairs(corpus / language, real, shown, most))
        if pairs:
            cells = "   ".join(_cells(_count(pairs, size)) for size in (_TOGETHER, 1))
            yield f"  {language:8} {real:13} {shown:10} {cells}"


def _cells(found: _Counts) -> str:
    restored, safe, silent, wrong, by_ftfy = (100 * each / found.lines for each in found[1:])
    return f"{restored:8.1f} {by_ftfy:6.1f} {safe:6.1f} {silent:6.1f} {wrong:5.1f}"


def _pairs(folder: Path, real: str, shown: str, left: int) -> Iterator[tuple[str, str]]:
    """Yield held-out lines of all files in turn, clean and damaged."""
    files = [_lines(path) for path in sorted(folder.glob("*.txt.xz"))]
    while files and left:
        for lines in list(files):
            line = next(lines, None)
            if line is None:
                files.remove(lines)
            elif left and (damaged := read_as(line, real, shown)):
                left -= 1
                yield line, damaged


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in map(str.strip, file):
            if is_held_out(line) and not line.isascii() and len(line) < _LONGEST:
                yield line


def read_as(line: str, real: str, shown: str) -> str:
    """Return a line in one encoding, read as another; "" where that loses anything."""
    try:
        data = line.encode(real)
    except UnicodeEncodeError:
        return ""
    try:
        damaged = data.decode(shown)
    except UnicodeDecodeError:
        if shown not in _OF_ONE_BYTE:
            return ""
        damaged = "".join(bytes([b]).decode(shown, "ignore") or chr(b) for b in data)
    return damaged if damaged != line and "\n" not in damaged else ""


def _count(pairs: list[tuple[str, str]], size: int) -> _Counts:
    total = _Counts(0, 0, 0, 0, 0, 0)
    for at in range(0, len(pairs), size):
        some = pairs[at : at + size]
        text = "\n".join(damaged for _, damaged in some)
        found = find_mojibake(text)
        theirs = [ftfy.fix_encoding(damaged) for _, damaged in some]
        safe = _written(found, certain=True).split("\n")
        restored = _written(found, certain=False).split("\n")
        places = [run.start for run in (*found.runs, *found.suspects)]
        places += [start for start, _ in found.remains]
        told = {text.count("\n", 0, place) for place in places}
        for row, pair in enumerate(some):
            total = _Counts(
                total.lines + 1,
                total.restored + (restored[row] == pair[0]),
                total.safe + (safe[row] == pair[0]),
                total.silent + (row not in told),
                total.corrupted + (safe[row] not in pair),
                total.by_ftfy + (theirs[row] == pair[0]),
            )
    return total


def _written(found: Restoration, *, certain: bool) -> str:
    runs = [run for run in found.runs if run.certain or not certain]
    return applied(found.source, ((run.start, run.end, run.text) for run in runs))
