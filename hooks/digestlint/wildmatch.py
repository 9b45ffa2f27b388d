"""Git's wildcards as regular expressions, as wildmatch.c takes them in paths."""

from __future__ import annotations

import re

from digestlint.patterns import lazy_pattern

_POSIX_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\s",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_TOKEN = lazy_pattern(
    r"""
    (?P<stars>\*+)
    | (?P<one>\?)
    | \[ (?P<negated>[!^]?)
      (?P<members>(?> \] | \[:\w*:\] | \\. | [^\\\]] ) (?> \[:\w*:\] | \\. | [^\\\]] )*+ ) \]
    | \\ (?P<escaped>.)
    | (?P<literal>[^\\\[])
    """,
    re.VERBOSE | re.DOTALL,
)
_MEMBER = lazy_pattern(r"\[:(?P<name>\w*):\]|\\?(?P<low>.)(?:-\\?(?P<high>.))?", re.DOTALL)


def translate(glob: str) -> str:
    """The regular expression of a glob; `ValueError` where it is malformed."""
    out, at = [], 0
    while at < len(glob):
        match = _TOKEN.match(glob, at)
        if match is None:
            raise ValueError(f"unclosed bracket or backslash: {glob!r}")
        at = match.end()
        if match["stars"]:
            whole = match.start() == 0 or glob[match.start() - 1] == "/"
            if len(match["stars"]) > 1 and whole and glob.startswith("/", at):
                out.append("(?:.*/)?")
                at += 1
            elif len(match["stars"]) > 1 and whole and at == len(glob):
                out.append(".*")
            else:
                out.append("[^/]*")
        elif match["one"]:
            out.append("[^/]")
        elif match["members"] is not None:
            out.append(_bracket(match["members"], negated=bool(match["negated"])))
        else:
            out.append(re.escape(match["escaped"] or match["literal"]))
    return "".join(out)


def _bracket(members: str, *, negated: bool) -> str:
    """A bracket expression; it never matches a slash."""
    out = []
    for member in _MEMBER.finditer(members):
        name, low, high = member["name"], member["low"], member["high"]
        if low is None:
            if name not in _POSIX_CLASSES:
                raise ValueError(f"unknown character class {name!r}")
            out.append(_POSIX_CLASSES[name])
            continue
        out.append(re.escape(low))
        if high and low < high:
            out.append(f"-{re.escape(high)}")
    return f"(?!/)[{'^' * negated}{''.join(out)}]"
