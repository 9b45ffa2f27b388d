"""Applies fixes until nothing more changes.

Each round checks the text, applies the fixes that do not touch each other, and starts again: a
fix may uncover, or get out of the way of, another one. After each round ``verification`` checks
that nothing else has changed; fixes that it refuses are left out, and so are those that undo each
other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.time_budget import check_time
from digestlint.core.finding import Applied, Finding
from digestlint.core.fix_list import FixList
from digestlint.fixes.applying import Text, apply, as_text, edited
from digestlint.fixes.leaving_out import LeftOut, Place
from digestlint.fixes.verifier import Verifier
from digestlint.text.codec import encode
from digestlint.text.edits import Edits, OffsetMap

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol

    class Watch(Protocol):
        """An observer of the rounds."""

        def move(self, applied: Iterable[Finding]) -> None:
            """Be told after a round which fixes were applied in it."""

        def back(self) -> None:
            """Take note that all rounds so far are discarded."""


_MAX_ROUNDS = 50
# Rounds with this many fixes do not count: a file with very many findings needs many rounds.
_MANY_FIXES = 1000
# How often fixes that others undo are looked for by their places, before whole rules are left out.
_MAX_TRIALS = 4


class Fixed(NamedTuple):
    """The outcome of ``fix``."""

    text: Text
    applied: Sequence[Applied]
    remaining: Sequence[Finding]  # what the last round found
    left_out: LeftOut  # fixes that do harm


class NotStableError(DigestlintError):
    """Fixes keep undoing each other, whichever rules are left out; the message names them."""


Check = Callable[[Text], Sequence[Finding]]
# As ``Check``; the second argument says whether unsafe fixes are wanted.
Draft = Callable[[Text, bool], Iterable[Finding]]


def fix(
    text: Text,
    check: Check,
    *,
    unsafe: bool,
    data: bytes | None = None,
    draft: Draft | None = None,
    watch: Watch | None = None,
    forget: Callable[[], object] = lambda: None,
) -> Fixed:
    """Check ``text`` and apply fixes, round by round, until none is left.

    Unsafe fixes wait until no safe one is left, so that they are the same ones whether the safe
    ones were applied before or not.

    Args:
        text: What to fix.
        check: Finds what is wrong; called once a round.
        unsafe: Whether unsafe fixes are applied, too.
        data: The bytes of ``text``, where they are at hand.
        draft: Like ``check``, but may leave out findings without a wanted fix: called instead of
            it as long as that leads to fixes.
        watch: Follows the rounds.
        forget: Called when a text has been checked for the last time, before its fixes are
            verified: both take much memory.

    Raises:
        NotStableError: when rounds do not come to an end.
    """
    endless: set[str] = set()
    undone: set[Place] = set()
    again = 0
    # Texts are large, and those that wait are kept as bytes: no name refers to one meanwhile.
    original, texts = encode(*text) if data is None else data, [text]
    del text
    while True:
        rounds = _Rounds(original, LeftOut(endless, undone))
        first = texts.pop if texts else partial(as_text, original)
        if (fixed := rounds.run(first(), check, draft, unsafe, watch, forget)) is not None:
            return fixed
        codes = frozenset[str]().union(*rounds.rules[rounds.first :])
        if codes <= endless:
            named = ", ".join(sorted(codes))
            raise NotStableError(say("the fixes of {codes} have no end", codes=named))
        # All again without what was undone; in the end, without these rules.
        again += 1
        if rounds.undone and again < _MAX_TRIALS:
            undone |= {(code, *place) for code in codes for place in rounds.undone}
        else:
            endless |= codes
        if watch is not None:
            watch.back()


class _Rounds:
    """All rounds of one file.

    Attributes:
        rules: Those whose fixes made each round.
        first: The first round of those that had no end, or brought an earlier text back.
        undone: Places, in the text before all rounds, of fixes that others undo.
    """

    def __init__(self, data: bytes, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._verifier = Verifier(data)
        self._applied: list[Applied] = []
        self._known: dict[Applied, Applied] = {}  # each once, since fixes may be many
        self._seen = {hash(data): 0}  # rounds before each text
        self._edits: list[Edits[str]] = []  # of each round
        self.rules: list[frozenset[str]] = []
        self.first = 0
        self.undone: frozenset[tuple[int, int]] = frozenset()

    def run(
        self,
        text: Text,
        check: Check,
        draft: Draft | None,
        unsafe: bool,
        watch: Watch | None,
        forget: Callable[[], object],
    ) -> Fixed | None:
        """Return the outcome; None if the rounds do not end."""
        wants_unsafe = False
        counted = 0
        most = _MAX_ROUNDS * _MANY_FIXES + len(text.text)
        is_back = False  # at an earlier text
        while counted < _MAX_ROUNDS and len(self._applied) <= most:
            changed = text
            if draft is not None:  # its findings are not kept: they may be many
                changed, fixes = self._side_by_side(text, draft(text, wants_unsafe), wants_unsafe)
            if changed == text:
                found = check(text)
                changed, fixes = self._side_by_side(text, found, wants_unsafe)
                if changed == text and unsafe and not wants_unsafe:
                    wants_unsafe = True
                    changed, fixes = self._side_by_side(text, found, True)
                if changed == text:
                    found = self._left_out.without_fixes(found)
                    return Fixed(text, self._applied, found, self._left_out)
                del found
            if is_back:  # to where these were made
                self.undone = self._before_all(fixes)
                return None
            forget()
            old, new = self._verifier.data, encode(*changed)
            del text, changed
            fixes = self._without_harm(new, fixes)
            counted += len(fixes) < _MANY_FIXES
            if self._verifier.data != old:
                is_back = self._take(fixes, watch)
            del old, new, fixes
            text = as_text(self._verifier.data)
        self.first = len(self.rules) // 2
        return None

    def _side_by_side(
        self, text: Text, found: Iterable[Finding], unsafe: bool
    ) -> tuple[Text, FixList]:
        return apply(text, self._left_out.rest_of(found), unsafe=unsafe)

    def _without_harm(self, new: bytes, fixes: FixList) -> FixList:
        """Make ``fixes``, which lead to ``new``, as far as they do no harm; return these."""
        check_time()
        if self._verifier.damage(new, fixes) is None:
            return fixes
        kept = self._verifier.harmless(fixes)
        self._left_out.add_harmful(fixes.take(sorted({*range(len(fixes))}.difference(kept))))
        fixes = fixes.take(kept)
        new = encode(*edited(as_text(self._verifier.data), fixes.edits()))
        if self._verifier.damage(new, fixes) is None:
            return fixes
        self._left_out.add_harmful(fixes)  # this cannot be, and may not do harm if it is
        return FixList()

    def _take(self, fixes: FixList, watch: Watch | None) -> bool:
        """Note that ``fixes`` were made; returns whether the text occurred before."""
        edits = fixes.edits().of_text()
        self._edits.append(edits)
        self._left_out.move(edits)
        if watch is not None:
            watch.move(fixes)
        self.rules.append(fixes.codes())
        for finding in fixes:
            fixed = Applied(finding.code, finding.name)
            self._applied.append(self._known.setdefault(fixed, fixed))
        if (known := hash(self._verifier.data)) in self._seen:
            self.first = self._seen[known]
            return True
        self._seen[known] = len(self.rules)
        return False

    def _before_all(self, fixes: FixList) -> frozenset[tuple[int, int]]:
        """Where the findings of ``fixes`` were in the text before all rounds."""
        places = {(fix.start, fix.end) for fix in fixes}
        for edits in reversed(self._edits):
            known = OffsetMap(edits)
            places = {(known.before(a), known.before(b, at_end=True)) for a, b in places}
        return frozenset(places)


__all__ = ["Check", "Draft", "Fixed", "NotStableError", "Text", "apply", "fix"]
