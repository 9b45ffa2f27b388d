"""The characters chosen for the damaged ones of a text, in little memory."""

from array import array
from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from operator import eq
from typing import Any, NamedTuple

_DOUBTFUL = 0.99
"""Below this posterior, a choice is reported with its alternatives."""


UNTRIED = 0.98
"""The highest posterior under a channel, or in a language, that nothing is calibrated for."""


class Choice(NamedTuple):
    """The character chosen for a damaged one.

    Attributes:
        char: The likeliest candidate.
        posterior: The calibrated probability that it is right.
        alternatives: The next candidates and their posteriors, the likeliest first.
    """

    char: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether it should be reported with its alternatives."""
        return self.posterior < _DOUBTFUL


# As ``Choice._make``, without a call of Python.
_made = partial(tuple.__new__, Choice)


class Choices(Mapping[int, Choice]):
    """Choices by offset, each made when it is asked for: a text may have 100,000."""

    def __init__(self, choices: Iterable[tuple[int, Choice]]) -> None:
        """Take the choices in ascending order of their offsets."""
        self._offsets = array("I")
        self._codes = array("I")
        self._posteriors = array("d")
        # Those of all, one after the other, and where those of each end.
        self._others = array("I")
        self._odds = array("d")
        self._ends = array("I", [0])
        put, put_code, put_odds = self._offsets.append, self._codes.append, self._posteriors.append
        others, put_end = self._others, self._ends.append
        for offset, (char, posterior, alternatives) in choices:
            put(offset)
            put_code(ord(char))
            put_odds(posterior)
            for other, odds in alternatives:
                others.append(ord(other))
                self._odds.append(odds)
            put_end(len(others))

    def __len__(self) -> int:
        return len(self._offsets)

    def __iter__(self) -> Iterator[int]:
        return iter(self._offsets)

    def __getitem__(self, offset: int) -> Choice:
        found: Choice | None = self.get(offset)
        if found is None:
            raise KeyError(offset)
        return found

    def get(self, offset: int, default: Any = None) -> Any:
        """Return the choice for the character at ``offset``, if there is one."""
        offsets = self._offsets
        number = bisect_left(offsets, offset)
        if number == len(offsets) or offsets[number] != offset:
            return default
        first, last = self._ends[number], self._ends[number + 1]
        others = self._alternatives(first, last) if first < last else ()
        return _made((chr(self._codes[number]), self._posteriors[number], others))

    def items(self) -> ItemsView[int, Choice]:
        """Return the offsets with their choices."""
        return _Items(self)

    def in_order(self) -> Iterator[tuple[int, Choice]]:
        """Yield the offsets with their choices; none is searched for."""
        known = zip(self._offsets, self._codes, self._posteriors, pairwise(self._ends), strict=True)
        for offset, code, posterior, (first, last) in known:
            others = self._alternatives(first, last) if first < last else ()
            yield offset, _made((chr(code), posterior, others))

    def written_in(self, text: str) -> "Choices":
        """Return those whose character is at their offset in ``text``."""
        written = map(ord, map(text.__getitem__, self._offsets))
        if all(map(eq, written, self._codes)):  # as nearly always
            return self
        return Choices((at, choice) for at, choice in self.in_order() if text[at] == choice.char)

    def _alternatives(self, first: int, last: int) -> tuple[tuple[str, float], ...]:
        return tuple(zip(map(chr, self._others[first:last]), self._odds[first:last], strict=True))

    def char(self, offset: int) -> str:
        """Return the character chosen for that at ``offset``, "" if none is."""
        offsets = self._offsets
        number = bisect_left(offsets, offset)
        if number == len(offsets) or offsets[number] != offset:
            return ""
        return chr(self._codes[number])

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.char(offset) != ""


class _Items(ItemsView[int, Choice]):
    """The items of choices."""

    _mapping: Choices

    def __iter__(self) -> Iterator[tuple[int, Choice]]:
        return self._mapping.in_order()


class Characters(Mapping[int, str]):
    """The characters of some choices."""

    def __init__(self, choices: Choices) -> None:
        """Take the choices."""
        self._choices = choices
        self._char = choices.char

    def __len__(self) -> int:
        return len(self._choices)

    def __iter__(self) -> Iterator[int]:
        return iter(self._choices)

    def __getitem__(self, offset: int) -> str:
        return self._choices.char(offset) or self._choices[offset].char

    def get(self, offset: int, default: Any = None) -> Any:
        """Return the character chosen for that at ``offset``, if there is one."""
        return self._char(offset) or default
