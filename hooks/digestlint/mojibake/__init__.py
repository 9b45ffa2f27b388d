"""Mojibake: UTF-8 text that was read as another code page, found and restored.

``restore`` turns a text into what its reader should see, line for line, with an exact map back
to the source. The rest of the package works on that text and knows nothing of code pages.
"""

from digestlint.mojibake.candidates import candidates
from digestlint.mojibake.channel import Channel, damage
from digestlint.mojibake.plausibility import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
from digestlint.mojibake.restoration import Restoration, Run
from digestlint.mojibake.restorer import restore

__all__ = [
    "LETTER_PLACEHOLDER",
    "SYMBOL_PLACEHOLDER",
    "Channel",
    "Restoration",
    "Run",
    "candidates",
    "damage",
    "restore",
]
