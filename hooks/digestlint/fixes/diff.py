"""Unified diffs of any bytes, as `git apply` accepts them.

The format is git's own (git-diff(1), "Generating patch text with -p"): lines end at LF only,
so a carriage return or an undecodable byte is content like any other. Git knows a second format,
for binary content; it is also used for text that must not appear in a log.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from digestlint.text.log_commands import holds_command

_CONTEXT = 3
# difflib takes cubic time at worst, so it gets small blocks only (lines old x lines new).
_SMALL_BLOCK = 200 * 200
_NAMED_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}

# What would end a name, and `#`, which can begin what CI obeys (`log_commands`).
_QUOTED = frozenset('"\\#')

_Block = tuple[int, int, int, int]
"""Old lines `[i1:i2]` become new lines `[j1:j2]`."""


def unified_diff(old: bytes, new: bytes, path: str) -> bytes:
    """Return the diff that turns `old` into `new`; empty where they are equal.

    `path` is relative to the folder in which the diff will be applied, with forward slashes.
    The content of a file goes out as it is, control characters included.
    """
    if old == new:
        return b""
    old_lines, new_lines = old.split(b"\n"), new.split(b"\n")
    for lines in (old_lines, new_lines):
        if not lines[-1]:
            lines.pop()  # what follows the last line ending is not a line
        else:
            lines[-1] += b"\n\\ No newline at end of file"
    old_name, new_name = _quoted("a/" + path), _quoted("b/" + path)
    # As git does: a tab keeps what follows a space from being read as a timestamp.
    tab = b"\t" if " " in path and not old_name.startswith(b'"') else b""
    # Without the first line, git reads an empty side as a created or deleted file.
    out = [b"diff --git %s %s" % (old_name, new_name)]
    out += [b"--- " + old_name + tab, b"+++ " + new_name + tab]
    for hunk in _hunks(changed_blocks(old_lines, new_lines)):
        out += _hunk_lines(hunk, old_lines, new_lines)
    return b"\n".join(out) + b"\n"


def harmless_diff(old: bytes, new: bytes, path: str) -> bytes:
    """Return `unified_diff`, or a binary patch where a CI runner would obey a line of the diff."""
    diff = unified_diff(old, new, path)
    if any(map(holds_command, diff.decode("utf-8", "surrogateescape").split("\n"))):
        return _binary_patch(old, new, path)
    return diff


_NOTE = b"Shown as a binary patch, since a line in it reads like a command to a CI runner.\n"


def _binary_patch(old: bytes, new: bytes, path: str) -> bytes:
    """Return the diff as `git diff --binary` writes it (git's diff.c, `emit_binary_diff_body`).

    Git checks by SHA-1 that the file still has the old content, so a repository with SHA-256
    object names rejects the patch.
    """
    from base64 import b85encode  # for such diffs only
    from zlib import compress

    packed = compress(new)
    lines = []
    for start in range(0, len(packed), 52):
        part = packed[start : start + 52]
        letter = b"%c" % (len(part) + (64 if len(part) <= 26 else 70))  # A–Z, a–z
        lines.append(letter + b85encode(part, pad=True))
    # Git skips everything before the first line of a diff.
    head = _NOTE + b"diff --git %s %s\n" % (_quoted("a/" + path), _quoted("b/" + path))
    head += b"index %s..%s\nGIT binary patch\n" % (_object_name(old), _object_name(new))
    return head + b"literal %d\n%s\n\n" % (len(new), b"\n".join(lines))


def _object_name(content: bytes) -> bytes:
    from digestlint._runtime.hashing import git_id

    return git_id(content).encode()


def _quoted(name: str) -> bytes:
    """Return a file name as git writes it with `core.quotePath=false`, unprintable text octal."""
    raw = os.fsencode(name)
    if name.isprintable() and not _QUOTED.intersection(name):
        return raw
    parts = []
    for char in name:
        if char.isprintable() and char not in _QUOTED:
            parts.append(char.encode())
            continue
        escapes = (_NAMED_ESCAPES.get(byte, f"{byte:03o}") for byte in os.fsencode(char))
        parts += [b"\\" + escape.encode() for escape in escapes]
    return b'"' + b"".join(parts) + b'"'


def _hunks(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Yield groups of changes whose context lines meet; there is at least one change."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block[0] - hunk[-1][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    yield hunk


def _hunk_lines(
    hunk: list[_Block], old_lines: Sequence[bytes], new_lines: Sequence[bytes]
) -> Iterator[bytes]:
    lead = min(_CONTEXT, hunk[0][0])
    trail = min(_CONTEXT, len(old_lines) - hunk[-1][1])
    old_range = _range(hunk[0][0] - lead, hunk[-1][1] + trail)
    new_range = _range(hunk[0][2] - lead, hunk[-1][3] + trail)
    yield b"@@ -%s +%s @@" % (old_range, new_range)
    done = hunk[0][0] - lead
    for i1, i2, j1, j2 in hunk:
        yield from (b" " + line for line in old_lines[done:i1])
        yield from (b"-" + line for line in old_lines[i1:i2])
        yield from (b"+" + line for line in new_lines[j1:j2])
        done = i2
    yield from (b" " + line for line in old_lines[done : done + trail])


def _range(start: int, end: int) -> bytes:
    """`START,COUNT`, 1-based; an empty range names the line before it."""
    return b"%d,%d" % (start + (end > start), end - start)


def changed_blocks(
    old_lines: Sequence[bytes] | Sequence[str], new_lines: Sequence[bytes] | Sequence[str]
) -> list[_Block]:
    """Return what differs, in order: old lines ``[i1:i2]`` became new lines ``[j1:j2]``."""
    numbers: dict[bytes | str, int] = {}
    old = [numbers.setdefault(line, len(numbers)) for line in old_lines]
    new = [numbers.setdefault(line, len(numbers)) for line in new_lines]
    blocks: list[_Block] = []
    # A stack instead of recursion; the rightmost range is pushed first.
    stack: list[_Block] = [(0, len(old), 0, len(new))]
    while stack:
        i1, i2, j1, j2 = _trimmed(old, new, stack.pop())
        if i1 == i2 and j1 == j2:
            continue
        anchors = _unique_anchors(old, new, i1, i2, j1, j2) if i1 < i2 and j1 < j2 else []
        if anchors:
            stops = [*anchors, (i2, j2)]
            starts = [(i1, j1), *((i + 1, j + 1) for i, j in anchors)]
            ranges = [(i, m, j, n) for (i, j), (m, n) in zip(starts, stops, strict=True)]
            stack += reversed(ranges)
        elif (i2 - i1) * (j2 - j1) <= _SMALL_BLOCK:
            matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
            for tag, a1, a2, b1, b2 in matcher.get_opcodes():
                if tag != "equal":
                    blocks.append((i1 + a1, i1 + a2, j1 + b1, j1 + b2))
        else:
            blocks += _row_by_row(old, new, i1, i2, j1, j2)
    return blocks


def _trimmed(old: Sequence[int], new: Sequence[int], block: _Block) -> _Block:
    """Return the block without the lines that both sides begin or end with."""
    i1, i2, j1, j2 = block
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _unique_anchors(
    old: Sequence[int], new: Sequence[int], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """Lines that occur once on each side, in the same order on both.

    The anchors of Bram Cohen's patience diff: the longest increasing subsequence, found by
    patience sorting in O(n log n).
    """
    where_old = _unique(old, i1, i2)
    where_new = _unique(new, j1, j2)
    pairs = [(i, where_new[line]) for line, i in where_old.items() if line in where_new]
    tops: list[int] = []  # the lowest end of an increasing run, by the run's length
    ends: list[tuple[int, int]] = []  # its pair
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:  # in the order of the old lines
        length = bisect_left(tops, pair[1])
        before[pair] = ends[length - 1] if length else None
        tops[length : length + 1] = [pair[1]]
        ends[length : length + 1] = [pair]
    chain: list[tuple[int, int]] = []
    link = ends[-1] if ends else None
    while link:
        chain.append(link)
        link = before[link]
    return chain[::-1]


def _unique(lines: Sequence[int], start: int, end: int) -> dict[int, int]:
    """Line number by line, for the lines that occur once in the range."""
    counts = Counter(lines[start:end])
    return {lines[k]: k for k in range(start, end) if counts[lines[k]] == 1}


def _row_by_row(
    old: Sequence[int], new: Sequence[int], i1: int, i2: int, j1: int, j2: int
) -> Iterator[_Block]:
    """Return changed runs where rows are compared in place: most fixes keep rows one to one.

    The last rows of the two sides must differ.
    """
    rows = min(i2 - i1, j2 - j1)
    start: int | None = None
    for k in range(rows):
        if old[i1 + k] != new[j1 + k]:
            start = k if start is None else start
        elif start is not None:
            yield i1 + start, i1 + k, j1 + start, j1 + k
            start = None
    start = rows if start is None else start
    yield i1 + start, i2, j1 + start, j2
