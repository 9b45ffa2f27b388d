"""Runs rules over a document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from digestlint.diagnostics import Guessing, diagnose
from digestlint.document import Document
from digestlint.finding import Applicability, Diagnostic
from digestlint.holding_back import MOJIBAKE, hold_back
from digestlint.memory_limit import FEWEST_FINDINGS, TooMuchMarkupError, most_findings
from digestlint.registry import all_rules
from digestlint.rule import Rule, RuleInfo
from digestlint.time_limit import TooSlowError, Work, running

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.rule import Need


class RuleCrashedError(Exception):
    """A rule failed: a defect of digestlint, not of the file."""

    def __init__(self, rule: Rule, cause: Exception) -> None:
        super().__init__(
            f"rule {rule.code} failed ({type(cause).__name__}: {cause}); this is a defect of "
            f"digestlint, please report it; --ignore {rule.code} gets you past it"
        )


class RulesTooSlowError(Exception):
    """Rules were stopped because they took too long.

    Attributes:
        rules: Their codes.
        found: What the others found, in the order of the file.
    """

    def __init__(self, rules: Iterable[str], found: Sequence[Diagnostic]) -> None:
        self.rules = rules = sorted(rules)
        self.found = found
        super().__init__(
            f"rule{'s' * (len(rules) > 1)} {', '.join(rules)} took too long and had to be stopped, "
            f"so findings are missing and nothing was fixed; --config max-rule-seconds=N gives "
            f"more time, --ignore {','.join(rules)} gets you past it"
        )


class TooManyFindingsError(Exception):
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


def lint(
    document: Document,
    *,
    only_fixes: Collection[Applicability] | None = None,
    without: Collection[str] = (),
) -> list[Diagnostic]:
    """The findings of the selected rules on ``document``, in the order of the file.

    With ``only_fixes``, of those rules only that may offer such a fix, the last ones aside: enough
    to find what can be fixed, and without the work of rules that only report. No finding has a fix
    where a rule that stops fixes finds something. Rules with a code in ``without`` have been
    stopped before: they do not run again, nor do the last ones, which look at what all others left.

    Raises:
        RuleCrashedError: when a rule fails.
        RulesTooSlowError: when rules took too long; the others have run.
        TooManyFindingsError: inside a ``memory_limit``, when there is no room for all findings.
        TooMuchMarkupError: inside one, when there is no room for the markup.
    """
    codes = document.settings.codes
    selected = [
        rule for rule in all_rules() if rule.code in codes and may_find(rule.info, document)
    ]
    if only_fixes is not None:
        selected = [rule for rule in selected if _may_fix(rule, only_fixes)]
    room = _Room(document)
    found: list[Diagnostic] = []
    stopped = False
    slow = list(without)
    for rule in sorted(selected, key=lambda rule: rule.info.last):
        if rule.code in slow or (slow and rule.info.last):
            continue
        own: list[Diagnostic] = []
        try:
            with running(Work()):
                for diagnostic in _apply(rule, document):
                    if only_fixes is None or _is_kept(rule, diagnostic, only_fixes):
                        own.append(diagnostic)
                        room.shorten(own)
        except TooSlowError:
            slow.append(rule.code)
            continue
        except TooMuchMarkupError:  # it parses some of it again
            raise
        except Exception as error:
            raise RuleCrashedError(rule, error) from error
        found += own
        room.shorten(found)
        stopped |= rule.info.stops_fixes and bool(own)
    if document.restoration.runs:
        found = hold_back(document.source.text, found, [rule.info for rule in selected])
    if stopped:
        found = [diagnostic._replace(fix=None, waits=False) for diagnostic in found]
    found.sort(key=_place)
    if slow:
        raise RulesTooSlowError(slow, found)
    room.shorten(found, leeway=1)
    if room.left_out:
        raise TooManyFindingsError(found, room.left_out)
    return found


def _place(diagnostic: Diagnostic) -> tuple[int, str]:
    return diagnostic.start, diagnostic.code


class _Room:
    """How many findings of a document may be kept."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.left_out = 0

    @cached_property
    def _most(self) -> float:
        """So many; found out only where there are many."""
        markdown = self._document.markdown
        return most_findings(markdown.text, markdown.weight)

    def shorten(self, found: list[Diagnostic], leeway: float = 1.5) -> None:
        """Leave out the last of ``found`` where there are ``leeway`` times as many as may be."""
        if len(found) <= leeway * FEWEST_FINDINGS or len(found) <= leeway * self._most:
            return
        found.sort(key=_place)
        self.left_out += len(found) - int(self._most)
        del found[int(self._most) :]


def may_find(info: RuleInfo, document: Document) -> bool:
    """Whether the rule may find anything, as it says itself: most of them need not be loaded."""
    if not _HAS[info.needs](document):
        return False
    text = document.source.text if info.reads == "source" else document.text
    return not info.signs or any(sign in text for sign in info.signs)


_HAS: Mapping[Need, Callable[[Document], object]] = {
    "anything": lambda document: True,
    "bibliography": lambda document: document.surroundings.bibliography,
    "byte order mark": lambda document: document.source.bom,
    "directives": lambda document: document.has_directives,
    "digest": lambda document: document.digest,
    "fields": lambda document: (
        document.digest and document.digest.schema.notes and document.digest.schema.notes.fields
    ),
    "links": lambda document: (
        document.markdown.links or document.markdown.definitions or document.markdown.html_links
    ),
    "lossy mojibake": lambda document: document.reading.is_lossy,
    "mixed line endings": lambda document: document.source.mixed_newlines,
    "mojibake": lambda document: (
        document.restoration.runs or document.restoration.suspects or document.restoration.remains
    ),
    "notes": lambda document: document.digest and document.digest.notes,
    "stray fences": lambda document: document.digest and document.digest.stray_fences,
    "tags": lambda document: document.markdown.html_tags,
    "undecodable bytes": lambda document: document.source.undecodable,
}


def _may_fix(rule: Rule, wanted: Collection[Applicability]) -> bool:
    """Whether a draft needs the rule: it may offer a wanted fix, or stop those of others."""
    offers = not rule.info.last and not set(rule.info.fixes).isdisjoint(wanted)
    return offers or rule.info.stops_fixes


def _is_kept(rule: Rule, diagnostic: Diagnostic, wanted: Collection[Applicability]) -> bool:
    """Whether a draft needs a finding: for its fix, or for what it says about those of others."""
    if rule.info.stops_fixes or rule.info.needs in MOJIBAKE:
        return True
    return diagnostic.fix is not None and diagnostic.fix.applicability in wanted


def _apply(rule: Rule, document: Document) -> Iterator[Diagnostic]:
    guessing = Guessing(rule, document)
    for finding in rule.check(document):
        diagnostic = diagnose(rule, finding, guessing)
        row, _ = document.lines_of_source.position(diagnostic.start)
        if rule.info.last or not document.silences(rule.code, row):
            yield diagnostic
