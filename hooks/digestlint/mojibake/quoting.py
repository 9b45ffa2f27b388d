"""Mojibake that is shown, not suffered: in a text about encodings."""


def is_shown(source: str, start: int, end: int, restored: str) -> bool:
    """Whether the run at ``source[start:end]`` looks like an example of mojibake.

    It does inside a code span, or where its line has the restored form as well
    (as in ``é turns into Ã©``).
    """
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    before = source[line_start:start]
    after = source[end : line_end if line_end >= 0 else len(source)]
    if before.count("`") % 2 and "`" in after:
        return True
    return any(char.isalpha() for char in restored) and (restored in before or restored in after)
