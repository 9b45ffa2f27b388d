"""Comments that silence findings.

    <!-- digestlint-disable CODE… -->            until digestlint-enable, or the end
    <!-- digestlint-enable CODE… -->
    <!-- digestlint-disable-next-line CODE… -->
    <!-- digestlint-disable-file CODE… -->

Codes, prefixes and names are separated by blanks or commas; without any, all rules are meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from digestlint.markdown import Comment, Span
from digestlint.registry import UnknownRuleError, expand

_DIRECTIVE = re.compile(r"digestlint-([a-z-]+)\b(?!-)\s*(.*)\Z", re.DOTALL)
_ACTIONS = ("disable", "enable", "disable-next-line", "disable-file")
_OTHER_COMMENTS = ("toc", "toc-end")


@dataclass(slots=True)
class Suppression:
    """One disabling comment: rows ``first`` to ``last`` (1-based, inclusive)."""

    comment: Span
    codes: frozenset[str]
    first: int
    last: float
    used: bool = False


@dataclass(slots=True)
class Suppressions:
    """All disabling comments of a document, and what is wrong with some."""

    active: list[Suppression] = field(default_factory=list)
    problems: list[tuple[Span, str]] = field(default_factory=list)

    def covers(self, code: str, row: int) -> bool:
        """Whether a finding of ``code`` in ``row`` is silenced; marks the comment as used."""
        silenced = False
        for suppression in self.active:
            if code in suppression.codes and suppression.first <= row <= suppression.last:
                suppression.used = silenced = True
        return silenced


def read_suppressions(comments: Iterable[Comment], row_of: Callable[[int], int]) -> Suppressions:
    """The suppressions that ``comments`` make; ``row_of`` maps an offset to its 1-based row."""
    result = Suppressions()
    open_ones: list[Suppression] = []
    for comment in comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None or match[1] in _OTHER_COMMENTS:
            continue
        action = match[1]
        if action not in _ACTIONS:
            known = ", ".join(f"digestlint-{name}" for name in _ACTIONS)
            message = f"there is no comment 'digestlint-{action}'; known are {known}"
            result.problems.append((comment.span, message))
            continue
        try:
            codes = expand(re.split(r"[\s,]+", match[2].strip()) if match[2].strip() else ["ALL"])
        except UnknownRuleError as error:
            result.problems.append((comment.span, str(error)))
            continue
        row, last_row = row_of(comment.span.start), row_of(comment.span.end)
        if action == "enable":
            for suppression in open_ones:
                if suppression.last == float("inf") and suppression.codes & codes:
                    suppression.last = row
                    if rest := suppression.codes - codes:
                        suppression.codes &= codes
                        open_ones.append(
                            Suppression(suppression.comment, rest, suppression.first, float("inf"))
                        )
                        result.active.append(open_ones[-1])
            continue
        first, last = {
            "disable": (row, float("inf")),
            "disable-next-line": (last_row + 1, last_row + 1),
            "disable-file": (1, float("inf")),
        }[action]
        suppression = Suppression(comment.span, codes, int(first), last)
        result.active.append(suppression)
        if action == "disable":
            open_ones.append(suppression)
    return result
