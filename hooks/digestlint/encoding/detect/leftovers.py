"""Remains of text whose continuation bytes are all lost: letters where no word has them.

``Donât worry`` holds no sequence that could be read, nor does ``WyÅlij aplikacjÄ``; what was there
cannot be inferred from the bytes alone, but it is clear that something is wrong.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.encoding.detect.double_byte import find_double_byte
from digestlint.encoding.detect.quotations import code_blocks, is_about_encodings
from digestlint.text.lines import line_around

_ENOUGH = 2
_LEADS = "âãåæçèéìíëêïðÂÃÄÅÈÐÑÎÏØÙ"
_ODD = lazy_pattern(
    # Each alternative looks back over the first character: that is found much faster.
    f"[{_LEADS}](?:"
    # A capital inside or at the end of a word.
    "(?P<capital>(?<=[a-zà-ÿ][ÂÃÄÅÈÐÑÎÏØÙ])(?![A-ZÀ-Þ]))"
    # English words that lost their apostrophe, but no Romanian ones.
    r"|(?P<apostrophe>(?:(?<=\b(?i:don|isn|won|can|ain)â)"
    r"|(?<=\b(?i:didn|wasn|aren|hasn|hadn|shan)â)"
    r"|(?<=\b(?i:doesn|haven|weren|needn|mustn)â)"
    r"|(?<=\b(?i:couldn|wouldn|mightn)â)|(?<=\b(?i:shouldn)â))(?=t\b)|(?<=[A-Za-z]â)(?=s\b)"
    r"|(?<=\b[Yy]ouâ)(?=(?:re|ve|ll|d)\b)|(?<=\b[WwHh]eâ)(?=(?:re|ve|ll|d)\b)"
    r"|(?<=\b[Tt]heyâ)(?=(?:re|ve|ll|d)\b)|(?<=\bIâ)(?=(?:m|ve|ll|d)\b))"
    # An ellipsis, a bullet, quotation marks beside each other or around a word, and dashes.
    r"|(?P<mark>(?<=â)(?:[¦¢¬]|â)|(?<!\wâ)(?<=â)(?=[A-Za-z][^\r\nâ]{0,200}[A-Za-z.,!?…]â(?!\w)))"
    r"|(?P<dash>(?<=[\w,.;:!?)] â)(?= \w)|(?<=\b[LlDd]â)(?=[aei][a-z]))"
    # Letters beside each other that only bytes of other scripts are.
    "|(?P<script>(?<=ã)ã|(?<=[ìëêí])[¬-¿][ìëêí]"
    "|(?<=[âãåæçèéïðìëê])[¡¢£¤¥¦§©¬®¯±´µ¶¸¹¼½¾¿÷][âãåæçèéïðìëê])"
    ")"
)
_WEIGHTS = {"dash": 1, "capital": 1}
# In a line without any other character beyond ASCII: elsewhere, too many words match.
_ALONE = lazy_pattern(
    # Ranges, sums of money, signs of multiplication.
    r"(?P<digit>(?<=\d[âÃ])(?=\d)|(?<=\d Ã)(?= \d)|(?<=^â)(?=\d)|(?<=[^\w`$\\]â)(?=\d[\d%,.])"
    r"|(?<=[\d%)\]]â)(?=[$£(\[])|(?<=[A-Za-z]â)(?=[\dA-Z]))"
    # Signs such as a bullet or a prime, and emojis.
    r"|(?P<sign>(?<=â)(?<![^\W\d_]â)(?=[¡-º¼-¿])|(?<=^ð)(?=[¡-¿\s]|$)|(?<=[\s*#|>(-]ð)(?=[¡-¿\s]|$))"
    # Dashes: between spaces, before a name, and beside words that end no word with them.
    r"|(?P<dash>(?<=[\w.,:;!?)\]*\"'_%`] â)(?= [\w(\[*\"'$])|(?<=[\w.,!?)\]*] â)(?=[ \t]*$)"
    r"|(?<=^â)(?= ?[A-Z]| [a-z])|(?<=[>*+#|-] â)(?= [A-Za-z]))"
    r"|(?P<joined>(?<=[a-z]{3}â)(?=(?:and|but|or|the|an|which|that|this|not|is|are|from|with|for|as"
    r"|especially|including|even|such|like|when|where|while|because|if|so|we|they|what|how)\b))"
    # In English only: words joined by a dash, but none of French or Portuguese.
    r"|(?P<english>(?<=[a-z]{4}â)(?=[a-z]{4})(?!tr|n[ceit]|m[bp]))"
    # Quotation marks.
    r"|(?P<closing>(?<=[.,!?;:)]â)(?=[\s.,;:!?)*]|$)|(?<=[a-z]sâ)(?= [a-z]))"
    # No-break spaces, and capitals.
    r"|(?P<space>(?<=[a-z\d.,;:!?)%]Â)(?=[ \xa0])|(?<=^Ã)(?=[ \xa0](?:la|l\w+er)\b)"
    r"|(?<= Ã)(?=[ \xa0]la\b)|(?<=^Ã)(?=[b-df-hj-np-tv-z][a-z]{2})"
    r"|(?<=[ (*\"]Ã)(?=[b-df-hj-np-tv-z][a-z]{2}))"
    # Check marks in cells, and quotation marks around words.
    r"|(?P<mark>(?<=\| â)(?= *\|))"
    r"|(?P<quote>(?<=[b-df-hjkmnp-z]â)(?=[\s.,;:!?)]|$)"
    r"|(?<=[ (]â)(?=[b-df-lo-z][a-z]))",
    re.MULTILINE,
)
_WEIGHTS_ALONE = {"quote": 1, "english": 0}
_WEIGHTS_ENGLISH = {"quote": 1}
_ENGLISH = lazy_pattern(r"\b(?:the|of|and|is|with|that|this|by|an|to|was|it|not|we)\b")
_LEFT = lazy_pattern("Â ?[\xa0-\xbf]|[Ãâ][\xa0-\xbf]?|ð[\xa0-\xbf]*|Â")
_LEFT_ALONE = "âÂÃð"
_LETTER_ONLY = lazy_pattern(f"[{_LEFT_ALONE}]")
_ENTITY = lazy_pattern(r"circ;|eth;|U\+|\b(?:0x)?E2\b|226|342")
_NAMES = lazy_pattern(
    r"(?i)\b(?:predicted|estimated?|estimator|action|operators?|vector|letters?|character|hat|acute"
    r"|variable|matrix|symbol|sound|answer|circumflex|where|let|with|of|the|by|and|or|given|is|are|to|for"
    r"|in|compute) [âð](?!\w)|[âð] (?:is|are|be|was|denotes?|represents?|[=<>+*/^-])|[\\^]"
)
"""What is beside ``â`` as the name of something."""
_VIETNAMESE = lazy_pattern("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def find_leftovers(text: str, chars: frozenset[str] | None = None) -> tuple[tuple[int, int], ...]:
    """Return the places in ``text`` that show that bytes of it were lost, if there are enough.

    Args:
        text: Any text.
        chars: Its characters beyond ASCII, if they are known.
    """
    if chars is None:
        chars = beyond_ascii(text)
    # Most text has none of the letters: compiling the patterns would take longer.
    weights = {} if chars.isdisjoint(_LEADS) else dict(_odd(text))
    for span, weight in () if chars.isdisjoint(_LEFT_ALONE) else _alone(text):
        weights[span] = max(weight, weights.get(span, 0))
    weights.update(dict.fromkeys(find_double_byte(text, chars), _ENOUGH))
    if not weights:
        return ()
    weights = {span: weights[span] for span in _outside_code_spans(text, sorted(weights))}
    if sum(weights.values()) < _ENOUGH or is_about_encodings(text, len(weights)):
        return ()
    blocks = code_blocks(text)
    starts = [start for start, _ in blocks]
    found: list[tuple[int, int]] = []
    for span in weights:
        block = bisect_right(starts, span[0]) - 1
        if block < 0 or span[0] >= blocks[block][1]:
            found.append(span)
    return tuple(found)


def _outside_code_spans(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, which are in order, that are not between backticks of their line."""
    at = end = last = -1
    is_inside = False
    for span in spans:
        if span[0] >= end:
            at, end = line_around(text, *span)
            last = text.rfind("`", at, end)
            is_inside = False
        is_inside ^= text.count("`", at, span[0]) % 2 == 1
        at = span[0]
        if not is_inside or last < span[1]:
            yield span


