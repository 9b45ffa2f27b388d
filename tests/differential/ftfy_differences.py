"""Cases of ftfy that digestlint decides otherwise: their labels, by outcome and reason.

The cases are in ``tests/test_cases.json`` of ftfy 6.3.1.
"""

from __future__ import annotations

from typing import Literal

# differs: text is written that is not what ftfy expects; missed: damaged text is neither restored
# nor reported; alarm: clean text is left as it is, but reported; restored: ftfy leaves it.
Outcome = Literal["differs", "missed", "alarm", "restored"]

_DIFFERENCES: dict[tuple[Outcome, str], tuple[str, ...]] = {
    ("differs", "pieces of the line are restored; the rest is usual text, too, and is reported"): (
        "Messy language names: Czech",
        "UTF-8 / Windows-1250 mixup in French",
    ),
    ("differs", "what went through another encoding than most of the line stays"): (
        "Left quote is UTF-8, right quote is Latin-1, both encoded in Windows-1252",
        "Inconsistent UTF-8 / Latin-1 mojibake",
        "Fix 'à' in inconsistent mojibake",
        "A complex, lossy pile-up of mojibake in Portuguese",
        "Synthetic: curly quotes with mismatched encoding glitches in Latin-1",
        "UTF-8 / ISO-8859-2 mixup in Czech",
    ),
    ("differs", "damaged twice, and some pieces in other ways; those stay damaged once"): (
        "A face with UTF-8 / sloppy Windows-1252 mixed up twice",
        "We can mostly decode the face above when we lose the character U+009D",
    ),
    (
        "differs",
        "à is left: the space after it is either half of it or parts it from the next word",
    ): (
        "'à' remains its own word, even if spaces after it get coalesced into one",
        "This is why we require a space after the 's' in 'às'",
        "We can fix 'à' in windows-1251 sometimes as well",
    ),
    ("differs", "wrong: damaged several times with losses, and taken for one other code page"): (
        "For goodness' sake. We can come close to fixing this, but fail in the last step",
        "Two levels of inconsistent mojibake",
    ),
    ("missed", "one letter at which nothing shows that it is not meant; a space follows it"): (
        "Messy language names: Gaelic",
        "Synthetic: we can recognize Ã in some cases when it's the only mojibake",
        "Synthetic: we can recognize Ã at the end of a word when it absorbs a following space",
        "UTF-8 / Windows-1252 mixup in Gaelic involving non-breaking spaces",
    ),
    ("missed", "one capital, the second byte of which is shown as a quotation mark"): (
        "UTF-8 / Windows-1252 mixup in Spanish",
        "Synthetic: French word for hotel in all-caps windows-1252",
    ),
    ("missed", "combining characters, or signs alone, of which digests have none"): (
        "fancy Unicode crossing-out, but mojibaked",
        "subtle UTF-8 / codepage 437 mixup in Spanish",
    ),
    ("alarm", "two or three characters that are UTF-8 of one letter; reported as 'perhaps'"): (
        "Negative: angry face",
        "Negative: triangle and degree sign",
        "Negative: Portuguese with acute accents as quotation marks",
        "Negative: Indonesian leetspeak",
        "Negative: math in Unicode",
        "Synthetic, negative: hypothetical Swedish product name",
        "Synthetic, negative: A-with-circle as an Angstrom sign",
        "Synthetic, negative: Be careful around curly apostrophes",
        "Synthetic, negative: Romanian word before a trademark sign",
        "Synthetic, negative: raised eyebrow kaomoji",
    ),
    ("alarm", "mojibake that lost too much to be restored is reported"): (
        "An absolutely hopeless garble",
    ),
    ("alarm", "control characters are reported by a rule of their own"): (
        "Synthetic, negative: don't leak our internal use of byte 0x1A",
        "Synthetic, negative: U+1A on its own",
    ),
    (
        "restored",
        "as the case itself says, it was meant to be read so; ftfy's fix is the cautious",
    ): (
        "Sort of negative: this inconsistent mojibake could be Latin-1 or MacRoman, "
        "and it was meant to be Latin-1, but it's safest to not decode it as either",
    ),
}

DIFFERENCES: dict[str, Outcome] = {
    label: outcome for (outcome, _), labels in _DIFFERENCES.items() for label in labels
}
