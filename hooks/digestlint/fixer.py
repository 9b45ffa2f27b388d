"""Applies fixes until nothing more changes.

Each round checks the text, applies the fixes that do not touch each other, and starts again: a
fix may uncover, or get out of the way of, another one. After each round ``verification`` checks
that nothing else has changed; fixes that it refuses are left out, and so are those that undo each
other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from digestlint.finding import BOM, Applied, Diagnostic
from digestlint.fix_list import Edits, FixList
from digestlint.leaving_out import LeftOut
from digestlint.records import NamedTuple
from digestlint.source import encode
from digestlint.time_limit import step
from digestlint.verification import Verifier

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Protocol

    class Watch(Protocol):
        """Whoever follows the rounds."""

        def move(self, applied: Iterable[Diagnostic]) -> None:
            """Be told after a round which fixes were applied in it."""

        def back(self) -> None:
            """Be told that all rounds so far were in vain."""


_MAX_ROUNDS = 50
# A round of so many fixes is one of those that a file with very many needs; it does not count.
_MANY_FIXES = 1000
_BOM_CHARACTER = "\ufeff"


class Text(NamedTuple):
    """What fixes change: the source text, and whether a byte order mark stands before it."""

    text: str
    bom: bool


class Fixed(NamedTuple):
    """The outcome of ``fix``."""

    text: Text
    applied: Sequence[Applied]
    remaining: Sequence[Diagnostic]  # what the last round found
    left_out: LeftOut  # fixes that do harm


class NotStableError(Exception):
    """Fixes keep undoing each other, whichever rules are left out; the message names them."""


Check = Callable[[Text], Sequence[Diagnostic]]
# As ``Check``; the second argument says whether unsafe fixes are wanted.
Draft = Callable[[Text, bool], Iterable[Diagnostic]]


def fix(
    text: Text,
    check: Check,
    *,
    unsafe: bool,
    draft: Draft | None = None,
    watch: Watch | None = None,
) -> Fixed:
    """Check ``text`` and apply fixes, round by round, until none is left.

    Unsafe fixes wait until no safe one is left, so that they are the same ones whether the safe
    ones were applied before or not.

    Args:
        text: What to fix.
        check: Finds what is wrong; called once a round.
        unsafe: Whether unsafe fixes are applied, too.
        draft: Like ``check``, but may leave out findings without a wanted fix: called instead of
            it as long as that leads to fixes.
        watch: Follows the rounds.

    Raises:
        NotStableError: when rounds do not come to an end.
    """
    endless: set[str] = set()
    while True:
        rounds = _Rounds(text, endless)
        if (fixed := rounds.run(check, draft, unsafe, watch)) is not None:
            return fixed
        codes = frozenset[str]().union(*rounds.rules[len(rounds.rules) // 2 :])
        if codes <= endless:
            raise NotStableError(f"the fixes of {', '.join(sorted(codes))} have no end")
        endless |= codes  # all again without them
        if watch is not None:
            watch.back()


class _Rounds:
    """All rounds of one file, without the fixes of some rules."""

    def __init__(self, text: Text, without: Iterable[str]) -> None:
        self._text = text
        self._left_out = LeftOut(without)
        self._verifier = Verifier(encode(text.text, text.bom))
        self._applied: list[Applied] = []
        self._known: dict[Applied, Applied] = {}  # each once, since fixes may be many
        self._seen = {hash(text): (0, 0)}  # rounds and fixes before each text
        self.rules: list[frozenset[str]] = []  # whose fixes made each round

    def run(
        self, check: Check, draft: Draft | None, unsafe: bool, watch: Watch | None
    ) -> Fixed | None:
        """What they bring; None if they do not come to an end."""
        wants_unsafe = False
        counted = 0
        most = _MAX_ROUNDS * _MANY_FIXES + len(self._text.text)
        undone: frozenset[str] = frozenset()  # rules that brought an earlier text back
        while counted < _MAX_ROUNDS and len(self._applied) <= most:
            text = changed = self._text
            if draft is not None:  # its findings are not kept: they may be many
                changed, fixes = self._side_by_side(draft(text, wants_unsafe), wants_unsafe)
            if changed == text:
                found = check(text)
                changed, fixes = self._side_by_side(found, wants_unsafe)
                if changed == text and unsafe and not wants_unsafe:
                    wants_unsafe = True
                    changed, fixes = self._side_by_side(found, True)
                if changed == text:
                    found = self._left_out.without_fixes(found)
                    return Fixed(text, self._applied, found, self._left_out)
                del found
            if undone:  # these are what has been undone
                self._left_out.add_undone(fixes, undone)
                undone = frozenset()
                continue
            changed, fixes = self._without_harm(changed, fixes)
            counted += len(fixes) < _MANY_FIXES
            if changed != text:
                undone = self._take(changed, fixes, watch)
        return None

    def _side_by_side(self, found: Iterable[Diagnostic], unsafe: bool) -> tuple[Text, FixList]:
        return apply(self._text, self._left_out.rest_of(found), unsafe=unsafe)

    def _without_harm(self, changed: Text, fixes: FixList) -> tuple[Text, FixList]:
        """The text as it is without those of ``fixes`` that do harm, and the others."""
        with step("verifying fixes"):
            if self._verifier.damage(encode(changed.text, changed.bom), fixes) is None:
                return changed, fixes
            kept = self._verifier.harmless(fixes)
            self._left_out.add_harmful(fixes.take(sorted({*range(len(fixes))}.difference(kept))))
            fixes = fixes.take(kept)
            changed = _edited(self._text, fixes.edits())
            if self._verifier.damage(encode(changed.text, changed.bom), fixes) is None:
                return changed, fixes
            self._left_out.add_harmful(fixes)  # this cannot be, and may not do harm if it is
            return self._text, FixList()

    def _take(self, changed: Text, fixes: FixList, watch: Watch | None) -> frozenset[str]:
        """Go on with ``changed``; returns the rules that brought it back, if it is an old text."""
        self._text = changed
        self._left_out.move(fixes.edits())
        if watch is not None:
            watch.move(fixes)
        self.rules.append(fixes.codes())
        for diagnostic in fixes:
            fixed = Applied(diagnostic.code, diagnostic.name)
            self._applied.append(self._known.setdefault(fixed, fixed))
        if (known := hash(changed)) in self._seen:
            rounds, applied = self._seen[known]
            del self._applied[applied:]
            return frozenset[str]().union(*self.rules[rounds:])
        self._seen[known] = len(self.rules), len(self._applied)
        return frozenset()


def apply(text: Text, diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> tuple[Text, FixList]:
    """Apply as many fixes as fit side by side; returns the new text and what was applied.

    Where two fixes touch, a safe one wins this round, else the one that comes first. What the last
    rules found may be put right by the fixes of the others, which come first.
    """
    found = FixList.of(diagnostics)
    # The characters that edits of this round change, with the gaps around them; before the first
    # one there is room for a byte order mark. An insertion takes the gap it fills.
    taken = bytearray(len(text.text) + 2)
    chosen = []
    for index in found.fixed(unsafe=unsafe):
        edits = list(found.edits_of(index))
        # Its ends first: they are at hand.
        if any(taken[edit.start + 1] or taken[edit.end + 1] for edit in edits):
            continue
        if any(taken.find(1, edit.start + 1, edit.end + 2) >= 0 for edit in edits):
            continue
        for start, end, _ in edits:
            taken[start + 1 : end + 2] = b"\1" * (end - start + 1)
        chosen.append(index)
    del taken
    applied = found.take(chosen)
    return _edited(text, applied.edits()), applied


def _edited(text: Text, edits: Edits) -> Text:
    parts = StringIO()
    position = 0
    bom = text.bom
    for start, end, content in zip(*edits, strict=True):
        if start == BOM:
            bom = False
            continue
        parts.write(text.text[position:start])
        parts.write(content)
        position = end
    parts.write(text.text[position:])
    return _as_read(parts.getvalue(), bom)


def _as_read(edited: str, bom: bool) -> Text:
    """The text as it will be read from the file, so that the next round's offsets fit.

    Bytes that were undecodable apart may form a character once they meet, and U+FEFF becomes a
    byte order mark where an edit leaves it at the start of the file.
    """
    try:
        edited.encode()
    except UnicodeEncodeError:
        edited = edited.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    if not bom and edited.startswith(_BOM_CHARACTER):
        return Text(edited.removeprefix(_BOM_CHARACTER), True)
    return Text(edited, bom)
