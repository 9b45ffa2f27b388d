"""Text of one legacy encoding that was read as another: ``Ìîäåëè`` for ``Модели``.

The bytes themselves do not give it away, as UTF-8 does, so the decoded text has to be usual:
frequent pairs of letters, in words with capitals where words have them. And the text that is there
must be unlike any text of its own script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.result.run import Run
from digestlint.text.lines import lines_with

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel

# The commonest pairs of small letters: 73 % of Russian, Ukrainian and Bulgarian, 70 % of Greek.
_CYRILLIC = (
    "аб ав ад аз ай ак ал ам ан ап ар ас ат ац ач аш бо ва ве ви во вы ві го да де ди дл дн до "
    "ед ек ел ем ен ер ес ет же за зв зн ив ие из ий ик ил им ин ир ис ит ия ка ки кл ко кт ку "
    "ла ле ли ло ль ля ма ме ми мо на не ни нн но нт ны ня ні об ов ог од ое ож оз ок ол ом он "
    "оп ор ос от па пе по пр ра ре ри ро ру се си ск сл со сп ст ся та тв те ти то тр ту ть ув "
    "це ци ча че чи ши що як ят ід"
)
_GREEK = (
    "άν έν έρ ές ής ήσ ία ίν ίτ αι αλ αν απ αρ ας ασ ατ αυ γι δε δι εί ει εκ εν επ ερ ες ετ ευ "
    "ζε ημ ην ης ησ ητ θα θε ια ικ ιμ ιο ις ισ κά κα κε κο κτ λή λε λλ λο μέ μα με μι μο μπ να "
    "νε νο ντ οι ολ ον οπ ορ ος οσ ου ού πα πε πι πο πρ πό ρά ρα ργ ρε ρη ρι ρο ρό σα σε ση σι "
    "στ συ τή τα τε τη τι το τω τό υμ υν υς υτ φο χε χρ ων ότ ών"
)
_CYRILLIC_PAIRS = frozenset(_CYRILLIC.split())
_GREEK_PAIRS = frozenset(_GREEK.split())
_USUAL, _UNUSUAL = 0.5, 0.3
"""The share of usual pairs in a text that was read correctly, and in one that was not."""

_ENOUGH = 10
_HANZI = 6
_LEVEL_1 = 0.85

_WORD = lazy_pattern(r"[^\W\d_]+")
_NATURAL = lazy_pattern(r"[^\W\d_]?[а-яёіїєґα-ωάέήίόύώϊϋΐΰ]*|[А-ЯЁІЇЄҐΑ-ΩΆΈΉΊΌΎΏ]+")
_LATIN = "[\xc0-\xff]{3}"
_CASES = "[а-яё][А-ЯЁ]{2}"
_DOS = "[\u00a0-\u00bfЃѓЄЅІЇЈЉЊЋЌЎЏђѐёєѕіїјљњћќўџҐґ]{3}"

_PAIRS: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    (_LATIN, "windows-1252", "cp1251", _CYRILLIC_PAIRS),
    (_LATIN, "windows-1252", "koi8_r", _CYRILLIC_PAIRS),
    (_LATIN, "windows-1252", "cp1253", _GREEK_PAIRS),
    ("[\xa1-\xff]{4}", "windows-1252", "gbk", frozenset()),
    (_CASES, "windows-1251", "koi8_r", _CYRILLIC_PAIRS),
    (_CASES, "koi8-r", "cp1251", _CYRILLIC_PAIRS),
    (_DOS, "windows-1251", "cp866", _CYRILLIC_PAIRS),
    (_DOS, "windows-1252", "cp866", _CYRILLIC_PAIRS),
    ("[\u2550-\u256c][а-яё]{2}", "ibm866", "cp1251", _CYRILLIC_PAIRS),
    ("[\u2500-\u256c]{4}", "ibm866", "koi8_r", _CYRILLIC_PAIRS),
)


def _looking_back(gate: str) -> str:
    """Return a gate as a pattern to follow its first character, at which it looks back."""
    first, _, rest = gate.partition("]")
    first += "]"
    if rest.startswith("{"):
        rest = f"{first}{{{int(rest[1:-1]) - 1}}}"
    return f"(?<={first}){rest}"


# One set of characters to begin with is found twice as fast as several.
_ODD = lazy_pattern(
    "[\xa0-\xffЃѓЄЅІЇЈЉЊЋЌЎЏђѐа-яєѕіїјљњћќўџҐґё\u2500-\u256c]"
    f"(?:{'|'.join(dict.fromkeys(_looking_back(gate) for gate, _, _, _ in _PAIRS))})"
)


class _Line(NamedTuple):
    """A line that was read in another encoding; ``letters`` are how many are certain."""

    run: Run
    letters: int


def find(text: str) -> list[Run]:
    """Return what one pair of encodings explains, in order: most of each line that it is in."""
    if _ODD.search(text) is None:
        return []
    best: list[_Line] = []
    for gate, shown, real, pairs in _PAIRS:
        if re.search(gate, text) is None:
            continue
        found = list(_lines(text, gate, shown, real, pairs))
        if sum(line.letters for line in found) > sum(line.letters for line in best):
            best = found
    return [line.run for line in best]


def _lines(text: str, gate: str, shown: str, real: str, pairs: frozenset[str]) -> Iterator[_Line]:
    from digestlint.encoding.channels.channel import Channel

    channel = Channel(shown, encoding=real)
    for start, end in lines_with(re.compile(gate), text):
        line = text[start:end]
        if decoded := _decoded(line, channel):
            letters = _hanzi(decoded) if not pairs else _letters(line, decoded, pairs)
            if letters:
                yield _Line(_run(line, decoded, start, channel), letters)


def _decoded(line: str, channel: Channel) -> str:
    """Return the line decoded in the other encoding; "" where it is not such text."""
    page = channel.page
    if any(char > "\x7f" and page.byte(char) is None for char in line):
        return ""
    data = page.view(line)
    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return ""
    try:
        return data.decode(channel.encoding)
    except UnicodeDecodeError:
        return ""


def _letters(line: str, decoded: str, pairs: frozenset[str]) -> int:
    """Return how many pairs of letters ``decoded`` has, if they are usual, else 0."""
    count, share = _share(decoded, pairs)
    if count < _ENOUGH or share < _USUAL or _share(line, pairs)[1] > _UNUSUAL:
        return 0
    words = [word for word in _WORD.findall(decoded) if not word.isascii()]
    natural = sum(_NATURAL.fullmatch(word) is not None for word in words)
    foreign = sum(char > "\x7f" and not char.isalpha() for char in decoded)
    return count if natural >= 0.9 * len(words) and foreign * 4 < count else 0


def _share(text: str, pairs: frozenset[str]) -> tuple[int, float]:
    """Return how many pairs of letters beyond ASCII there are, and what share is in ``pairs``."""
    found = [
        a + b
        for word in _WORD.findall(text.lower())
        for a, b in pairwise(word)
        if a > "\x7f" and b > "\x7f"
    ]
    return len(found), sum(pair in pairs for pair in found) / max(len(found), 1)


def _hanzi(decoded: str) -> int:
    """Return how many hanzi ``decoded`` has, if nearly all are in daily use, else 0."""
    high = [char for char in decoded if char > "\x7f"]
    hanzi = [char for char in high if "\u4e00" <= char < "\ua000"]
    common = sum(char.encode("gbk") < b"\xd8" and char.encode("gbk")[1] > 0xA0 for char in hanzi)
    marks = sum("\u3000" <= char < "\u3020" or char >= "\uff00" for char in high)
    if len(hanzi) < _HANZI or common + marks < _LEVEL_1 * len(high) or _is_korean(decoded):
        return 0
    return len(hanzi)


def _is_korean(decoded: str) -> bool:
    """Whether the bytes of Chinese text are as good Korean, of which nearly all is hangul."""
    korean = decoded.encode("gbk").decode("cp949", "replace")
    high = [char for char in korean if char > "\x7f"]
    return sum("\uac00" <= char <= "\ud7a3" for char in high) >= _LEVEL_1 * len(high)


def _run(line: str, decoded: str, start: int, channel: Channel) -> Run:
    sizes = [1 if char < "\x80" else len(char.encode(channel.encoding)) for char in decoded]
    bounds = [start]
    for size in sizes:
        bounds.append(bounds[-1] + size)
    first = next(at for at, char in enumerate(decoded) if char > "\x7f")
    last = max(at for at, char in enumerate(decoded) if char > "\x7f") + 1
    return Run(
        bounds[first],
        bounds[last],
        0,
        0,
        decoded[first:last],
        tuple(bounds[first : last + 1]),
        (),
        channel,
        False,
    )
