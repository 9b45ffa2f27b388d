"""Findings with their fixes in little memory, so that those of a whole file fit into one round.

The rule, the place and the edits of each are kept, in arrays; messages are not.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Message
from digestlint.text.edits import Edits

_KINDS = (None, Applicability.SAFE, Applicability.UNSAFE)
_NONE, _SAFE, _UNSAFE = range(3)
_NOT_KEPT = Message("", "")
# Contents of up to this many characters are common, and kept once.
_SHORT = 16


class _Store:
    """What many findings share: their rules, and the text that fixes write."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, str, bool]] = []  # code, name, whether it is a last one
        self.texts: list[str] = []
        self._rules: dict[tuple[str, str, bool], int] = {}  # their places in the lists
        self._texts: dict[str, int] = {}

    def rule(self, rule: tuple[str, str, bool]) -> int:
        """Return the number of a rule."""
        if rule not in self._rules:
            self._rules[rule] = len(self.rules)
            self.rules.append(rule)
        return self._rules[rule]

    def text(self, text: str) -> int:
        """Return the number of a text."""
        number = self._texts.get(text)
        if number is None:
            number = len(self.texts)
            self.texts.append(text)
            if len(text) <= _SHORT:
                self._texts[text] = number
        return number


class FixList(Sequence[Finding]):
    """Findings without their messages; each is created when it is accessed."""

    __slots__ = (
        *("_contents", "_edit_ends", "_edit_starts", "_ends", "_first"),
        *("_kinds", "_rules", "_starts", "_store"),
    )

    def __init__(self, findings: Iterable[Finding] = (), store: _Store | None = None) -> None:
        self._store = store or _Store()
        self._rules = array("H")
        self._kinds = bytearray()
        self._starts = array("q")
        self._ends = array("q")
        self._first = array("q", (0,))  # the first edit of each; the end of the last one's
        self._edit_starts = array("q")
        self._edit_ends = array("q")
        self._contents = array("l")
        for finding in findings:
            self.append(finding)

    @classmethod
    def of(cls, findings: Iterable[Finding] | FixList) -> FixList:
        """Return ``findings`` as a list of this kind."""
        return findings if isinstance(findings, FixList) else cls(findings)

    def append(self, finding: Finding) -> None:
        """Add one."""
        fix = finding.fix
        self._rules.append(self._store.rule((finding.code, finding.name, finding.last)))
        self._kinds.append(_NONE if fix is None else _KINDS.index(fix.applicability))
        self._starts.append(finding.start)
        self._ends.append(finding.end)
        for edit in fix.edits if fix else ():
            self._edit_starts.append(edit.start)
            self._edit_ends.append(edit.end)
            self._contents.append(self._store.text(edit.content))
        self._first.append(len(self._contents))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Finding:  # type: ignore[override]
        code, name, last = self._store.rules[self._rules[index]]
        kind = _KINDS[self._kinds[index]]
        fix = None if kind is None else Fix(kind, _NOT_KEPT, tuple(self.edits_of(index)))
        start, end = self._starts[index], self._ends[index]
        return Finding(start, end, _NOT_KEPT, fix, code=code, name=name, last=last)

    def __iter__(self) -> Iterator[Finding]:
        return map(self.__getitem__, range(len(self)))

    def edits_of(self, index: int) -> Iterator[Edit]:
        """Yield the edits of one finding."""
        for place in range(self._first[index], self._first[index + 1]):
            content = self._store.texts[self._contents[place]]
            yield Edit(self._edit_starts[place], self._edit_ends[place], content)

    def take(self, indices: Iterable[int]) -> FixList:
        """Return those at ``indices``, in that order."""
        taken = FixList(store=self._store)
        for index in indices:
            taken._rules.append(self._rules[index])
            taken._kinds.append(self._kinds[index])
            taken._starts.append(self._starts[index])
            taken._ends.append(self._ends[index])
            first, end = self._first[index], self._first[index + 1]
            taken._edit_starts += self._edit_starts[first:end]
            taken._edit_ends += self._edit_ends[first:end]
            taken._contents += self._contents[first:end]
            taken._first.append(len(taken._contents))
        return taken

    def sort(self, key: Callable[[Finding], tuple[int, str]]) -> None:
        """Sort them by ``key``."""
        self._become(self.take(sorted(range(len(self)), key=lambda index: key(self[index]))))

    def __delitem__(self, places: slice) -> None:
        self._become(self.take(range(len(self))[: places.start]))

    def _become(self, other: FixList) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(other, name))

    def fixed(self, *, unsafe: bool) -> Sequence[int]:
        """Return the indices of findings with a wanted fix: safe ones first, then unsafe ones.

        Findings of rules that run last are included only if there are no others.
        """
        last = [rule[2] for rule in self._store.rules]
        kinds = (_SAFE, _UNSAFE) if unsafe else (_SAFE,)
        wanted = [i for kind in kinds for i, its in enumerate(self._kinds) if its == kind]
        return [i for i in wanted if not last[self._rules[i]]] or wanted

    def by(self, codes: Collection[str]) -> Sequence[int]:
        """Return the indices of the findings of the rules with ``codes``."""
        own = {i for i, (code, _, _) in enumerate(self._store.rules) if code in codes}
        return [i for i, rule in enumerate(self._rules) if rule in own]

    def codes(self) -> frozenset[str]:
        """Return the rules of the findings."""
        return frozenset(self._store.rules[rule][0] for rule in set(self._rules))

    def edits(self) -> Edits[str]:
        """Return all edits, in the order of the file."""
        order = self._order()
        texts = self._store.texts
        return Edits(
            array("q", map(self._edit_starts.__getitem__, order)),
            array("q", map(self._edit_ends.__getitem__, order)),
            [texts[self._contents[i]] for i in order],
        )

    def owners(self) -> Sequence[int]:
        """Return the index of the finding of each edit, in the same order."""
        owners = array("l")
        for index, (first, end) in enumerate(pairwise(self._first)):
            owners.extend([index] * (end - first))
        return array("l", map(owners.__getitem__, self._order()))

    def _order(self) -> Sequence[int]:
        starts, ends = self._edit_starts, self._edit_ends
        order: Sequence[int] = range(len(starts))
        if all(starts[i] < starts[i + 1] for i in order[:-1]):
            return order
        # An insertion goes before the replacement of the text after it.
        size = max(ends, default=0) + 2
        return sorted(order, key=lambda i: starts[i] * size + ends[i])

    def spans(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return the starts and the ends of all findings."""
        return self._starts, self._ends

    def make_unsafe(self, codes: Collection[str]) -> None:
        """Make the fixes of the rules with ``codes`` unsafe."""
        for index in self.by(codes):
            if self._kinds[index] == _SAFE:
                self._kinds[index] = _UNSAFE

    def drop_fixes(self, indices: Iterable[int]) -> None:
        """Let the findings at ``indices`` have no fix."""
        for index in indices:
            self._kinds[index] = _NONE
