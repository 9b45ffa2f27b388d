"""Cases of ftfy that digestlint decides differently: their labels, by outcome and reason.

The cases are in ``tests/test_cases.json`` of ftfy 6.3.1.
"""

from __future__ import annotations

from typing import Literal

# differs: text is written that is not what ftfy expects; missed: damaged text is neither restored
# nor reported; alarm: clean text is left as it is, but reported; restored: ftfy leaves it.
Outcome = Literal["differs", "missed", "alarm", "restored"]

_DIFFERENCES: dict[tuple[Outcome, str], tuple[str, ...]] = {
    ("differs", "damaged twice, and some pieces in other ways; those stay damaged once"): (
        "A face with UTF-8 / sloppy Windows-1252 mixed up twice",
        "We can mostly decode the face above when we lose the character U+009D",
    ),
    ("differs", "à inside a word, of which the space after it is half, is taken for í; unsafe"): (
        "A-with-grave in Vietnamese",
    ),
    ("differs", "a space that is half of a character is not read as that half; unsafe"): (
        "Synthetic: Incomplete UTF-8 / Windows-1252 mixup in Arabic",
    ),
    ("differs", "question marks that are left of bytes are kept beside the character; unsafe"): (
        "Lossy decoding can have plain ASCII question marks, as well",
    ),
    ("missed", "the space was half of à and stands between two words: neither reading gives it"): (
        "Synthetic: we can recognize Ã at the end of a word when it absorbs a following space",
    ),
    ("missed", "two signs of box drawing, which ftfy's own code leaves as well"): (
        "subtle UTF-8 / codepage 437 mixup in Spanish",
    ),
    ("alarm", "two or three characters that are UTF-8 of one letter; reported as 'perhaps'"): (
        "Negative: Portuguese with acute accents as quotation marks",
        "Negative: Indonesian leetspeak",
        "Synthetic, negative: Be careful around curly apostrophes",
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