def _odd(text: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield places that are odd in any line but a Vietnamese one, and their weights."""
    end = -1
    is_vietnamese = False
    for match in _ODD.finditer(text):
        if match.start() >= end:
            start, end = line_around(text, match.start(), match.start())
            is_vietnamese = _VIETNAMESE.search(text, start, end) is not None
        if not is_vietnamese:
            yield match.span(), _WEIGHTS.get(match.lastgroup or "", 2)


def _alone(text: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield places in lines that hold nothing beyond ASCII but what is left, and their weights."""
    at = 0
    while match := _LETTER_ONLY.search(text, at):
        start, at = line_around(text, match.start(), match.start())
        line = text[start:at]
        if _LEFT.sub("", line).isascii() and not _ENTITY.search(line):
            weights = dict(_WEIGHTS_ENGLISH if _is_english(line) else _WEIGHTS_ALONE)
            if _NAMES.search(line):
                weights |= {"dash": 0, "mark": 0, "sign": 0, "quote": 0}
            for found in _ALONE.finditer(line):
                place = start + found.start()
                if weight := weights.get(found.lastgroup or "", 2):
                    yield (place - 1, place), weight


def _is_english(line: str) -> bool:
    return len(set(_ENGLISH.findall(line.lower()))) >= _ENOUGH


def words_around(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the spans widened to words, one of each line once."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:  # in the same word
            continue
        first, last = line_around(text, start, end)
        while start > first and not text[start - 1].isspace():
            start -= 1
        while end < last and not text[end].isspace():
            end += 1
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)
