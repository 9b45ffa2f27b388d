"""Applies fixes until nothing more changes.

Each round checks the text, applies the fixes that do not touch each other, and starts again: a
fix may uncover, or get out of the way of, another one. After each round ``verification`` checks
that nothing else has changed.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence

from digestlint.finding import BOM, Applicability, Applied, Diagnostic, Edit
from digestlint.records import NamedTuple
from digestlint.source import encode
from digestlint.verification import Verifier

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


class NotStableError(Exception):
    """Fixes kept undoing each other; the message names their rules."""


Check = Callable[[Text], Sequence[Diagnostic]]
# As ``Check``; the second argument says whether unsafe fixes are wanted.
Draft = Callable[[Text, bool], Sequence[Diagnostic]]


def fix(
    text: Text,
    check: Check,
    *,
    unsafe: bool,
    draft: Draft | None = None,
    watch: Callable[[Sequence[Diagnostic]], None] | None = None,
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
        watch: Told after each round which fixes were applied in it.

    Raises:
        NotStableError: when rounds do not come to an end.
        HarmfulFixError: when a fix changes what it does not name.
    """
    applied: list[Applied] = []
    rules: dict[Applied, Applied] = {}  # each once, since fixes may be many
    rounds: list[frozenset[str]] = []  # the rules whose fixes made each
    seen = {hash(text): 0}  # the number of rounds before each text
    verifier = Verifier(encode(text.text, text.bom))
    wants_unsafe = False
    counted = 0
    most = _MAX_ROUNDS * _MANY_FIXES + len(text.text)
    while counted < _MAX_ROUNDS and len(applied) <= most:
        changed = text
        if draft is not None:  # its findings are not kept: they may be many
            changed, round_applied = apply(text, draft(text, wants_unsafe), unsafe=wants_unsafe)
        if changed == text:
            found = check(text)
            changed, round_applied = apply(text, found, unsafe=wants_unsafe)
            if changed == text and unsafe and not wants_unsafe:
                wants_unsafe = True
                changed, round_applied = apply(text, found, unsafe=True)
            if changed == text:
                return Fixed(text, applied, found)
            del found
        verifier.accept(encode(changed.text, changed.bom), round_applied)
        rounds.append(frozenset(diagnostic.code for diagnostic in round_applied))
        counted += len(round_applied) < _MANY_FIXES
        if (known := hash(changed)) in seen:
            raise NotStableError(_undoing(rounds[seen[known] :]))
        seen[known] = len(rounds)
        for diagnostic in round_applied:
            fixed = Applied(diagnostic.code, diagnostic.name)
            applied.append(rules.setdefault(fixed, fixed))
        if watch is not None:
            watch(round_applied)
        del round_applied
        text = changed
    raise NotStableError(_undoing(rounds[len(rounds) // 2 :]))


def _undoing(rounds: Iterable[frozenset[str]]) -> str:
    codes = ", ".join(sorted(frozenset().union(*rounds)))
    return (
        f"the fixes of {codes} keep undoing each other, so the file was left as it was; this is a "
        f"defect of digestlint, please report it"
    )


def apply(
    text: Text, diagnostics: Iterable[Diagnostic], *, unsafe: bool
) -> tuple[Text, list[Diagnostic]]:
    """Apply as many fixes as fit side by side; returns the new text and what was applied.

    Where two fixes touch, a safe one wins this round, else the one that comes first.
    """
    wanted = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.fix and (unsafe or diagnostic.fix.applicability is Applicability.SAFE)
    ]
    # What the last rules found may be put right by the fixes of the others.
    wanted = [diagnostic for diagnostic in wanted if not diagnostic.last] or wanted
    wanted.sort(key=lambda d: d.fix is not None and d.fix.applicability is Applicability.UNSAFE)
    edits: list[Edit] = []
    applied = []
    taken = _Taken()
    for diagnostic in wanted:
        assert diagnostic.fix
        if taken.add(diagnostic.fix.edits):
            edits += diagnostic.fix.edits
            applied.append(diagnostic)
    return _edited(text, sorted(edits, key=lambda edit: (edit.start, edit.end))), applied


class _Taken:
    """The stretches that edits of this round change; an insertion takes the gap it fills."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []  # sorted, disjoint

    def add(self, edits: Sequence[Edit]) -> bool:
        """Take the stretches of ``edits``, unless one of them touches a taken one."""
        if any(self._touches(edit) for edit in edits):
            return False
        for edit in edits:
            insort(self._spans, (edit.start, edit.end))
        return True

    def _touches(self, edit: Edit) -> bool:
        i = bisect_left(self._spans, (edit.start, edit.end))
        after = i < len(self._spans) and self._spans[i][0] <= edit.end
        return after or (i > 0 and self._spans[i - 1][1] >= edit.start)


def _edited(text: Text, edits: Sequence[Edit]) -> Text:
    parts = []
    position = 0
    bom = text.bom
    for edit in edits:
        if edit.start == BOM:
            bom = False
            continue
        parts += [text.text[position : edit.start], edit.content]
        position = edit.end
    return _as_read("".join(parts) + text.text[position:], bom)


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
