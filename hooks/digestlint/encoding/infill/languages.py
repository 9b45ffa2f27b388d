"""Which language a line with damaged characters is in: by its script, and by rows of three letters.

The table holds the commonest rows of three letters of some fifty languages. The lines of a document
vouch for each other, as far as a line says little by itself.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.infill.language_model import lengthened, spread
from digestlint.encoding.infill.model import read_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PROFILES = "languages"
STEP = 0.125
"""The table holds steps of so many bits."""

CHINESE = "zh"
MODELS = frozenset(
    "ar cs de el en es fr he hi ja ko pl pt ru th tr uk vi".split()  # noqa: SIM905
)
"""The languages that have a model."""

_ONE_LANGUAGE = {"Hangul": "ko", "Kana": "ja", "Greek": "el", "Hebrew": "he", "Thai": "th"}
_BLOCKS = (
    ("Latin", 0x41, 0x250),
    ("Latin", 0x1E00, 0x1F00),
    ("Greek", 0x370, 0x400),
    ("Greek", 0x1F00, 0x2000),
    ("Cyrillic", 0x400, 0x530),
    ("Hebrew", 0x591, 0x5F5),
    ("Arabic", 0x600, 0x700),
    ("Devanagari", 0x900, 0x980),
    ("Thai", 0xE01, 0xE5C),
    ("Kana", 0x3041, 0x3100),
    ("Han", 0x3400, 0xA000),
    ("Hangul", 0xAC00, 0xD7A4),
)
BY_PROFILE = ("Latin", "Cyrillic", "Arabic", "Devanagari")
"""Scripts of several languages."""


def _class(script: str) -> str:
    blocks = [f"{chr(first)}-{chr(end - 1)}" for name, first, end in _BLOCKS if name == script]
    return "".join(blocks).replace("A-\u024f", "A-Za-z\x80-\u024f")


SCRIPTS = tuple(dict.fromkeys(name for name, _, _ in _BLOCKS))
_RUN = lazy_pattern("|".join(f"(?P<{name}>[{_class(name)}]+)" for name in SCRIPTS))
_LATIN_COUNTS, _HAN_WITH_KANA = 0.2, 12
_OF_DOCUMENT = 15.0
_PIECE = 1 << 15


class Line(NamedTuple):
    """A line of a text: where it is, and which letters its damaged characters may be."""

    start: int
    end: int
    damaged: Mapping[str, int]


def script(char: str) -> str:
    """Return the script of a letter, or "" for what is not of one that has a model."""
    found = _RUN.match(char)
    return (found and found.lastgroup) or ""


class Profiles:
    """How common rows of three letters are in each language."""

    def __init__(self, arrays: "Mapping[str, NDArray[np.generic]]") -> None:
        """Take the arrays of the file."""
        self.languages: list[str] = arrays["languages"].tolist()
        self._keys = arrays["keys"]
        self._steps = arrays["steps"]
        self._scripts = arrays["scripts"].tolist()

    def of(self, name: str) -> "NDArray[np.bool_]":
        """Return which languages are written in a script."""
        import numpy as np

        return np.asarray([script == name for script in self._scripts])

    def scores(self, text: str) -> "NDArray[np.float32]":
        """Return the mean of what each row of ``text`` says, in bits, and how many there are."""
        import numpy as np

        hashes = rows_of_three(text)
        at = np.minimum(np.searchsorted(self._keys, hashes), len(self._keys) - 1)
        known = self._keys[at] == hashes
        total = self._steps[at[known]].sum(axis=0, dtype=np.float32) * np.float32(STEP)
        return np.append(total, np.float32(known.sum()))


def rows_of_three(text: str) -> "NDArray[np.uint32]":
    """Return a number for each row of three of folded letters, in which all else is a space."""
    import numpy as np

    folded = "".join([char if char.isalpha() else " " for char in f" {text} ".lower()])
    codes = spread(np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64))
    hashes = lengthened(np.zeros(max(len(codes) - 2, 0), dtype=np.uint64), codes[2:])
    hashes = lengthened(lengthened(hashes, codes[1:-1]), codes[:-2])
    space = np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32) == 0x20
    blank = space[1:-1] & (space[2:] | space[:-2])
    found: NDArray[np.uint32] = (hashes[~blank] >> np.uint64(32)).astype(np.uint32)
    return found


def profiles() -> Profiles:
    """Return the table of the package; it is not kept, as a text needs it once."""
    return Profiles(read_arrays(PROFILES))


def languages_of(text: str, lines: Sequence[Line]) -> list[str]:
    """Return the language of each line: one of ``MODELS``, ``CHINESE``, or "" for another one."""
    counts = [_counts(text, line) for line in lines]
    scripts = [_script(count) for count in counts]
    document = _sum(counts)
    found = [_ONE_LANGUAGE.get(name, "") for name in scripts]
    known = profiles() if any(name in BY_PROFILE for name in scripts) else None
    for name in BY_PROFILE:
        here = [at for at, other in enumerate(scripts) if other == name]
        if here and known:
            parts = [text[lines[at].start : lines[at].end] for at in here]
            for at, language in zip(here, _by_profile(known, name, parts), strict=True):
                found[at] = language
    for at, name in enumerate(scripts):
        if name == "Han":
            found[at] = _of_han(text, lines[at], counts[at], document)
        elif not name:
            found[at] = ""
    return found


def _counts(text: str, line: Line) -> dict[str, float]:
    counts: dict[str, float] = dict(line.damaged)
    for run in _RUN.finditer(text, line.start, line.end):
        name = run.lastgroup or ""
        counts[name] = counts.get(name, 0) + run.end() - run.start()
    return counts


def _sum(counts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for each in counts:
        for name, count in each.items():
            total[name] = total.get(name, 0) + count
    return total


def _script(counts: Mapping[str, float]) -> str:
    """Return the script of a line; a few Latin words are in text of any script."""
    if counts.get("Kana"):
        others = sum(counts.get(name, 0) for name in ("Kana", "Han"))
        if others * 4 > counts.get("Latin", 0):
            return "Kana"
    weighed = {
        name: count * (_LATIN_COUNTS if name == "Latin" else 1.0) for name, count in counts.items()
    }
    return max(weighed, key=lambda name: weighed[name], default="")


def _of_han(
    text: str, line: Line, counts: Mapping[str, float], document: Mapping[str, float]
) -> str:
    """Return whether a line without kana is Japanese, Traditional Chinese or other Chinese."""
    is_japanese = document.get("Kana", 0) > 0.2 * document.get("Han", 0)
    if is_japanese and counts["Han"] < _HAN_WITH_KANA:
        return "ja"
    return CHINESE


def _by_profile(known: Profiles, name: str, parts: Sequence[str]) -> list[str]:
    """Return the likeliest language of each of some texts in the same script."""
    import numpy as np

    table = np.stack([known.scores(part) for part in parts])
    scores, sizes = table[:, :-1], table[:, -1:]
    mean = scores.sum(axis=0) / max(float(sizes.sum()), 1.0)
    scores = scores + _OF_DOCUMENT * mean
    scores[:, ~known.of(name)] = -np.inf
    best = scores.argmax(axis=1).tolist()
    return [lang if (lang := known.languages[at]) in MODELS else "" for at in best]
