r"""Globs as git's wildmatch.c reads them, matched in time of at most pattern times name.

A `*` takes as little as it can: where the piece up to the next `*` fits first, nothing is lost,
since what follows has the most room there. So it need not be tried further right, and is an atomic
group; so is all between two `**/`. No character of the name meets one of the glob twice.
"""

from __future__ import annotations

import re

from digestlint._runtime.language import say

_LONGEST = 10_000  # characters; no file system has names as long as half of that
_Range = tuple[str, str]
_LETTERS = (("A", "Z"), ("a", "z"))
# Git's own tables (ctype.c): ASCII whatever the locale.
_CLASSES: dict[str, tuple[_Range, ...]] = {
    "alnum": (("0", "9"), *_LETTERS),
    "alpha": _LETTERS,
    "blank": ((" ", " "), ("\t", "\t")),
    "cntrl": (("\x00", "\x1f"), ("\x7f", "\x7f")),
    "digit": (("0", "9"),),
    "graph": (("!", "~"),),
    "lower": (("a", "z"),),
    "print": ((" ", "~"),),
    "punct": (("!", "/"), (":", "@"), ("[", "`"), ("{", "~")),
    "space": ((" ", " "), ("\t", "\n"), ("\r", "\r")),
    "upper": (("A", "Z"),),
    "xdigit": (("0", "9"), ("A", "F"), ("a", "f")),
}
# Of `string`, which takes longer to load than all of this.
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TO_LOWER = {ord(char): ord(char) + 32 for char in _CAPITALS}
_NOTHING = "(?!)"
_WILD = frozenset("*?[\\")


def lowered(text: str) -> str:
    """Return the text with its ASCII letters in lower case: git folds no others."""
    return text.translate(_TO_LOWER)


def is_literal(glob: str) -> bool:
    """Whether it fits itself only."""
    return _WILD.isdisjoint(glob)


def compile_glob(glob: str, *, is_path: bool, fold: bool = False) -> re.Pattern[str]:
    """Return the pattern to `match` a whole name with.

    `is_path` says that the name may hold slashes, which only `**` takes; `fold`, that case does not
    count, and that the name is `lowered`. `ValueError` for a malformed glob.
    """
    return re.compile(_regex(glob, is_path=is_path, fold=fold), re.DOTALL)


class Glob:
    """A glob that is compiled when it is first tried, as most never are."""

    __slots__ = ("_compiled", "_regex")

    def __init__(self, glob: str, *, is_path: bool, fold: bool = False) -> None:
        """As ``compile_glob``; `ValueError` for a malformed one."""
        self._regex = _regex(glob, is_path=is_path, fold=fold)
        self._compiled: re.Pattern[str] | None = None

    def fits(self, name: str) -> bool:
        """Whether a whole name fits."""
        if self._compiled is None:
            self._compiled = re.compile(self._regex, re.DOTALL)
        return self._compiled.match(name) is not None


def _regex(glob: str, *, is_path: bool, fold: bool) -> str:
    if len(glob) > _LONGEST:
        raise ValueError(say("pattern of more than {longest} characters", longest=f"{_LONGEST:,}"))
    return _Translation(glob, is_path, fold).regex()


class _Translation:
    """The translation of a glob to a regular expression."""

    def __init__(self, glob: str, is_path: bool, fold: bool) -> None:
        self._glob = glob
        self._is_path = is_path
        self._fold = fold
        self._out: list[str] = []
        self._after_star = False  # in the group of a `*`, which ends with the piece after it
        self._after_folders = False  # in that of a `**/`

    def regex(self) -> str:
        glob, at = self._glob, 0
        while at < len(glob):
            char = glob[at]
            if char == "*":
                at = self._stars(at)
            elif char == "[":
                at = self._bracket(at + 1)
            elif char == "\\":
                if at + 1 == len(glob):
                    raise ValueError(say("backslash at the end: {glob}", glob=repr(glob)))
                # An escaped capital stays one for git, and fits no name where case does not count.
                self._literal(glob[at + 1])
                at += 2
            else:
                if char == "?":
                    self._out.append("[^/]")
                else:
                    self._literal(lowered(char) if self._fold else char)
                at += 1
        self._out.append(r"\Z" + ")" * (self._after_star + self._after_folders))
        return "".join(self._out)

    def _stars(self, at: int) -> int:
        glob = self._glob
        end = at
        while glob.startswith("*", end):
            end += 1
        # Git itself compares the text before the first wildcard; for it, the glob begins there.
        begins = at == 0 or glob[at - 1] == "/" or is_literal(glob[:at])
        if not (self._is_path and end - at > 1 and begins):
            self._star()
        elif end == len(glob):
            self._out.append(".*")
        elif glob[end] == "/":
            self._folders("*?")
            return end + 1
        elif glob.startswith("\\/", end):
            self._folders("+?")  # git takes "no folder" into account for a bare slash only
            return end + 2
        else:
            self._star()
        return end

    def _star(self) -> None:
        self._out.append(")" * self._after_star + "(?>[^/]*?")
        self._after_star = True

    def _folders(self, how_many: str) -> None:
        self._out.append(")" * self._after_folders + f"(?>(?:[^/]*+/){how_many}")
        self._after_folders = True

    def _literal(self, char: str) -> None:
        self._out.append(re.escape(char))
        if char == "/" and self._after_star:
            self._out.append(")")
            self._after_star = False

    def _bracket(self, at: int) -> int:
        """Return a bracket expression, which never fits a slash; returns where it ends."""
        negated = self._glob[at : at + 1] in ("!", "^")
        ranges, end = self._members(at + negated)
        members = "".join(
            f"{re.escape(low)}-{re.escape(high)}" for low, high in ranges if low <= high
        )
        if negated:
            self._out.append(f"[^/{members}]")
        else:
            self._out.append(f"(?!/)[{members}]" if members else _NOTHING)
        return end

    def _members(self, at: int) -> tuple[list[_Range], int]:
        """Return the characters in a bracket expression, and where it ends."""
        glob = self._glob
        start, before = at, ""  # what a range can begin with
        ranges: list[_Range] = []
        while at == start or not glob.startswith("]", at):
            char = self._char(at)
            if char == "-" and before and glob[at + 1 : at + 2] not in ("", "]"):
                at += 1 + (glob[at + 1] == "\\")
                ranges += self._range(before, self._char(at))
                before = ""
            elif (name := self._class_name(at)) is not None:
                if name not in _CLASSES:
                    raise ValueError(say("unknown character class {name}", name=repr(name)))
                for low, high in _CLASSES[name]:
                    ranges += self._range(low, high)
                at += len(name) + 3
                before = ""
            else:
                at += char == "\\"
                before = self._char(at)
                ranges.append((before, before))
            at += 1
        return ranges, at + 1

    def _char(self, at: int) -> str:
        if at >= len(self._glob):
            raise ValueError(say("unclosed bracket: {glob}", glob=repr(self._glob)))
        return self._glob[at]

    def _class_name(self, at: int) -> str | None:
        """Return the `alpha` of `[:alpha:]`, if such a thing is here."""
        glob = self._glob
        if not glob.startswith("[:", at):
            return None
        end = glob.find("]", at + 2)
        self._char(end if end > 0 else len(glob))
        name = glob[at + 2 : end]
        return name[:-1] if name.endswith(":") else None

    def _range(self, low: str, high: str) -> list[_Range]:
        if not self._fold:
            return [(low, high)]
        capitals = (char for char in _CAPITALS if low <= char <= high)
        return [(low, high), *((lowered(char),) * 2 for char in capitals)]
