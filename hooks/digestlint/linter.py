"""Runs rules over a document and says where in the file their findings stand.

Rules read the restored text; the file holds the source text. Positions map back character by
character. A fix that would change mojibake or undecodable bytes waits until those are restored, and
so does one that would write elsewhere what was guessed of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from digestlint.document import Document
from digestlint.finding import Applicability, Diagnostic, Edit, Finding, Fix
from digestlint.mojibake import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
from digestlint.patterns import lazy_pattern
from digestlint.reading import forms
from digestlint.registry import all_rules
from digestlint.rule import Rule, RuleInfo
from digestlint.time_limit import TooSlowError, Work, running

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.mojibake import Restoration
    from digestlint.rule import Need

_UNDECODABLE = lazy_pattern("[\udc80-\udcff]")
# What messages show for a character that is not known yet.
_UNKNOWN = "□"
_PLACEHOLDER = lazy_pattern(f"[{LETTER_PLACEHOLDER}{SYMBOL_PLACEHOLDER}]")


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
    """
    codes = document.settings.codes
    selected = [
        rule for rule in all_rules() if rule.code in codes and may_find(rule.info, document)
    ]
    if only_fixes is not None:
        selected = [rule for rule in selected if _may_fix(rule, only_fixes)]
    found: list[Diagnostic] = []
    stopped = False
    slow = list(without)
    for rule in sorted(selected, key=lambda rule: rule.info.last):
        if rule.code in slow or (slow and rule.info.last):
            continue
        known = len(found)
        try:
            with running(Work()):
                found.extend(_apply(rule, document))
        except TooSlowError:
            del found[known:]
            slow.append(rule.code)
        except Exception as error:
            raise RuleCrashedError(rule, error) from error
        stopped |= rule.info.stops_fixes and len(found) > known
    if stopped:
        found = [diagnostic._replace(fix=None, waits=False) for diagnostic in found]
    found.sort(key=lambda diagnostic: (diagnostic.start, diagnostic.code))
    if slow:
        raise RulesTooSlowError(slow, found)
    return found


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
    "links": lambda document: document.markdown.links or document.markdown.definitions,
    "lossy mojibake": lambda document: document.reading.is_lossy,
    "mixed line endings": lambda document: document.source.mixed_newlines,
    "mojibake": lambda document: document.restoration.runs or document.restoration.suspects,
    "notes": lambda document: document.digest and document.digest.notes,
    "stray fences": lambda document: document.digest and document.digest.stray_fences,
    "tags": lambda document: document.markdown.html_tags,
    "undecodable bytes": lambda document: document.source.undecodable,
}


def _may_fix(rule: Rule, wanted: Collection[Applicability]) -> bool:
    """Whether a draft needs the rule: it may offer a wanted fix, or stop those of others."""
    offers = not rule.info.last and not set(rule.info.fixes).isdisjoint(wanted)
    return offers or rule.info.stops_fixes


def _apply(rule: Rule, document: Document) -> Iterator[Diagnostic]:
    guessing = _Guessing(rule, document)
    for finding in rule.check(document):
        if finding.fix is not None:
            _refuse_overlaps(finding.fix)
        diagnostic = _locate(rule, finding, guessing)
        row, _ = document.lines_of_source.position(diagnostic.start)
        if rule.info.last or not document.silences(rule.code, row):
            yield diagnostic


class _Guessing:
    """Whether fixes of one rule write what was only guessed of one document."""

    def __init__(self, rule: Rule, document: Document) -> None:
        self.document = document
        self._rule = rule

    def writes(self, fix: Fix) -> bool:
        """Whether ``fix`` would be another one, or none, if nothing were guessed.

        Only what holds a guessed character, in whichever form, is worth the trouble to ask.
        """
        guesses = self.document.guesses
        if not guesses or all(forms(edit.content).isdisjoint(guesses) for edit in fix.edits):
            return False
        return (fix.applicability, fix.edits) not in self._without

    @cached_property
    def _without(self) -> frozenset[tuple[Applicability, tuple[Edit, ...]]]:
        """The fixes of the rule where guessed characters are unknown; offsets are the same."""
        fixes = (finding.fix for finding in self._rule.check(self.document.without_guesses))
        return frozenset((fix.applicability, fix.edits) for fix in fixes if fix is not None)


def _refuse_overlaps(fix: Fix) -> None:
    edits = sorted(fix.edits, key=lambda edit: (edit.start, edit.end))
    for edit, following in pairwise(edits):
        if edit.end > following.start:
            raise ValueError(f"the edits of a fix overlap: {edit} and {following}")


def _locate(rule: Rule, finding: Finding, guessing: _Guessing) -> Diagnostic:
    restoration = guessing.document.restoration
    start, end, fix, waits = finding.start, finding.end, finding.fix, False
    if rule.info.reads == "restored":
        start, end = restoration.source_span(start, end)
        if fix is not None:
            waits = not all(_applicable(edit, restoration) for edit in fix.edits)
            waits = waits or guessing.writes(fix)
            fix = None if waits else _map_fix(fix, restoration)
    message = _readable(finding.message)
    last, restored = rule.info.last, finding.restored
    return Diagnostic(rule.code, rule.name, message, start, end, fix, waits, last, restored)


def _applicable(edit: Edit, restoration: Restoration) -> bool:
    """Whether ``edit`` neither touches nor copies what is damaged."""
    start, end = restoration.source_span(edit.start, edit.end)
    if not restoration.intact(edit.start, edit.end):
        return False
    if _UNDECODABLE.search(restoration.source, start, end):
        return False
    if _PLACEHOLDER.search(edit.content) and _has_damage(restoration):
        return False
    return not _joins(edit, restoration)


def _has_damage(restoration: Restoration) -> bool:
    return restoration.is_lossy or bool(_UNDECODABLE.search(restoration.source))


def _joins(edit: Edit, restoration: Restoration) -> bool:
    """Whether ``edit`` would put a character beside mojibake that could be read as part of it.

    A quotation mark after a character that lost its last byte would pass for that byte.
    """
    if not restoration.runs:
        return False
    text = restoration.text
    first = edit.content[:1] or text[edit.end : edit.end + 1]
    last = edit.content[-1:] or text[edit.start - 1 : edit.start]
    after_mojibake = edit.start > 0 and not restoration.intact(edit.start - 1, edit.start)
    before_mojibake = edit.end < len(text) and not restoration.intact(edit.end, edit.end + 1)
    if not edit.content and after_mojibake and before_mojibake:
        return False  # both sides begin with a lead byte, so they stay apart
    from digestlint.mojibake.codepages import high_characters  # only with mojibake

    confusable = high_characters().match
    return bool((after_mojibake and confusable(first)) or (before_mojibake and confusable(last)))


def _map_fix(fix: Fix, restoration: Restoration) -> Fix:
    edits = tuple(
        Edit(*restoration.source_span(edit.start, edit.end), edit.content) for edit in fix.edits
    )
    return Fix(fix.applicability, _readable(fix.message), edits)


def _readable(message: str) -> str:
    return message.replace(LETTER_PLACEHOLDER, _UNKNOWN).replace(SYMBOL_PLACEHOLDER, _UNKNOWN)
