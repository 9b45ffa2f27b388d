"""Runs rules over a document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.memory_limit import FEWEST_FINDINGS, TooMuchMarkupError, most_findings
from digestlint._runtime.time_budget import OutOfTimeError, check_time
from digestlint.core.finding import Applicability, Diagnostic
from digestlint.core.fix_list import FixList
from digestlint.document.document import Document
from digestlint.lint.diagnostics import Guessing, diagnose
from digestlint.lint.holding_back import MOJIBAKE, codes_of_mojibake, made_unsafe, must_wait
from digestlint.lint.registry import Rule, all_rules
from digestlint.lint.requires import may_find

# So many fixes take no more memory than a finding does, with its message and in its place.
_FIXES = 10


class RuleCrashedError(DigestlintError):
    """A rule failed: a defect of digestlint, not of the file."""

    def __init__(self, rule: Rule, cause: Exception) -> None:
        super().__init__(
            f"rule {rule.code} failed ({type(cause).__name__}: {cause}); this is a defect of "
            f"digestlint, please report it; --ignore {rule.code} gets you past it"
        )


class TooManyFindingsError(DigestlintError):
    """There are more findings than there is memory for; ``str()`` is one sentence.

    Attributes:
        found: The first ones, in the order of the file.
        left_out: How many more there are.
    """

    def __init__(self, found: list[Diagnostic], left_out: int) -> None:
        self.found = found
        self.left_out = left_out
        super().__init__(
            f"has so many findings for its size that {left_out:,} after the first {len(found):,} "
            f"are left out; set max-memory to see them"
        )


def lint(document: Document) -> list[Diagnostic]:
    """Return the findings of the selected rules on ``document``, in the order of the file.

    No finding has a fix where a rule that stops fixes finds something.

    Raises:
        RuleCrashedError: when a rule fails.
        OutOfTimeError: when the time for the file is up.
        TooManyFindingsError: inside a ``memory_limit``, when there is no room for all findings.
        TooMuchMarkupError: inside one, when there is no room for the markup.
    """
    selected = _selected(document)
    room = _Room(document)
    found: list[Diagnostic] = []
    stopped = False
    for rule in selected:
        own: list[Diagnostic] = []

        def keep(diagnostic: Diagnostic, own: list[Diagnostic] = own) -> None:
            own.append(diagnostic)
            room.shorten(own)

        _run(rule, document, keep)
        found += own
        room.shorten(found)
        stopped |= rule.info.stops_fixes and bool(own)
    mojibake = codes_of_mojibake(selected)
    if document.restoration.runs and must_wait(document.source.text, found, mojibake):
        found = [made_unsafe(d) if d.code in mojibake else d for d in found]
    if stopped:
        found = [diagnostic._replace(fix=None, deferred=False) for diagnostic in found]
    found.sort(key=_place)
    room.shorten(found, leeway=1)
    if room.left_out:
        raise TooManyFindingsError(found, room.left_out)
    return found


def lint_fixes(document: Document, wanted: Collection[Applicability]) -> FixList:
    """Of the same findings, in the same order, those that may have a wanted fix, in little memory.

    Only rules run that may offer one, the last ones aside: enough to find what can be fixed, and
    without the work of rules that only report. Where there is no room for all, the first ones.

    Raises:
        RuleCrashedError: when a rule fails.
        OutOfTimeError: when the time for the file is up.
        TooMuchMarkupError: inside a ``memory_limit``, when there is no room for the markup.
    """
    selected = [rule for rule in _selected(document) if _may_fix(rule, wanted)]
    room = _Room(document, _FIXES)
    found = FixList()

    def keep(diagnostic: Diagnostic) -> None:
        if _is_kept(rule, diagnostic, wanted):
            found.append(diagnostic)
            room.shorten(found)

    for rule in selected:
        before = len(found)
        _run(rule, document, keep)
        if rule.info.stops_fixes and len(found) > before:
            return FixList()
    mojibake = codes_of_mojibake(selected)
    if document.restoration.runs and must_wait(document.source.text, found, mojibake):
        found.make_unsafe(mojibake)
    found.sort(key=_place)
    room.shorten(found, leeway=1)
    return found


def _selected(document: Document) -> list[Rule]:
    """Return the rules that may find something, the last ones at the end."""
    codes = document.settings.codes
    selected = [
        rule for rule in all_rules() if rule.code in codes and may_find(rule.info, document)
    ]
    return sorted(selected, key=lambda rule: rule.info.runs_last)


def _run(rule: Rule, document: Document, keep: Callable[[Diagnostic], object]) -> None:
    """Give ``keep`` what a rule finds."""
    check_time()
    try:
        for diagnostic in _apply(rule, document):
            keep(diagnostic)
    except (TooMuchMarkupError, OutOfTimeError):  # it reads some of the file again
        raise
    except Exception as error:
        raise RuleCrashedError(rule, error) from error


def _place(diagnostic: Diagnostic) -> tuple[int, str]:
    return diagnostic.start, diagnostic.code


class _Room:
    """How many findings of a document may be kept; ``times`` as many where each takes less."""

    def __init__(self, document: Document, times: int = 1) -> None:
        self._document = document
        self._times = times
        self.left_out = 0

    @cached_property
    def _most(self) -> float:
        """So many; found out only where there are many."""
        markdown = self._document.markdown
        return self._times * most_findings(markdown.text, markdown.weight)

    def shorten(self, found: list[Diagnostic] | FixList, leeway: float = 1.5) -> None:
        """Leave out the last of ``found`` where there are ``leeway`` times as many as may be."""
        few = leeway * self._times * FEWEST_FINDINGS
        if len(found) <= few or len(found) <= leeway * self._most:
            return
        found.sort(key=_place)
        self.left_out += len(found) - int(self._most)
        del found[int(self._most) :]


def _may_fix(rule: Rule, wanted: Collection[Applicability]) -> bool:
    """Whether a draft needs the rule: it may offer a wanted fix, or stop those of others."""
    offers = not rule.info.runs_last and not set(rule.info.fixes).isdisjoint(wanted)
    return offers or rule.info.stops_fixes


def _is_kept(rule: Rule, diagnostic: Diagnostic, wanted: Collection[Applicability]) -> bool:
    """Whether a draft needs a finding: for its fix, or for what it says about those of others."""
    if rule.info.stops_fixes or rule.info.requires in MOJIBAKE:
        return True
    return diagnostic.fix is not None and diagnostic.fix.applicability in wanted


def _apply(rule: Rule, document: Document) -> Iterator[Diagnostic]:
    guessing = Guessing(rule, document)
    for finding in rule.check(document):
        diagnostic = diagnose(rule, finding, guessing)
        row, _ = document.lines_of_source.position(diagnostic.start)
        if rule.info.runs_last or not document.silences(rule.code, row):
            yield diagnostic
