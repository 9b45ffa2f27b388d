"""How usual characters are after each other, language by language.

One table a language: what a character costs in bits, and what it costs after some others. Pairs of
ASCII characters cost nothing, as they are the same in every encoding.
"""

import sys
from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from operator import add
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.hashing import sha256
from digestlint._runtime.language import say
from digestlint.encoding.channels.plausibility import written_cost

BIGRAMS = "bigrams.zip"
UNSEEN = 20.0
SCALE = 12.0
"""Costs are stored in this part of a bit, in a byte each."""

OF_MANY_CHARACTERS = frozenset({"zh", "zh-Hant", "ja", "ko"})
_OTHER_SCRIPTS = OF_MANY_CHARACTERS | {
    *("ar", "be", "bg", "ckb", "el", "fa", "he", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "th"),
    *("udm", "ug", "uk", "ur"),
}
OF_LATIN = frozenset(
    {
        *("af", "ast", "az", "br", "bs", "ca", "cs", "cy", "da", "de", "dsb", "eo", "es", "et"),
        *("eu", "fi", "fr", "fy", "ga", "gd", "gl", "hr", "hsb", "hu", "is", "it", "lb", "lt"),
        *("lv", "nb", "nl", "nn", "pl", "pt", "ro", "sk", "sl", "sq", "sr_Latn", "sv", "tk"),
        *("tr", "uz", "vi"),
    }
)
LANGUAGES = tuple(sorted(_OTHER_SCRIPTS | OF_LATIN))

_COSTS = [step / SCALE for step in range(256)]
_STEP = 32
"""So many pairs are added up before the sum is looked at."""

_BACK_OFF = 3.0
_ODD_CASE = 7.0
"""A capital after a small letter."""
_ODD_SCRIPT = 8.0
"""A letter of another alphabet beside one of Latin."""
_STRANGE = 6.0
"""How much more a character costs in a language that lacks it than as one that someone wrote."""
_CONTROL = 26.0
_LAST_LATIN = "\u036f"
_DATA = Path(__file__).parent / "data"


class LanguageError(DigestlintError):
    """The file of the tables is missing or damaged."""


class Folding(dict[str, str]):
    """What stands for a character in the table of a language."""

    def __init__(self, language: str) -> None:
        self._is_latin = language in OF_LATIN

    def __missing__(self, char: str) -> str:
        folded = char.lower() if len(char.lower()) == 1 else char
        if char < "\x80":
            if char.isalpha():
                folded = folded if self._is_latin else "a"
            else:
                folded = "0" if char.isdigit() else " " if char.isspace() else "."
        self[char] = folded
        return folded


class PairCosts(dict[str, float]):
    """What pairs of characters cost, in bits; filled as pairs are asked for."""

    most = 1 << 16
    """So many are kept."""

    def __missing__(self, pair: str) -> float:
        if len(self) > self.most:
            self.clear()
        cost = self[pair] = self.of(pair)
        return cost

    @abstractmethod
    def of(self, pair: str) -> float:
        """Return what a pair costs."""

    def cost(self, text: str, most: float = inf) -> float:
        """Return what the pairs of ``text`` cost; if that is more than ``most``, at least that."""
        total, step = 0.0, len(text) if most == inf else _STEP
        for at in range(0, len(text) - 1, step or 1):
            pairs = map(add, text[at : at + step], text[at + 1 : at + step + 1])
            total = sum(map(self.__getitem__, pairs), total)
            if total > most:
                break
        return total


class Table:
    """The costs of characters and pairs in one language, packed: 40 languages have 200,000 pairs.

    Attributes:
        typical: What a pair beyond ASCII costs in text of the language, on average.
    """

    def __init__(self, data: bytes) -> None:
        """Take what ``packed`` returned."""
        head, _, rest = data.partition(b"\n")
        typical, size, count = head.split()
        self._chars = rest[: int(size)].decode()  # sorted
        rest = rest[int(size) :]
        self.typical = float(typical)
        number, many = len(self._chars), int(count)
        self._alone, self._costs = rest[:number], rest[number : number + many]
        gaps = array("I", rest[number + many :])
        if sys.byteorder == "big":
            gaps.byteswap()
        self._keys = array("I", accumulate(gaps))

    def all_alone(self) -> Iterator[tuple[str, float]]:
        """Yield each character, and what it costs."""
        return zip(self._chars, map(_COSTS.__getitem__, self._alone), strict=True)

    def alone(self, char: str) -> float | None:
        """Return what a character costs; None if the text did not have it."""
        at = self._place(char)
        return None if at is None else _COSTS[self._alone[at]]

    def pair(self, one: str, other: str) -> float | None:
        """Return what ``other`` costs after ``one``; None if the text had no such pair."""
        before, after = self._place(one), self._place(other)
        if before is None or after is None:
            return None
        key = before * len(self._chars) + after
        at = bisect_left(self._keys, key)
        is_known = at < len(self._keys) and self._keys[at] == key
        return _COSTS[self._costs[at]] if is_known else None

    def _place(self, char: str) -> int | None:
        at = bisect_left(self._chars, char)
        return at if self._chars[at : at + 1] == char else None


