"""How surprising a character is: as something that was written, and as part of clean text.

Both are costs in bits (minus the binary logarithm of a rough probability). Text is mojibake when
the characters that it decodes to cost much less than the characters that are there. The figures
are round ones set by hand from the Unicode blocks, and from the legacy East Asian character sets,
whose first levels hold the characters in daily use.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

SYMBOL_PLACEHOLDER = "\ufffd"
"""Stands for a damaged character that can only be punctuation or a symbol."""

LETTER_PLACEHOLDER = "\uefff"
"""Stands for any other damaged character; private use, which CommonMark treats like a letter."""

IMPOSSIBLE = 40.0
"""The cost of a character that is never written: unassigned, private use, a surrogate."""

# Block starts (Unicode 15, Blocks.txt) and the cost of an assigned character from there on.
_WRITTEN: tuple[tuple[int, float], ...] = (
    (0x0000, 20),  # ASCII and C1: not what multi-byte UTF-8 is for
    (0x00A0, 8),  # Latin-1 punctuation and symbols
    (0x00C0, 6.5),  # Latin-1 letters, Latin Extended-A
    (0x0180, 14),  # Latin Extended-B, IPA, modifiers
    (0x01A0, 6.5),  # Vietnamese
    (0x01A2, 14),
    (0x01AF, 6.5),
    (0x01B1, 14),
    (0x0218, 6.5),  # Romanian
    (0x021C, 14),
    (0x0300, 12),  # combining marks
    (0x0370, 6.5),  # Greek
    (0x03E2, 15),  # Coptic
    (0x03F0, 11),
    (0x0400, 5.5),  # Cyrillic
    (0x0460, 14),  # historic and extended Cyrillic
    (0x0530, 11),  # Armenian
    (0x0590, 8),  # Hebrew
    (0x0600, 14),  # Arabic signs
    (0x060C, 7.5),  # Arabic
    (0x0700, 15),  # Syriac, Thaana, NKo, Samaritan
    (0x0900, 8.5),  # Indic scripts
    (0x0E00, 8),  # Thai
    (0x0E80, 10),  # Lao
    (0x0F00, 12),  # Tibetan, Myanmar
    (0x10A0, 11),  # Georgian
    (0x1100, 16),  # Jamo, Ethiopic, Cherokee, Khmer, Mongolian and others
    (0x1E00, 11),  # Latin Extended Additional
    (0x1EA0, 8),  # Vietnamese
    (0x1EFA, 14),
    (0x1F00, 12),  # polytonic Greek
    (0x2000, 7),  # General Punctuation
    (0x2070, 10),  # superscripts, currency, letter-like, number forms
    (0x2190, 8.5),  # arrows, mathematical operators
    (0x2300, 10),  # technical, enclosed, box drawing, geometric, dingbats
    (0x27C0, 13),  # supplemental arrows and mathematics
    (0x2B00, 11),  # more arrows and stars
    (0x2C00, 17),  # Glagolitic, Coptic, Tifinagh, radicals
    (0x3000, 6),  # CJK punctuation
    (0x3020, 13),  # Hangzhou numerals, tone marks
    (0x3040, 7),  # kana
    (0x3100, 14),  # bopomofo, enclosed and compatibility CJK
    (0x3400, 18),  # CJK Extension A
    (0x4E00, 17),  # CJK ideographs (see below for common ones)
    (0xA000, 18),  # Yi and others
    (0xAC00, 16),  # hangul syllables (commoner ones below)
    (0xD7B0, 20),
    (0xF900, 17),  # compatibility ideographs, presentation forms
    (0xFE00, 9),  # variation selectors, vertical forms
    (0xFE50, 14),
    (0xFEFF, 8),  # byte-order mark
    (0xFF00, 7),  # full-width punctuation
    (0xFF10, 11),  # full-width digits
    (0xFF1A, 7),
    (0xFF20, 11),  # full-width letters
    (0xFF5B, 7),
    (0xFF66, 12),  # half-width kana
    (0xFFF0, 12),
    (0x10000, 19),
    (0x1D400, 11),  # mathematical letters
    (0x1D800, 18),
    (0x1F000, 14),
    (0x1F300, 8.5),  # emoji
    (0x1F700, 15),
    (0x1F7E0, 10),
    (0x1F800, 15),
    (0x1F900, 9),  # more emoji
    (0x1FB00, 18),
    (0x20000, 19),  # CJK Extension B and later
    (0xE0000, 20),
)
_STARTS = [start for start, _ in _WRITTEN]
_COSTS = [cost for _, cost in _WRITTEN]

_COMMON = dict.fromkeys("’“”–—…•‘·，。、：；（）！？《》", 5.0)


@lru_cache(maxsize=1 << 15)
def written_cost(char: str) -> float:
    """Return the cost in bits of ``char`` as one that someone wrote."""
    if unicodedata.category(char) in ("Cn", "Co", "Cs"):
        return IMPOSSIBLE
    if char in _COMMON:
        return _COMMON[char]
    point = ord(char)
    if 0x4E00 <= point < 0xA000:
        return _ideograph_cost(char)
    if 0xAC00 <= point < 0xD7B0 and _encodable(char, "iso2022_kr"):
        return 9.0
    return _COSTS[bisect_right(_STARTS, point) - 1]


def _ideograph_cost(char: str) -> float:
    try:
        if char.encode("gb2312") < b"\xd8":  # level 1: 3,755 characters by frequency
            return 8.0
        return 12.0
    except UnicodeEncodeError:
        pass
    try:
        return 9.0 if char.encode("big5") < b"\xc9" else 15.0  # level 1: 5,401 characters
    except UnicodeEncodeError:
        return 12.0 if _encodable(char, "shift_jis") else 17.0


def _encodable(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


# Classes of the characters that code pages put at 0x80 to 0xFF.
_CLASS = (
    dict.fromkeys("«„‚‹¿¡", "o")
    | dict.fromkeys("“”»‘’›…،؛؟", "c")
    | dict.fromkeys("–—―־", "d")
    | dict.fromkeys("\u200c\u200d\u200e\u200f", "j")
    | dict.fromkeys("¤¦¨¬¯¸ƒˆˇ˘˛˜†‡‰ªº˝˙˚΄΅⌐₧⁄◊ﬁﬂı", "s")
    | dict.fromkeys("±×÷¹²³¼½¾µ√∞≈≠≤≥∑∏∫∂∆Ω∩≡⌠⌡∙∅", "m")
    | dict.fromkeys("£¥€¢", "$")
    | {"\xa0": "n", "\xad": "h", "œ": "e", "Œ": "e", "Ÿ": "s"}
)

_ALONE = dict.fromkeys("unocde", 8.0) | dict.fromkeys("mx", 10.0) | dict.fromkeys("hj", 14.0)
_ALONE |= {"l": 6.0, "a": 7.0, "p": 11.0, "$": 12.0, "s": 15.0, "k": 25.0}

# What clean text does more or less often than the single costs say.
_AFTER = {
    ("l", "l"): 5.0,
    ("l", "h"): 6.0,
    ("l", "e"): 13.0,
    ("u", "e"): 13.0,
    ("e", "c"): 12.0,
    ("u", "u"): 5.0,
    ("c", "l"): 4.5,
    ("l", "u"): 15.0,
    ("l", "n"): 5.0,
    ("l", "c"): 5.0,
    ("l", "d"): 6.0,
    ("l", "o"): 12.0,
    ("l", "$"): 15.0,
    ("l", "m"): 12.0,
    ("l", "p"): 12.0,
    ("u", "l"): 6.0,
    ("u", "o"): 12.0,
    ("u", "m"): 12.0,
    ("u", "$"): 14.0,
    ("n", "c"): 3.0,
    ("n", "o"): 4.0,
    ("n", "d"): 4.0,
    ("c", "c"): 4.0,
    ("c", "n"): 4.0,
    ("c", "d"): 5.0,
    ("d", "n"): 4.0,
    ("d", "c"): 5.0,
    ("m", "n"): 4.0,
    ("m", "d"): 5.0,
    ("m", "$"): 5.0,
    ("n", "m"): 5.0,
    ("o", "l"): 5.0,
    ("o", "u"): 5.0,
    ("o", "c"): 5.0,
    ("o", "n"): 4.0,
    ("a", "a"): 4.5,
    ("a", "c"): 5.0,
    ("a", "d"): 5.0,
    ("a", "n"): 5.0,
    ("a", "j"): 5.0,
    ("j", "a"): 4.5,
    ("d", "a"): 5.0,
    ("n", "a"): 4.5,
    ("x", "x"): 1.0,
    ("$", "$"): 14.0,
    ("$", "p"): 14.0,
    ("s", "s"): 14.0,
}


@lru_cache(maxsize=4096)
def kind(char: str) -> str:
    """Return the class of a character in clean text, a key of the cost tables."""
    known = _CLASS.get(char)
    if known is not None:
        return known
    if "\x80" <= char <= "\x9f":
        return "k"
    if "\u2500" <= char <= "\u259f":
        return "x"
    category = unicodedata.category(char)
    return {"Ll": "l", "Lu": "u", "Lo": "a"}.get(category, "p")


@lru_cache(maxsize=1 << 15)
def clean_cost(chars: str) -> float:
    """Return the cost in bits of a short stretch of non-ASCII characters as clean text."""
    previous = ""
    total = 0.0
    for char in chars:
        now = kind(char)
        total += _AFTER.get((previous, now), _ALONE[now])
        previous = now
    return total


@lru_cache(maxsize=1 << 11)
def placeholder(candidates: str) -> str:
    """Return the placeholder for a damaged character with these candidates.

    A few rare letters among the candidates do not make it a letter: the two placeholders differ
    only in how Markdown treats the marks beside them, and there the likely reading decides.
    """
    weights = {char: 2.0 ** -written_cost(char) for char in candidates}
    letters = sum(
        weight for char, weight in weights.items() if unicodedata.category(char)[0] in "LNM"
    )
    return LETTER_PLACEHOLDER if letters > 0.2 * sum(weights.values()) else SYMBOL_PLACEHOLDER
