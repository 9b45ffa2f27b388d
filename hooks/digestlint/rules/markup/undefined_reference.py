r"""A reference link or footnote without a definition.

## What it does
Finds `[text][label]`, `[label][]` and `[^label]` in the text where no line `[label]: …` defines the
label. What may not be a reference is left alone: `[label]` by itself, indices (`a[i][j]`),
citations (`[1][2]`), tags (`[WIP][Core]`), patterns (`[^a-z]`), wikilinks, code and math.

## Why it matters
The reader sees the brackets instead of a link, or looks in vain for the footnote.

## Example
```markdown
See [the paper][smith-2025] and [the code][smith-code].

[smith-code]: https://example.org/code
```

One of the two links has no target; write instead:
```markdown
See [the paper][smith-paper] and [the code][smith-code].

[smith-paper]: https://example.org/paper
[smith-code]: https://example.org/code
```

## Fix safety
There is no fix: what the link should lead to, or what the note should say, is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Markdown
from digestlint.rules.markup.suspects import matches
from digestlint.text.quoting import quoted

RULE = RuleInfo("MKD003", "undefined-reference", severity=Severity.ERROR, prefilter=("][", "[^"))

_NO_DEFINITION = Template(
    "undefined-reference/link", "the reference {label} is not defined, so this is not a link"
)
_NO_NOTE = Template("undefined-reference/footnote", "the footnote {label} is not defined")

_REFERENCE = lazy_pattern(
    r"(?<![\\\])A-Za-z0-9_\[])!?\[(?P<text>(?:[^\[\]\\\r\n]|\\.|!\[[^\[\]\r\n]*\](?:\[[^\[\]\r\n]*\])?)+)\]"
    r"\[(?P<label>[^\[\]\\\r\n]*)\](?![\[(\]:+?{\\]|\*(?!\*))"
)
# A footnote's marker touches the word before it; patterns are repeated or come in groups.
_FOOTNOTE = lazy_pattern(r"(?<![\\\[(/^])\[\^(?P<label>[^\]\s^\[\\]+)\](?![:+*?{\[(/$])")
_NUMBER = lazy_pattern(r"\d{1,3}")
_WORD = lazy_pattern(r"(?!\w-\w\Z)\w[\w.-]*")
_NAME_OF_NOTE = lazy_pattern(r"(?:foot)?(?:note|fn|ref|cite|注|脚注|注释)[\w-]*", re.IGNORECASE)
# `[i][j]`, `[0][1]`, `[:][0]`
_INDEX = lazy_pattern(r"\s*(?:\d+|[A-Za-z0-9_:+*.~-]{0,2})\s*")
# `[a-z][a-z0-9_]*`
_CHARACTERS = lazy_pattern(r"\^?(?:\w-\w[\w.+-]*)+")
_SLUG = lazy_pattern(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
# `[WIP][Core]`, `[论文][代码]`
_TAG = lazy_pattern(r"[A-Z][\w.+-]*|[^\x00-\x7f]{1,6}")
_NAMES = (
    "arxiv blog code data dataset demo github link model page paper pdf poster project slides "
    "video web website"
)
_NAMES_OF_LINKS = frozenset(_NAMES.split())
_NOTE_DEFINED = lazy_pattern(r"^[ \t>]*\[\^[^\]\s]+\]:", re.MULTILINE)
_PROSE_BEFORE = lazy_pattern(r"\w[^\[\]]*\Z")
_LONGEST_BEFORE = 100


def check(document: Document) -> Iterator[Finding]:
    """Report references without a definition."""
    markdown = document.markdown
    references = _References(markdown)
    for match in matches(markdown, _REFERENCE, ("][",)):
        label = match["label"].strip() or match["text"].strip()
        if _in_prose(markdown, match) and references.is_meant(match):
            yield Finding(*match.span(), _NO_DEFINITION(label=quoted(label)))
    notes = _Footnotes(markdown)
    for match in matches(markdown, _FOOTNOTE, ("[^",)):
        if _in_prose(markdown, match) and notes.is_meant(match):
            yield Finding(*match.span(), _NO_NOTE(label=quoted(match[0])))


def _in_prose(markdown: Markdown, match: re.Match[str]) -> bool:
    return (
        markdown.prose.at(match.start()) is not None
        and markdown.prose.at(match.end() - 1) is not None
        and markdown.prose.at(match.start("label") - 1) is not None
    )


class _References:
    """How a file writes reference links."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown = markdown
        self._defines = bool(markdown.definitions)
        self._refers = any(
            link.kind == "reference" and markdown.text[link.text.end + 1 : link.text.end + 2] == "["
            for link in markdown.links
        )

    def is_meant(self, match: re.Match[str]) -> bool:
        """Whether ``match`` is clearly meant as a reference."""
        text, label = match["text"], match["label"].strip()
        if not text.strip():
            return False
        if not match["label"]:
            return _NUMBER.fullmatch(text) is None
        if not label or (_INDEX.fullmatch(text) and _INDEX.fullmatch(label)):
            return False
        if any(_CHARACTERS.fullmatch(part) for part in (text, label)):
            return False
        if self._refers or _SLUG.fullmatch(label):
            return True
        if not self._defines:
            return _NUMBER.fullmatch(label) is not None and self._follows_prose(match)
        if (_TAG.fullmatch(text) and _TAG.fullmatch(label)) or label.lower() in _NAMES_OF_LINKS:
            return self._follows_prose(match)
        return True

    def _follows_prose(self, match: re.Match[str]) -> bool:
        start = max(match.start() - _LONGEST_BEFORE, 0)
        line = self._markdown.text[start : match.start()].rpartition("\n")[2]
        return _PROSE_BEFORE.search(line) is not None


class _Footnotes:
    """How a file writes footnotes."""

    def __init__(self, markdown: Markdown) -> None:
        self._text = markdown.text
        self._defines: bool | None = None  # found out once: it takes a search of the whole text

    def is_meant(self, match: re.Match[str]) -> bool:
        """Whether ``match`` is clearly meant as a footnote."""
        label = match["label"]
        if _NUMBER.fullmatch(label) or _NAME_OF_NOTE.fullmatch(label):
            return True
        before = self._text[match.start() - 1 : match.start()]
        if not before.strip() or not _WORD.fullmatch(label):
            return False
        if self._defines is None:
            self._defines = _NOTE_DEFINED.search(self._text) is not None
        return self._defines