class Language(PairCosts):
    """What pairs of characters cost in one language.

    Attributes:
        name: The code of the language.
        table: What was counted in it.
        typical: What a pair beyond ASCII costs in text of the language, on average.
    """

    def __init__(self, name: str, table: Table) -> None:
        self.name = name
        self.typical = table.typical
        self.table = table
        self._folding = Folding(name)
        self._strangeness: dict[str, float] = {}
        self._is_alphabet = name not in OF_LATIN and name not in OF_MANY_CHARACTERS

    def least(self, chars: Mapping[str, int]) -> float:
        """Return what a text costs at least of which the characters are counted.

        It is what those beyond ASCII cost that the language lacks, whatever they are after.
        """
        known = self._strangeness
        known.update({char: self._strange(char) for char in chars if char not in known})
        return sum([number * known[char] for char, number in chars.items()])

    def _strange(self, char: str) -> float:
        folded = self._folding[char]
        is_known = char < "\x80" or self.table.alone(folded) is not None
        return 0.0 if is_known else _strange(folded)

    def of(self, pair: str) -> float:
        """Return what a pair costs."""
        if pair.isascii():
            return 0.0
        before, after = pair[0], pair[1]
        one, other = self._folding[before], self._folding[after]
        cost = self.table.pair(one, other)
        if cost is None:
            alone = self.table.alone(other)
            cost = _strange(other) if alone is None else alone + _BACK_OFF
        if after.isupper() and before.islower():
            cost += _ODD_CASE
        if self._is_alphabet and (one <= _LAST_LATIN) != (other <= _LAST_LATIN):
            cost += _ODD_SCRIPT * (one.isalpha() and other.isalpha())
        return cost


@lru_cache(maxsize=1 << 12)
def _strange(char: str) -> float:
    """Return the cost of a character that the language lacks."""
    if "\x80" <= char <= "\x9f" or char == "\ufffd":
        return _CONTROL
    return max(written_cost(char) + _STRANGE, UNSEEN - _STRANGE)


@cache
def language(name: str) -> Language:
    """Return the table of a language, read once.

    Raises:
        LanguageError: The file of the tables is not as it was built.
    """
    return Language(name, Table(_tables()[name]))


@cache
def _tables() -> dict[str, bytes]:
    import io
    import zipfile  # takes a while to import

    try:
        expected = (_DATA / f"{BIGRAMS}.sha256").read_text("ascii").split()[0]
        data = (_DATA / BIGRAMS).read_bytes()
    except (OSError, IndexError) as error:
        raise LanguageError(
            say("the tables of languages cannot be read: {error}", error=error)
        ) from error
    if sha256(data).hexdigest() != expected:
        raise LanguageError(
            say("the tables of languages are damaged: no SHA-256 of {expected}", expected=expected)
        )
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        return {name: members.read(name) for name in members.namelist()}


def packed(alone: Mapping[str, float], pairs: Mapping[str, float], typical: float) -> bytes:
    """Return the bytes of one table."""
    chars = "".join(sorted(alone))
    index = {char: at for at, char in enumerate(chars)}
    keys = {index[pair[0]] * len(chars) + index[pair[1]]: cost for pair, cost in pairs.items()}
    ordered = sorted(keys)
    gaps = array("I", [b - a for a, b in zip([0, *ordered], ordered, strict=False)])
    if sys.byteorder == "big":
        gaps.byteswap()
    head = f"{typical:.2f} {len(chars.encode())} {len(ordered)}\n".encode()
    costs = [alone[char] for char in chars], [keys[key] for key in ordered]
    singles, doubles = (bytes(min(round(c * SCALE), 255) for c in each) for each in costs)
    return head + chars.encode() + singles + doubles + gaps.tobytes()
