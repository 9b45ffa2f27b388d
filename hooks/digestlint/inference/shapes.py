"""What the names of entries and notes look like in many digests, the most telling first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple

# A link to another site; what it leads to is read from the Markdown.
_LINK = r"\[(?P<title>.+?)\]\(https?:"
_NUMBER = r"(?P<number>\d+)"
_DATE = r"(?P<date>\d{2,4}[-/.]\d{2}(?:[-/.]\d{2})?)"
ANY = "^(?P<title>.+)$"
# A line with a list of links below it.
WITH_LIST = r"^(?P<title>[^\r\n]+)\r?\n\s*[-*+] [^\n]*\]\(https?:"

HEADINGS = (
    rf"^\[{_NUMBER}\]\s*{_LINK}",
    rf"^\**{_NUMBER}[.、)）:：]\s*\**{_LINK}",
    rf"^\**(?!\[\d+\]\s){_LINK}",
    rf"^\[{_NUMBER}\]\s*(?P<title>.+)$",
    rf"^\**{_NUMBER}[.、)）:：]\s*(?P<title>.+)$",
)
ITEMS = (
    rf"^\W{{0,4}}{_DATE}\W{{1,6}}{_LINK}",
    rf"^\W{{0,4}}{_DATE}\W{{1,6}}\*\*(?P<title>.+?)\*\*",
    rf"^\*\*{_LINK}",
    rf"^{_LINK}",
    rf"^\*\*{_NUMBER}[.、)）]\s*(?P<title>.+?)\*\*",
    r"^\*\*(?P<title>.+?)\*\*",
    rf"^[^\[\n]{{0,80}}{_LINK}",
)
PARAGRAPHS = (
    rf"^\**{_NUMBER}[、.)）]\s*\**{_LINK}",
    rf"^\**{_NUMBER}[、.)）]\s*(?P<title>.+)$",
    rf"^\*\*{_LINK}",
    r"^\*\*(?P<title>.+?)\*\*\s*$",
    rf"^{_LINK}",
)
# Where some are numbered and others are not.
_LINKS = rf"^\**(?:\[?{_NUMBER}[\].、)）:：]\s*)?\**{_LINK}"
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
_DIGITS = re.compile(r"\d+")
_FEWEST = 2
_MOST_WITH_PREFIX = 0.8


class Fitting(NamedTuple):
    """A pattern, and how many of the names it fits."""

    pattern: str
    names: int


def fitting(shapes: Sequence[str], names: Sequence[str]) -> list[Fitting]:
    """Return the patterns that fit several of ``names``, the most telling first."""
    found: list[Fitting] = []
    left = list(names)
    for pattern in (*shapes, *_with_prefix(names)):
        search = re.compile(pattern).search
        fit = sum(1 for name in left if search(name))
        if fit >= _FEWEST or fit == len(names):
            found.append(Fitting(pattern, fit))
            left = [name for name in left if not search(name)]
    links = [each.names for each in found if each.pattern.endswith(_LINK)]
    return [*found, Fitting(_LINKS, sum(links))] if len(links) > 1 else found


def is_linked(pattern: str) -> bool:
    """Whether titles that ``pattern`` fits are links."""
    return pattern.endswith(_LINK)


def escaped(text: str) -> str:
    """Return a pattern for ``text``; what has a meaning in sets only is left as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _with_prefix(names: Sequence[str]) -> list[str]:
    """Return the pattern of names that nearly all begin with the same word or symbol."""
    first = Counter(_DIGITS.sub("0", name.split()[0]) for name in names if len(name.split()) > 1)
    for word, count in first.most_common(1):
        if count >= max(_FEWEST, _MOST_WITH_PREFIX * len(names)) and not word.startswith("["):
            number = iter([r"(?P<number>\d+)"])
            begin = "".join(
                next(number, r"\d+") if piece == "0" else escaped(piece)
                for piece in re.split("(0)", word)
            )
            return [rf"^{begin}\s+(?P<title>.+)$"]
    return []
