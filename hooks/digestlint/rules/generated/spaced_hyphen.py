"""There are spaces around the hyphen of a name.

## What it does
Finds names such as `GPT - 4` or `Plan - and - Budget` in Chinese, Japanese or Korean text: words
of Latin letters, digits or Greek letters with a space on each side of a hyphen. They count as a
name if

- the file also has them without the spaces (`GPT-4`), or
- they end like the version or the size of a model (`DeepSeek - R1`, `Qwen2.5 - 7B`), or
- the file has three such names, so that it generally puts spaces around hyphens.

A name may also have hyphens without spaces (`Qwen2.5-VL - 7B`). As a dash often follows such a
word, the third condition applies to it only if there is no other Latin word next to the name.

Dashes in English sentences and before releases (`SECURITY.md - v1.1.0`), ranges (`10 - 30%`,
`1B - 3B`, `v1 - v2`), arithmetic (`n - 1`), dates, list markers, and chains with a word of another
script (`SFT - RFT - 强化学习`) are not reported, and neither are code, math and URLs.

## Why it matters
Search engines and editors treat `GPT - 4` as three words, and a line may break before the hyphen.

## Example
```markdown
我们与 Qwen2.5 - 7B 比较。
```

Write instead:
```markdown
我们与 Qwen2.5-7B 比较。
```

## Fix safety
The fix removes the spaces. It is unsafe: a dash between two names looks the same. In a heading, it
also changes the anchor.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "TXT001",
    "spaced-hyphen",
    severity=Severity.INFO,
    fixes=(Applicability.UNSAFE,),
    prefilter=(" - ",),
)

_SPACES = Template("spaced-hyphen/spaces", "spaces around the hyphen in {name}")

_HABIT = 3  # this many clear names make spaces the habit of the file
_MOST_WORDS = 10  # of Latin text in a row; with more, it is a sentence with dashes

_WINDOW = 200  # characters on either side that are looked at

_WORD = r"[A-Za-z0-9Α-ω](?:[A-Za-z0-9Α-ω.+&/_-]*[A-Za-z0-9Α-ω+])?"
_CHAIN = lazy_pattern(rf"(?<![\wΑ-ω.+/&%-]){_WORD}(?: - {_WORD})+", re.ASCII)
_LATIN = lazy_pattern(r"[\w.+&/-]+", re.ASCII)
_LONGEST = 1000  # characters of a run that is searched for names
_JOINED = lazy_pattern(r"(?<![\w-])[\w.+&/]+(?:-[\w.+&/]+)+(?![\w-])", re.ASCII)

# First and last characters. Patterns with such classes take longer to compile than most files
# take to read.
_LETTERS = (
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_EAST_ASIAN_OR_DAMAGED = (
    ("\u2e80", "\ua4cf"),
    ("\uac00", "\ud7af"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
    # Damaged characters in such a text are most likely East Asian, too.
    ("\ufffd", "\ufffd"),
    ("\ue000", "\uf8ff"),
)

_LATIN_AFTER = lazy_pattern(r"[,:]? [A-Za-z]")
_LATIN_BEFORE = lazy_pattern(r"[A-Za-z,:.] \Z")

_SIZE = lazy_pattern(r"\d+(?:\.\d+)?[BMK]")
_VERSION = lazy_pattern(r"[A-Z]\d+(?:\.\d+)?|\do")
_RELEASE = lazy_pattern(r"[vV]\d[\w.]*")  # of a name, or of the program or file before a dash
_LONG_RELEASE = lazy_pattern(r"[vV]?\d+\.\d+\.\d[\w.]*")
_FILE = lazy_pattern(r".*\w\.[a-z]{1,5}")
_NAME = lazy_pattern(r"[A-Z0-9Α-ω]")
_QUANTITY = lazy_pattern(r"[\d.,]+[A-Za-z]{0,2}")
_NUMBER = lazy_pattern(r"[\d.,]+")
_DIGITS = lazy_pattern(r"\d[\d.]*")
_MONTH = lazy_pattern(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*")
_AFTER_DASH = lazy_pattern(
    r"an?|and|are|as|but|by|for|from|i|in|including|is|it|not|of|on|or|our|that|the|then|they|this"
    r"|to|we|what|when|where|which|who|why|with|without"
)


def check(document: Document) -> Iterator[Finding]:
    """Report names with spaces around hyphens."""
    candidates = list(_candidates(document))
    if not candidates:
        return
    runs = {run for run in _LATIN.findall(document.text) if "-" in run and len(run) <= _LONGEST}
    joined = {m[0].rstrip(".").casefold() for run in runs for m in _JOINED.finditer(run)}
    clear = [_is_clear(document.text[slice(*span)], joined) for span in candidates]
    habit = sum(clear) >= _HABIT
    for span, is_clear in zip(candidates, clear, strict=True):
        name = document.text[slice(*span)]
        if is_clear or (habit and not _NUMBER.match(name) and _may_follow_habit(document, span)):
            right = name.replace(" - ", "-")
            edits = [
                Edit(at, at + 1, "")
                for match in re.finditer(" - ", name)
                for at in (span.start + match.start(), span.start + match.end() - 1)
            ]
            yield Finding(
                *span,
                _SPACES(name=quoted(name)),
                Fix.unsafe(WRITE(text=quoted(right)), *edits),
            )


def _candidates(document: Document) -> Iterator[Span]:
    """Yield text such as ``A - B - C`` in East Asian text that can be a name."""
    markdown = document.markdown
    hyphens = (markdown.prose.at(at) for at in occurrences(document.text, " - "))
    for prose in dict.fromkeys(filter(None, hyphens)):
        for match in _CHAIN.finditer(document.text, *prose):
            span = Span(*match.span())
            if (
                not markdown.urls.overlaps(*span)
                and _can_be_name(match[0].split(" - "))
                and not _continues(document.text, span)
                and _is_in_east_asian_text(document, span)
            ):
                yield span


def _can_be_name(words: list[str]) -> bool:
    first, second, last = words[0], words[1], words[-1]
    if _QUANTITY.fullmatch(first) and _QUANTITY.fullmatch(second):
        return False  # a range
    if _FILE.fullmatch(first) or _LONG_RELEASE.fullmatch(last):
        return False  # a dash between a file or a program and its release
    numberless = _DIGITS.sub("", first)
    if numberless != first and numberless == _DIGITS.sub("", second):
        return False  # a range, too: from version to version, from date to date
    if "-" in "".join(words) and min(map(len, words)) == 1:
        return False  # arithmetic with differences
    if len(first) == 1 and (len(second) == 1 or _NUMBER.fullmatch(second)):
        return False  # arithmetic
    if _MONTH.fullmatch(first) and _NUMBER.fullmatch(second):
        return False
    return not ("." in first and "/" in first) and not _AFTER_DASH.fullmatch(last)


def _may_follow_habit(document: Document, span: Span) -> bool:
    """Whether spaces around other hyphens say anything about the name at ``span``."""
    words = document.text[slice(*span)].split(" - ")
    before = document.text[max(0, span.start - 2) : span.start]
    if _RELEASE.fullmatch(words[-1]) and _LATIN_BEFORE.search(before):
        return False  # a dash between words and a release
    hyphenated = sum("-" in word for word in words)
    if not hyphenated:
        return True
    # The author also writes hyphens without spaces: this one may be a dash.
    return hyphenated < len(words) and not (
        _LATIN_AFTER.match(document.text, span.end) or _LATIN_BEFORE.search(before)
    )


def _continues(text: str, span: Span) -> bool:
    """Whether a dash or an equals sign on either side makes it part of something longer."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return before in ("- ", "= ") or after in (" -", " =")


