"""Finds the fixes that do harm in a round that does.

The file is cut into pieces, each with its fixes, and pieces that do harm by themselves are cut
again: each of a few levels looks at as many bytes as the file has. The remaining fixes have to be
accepted in the whole file. Where they are not, because no piece shows the harm, fixes are added one
half after the other, and as a last resort whole rules are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from digestlint._runtime.records import NamedTuple
from digestlint.core.fix_list import FixList
from digestlint.fixes.damage import InBytes, first_damage, in_bytes
from digestlint.markdown.rendering.rendered_blocks import VERBATIM, Rendered, rendered
from digestlint.text.edits import Edits, applied

_PIECES = 16
# Bytes after a piece's last fix, up to the end of a line, in which its harm becomes visible.
_BEHIND = 200
_LONG_LINE = 400
# The file is looked at this many times; fixes not cleared by then are left out.
_MOST = 48
_FEW = 4  # this many are tried once more, in the whole file


class _OutOfTimeError(Exception):
    """The file has been looked at often enough."""


class _Item(NamedTuple):
    """One fix, in bytes of the file."""

    start: int  # of its first change
    end: int  # of its last one
    number: int  # its place in the list
    changes: Sequence[tuple[int, int, bytes]]
    named: tuple[int, int]


def sift(data: bytes, fixes: FixList, before: Rendered) -> Sequence[int]:
    """Return the indices of those of ``fixes`` that do no harm in ``data``, as far as can be shown.

    ``before`` is the rendering of ``data``. The fixes that are returned are accepted together.
    """
    items = sorted(_items(data, fixes))
    sieve = _Sieve(data, before)
    try:
        guilty = sieve.guilty(items, 0, len(data))
        kept = _without(items, guilty)
        if sieve.harmful(kept):
            guilty += sieve.by_halves(kept)
        elif len(guilty) <= _FEW:
            guilty = sieve.still_guilty(_without(items, guilty), guilty)
        return _places(_without(items, guilty))
    except _OutOfTimeError:
        return _places(sieve.of_harmless_rules(items, fixes))


def _items(data: bytes, fixes: FixList) -> Iterator[_Item]:
    changes, named = in_bytes(data, fixes)
    changes_of: list[list[tuple[int, int, bytes]]] = [[] for _ in named]
    for owner, change in zip(fixes.owners(), changes, strict=True):
        changes_of[owner].append(change)
    for index, own in enumerate(changes_of):
        if own:
            yield _Item(own[0][0], own[-1][1], index, own, named[index])


def _without(items: Iterable[_Item], others: Iterable[_Item]) -> list[_Item]:
    indices = {item.number for item in others}
    return [item for item in items if item.number not in indices]


def _places(items: Iterable[_Item]) -> list[int]:
    return sorted(item.number for item in items)


class _Sieve:
    """Tries fixes of one file, in pieces of it and in the whole."""

    def __init__(self, data: bytes, before: Rendered) -> None:
        self._data = data
        self._before = before
        self._left = _MOST * (len(data) + 1000)
        # Where a piece may not begin: in what is shown as it is.
        verbatim = [b for b in before.blocks if b.containers[-1] in VERBATIM]
        self._verbatim = [block.start for block in verbatim]
        self._verbatim_ends = [block.end for block in verbatim]

    def harmful(self, items: Sequence[_Item], start: int = 0, end: int | None = None) -> bool:
        """Whether ``items`` do harm in the piece ``[start, end)``; the whole file by default."""
        end = len(self._data) if end is None else end
        piece = self._data[start:end]
        if not items:
            return False
        if self._left < 0:
            raise _OutOfTimeError
        own = Edits.of(
            (first - start, last - start, content)
            for item in items
            for first, last, content in item.changes
        )
        named = [
            (max(item.named[0] - start, 0), min(max(item.named[1] - start, 0), len(piece)))
            for item in items
        ]
        self._left -= len(piece)
        before = self._before if len(piece) == len(self._data) else rendered(piece)
        after = applied(piece, own)
        damage = first_damage(piece, after, InBytes(own, named), before, rendered(after))
        return damage is not None

    def guilty(self, items: Sequence[_Item], start: int, end: int) -> list[_Item]:
        """Those that do harm by themselves in ``[start, end)``, their neighbourhood."""
        if not self.harmful(items, start, end):
            return []
        if len(items) == 1:
            return list(items)
        groups = _groups(items)
        if len(groups) == 1:  # one in the other
            return self.by_halves(items, start, end)
        found = []
        for group, following in pairwise([*groups, []]):
            first = max(self._beginning(group[0].start), start)
            last = self._ending(following[0].start, end) if following else end
            last = max(last, *(item.end for item in group))
            found += self.guilty(group, first, last)
        return found

    def by_halves(
        self, items: Sequence[_Item], start: int = 0, end: int | None = None
    ) -> list[_Item]:
        """Those that do harm together with the fixes before them."""
        left = list(items)
        found: list[_Item] = []
        while self.harmful(left, start, end):
            low, high = 0, len(left)  # the first ``low`` do no harm, the first ``high`` do
            while high - low > 1:
                middle = (low + high) // 2
                if self.harmful(left[:middle], start, end):
                    high = middle
                else:
                    low = middle
            found.append(left.pop(high - 1))
        return found

    def still_guilty(self, kept: Sequence[_Item], guilty: Sequence[_Item]) -> list[_Item]:
        """Those of ``guilty`` that do harm in the whole file as well, beside ``kept``."""
        found = []
        good = list(kept)
        for item in guilty:
            if self.harmful([*good, item]):
                found.append(item)
            else:
                good.append(item)
        return found

    def of_harmless_rules(self, items: Sequence[_Item], fixes: FixList) -> Sequence[_Item]:
        """Of ``items``, those of rules that do no harm, one rule after the other."""
        self._left = _MOST * (len(self._data) + 1000)
        good: list[_Item] = []
        for code in sorted(fixes.codes()):
            own = set(fixes.by({code}))
            more = [*good, *(item for item in items if item.number in own)]
            if not self.harmful(more):
                good = more
        return good

    def _beginning(self, at: int) -> int:
        """Where a piece begins that is to hold a fix at ``at``."""
        i = bisect_right(self._verbatim, at) - 1
        if i >= 0 and self._verbatim_ends[i] >= at:
            at = self._verbatim[i]
        begin = max(self._data.rfind(b"\n", max(at - _LONG_LINE, 0), at) + 1, 0)
        return begin or max(at - _LONG_LINE, 0)

    def _ending(self, at: int, end: int) -> int:
        """Where a piece ends whose next fix would be at ``at``."""
        behind = at + _BEHIND
        newline = self._data.find(b"\n", behind, behind + _LONG_LINE)
        return min(newline + 1 if newline >= 0 else behind, end)


def _groups(items: Sequence[_Item]) -> list[list[_Item]]:
    """``items``, which are in order, in a few parts; none reaches into another one."""
    size = -(-len(items) // _PIECES)
    groups: list[list[_Item]] = [[]]
    reached = 0
    for item in items:
        if len(groups[-1]) >= size and item.start >= reached:
            groups.append([])
        groups[-1].append(item)
        reached = max(reached, item.end)
    return groups
