"""Runs rules over a document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from digestlint._runtime.budgets import FEWEST_FINDINGS, TooMuchMarkupError
from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.time_budget import OutOfTimeError, check_time
from digestlint.core.finding import Applicability, Finding
from digestlint.core.fix_list import FixList
from digestlint.document.document import Document
from digestlint.lint.holding_back import MOJIBAKE, codes_of_mojibake, made_unsafe, must_wait
from digestlint.lint.mapping import Guessing, in_source
from digestlint.lint.owned_places import OwnedPlaces
from digestlint.lint.registry import Rule, all_rules
from digestlint.lint.requires import may_find

# So many fixes take no more memory than a finding does, with its message and in its place.
_FIXES = 10


class RuleCrashedError(DigestlintError):
    """A rule failed: a defect of digestlint, not of the file."""

    def __init__(self, rule: Rule, cause: Exception) -> None:
        super().__init__(
            say(
                (
                    "rule {code} failed ({name}: {cause}); this is a defect of digestlint, "
                    "please report it; --ignore {code} gets you past it"
                ),
                code=rule.code,
                name=type(cause).__name__,
                cause=cause,
            )
        )


class TooManyFindingsError(DigestlintError):
    """There are more findings than the budget allows; ``str()`` is one sentence.

    Attributes:
        found: The first ones, in the order of the file.
        left_out: How many more there are.
    """

    def __init__(self, found: list[Finding], left_out: int) -> None:
        self.found = found
        self.left_out = left_out
        super().__init__(
            say(
                (
                    "has so many findings for its size that {left_out} after the first "
                    "{found} are left out; set max-memory to see them"
                ),
                left_out=f"{left_out:,}",
                found=f"{len(found):,}",
            )
        )


def lint(document: Document) -> list[Finding]:
    """Return the findings of the selected rules on ``document``, in the order of the file.

    If a rule that stops fixes finds something, no finding has a fix.

    Raises:
        RuleCrashedError: when a rule fails.
        OutOfTimeError: when the time for the file is up.
        TooManyFindingsError: when there are more than the budget of the document allows.
        TooMuchMarkupError: when there is more markup than that allows.
    """
    selected = _selected(document)
    room = _Room(document)
    found: list[Finding] = []
    owned = OwnedPlaces(selected)
    stopped = False
    for rule in selected:
        own: list[Finding] = []

        def keep(finding: Finding, own: list[Finding] = own) -> None:
            own.append(finding)
            room.shorten(own)

        _run(rule, document, keep)
        owned.add(own)
        found += own
        room.shorten(found)
        stopped |= rule.info.stops_fixes and bool(own)
    found = owned.without(found)
    mojibake = codes_of_mojibake(selected)
    if document.restoration.runs and must_wait(document.source.text, found, mojibake):
        found = [made_unsafe(d) if d.code in mojibake else d for d in found]
    if stopped:
        found = [finding._replace(fix=None, deferred=False) for finding in found]
    found.sort(key=_place)
    room.shorten(found, leeway=1)
    if room.left_out:
        raise TooManyFindingsError(found, room.left_out)
    return found


def lint_compactly(document: Document) -> FixList:
    """Return the findings of ``lint``, in the same order, without their messages.

    If not all fit in memory, the first ones are returned.

    Raises: as ``lint_fixes`` does.
    """
    selected = _selected(document)
    room = _Room(document)
    found = FixList()
    owned = OwnedPlaces(selected)
    stopped = False

    def keep(finding: Finding) -> None:
        owned.add((finding,))
        found.append(finding)
        room.shorten(found)

    for rule in selected:
        before = len(found)
        _run(rule, document, keep)
        stopped |= rule.info.stops_fixes and len(found) > before
    found = owned.without_messages(found)
    mojibake = codes_of_mojibake(selected)
    if document.restoration.runs and must_wait(document.source.text, found, mojibake):
        found.make_unsafe(mojibake)
    if stopped:
        found.drop_fixes(range(len(found)))
    found.sort(key=_place)
    room.shorten(found, leeway=1)
    return found


def lint_fixes(document: Document, wanted: Collection[Applicability]) -> FixList:
    """Return the same findings, in the same order, that may have a wanted fix, in little memory.

    Only rules that may offer such a fix run, without those that run last: that finds all that can
    be fixed, without the work of rules that only report. If not all fit in memory, the first ones
    are returned.

    Raises:
        RuleCrashedError: when a rule fails.
        OutOfTimeError: when the time for the file is up.
        TooMuchMarkupError: when there is more markup than the budget of the document allows.
    """
    selected = [rule for rule in _selected(document) if _may_fix(rule, wanted)]
    room = _Room(document, _FIXES)
    found = FixList()
    owned = OwnedPlaces(selected)

    def keep(finding: Finding) -> None:
        owned.add((finding,))
        if _is_kept(rule, finding, wanted):
            found.append(finding)
            room.shorten(found)

    for rule in selected:
        before = len(found)
        _run(rule, document, keep)
        if rule.info.stops_fixes and len(found) > before:
            return FixList()
    found = owned.outside(found)
    mojibake = codes_of_mojibake(selected)
    if document.restoration.runs and must_wait(document.source.text, found, mojibake):
        found.make_unsafe(mojibake)
    found.sort(key=_place)
    room.shorten(found, leeway=1)
    return found


def _selected(document: Document) -> list[Rule]:
    """Return the rules that may find something, those that run last at the end."""
    codes = document.settings.codes
    selected = [
        rule for rule in all_rules() if rule.code in codes and may_find(rule.info, document)
    ]
    return sorted(selected, key=lambda rule: rule.info.runs_last)


def _run(rule: Rule, document: Document, keep: Callable[[Finding], object]) -> None:
    """Pass the findings of a rule to ``keep``."""
    check_time()
    try:
        for finding in _apply(rule, document):
            keep(finding)
    except (TooMuchMarkupError, OutOfTimeError):  # rules parse some of the file again
        raise
    except Exception as error:
        raise RuleCrashedError(rule, error) from error


def _place(finding: Finding) -> tuple[int, str]:
    return finding.start, finding.code


class _Room:
    """How many findings of a document may be kept; ``times`` as many if each is smaller."""

    def __init__(self, document: Document, times: int = 1) -> None:
        self._document = document
        self._times = times
        self.left_out = 0

    @cached_property
    def _most(self) -> float:
        """The limit, which is computed only if there are many findings."""
        markdown = self._document.markdown
        if markdown.budget is None:
            return float("inf")
        return self._times * markdown.budget.findings(markdown.text, markdown.nodes)

    def shorten(self, found: list[Finding] | FixList, leeway: float = 1.5) -> None:
        """Drop the last of ``found`` if there are more than ``leeway`` times the limit."""
        few = leeway * self._times * FEWEST_FINDINGS
        if len(found) <= few or len(found) <= leeway * self._most:
            return
        found.sort(key=_place)
        self.left_out += len(found) - int(self._most)
        del found[int(self._most) :]


def _may_fix(rule: Rule, wanted: Collection[Applicability]) -> bool:
    """Whether fixing needs the rule: it may offer a wanted fix, or stop those of others."""
    offers = not rule.info.runs_last and not set(rule.info.fixes).isdisjoint(wanted)
    return offers or rule.info.stops_fixes or rule.info.owns_places


def _is_kept(rule: Rule, finding: Finding, wanted: Collection[Applicability]) -> bool:
    """Whether fixing needs the finding: for its fix, or for its effect on other fixes."""
    if rule.info.stops_fixes or rule.info.requires in MOJIBAKE:
        return True
    return finding.fix is not None and finding.fix.applicability in wanted


def _apply(rule: Rule, document: Document) -> Iterator[Finding]:
    guessing = Guessing(rule, document)
    may_be_silenced = document.has_directives and not rule.info.runs_last
    for read in rule.check(document):
        finding = in_source(rule, read, guessing)
        if may_be_silenced:
            row, _ = document.lines_of_source.position(finding.start)
            if document.silences(rule.code, row):
                continue
        yield finding
