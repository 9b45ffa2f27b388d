"""Names that logs, terminals, command lines or file systems may misinterpret."""

from __future__ import annotations

import random

from tests.hostile import STRINGS

_OTHERS = (
    *("-rf", "--fix", "--config=x", "-", "--", "@file", "~", "~root", "$(touch x)", "`touch x`"),
    *("| sh", "; sh", "%s%n", "{}", "{0.__class__}", "*", "?", "[a]", "!x", "#x", "\\", "a\\b"),
    *("CON", "aux.txt", "NUL", "a:b", "C:x", " ", "  x", "x ", ".", "..x", "...", "x.md"),
    *("é", "e\u0301", "论文", "\u202egpj.exe", "\udcff\udcfe", "\udce4", "a" * 250, "é" * 125),
    *('"', "'", "<b>", "&amp;", "http:x", "a#b", "a?b", "%2e%2e%2f", "x\nx", "\n", "\r", "\t"),
)
_ALL = (*STRINGS.values(), *_OTHERS)


def hostile_text(chance: random.Random) -> str:
    """Return what may stand in a name, a setting or a text."""
    text = chance.choice(_ALL)
    return text if chance.random() < 0.8 else text + chance.choice(_ALL)


def hostile_name(chance: random.Random, suffix: str = ".md") -> bytes:
    """Return the name of a file."""
    text = hostile_text(chance).replace("/", "").replace("\0", "")
    encoded = text.encode("utf-8", "surrogateescape")[: 255 - len(suffix)]
    return encoded + suffix.encode()
