"""What is left where all continuation bytes are lost: letters that no word has in that place.

``Donât worry`` holds no sequence that could be read, nor does ``WyÅlij aplikacjÄ``; what was there
cannot be told from the bytes alone, but that something is wrong can.
"""

from digestlint.mojibake.lines import line_around
from digestlint.mojibake.quoting import code_blocks, is_about_encodings, is_in_code_span
from digestlint.patterns import lazy_pattern

_ENOUGH = 2
_ODD = lazy_pattern(
    # Each alternative looks back over the first character: that is found much faster.
    "[âãåæçèéìíëêïðÂÃÄÅÈÐÑÎÏØÙ](?:"
    # A capital inside or at the end of a word.
    "(?P<capital>(?<=[a-zà-ÿ][ÂÃÄÅÈÐÑÎÏØÙ])(?![A-ZÀ-Þ]))"
    # English words that lost their apostrophe, but no Romanian ones.
    r"|(?P<apostrophe>(?<=nâ)(?=t\b)|(?<=[A-Za-z]â)(?=s\b)"
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
_VIETNAMESE = lazy_pattern("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def find_leftovers(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places in ``text`` that show that bytes of it got lost, if there are enough."""
    found = [match for match in _ODD.finditer(text) if not is_in_code_span(text, *match.span())]
    weight = sum(_WEIGHTS.get(match.lastgroup or "", 2) for match in found)
    if weight < _ENOUGH or is_about_encodings(text, len(found)) or _VIETNAMESE.search(text):
        return ()
    blocks = code_blocks(text)
    spans = [match.span() for match in found]
    return tuple(span for span in spans if not any(a <= span[0] < b for a, b in blocks))


def words_around(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the spans widened to words, one of each line once."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        first, last = line_around(text, start, end)
        while start > first and not text[start - 1].isspace():
            start -= 1
        while end < last and not text[end].isspace():
            end += 1
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)
