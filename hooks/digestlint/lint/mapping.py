"""Maps findings from the text that rules read to the source text.

Rules read the restored text; the file contains the source text. Positions map back character by
character. A fix that would change mojibake or undecodable bytes waits until those are restored, and
so does one that would write a guess about them elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message
from digestlint.document.document import Document
from digestlint.document.restored_view import forms
from digestlint.encoding import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
from digestlint.lint.registry import Rule
from digestlint.text.edits import in_order, overlap

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding import Restoration

_UNDECODABLE = lazy_pattern("[\udc80-\udcff]")
# What messages show for an unknown character.
_UNKNOWN = "□"
_PLACEHOLDER = lazy_pattern(f"[{LETTER_PLACEHOLDER}{SYMBOL_PLACEHOLDER}]")


class Guessing:
    """Whether fixes of one rule write guesses about one document."""

    def __init__(self, rule: Rule, document: Document) -> None:
        self.document = document
        self._rule = rule

    @cached_property
    def severity(self) -> Severity:
        """How bad the findings of the rule are."""
        return self.document.settings.severity_of(self._rule.info)

    @cached_property
    def is_needless(self) -> bool:
        """Whether nothing is damaged: places and edits are those of the source."""
        return not (self.document.restoration.runs or self.document.source.undecodable)

    def writes(self, fix: Fix) -> bool:
        """Whether ``fix`` would be different, or missing, without the guesses.

        Only a fix that contains a guessed character, in any form, has to be checked.
        """
        guesses = self.document.guesses
        if not guesses or all(forms(edit.content).isdisjoint(guesses) for edit in fix.edits):
            return False
        return (fix.applicability, fix.edits) not in self._without

    @cached_property
    def _without(self) -> frozenset[tuple[Applicability, tuple[Edit, ...]]]:
        """The fixes of the rule if guessed characters are unknown; offsets are the same."""
        fixes = (finding.fix for finding in self._rule.check(self.document.without_guesses))
        return frozenset((fix.applicability, fix.edits) for fix in fixes if fix is not None)


def in_source(rule: Rule, finding: Finding, guessing: Guessing) -> Finding:
    """Return ``finding`` of ``rule`` with its place in the source text.

    Raises:
        ValueError: when the edits of its fix overlap.
    """
    start, end, message, fix, restored = finding[:5]
    if fix is not None and len(fix.edits) > 1:
        _refuse_overlaps(fix)
    info, waits = rule.info, False
    if info.reads == "restored":
        if guessing.is_needless:
            fix = fix and Fix(fix.applicability, _readable(fix.message), fix.edits)
        else:
            restoration = guessing.document.restoration
            start, end = restoration.source_span(start, end)
            if fix is not None:
                waits = not all(_applicable(edit, restoration) for edit in fix.edits)
                waits = waits or guessing.writes(fix)
                fix = None if waits else _map_fix(fix, restoration)
    # Not `_replace`, which takes five times as long, and there may be very many.
    message = _readable(message)
    rule_of = info.code, info.name, waits, info.runs_last, guessing.severity
    return Finding(start, end, message, fix, restored, *rule_of)


def _refuse_overlaps(fix: Fix) -> None:
    for edit, following in pairwise(in_order(fix.edits)):
        if overlap(edit, following):
            raise ValueError(f"the edits of a fix overlap: {edit} and {following}")


def _applicable(edit: Edit, restoration: Restoration) -> bool:
    """Whether ``edit`` neither touches nor copies damaged text."""
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
    """Whether ``edit`` would put a character next to mojibake that could be read as part of it.

    A quotation mark after a character that lost its last byte would be read as that byte.
    """
    if not restoration.runs:
        return False
    text = restoration.text
    first = edit.content[:1] or text[edit.end : edit.end + 1]
    last = edit.content[-1:] or text[edit.start - 1 : edit.start]
    after_mojibake = edit.start > 0 and not restoration.intact(edit.start - 1, edit.start)
    before_mojibake = edit.end < len(text) and not restoration.intact(edit.end, edit.end + 1)
    if not edit.content and after_mojibake and before_mojibake:
        return False  # both sides begin with a lead byte, so they stay separate
    from digestlint.encoding.channels.codepages import high_characters  # only with mojibake

    confusable = high_characters().match
    return bool((after_mojibake and confusable(first)) or (before_mojibake and confusable(last)))


def _map_fix(fix: Fix, restoration: Restoration) -> Fix:
    edits = tuple(
        Edit(*restoration.source_span(edit.start, edit.end), edit.content) for edit in fix.edits
    )
    return Fix(fix.applicability, _readable(fix.message), edits)


def _readable(message: Message) -> Message:
    """Return ``message`` with ``□`` for unknown characters."""
    if all(isinstance(each, str) and each.isascii() for each in message.arguments):
        return message  # as nearly all are
    arguments = tuple(map(_readable_argument, message.arguments))
    return Message(message.id, message.english, arguments)


def _readable_argument(argument: str | int | Message) -> str | int | Message:
    match argument:
        case int():
            return argument
        case str():
            unknown = argument.replace(LETTER_PLACEHOLDER, _UNKNOWN)
            return unknown.replace(SYMBOL_PLACEHOLDER, _UNKNOWN)
        case _:
            return _readable(argument)