def _is_in_east_asian_text(document: Document, span: Span) -> bool:
    """Whether the Latin text around ``span`` is short, with East Asian text next to it."""
    block = document.markdown.block_at(span.start)
    if block is None:
        return False
    first, last = max(block.start, span.start - _WINDOW), min(block.end, span.end + _WINDOW)
    text = document.text[first:last]
    ends = [i for i, c in enumerate(text) if c in "\r\n" or _is_in(c, _EAST_ASIAN_OR_DAMAGED)]
    i = bisect_left(ends, span.start - first)
    start = ends[i - 1] + 1 if i > 0 else 0
    end = ends[i] if i < len(ends) else len(text)
    edges = text[max(0, start - 1) : start] + text[end : end + 1]
    words = sum(any(c.isalnum() for c in word) for word in text[start:end].split())
    return edges.strip() != "" and words <= _MOST_WORDS and any(_is_in(c, _LETTERS) for c in text)


def _is_in(char: str, ranges: Iterable[tuple[str, str]]) -> bool:
    return char >= "\u2e80" and any(first <= char <= last for first, last in ranges)


def _is_clear(name: str, joined: set[str]) -> bool:
    """Whether ``name`` is clearly a name, whatever other names there are."""
    words = name.split(" - ")
    if name.replace(" - ", "-").casefold() in joined:
        return True
    if _NUMBER.match(name):
        return False
    if any(map(_SIZE.fullmatch, words[1:])):
        return True
    return bool(_NAME.search(words[0])) and any(map(_VERSION.fullmatch, words[1:]))
