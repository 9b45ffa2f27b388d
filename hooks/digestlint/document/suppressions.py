"""Comments that silence findings.

    <!-- digestlint-disable CODE… -->            until digestlint-enable, or the end
    <!-- digestlint-enable CODE… -->
    <!-- digestlint-disable-line CODE… -->       the line in which the comment begins
    <!-- digestlint-disable-next-line CODE… -->
    <!-- digestlint-disable-file CODE… -->

Codes, prefixes and names are separated by spaces or commas; without any, all rules are meant. The
text after ` -- ` is the author's reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.message import Message, Template
from digestlint.core.selectors import UnknownRuleError, expand
from digestlint.markdown import Comment, Span
from digestlint.text.quoting import quoted

_NO_COMMAND = Template(
    "suppressions/no-command", "there is no command {command}; known: {commands}"
)
_MEANT_COMMAND = Template(
    "suppressions/meant-command", "there is no command {command}; did you mean {meant}?"
)
_NO_EFFECT = Template("suppressions/no-effect", "this comment has no effect; write {comment}")
_SILENCES_NOTHING = Template(
    "suppressions/silences-nothing", "this comment silences nothing; known commands: {commands}"
)

_DIRECTIVE = lazy_pattern(r"digestlint-(\S+)\s*(.*)\Z", re.DOTALL)
SELECTOR = lazy_pattern(r"[^\s,]+")
_REASON = lazy_pattern(r"(?:\A|\s)--(?:\s.*)?\Z", re.DOTALL)
# `digestlint: disable URL005` and other spellings of what these comments do.
_MEANT = lazy_pattern(
    r"digest[-_ ]?lint\s*[-:_\s]\s*(?P<action>(?:disable|enable|ignore|noqa|skip|off)"
    r"(?:[-_ ]?(?:next[-_ ]?line|line|file)\b)?)(?![\w-])\s*:?\s*(?P<rest>.*)\Z",
    re.DOTALL | re.IGNORECASE,
)
_MOST_TYPOS = 2
_ACTIONS = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")
_COMMANDS = ", ".join(f"digestlint-{action}" for action in _ACTIONS)
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
    arguments: str  # what follows the command in the comment, without a reason
    selectors: tuple[Selector, ...]


@dataclass(slots=True)
class _Rows:
    """The rows, 1-based and inclusive, in which a selector silences one rule."""

    first: int
    last: float
    selector: Selector
    found_in: float = _END  # the first of these rows in which a finding was silenced


@dataclass(slots=True)
class _RowsOfRule:
    """All rows in which one rule is silenced."""

    # Until it is enabled again. One that begins later ends no earlier: both lists are in order.
    stretches: list[_Rows] = field(default_factory=list)
    enabled: int = 0  # how many of these have ended
    lines: dict[int, list[Selector]] = field(default_factory=lambda: defaultdict(list))
    everywhere: list[Selector] = field(default_factory=list)

    def enable(self, row: int) -> None:
        for rows in self.stretches[self.enabled :]:
            rows.last = row
        self.enabled = len(self.stretches)

    def selectors(self, row: int) -> Iterator[Selector]:
        """Those that silence ``row``, apart from any that were named for it before."""
        yield from self.everywhere
        yield from self.lines.get(row, ())
        i = bisect_right(self.stretches, row, key=lambda rows: rows.first) - 1
        while i >= 0 and self.stretches[i].last >= row:
            rows = self.stretches[i]
            yield rows.selector
            if rows.found_in <= row:
                return  # what began earlier and still silences this row did so then, too
            rows.found_in = row
            i -= 1


@dataclass(slots=True)
class Suppressions:
    """All disabling comments of a document, and what is wrong with comments for digestlint."""

    comments: list[Suppression] = field(default_factory=list)
    problems: list[tuple[Span, Message]] = field(default_factory=list)
    _rows: dict[str, _RowsOfRule] = field(  # by code
        default_factory=lambda: defaultdict(_RowsOfRule)
    )

    def covers(self, code: str, row: int) -> bool:
        """Whether a finding of ``code`` in ``row`` is silenced; marks the selectors as used."""
        silenced = False
        if code in self._rows:
            for selector in self._rows[code].selectors(row):
                selector.used = silenced = True
        return silenced

    def _disable(self, selector: Selector, action: str, first_row: int, last_row: int) -> None:
        for code in selector.codes:
            rows = self._rows[code]
            if action == "disable":
                rows.stretches.append(_Rows(first_row, _END, selector))
            elif action == "disable-file":
                rows.everywhere.append(selector)
            elif action == "disable-line":
                rows.lines[first_row].append(selector)
            else:
                rows.lines[last_row + 1].append(selector)

    def _enable(self, codes: frozenset[str], row: int) -> None:
        for code in codes:
            self._rows[code].enable(row)


def read_suppressions(comments: Iterable[Comment], row_of: Callable[[int], int]) -> Suppressions:
    """Return the suppressions that ``comments`` make.

    ``row_of`` maps an offset to its 1-based row.
    """
    result = Suppressions()
    for comment in comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            if meant := _MEANT.match(comment.text):
                result.problems.append((comment.span, _misspelt(meant["action"], meant["rest"])))
            continue
        action = match[1]
        if action.startswith(_TABLE_OF_CONTENTS):
            continue
        if action not in _ACTIONS:
            result.problems.append((comment.span, _unknown(action)))
            continue
        arguments = _REASON.sub("", match[2]).rstrip()
        selectors = []
        for text in SELECTOR.findall(arguments) or ["ALL"]:
            try:
                selectors.append(Selector(text, expand([text])))
            except UnknownRuleError as error:
                result.problems.append((comment.span, error.message))
        row, last_row = row_of(comment.span.start), row_of(comment.span.end)
        if action == "enable":
            for selector in selectors:
                result._enable(selector.codes, row)
        elif selectors:
            for selector in selectors:
                result._disable(selector, action, row, last_row)
            result.comments.append(Suppression(comment.span, arguments, tuple(selectors)))
    return result


def _unknown(action: str) -> Message:
    """Return the message for a command that does not exist."""
    command, meant = f"'digestlint-{action}'", _nearest(action)
    if meant is None:
        return _NO_COMMAND(command=command, commands=_COMMANDS)
    return _MEANT_COMMAND(command=command, meant=f"'digestlint-{meant}'")


def _misspelt(action: str, rest: str) -> Message:
    """Return the message for a comment that does not begin with ``digestlint-`` and a command."""
    meant = _nearest(re.sub(r"[\s_]+", "-", action.lower()))
    if meant is None:
        return _SILENCES_NOTHING(commands=_COMMANDS)
    return _NO_EFFECT(comment=quoted(f"digestlint-{meant} {rest}".strip()))


def _nearest(action: str) -> str | None:
    """Return the command that was meant: never one that silences more than was asked for."""
    if action.startswith("enable-"):
        return None
    if "next" in action:
        return "disable-next-line"
    if "line" in action:
        return "disable-line"
    from digestlint._runtime.suggestions import typo_of  # for wrong comments only

    return typo_of(action, _ACTIONS, _MOST_TYPOS)
