"""Comments that silence findings.

    <!-- digestlint-disable CODE… -->            until digestlint-enable, or the end
    <!-- digestlint-enable CODE… -->
    <!-- digestlint-disable-next-line CODE… -->
    <!-- digestlint-disable-file CODE… -->

Codes, prefixes and names are separated by blanks or commas; without any, all rules are meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from digestlint.markdown import Comment, Span
from digestlint.registry import UnknownRuleError, expand
from digestlint.validation import unknown

_DIRECTIVE = re.compile(r"digestlint-(\S+)\s*(.*)\Z", re.DOTALL)
SELECTOR = re.compile(r"[^\s,]+")
_ACTIONS = ("disable", "enable", "disable-next-line", "disable-file")
_TABLE_OF_CONTENTS = "toc"  # the comments that mark a table of contents are TOC003's
_END = float("inf")


@dataclass(slots=True, eq=False)
class Selector:
    """One selector of a disabling comment, ``ALL`` where the comment has none."""

    text: str  # as written
    codes: frozenset[str]
    used: bool = False  # whether a finding was silenced for it


@dataclass(frozen=True, slots=True)
class Suppression:
    """One disabling comment that names at least one rule."""

    comment: Span
    arguments: str  # what follows the command in the comment
    selectors: tuple[Selector, ...]


@dataclass(slots=True)
class _Rows:
    """The rows, 1-based and inclusive, in which a selector silences one rule."""

    first: int
    last: float
    selector: Selector
    until_enabled: bool


@dataclass(slots=True)
class Suppressions:
    """All disabling comments of a document, and what is wrong with comments for digestlint."""

    comments: list[Suppression] = field(default_factory=list)
    problems: list[tuple[Span, str]] = field(default_factory=list)
    _rows: dict[str, list[_Rows]] = field(default_factory=lambda: defaultdict(list))  # by code

    def covers(self, code: str, row: int) -> bool:
        """Whether a finding of ``code`` in ``row`` is silenced; marks the selectors as used."""
        silenced = False
        for rows in self._rows.get(code, ()):
            if rows.first <= row <= rows.last:
                rows.selector.used = silenced = True
        return silenced

    def _disable(self, selector: Selector, action: str, first_row: int, last_row: int) -> None:
        first, last = {
            "disable": (first_row, _END),
            "disable-next-line": (last_row + 1, last_row + 1),
            "disable-file": (1, _END),
        }[action]
        for code in selector.codes:
            self._rows[code].append(_Rows(first, last, selector, action == "disable"))

    def _enable(self, codes: frozenset[str], row: int) -> None:
        for code in codes:
            for rows in self._rows[code]:
                if rows.until_enabled:
                    rows.last, rows.until_enabled = row, False


def read_suppressions(comments: Iterable[Comment], row_of: Callable[[int], int]) -> Suppressions:
    """The suppressions that ``comments`` make; ``row_of`` maps an offset to its 1-based row."""
    result = Suppressions()
    for comment in comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None or match[1].startswith(_TABLE_OF_CONTENTS):
            continue
        action = match[1]
        if action not in _ACTIONS:
            names = [f"digestlint-{name}" for name in _ACTIONS]
            result.problems.append(
                (comment.span, unknown("comment", f"digestlint-{action}", names))
            )
            continue
        selectors = []
        for text in SELECTOR.findall(match[2]) or ["ALL"]:
            try:
                selectors.append(Selector(text, expand([text])))
            except UnknownRuleError as error:
                result.problems.append((comment.span, str(error)))
        row, last_row = row_of(comment.span.start), row_of(comment.span.end)
        if action == "enable":
            for selector in selectors:
                result._enable(selector.codes, row)
        elif selectors:
            for selector in selectors:
                result._disable(selector, action, row, last_row)
            result.comments.append(Suppression(comment.span, match[2], tuple(selectors)))
    return result
