"""What a line costs as it is, in whatever language, and what it cost before a trip."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import add

from digestlint.encoding.legacy.languages import LANGUAGES, OF_LATIN, Language, language
from digestlint.encoding.legacy.trips import Reading

_MOST = 1 << 17
_LAST_LATIN = "\u036f"


class _Clean(dict[str, float]):
    """What a pair costs in the language in which it is most usual."""

    def __init__(self) -> None:
        self._all = [language(name) for name in LANGUAGES]
        self._others = [table for table in self._all if table.name not in OF_LATIN]

    def __missing__(self, pair: str) -> float:
        if len(self) > _MOST:
            self.clear()
        last = max(pair)
        tables = self._others if _LAST_LATIN < last < "\u1e00" or last > "\u20ff" else self._all
        cost = self[pair] = min(table[pair] for table in tables)
        return cost

    def cost(self, text: str) -> float:
        """Return what the pairs of ``text`` cost."""
        return sum(map(self.__getitem__, map(add, text, text[1:])))


@cache
def _clean() -> _Clean:
    return _Clean()


def as_it_is(line: str) -> float:
    """Return what a line costs in bits as clean text, each pair in its best language."""
    return _clean().cost(f" {line} ")


def before(line: str, readings: Sequence[Reading], table: Language) -> float:
    """Return what a line costs where these parts of it are of a language."""
    clean = _clean()
    total, at = 0.0, 0
    for reading in readings:
        start, end = reading.start, reading.end
        total += clean.cost(line[at:start])
        total += table.cost((line[start - 1 : start] or " ") + reading.text + (line[end : end + 1] or " "))
        at = end
    return total + clean.cost(line[at:])


def number(text: str) -> int:
    """Return how many pairs have a character beyond ASCII."""
    return sum(not pair.isascii() for pair in map(add, " " + text, text + " "))
