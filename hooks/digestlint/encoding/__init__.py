"""Mojibake: UTF-8 text that was read as another code page, found and restored.

``find_mojibake`` turns a text into what its reader should see, line for line, with an exact map
back to the source. The rest of the package works on that text and knows nothing of code pages.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel, damage
    from digestlint.encoding.channels.plausibility import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
    from digestlint.encoding.detect.first_look import as_it_is, find_mojibake
    from digestlint.encoding.result.restoration import Restoration
    from digestlint.encoding.result.run import Run

__all__ = [
    "LETTER_PLACEHOLDER",
    "SYMBOL_PLACEHOLDER",
    "Channel",
    "Restoration",
    "Run",
    "as_it_is",
    "damage",
    "find_mojibake",
]

_MODULES = {
    "Channel": "channels.channel",
    "as_it_is": "detect.first_look",
    "damage": "channels.channel",
    "find_mojibake": "detect.first_look",
    "LETTER_PLACEHOLDER": "channels.plausibility",
    "SYMBOL_PLACEHOLDER": "channels.plausibility",
    "Restoration": "result.restoration",
    "Run": "result.run",
}


def __getattr__(name: str) -> object:
    # Text without mojibake needs few of the modules.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value
