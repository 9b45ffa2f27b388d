"""Which language a text is in, where that is beyond doubt: by its script, or by small words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

_FEWEST_LETTERS = 20
_FEWEST_WORDS = 8
_FEWEST_WORDS_OF_LATIN = 15  # to tell two languages that are both written in Latin letters
_NEARLY_NONE = 0.05

# Letters of scripts; han also has the marks that are used like letters. Patterns with such ranges
# take milliseconds to compile.
_SCRIPTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "han": (
        ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"),
        ("\U00020000", "\U000323af"),
    ),
    "kana": (("\u3041", "\u3096"), ("\u30a1", "\u30fa")),
    "hangul": (("\uac00", "\ud7a3"), ("\u1100", "\u11ff")),
    "cyrillic": (("\u0400", "\u052f"),),
    "greek": (("\u0370", "\u03ff"),),
    "arabic": (("\u0620", "\u064a"), ("\u066e", "\u06d3")),
    "hebrew": (("\u05d0", "\u05ea"),),
    "devanagari": (("\u0904", "\u0939"),),
    "thai": (("\u0e01", "\u0e2e"),),
    "latin": (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f"), ("\u1e00", "\u1eff")),
}  # fmt: skip
_RANGES = sorted((*edges, name) for name, ranges in _SCRIPTS.items() for edges in ranges)
_FIRST = [first for first, _, _ in _RANGES]
_WORD = lazy_pattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
# Characters that Chinese sentences need, and Japanese ones do not have.
_CHINESE = lazy_pattern(r"[的了们們这這和与與是]")

SCRIPT_OF: Mapping[str, str] = {
    "zh": "han", "ja": "kana", "ko": "hangul", "ru": "cyrillic", "uk": "cyrillic",
    "bg": "cyrillic", "sr": "cyrillic", "el": "greek", "ar": "arabic", "fa": "arabic",
    "ur": "arabic", "he": "hebrew", "hi": "devanagari", "th": "thai", "en": "latin",
    "es": "latin", "fr": "latin", "de": "latin", "pt": "latin", "it": "latin", "nl": "latin",
    "pl": "latin", "tr": "latin", "vi": "latin", "id": "latin", "sv": "latin", "cs": "latin",
}  # fmt: skip
NAMES: Mapping[str, str] = {
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "uk": "Ukrainian",
    "bg": "Bulgarian", "sr": "Serbian", "el": "Greek", "ar": "Arabic", "fa": "Persian",
    "ur": "Urdu", "he": "Hebrew", "hi": "Hindi", "th": "Thai", "en": "English", "es": "Spanish",
    "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "tr": "Turkish", "vi": "Vietnamese", "id": "Indonesian", "sv": "Swedish",
    "cs": "Czech",
}  # fmt: skip
# Of what is in another script, this much is said.
_OF_SCRIPT: Mapping[str, str] = {
    "han": "Chinese", "kana": "Japanese", "hangul": "Korean", "cyrillic": "Cyrillic letters",
    "greek": "Greek", "arabic": "Arabic letters", "hebrew": "Hebrew",
    "devanagari": "Devanagari letters", "thai": "Thai",
}  # fmt: skip
# Small words of each language that are none in the others.
_SMALL: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and is are that with we this which by from to in for be our has have it",
        "es": "el los las del que con para por una se este esta como más en un y lo su",
        "fr": "le les des du est une dans pour avec sur nous qui et ce cette sont au aux un",
        "de": "der die und ist das wir mit für ein eine den nicht von zu auf dem werden wird",
        "pt": "o os do da não uma para com que em um ao dos das é por mais são e",
        "it": "il di che gli della è per una con dei delle nel sono questo un e la",
    }.items()
}


class Written(NamedTuple):
    """Another language than the one that is wanted."""

    name: str


def other_language(text: str, wanted: str) -> Written | None:
    """Return which other language ``text`` is in than ``wanted``; None where that is not certain.

    Names, titles and lists of terms are in any language.
    """
    language = wanted.partition("-")[0].lower()
    script = SCRIPT_OF.get(language)
    if script is None:
        return None
    counts = _letters(text)
    total = sum(counts.values())
    if total < _FEWEST_LETTERS:
        return None
    return _RULES.get(language, _by_script)(text, language, counts)


def _letters(text: str) -> Mapping[str, int]:
    """Return how many letters of each script there are."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    for letter, number in Counter(text).items():
        script = _script_of(letter)
        if script is not None:
            counts[script] += number
    return counts


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str | None:
    place = bisect_right(_FIRST, letter) - 1
    return _RANGES[place][2] if place >= 0 and letter <= _RANGES[place][1] else None


def _by_script(text: str, language: str, counts: Mapping[str, int]) -> Written | None:
    """Where the language has a script of its own."""
    total, own = sum(counts.values()), SCRIPT_OF[language]
    if counts[own] > _NEARLY_NONE * total:
        return None
    return _foreign(text, counts, own)


def _foreign(text: str, counts: Mapping[str, int], own: str) -> Written | None:
    """Return the language of a text that has next to nothing of the script ``own``."""
    others = {name: number for name, number in counts.items() if name != own}
    most = max(others, key=lambda name: others[name])
    if others.get("kana", 0) > 0.2 * sum(others.values()):
        most = "kana"
    if others[most] < _FEWEST_LETTERS:
        return None
    if most == "latin":
        return _sentence(text)
    if most == "han" and len(_CHINESE.findall(text)) < 2:
        return None
    return Written(_OF_SCRIPT[most])


def _sentence(text: str) -> Written | None:
    """Return the language of sentences in Latin letters; None for titles, names and terms."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return None
    small = {language: sum(w.lower() in known for w in words) for language, known in _SMALL.items()}
    language = max(small, key=lambda name: small[name])
    others = [word for word in words if len(word) > 3 and word.lower() not in _SMALL[language]]
    lower = sum(word[0].islower() for word in others)
    least = 0.4 if language == "de" else 0.6  # German nouns are capitals
    if small[language] < max(2, 0.1 * len(words)) or lower < least * len(others):
        return None
    return Written(NAMES[language])


def _chinese(text: str, language: str, counts: Mapping[str, int]) -> Written | None:
    """Japanese has Chinese characters, too."""
    if counts["kana"] > 0.3 * sum(counts.values()):
        return Written(_OF_SCRIPT["kana"])
    return _by_script(text, language, counts)


def _latin(text: str, language: str, counts: Mapping[str, int]) -> Written | None:
    """Where the language is one of many with Latin letters."""
    total = sum(counts.values())
    if counts["latin"] < 0.5 * total:
        return _foreign(text, counts, "latin")
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS_OF_LATIN or language not in _SMALL:
        return None
    small = {name: sum(word in known for word in words) for name, known in _SMALL.items()}
    most = max(small, key=lambda name: small[name])
    if small[language] > 0.08 * len(words) or small[most] < 0.25 * len(words):
        return None
    return _sentence(text) if most != language else None


_RULES: Mapping[str, Callable[[str, str, Mapping[str, int]], Written | None]] = {
    "zh": _chinese,
    **{language: _latin for language, script in SCRIPT_OF.items() if script == "latin"},
}
