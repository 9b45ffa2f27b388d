"""Mojibake that is shown, not suffered: in a text about encodings."""

import re

from digestlint.mojibake.lines import line_around

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def is_shown(source: str, clean: str, start: int, end: int, restored: str) -> bool:
    """Whether the run at ``source[start:end]`` looks like an example of mojibake.

    It does inside a code span, or where its line has the restored form as well
    (as in ``é turns into Ã©``).

    Args:
        source: The whole text.
        clean: The same with every run blanked out, each character by one space.
        start: Offset of the run.
        end: Offset after the run.
        restored: What the run would be restored to.
    """
    line_start, line_end = line_around(source, start, end)
    if source.count("`", line_start, start) % 2 and "`" in source[end:line_end]:
        return True
    return any(char.isalpha() for char in restored) and restored in clean[line_start:line_end]


def code_blocks(source: str) -> list[tuple[int, int]]:
    """Return the spans of fenced code blocks and of indented lines, roughly and in order.

    Good enough to tell an example from prose; ``markdown`` has the exact spans.
    """
    spans: list[tuple[int, int]] = []
    fence = ""
    at = 0
    for line in source.splitlines(keepends=True):
        match = _FENCE.match(line)
        marker = match.group(1) if match else ""
        if fence or marker or line.startswith(("    ", "\t")):
            spans.append((at, at + len(line)))
        if not fence:
            fence = marker
        elif marker.startswith(fence):
            fence = ""
        at += len(line)
    return spans
