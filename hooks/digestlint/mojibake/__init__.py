"""Mojibake: UTF-8 text that was read as another code page, found and restored.

``restore`` turns a text into what its reader should see, line for line, with an exact map back
to the source. The rest of the package works on that text and knows nothing of code pages.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.mojibake.channel import Channel, damage
    from digestlint.mojibake.first_look import restore
    from digestlint.mojibake.plausibility import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
    from digestlint.mojibake.restoration import Restoration, Run

__all__ = [
    "LETTER_PLACEHOLDER",
    "SYMBOL_PLACEHOLDER",
    "Channel",
    "Restoration",
    "Run",
    "damage",
    "restore",
]

_MODULES = {
    "Channel": "channel",
    "damage": "channel",
    "restore": "first_look",
    "LETTER_PLACEHOLDER": "plausibility",
    "SYMBOL_PLACEHOLDER": "plausibility",
    "Restoration": "restoration",
    "Run": "restoration",
}


def __getattr__(name: str) -> object:
    # Text without mojibake needs few of the modules.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value
