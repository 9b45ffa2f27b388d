r"""Words that hold a letter and a sign as no language writes them, though each is a usual one.

``AÃ‘OS``, ``HÃ”TEL`` and ``GÃ\xa0idhlig`` are the two bytes of one letter each, and too few to tell
so by themselves: whoever finds them here asks for a second opinion before saying anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.detect.quotations import code_blocks, is_about_encodings

# What one of the patterns needs, and what is asked first: a text is searched for it in no time.
_LEADS = "ÃÅĂĹ"
_SIGNS = "├┼√ÌÍ"
_DRAWN = "─│└"  # a tree or a table is drawn here

# A capital and a mark where the word goes on: AÃ‘OS, LÃ–SE, Ãšltima, KAÅ»DEGO.
_IN_WORD = lazy_pattern(
    "(?<![^\\W\\d_A-Z])(?:"
    "[ÃĂ][“”‘’–›™šŠŒŸžŽŤ](?=[A-Z])|[ÅĹ]»(?=[A-Z])"
    "|(?<![A-Z])(?:[ÃĂ][“”‘šŠ]|[ÅĹ]»)(?=[a-z]{2}))"
)
# à, whose second byte is a no-break space, or was made a space that another one follows.
_GRAVE = lazy_pattern(
    "(?<=[a-z])Ã(?:\xa0|  | (?=[\r\n]|\\Z))"
    "|(?<=[a-z,;:] )Ã(?:  |\xa0 )(?=[a-z])"
    "|(?<=(?<![^\\W_])[A-Z])Ã\xa0(?=[a-z]{2})"
)
# A word that begins with a sign of box drawing or a root, and another one.
_SIGN_FIRST = lazy_pattern(
    "(?<![^\\W_])(?:[├┼][À-ſƒ¡-¿⌐](?=[A-Za-z]{2})"
    "|√(?:[À-ſ©®™´¢£¥ªº¨](?=[A-Za-z]{2})|∂(?=[a-z]{4})))"
)
# Letters that are crossed out or underlined, each with a mark of its own.
_CROSSED_OUT = lazy_pattern("(?:[!-~][ÌÍ][¡-¿‚„…†‡ˆ‰‹‘-”•–—˜™›€]){2,}")
_GOES_ON = lazy_pattern("[ÃÅĂĹ](?=[A-Za-z])")


def find_odd_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where such words are odd, in order; none in code blocks or texts about encodings."""
    if text.isascii():
        return ()
    found = sorted(_found(text))
    if not found or is_about_encodings(text, len(found)):
        return ()
    blocks = code_blocks(text)
    starts = [start for start, _ in blocks]
    return tuple(
        span
        for span in found
        if not (block := bisect_right(starts, span[0])) or span[0] >= blocks[block - 1][1]
    )


def _found(text: str) -> Iterator[tuple[int, int]]:
    if leads := {lead for lead in _LEADS if lead in text and lead.lower() not in text}:
        # Whoever writes such a letter has it before other letters, or in small ones, as well.
        leads -= set(_GOES_ON.findall(text))
        for pattern in (_IN_WORD, _GRAVE) if leads else ():
            for match in pattern.finditer(text):
                if match[0][0] in leads:
                    yield match.span()
    signs = {sign for sign in _SIGNS if sign in text}
    if signs & {"├", "┼"} and any(sign in text for sign in _DRAWN):
        signs -= {"├", "┼"}
    if signs & {"├", "┼", "√"}:
        for match in _SIGN_FIRST.finditer(text):
            if match[0][0] in signs:
                yield match.span()
    if signs & {"Ì", "Í"}:
        yield from (match.span() for match in _CROSSED_OUT.finditer(text))
