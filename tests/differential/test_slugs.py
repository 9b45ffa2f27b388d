"""GitHub's slugs of random headings, beside those of the npm package ``github-slugger``."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator

from digestlint.markdown.anchors import assign_slugs
from tests.differential.peers import ask, needs_peers

pytestmark = needs_peers

HEADINGS = 100_000
PER_DOCUMENT = 40
# What slugs treat in ways of its own, or what is lower-cased in ways of its own.
SPECIAL = (
    *" -_ -_0123456789\t",
    *"İIıßẞΣσςŉǰΐﬀᾳᾼϴKÅ",
    "\u0307",
    "\u200d",
    "\ufe0f",
    "\u00ad",
    "🌟",
)
WORDS = ("Setup", "setup", "setup-1", "setup-1-1", "SETUP", "Σ", "ΟΔΟΣ", "", " ", "constructor")
# Python and Node lower-case these by different versions of Unicode: the class of two letters, which
# decides over a Σ beside them, has changed, and Unicode 16 has new capitals of older letters.
CHANGED = frozenset({0x295, 0x1171E, *range(0xA7CB, 0xA7DD)})


def _scripts() -> list[str]:
    """The letters and marks of each script, whose names begin with it, and the other categories."""
    scripts: dict[str, list[str]] = {}
    for code_point in range(sys.maxunicode + 1):
        character = chr(code_point)
        category = unicodedata.category(character)
        if category in ("Cn", "Co", "Cs") or code_point in CHANGED:
            continue
        name = unicodedata.name(character, "") if category[0] in "LM" else category
        scripts.setdefault(name.partition(" ")[0], []).append(character)
    return ["".join(characters) for characters in scripts.values()]


def _headings(chance: random.Random) -> Iterator[str]:
    scripts = _scripts()
    assert len(scripts) > 150
    while True:
        if chance.random() < 0.1:
            yield chance.choice(WORDS)
            continue
        pieces = []
        for script in chance.choices(scripts, k=chance.randint(1, 2)):
            pieces += chance.choices(script, k=chance.randint(1, 8))
            pieces += chance.choices(SPECIAL, k=chance.randint(0, 3))
        yield "".join(pieces)


def _documents() -> list[list[str]]:
    """Lists of headings; a quarter of each repeats others."""
    chance = random.Random("headings")
    headings = _headings(chance)
    documents = []
    for _ in range(HEADINGS // PER_DOCUMENT):
        document = [next(headings) for _ in range(PER_DOCUMENT * 3 // 4)]
        documents.append(document + chance.choices(document, k=PER_DOCUMENT - len(document)))
    return documents


def test_slugs_are_those_of_github_slugger() -> None:
    documents = _documents()
    differing = {}
    for document, expected in zip(documents, ask("slugs.mjs", documents), strict=True):
        slugs = assign_slugs(document)
        compared = zip(document, slugs, expected, strict=True)
        differing.update({heading: pair for heading, *pair in compared if pair[0] != pair[1]})
    assert differing == {}
