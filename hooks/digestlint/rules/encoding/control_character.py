r"""The text contains an invisible character.

## What it does
Finds control characters other than tab and line endings (U+0000 to U+001F, U+007F to U+009F),
zero-width characters (U+200B, U+2060, U+FEFF and similar), soft hyphens, Unicode tags and controls
of the writing direction. These are not reported: joiners inside emoji and in scripts that need them
(Arabic, Indic and others), break marks in scripts without spaces, direction marks in lines with a
right-to-left script, a code span with nothing but such a character, and a form feed on its own line
(a page break).

If a program read the backslash of a LaTeX command as a string escape (`\beta` as `\b` and `eta`,
`\frac` as `\f` and `rac`), the control character is the only trace of the command. In such places,
tabs (`\text`, `\times`) and carriage returns (`\rho`) are found as well. In math, all of that is
reported by `lost-backslash`. A carriage return inside a line, which came with copied text, is also
reported.

## Why it matters
Searches do not find a word that contains such a character, and links to a heading break. Formulas
that lost commands have a different meaning. Controls of the writing direction show text in a
different order than it is stored, which can hide what it says ("Trojan Source", CVE-2021-42574).

## Example
```text
# Results U+200B U+200B
```

There should be nothing after the heading:
```text
# Results
```

## Fix safety
The fix is unsafe. Where a LaTeX command lost its backslash outside math, it writes the command.
Elsewhere it removes the characters, and a few may be intended. A form feed,
vertical tab or carriage return between two words becomes a space, and U+0080 to U+009F become the
characters that windows-1252 has there (U+0092 is an apostrophe). In a file with mojibake, those
characters are kept, because they may be part of a damaged character. There is no fix in math, next
to letters that may be the rest of a command, or next to a code fence, a comment, or what would
become one: what it opens or closes may change. There is no fix either if something would become
markup (`U+200B # x`), a link or a mention, or if other lines would be rendered differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.budgets import SMALL_PART
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import SpanSet
from digestlint.rules.encoding.hidden_markup import plain
from digestlint.rules.encoding.invisible import ESCAPE_SEQUENCE, describe, find_hidden, meant
from digestlint.rules.helpers.backslash_fixes import restoring_fixes
from digestlint.rules.helpers.formulas import formulas
from digestlint.rules.helpers.lost_backslashes import ESCAPES, LostBackslash, lost_backslashes
from digestlint.rules.helpers.stray_returns import joining_fix, stray_returns
from digestlint.rules.helpers.wording import REMOVE, WRITE, WRITE_SPACE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "ENC006",
    "control-character",
    fixes=(Applicability.UNSAFE,),
    reads="source",
)

_AND_MORE = Template("control-character/and-more", "{character}, and {number} more next to it")
_BACKSLASH = Template(
    "control-character/backslash", "{character} where {command} lost its backslash"
)
_RETURN = Template("control-character/return", "carriage return U+000D inside a line")
_REMOVE_ALL = Template("control-character/remove-all", "Remove them")

_SEPARATORS = "\x0b\x0c"
_LONGEST_DELIMITERS = 10  # backticks and spaces, on both sides
_LINE_BREAKS = ("\r", "\n", "")  # or no character, at either end of the text
# Code fences, front matter, and HTML that continues after a blank line, with its end (CommonMark
# 0.31, section 4.6, conditions 1 to 5).
_SWALLOWING = lazy_pattern(
    r"`{3,}|~{3,}|^(?:-{3,}|\+{3,})|--!?>|\?>|\]\]>"
    r"|<(?:!--|!\[CDATA\[|![a-z]|\?|/?(?:pre|script|style|textarea)\b)",
    re.IGNORECASE | re.MULTILINE,
)
# A possible delimiter row of a table or underline of a heading.
_LINE_BEFORE = lazy_pattern(r"(?:\A|(?<=[\r\n]))[-=:| \t>]*\Z")
_LINE_AFTER = lazy_pattern(r"[-=:| \t]*(?=[\r\n]|\Z)")
_ISO_2022 = lazy_pattern(r"[$(][()@A-Z]")  # the only trace of a file in ISO-2022-JP
_MATH_SIGNS = frozenset("${}^_\\")
_OF_CODE_PAGES = lazy_pattern("[\x80-\x9f\xad]")


def check(document: Document) -> Iterator[Finding]:
    """Report runs of hidden characters that are not part of mojibake, and lost backslashes."""
    lost = lost_backslashes(document)
    yield from _lost_and_strays(document, lost)
    places = SpanSet(one.span for one in lost)
    if next(_hidden(document), None) is None:
        return
    fixes = _fixes_of_hidden(document, places, lost)
    keep = plain(document.source.text, fixes) if fixes else ()
    for match, _ in _hidden(document):
        start = match.start()
        if not places.at(match.end() - 1):
            yield Finding(
                *match.span(), _message(match[0]), fixes[start] if start in keep else None
            )


def _lost_and_strays(document: Document, lost: Sequence[LostBackslash]) -> Iterator[Finding]:
    """Report backslashes lost outside math, and line endings that came with copied text."""
    text = document.source.text
    known = {one.span.start for one in lost}
    outside = [one for one in lost if one.place != "math"]
    strays = [at for at in stray_returns(text, document.source.newline) if at not in known]
    code = document.markdown.code
    at_restored = document.restoration.to_restored
    joins = {at: joining_fix(text, at) for at in strays if not code.at(at_restored(at))}
    fixes = restoring_fixes(text, outside, joins)
    for one in outside:
        message = _BACKSLASH(character=describe(one.control), command=quoted(one.command))
        yield Finding(*one.span, message, fixes.get(one.span.start))
    for at in strays:
        yield Finding(at, at + 1, _RETURN(), fixes.get(at))


def _is_trace(document: Document, match: re.Match[str], lost: Sequence[LostBackslash]) -> bool:
    """Whether what looks like a string escape may be the only trace of a command."""
    if not any(char in ESCAPES for char in match[0]):
        return False
    start, end = match.span()
    if match[0].endswith("\x1b") and _ISO_2022.match(match.string, end):
        return True
    before, after = match.string[start - 1 : start], match.string[end : end + 1]
    if not {before, after}.isdisjoint(_MATH_SIGNS):
        return True
    has_math = bool(lost) or any(True for _ in document.markdown.math)
    if has_math and after.isascii() and after.isalpha():
        return True
    return bool(formulas(document.markdown).at(document.restoration.to_restored(match.start())))


def _hidden(document: Document) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each run of hidden characters, and whether it is unclear how to fix it.

    Raises:
        TooMuchMarkupError: when there are more than the budget of the document allows.
    """
    restoration = document.restoration
    mojibake = SpanSet((r.start, r.end) for r in (*restoration.runs, *restoration.suspects))
    counted = document.markdown.count()
    for match in find_hidden(document.source.text):
        counted.add(SMALL_PART)
        if mojibake.overlaps(*match.span()) or _belongs(document, match):
            continue
        yield (
            match,
            mojibake.overlaps(match.start() - 1, match.end() + 1)
            or bool(restoration.runs and _OF_CODE_PAGES.search(match[0]))
            or _may_open(match),
        )


def _fixes_of_hidden(
    document: Document,
    places: SpanSet,
    lost: Sequence[LostBackslash],
) -> Mapping[int, Fix]:
    """Return the fixes of the runs for which a fix is clear.

    Each may still turn out to create markup.
    """
    return {
        match.start(): _fix(match)
        for match, unclear in _hidden(document)
        if not unclear and not places.at(match.end() - 1) and not _is_trace(document, match, lost)
    }


def _belongs(document: Document, match: re.Match[str]) -> bool:
    """Whether the match is a page break, or all of a code span."""
    start, end = match.span()
    around = match.string[max(start - 1, 0) : start], match.string[end : end + 1]
    if match[0] == "\f" and all(char in _LINE_BREAKS for char in around):
        return True
    code = document.markdown.code.at(document.restoration.to_restored(match.start()))
    if code is None or code.end - code.start > len(match[0]) + _LONGEST_DELIMITERS:
        return False
    if document.markdown.block_at(code.start) is None:
        return False  # a code block
    return document.text[slice(*code)].strip("` ") == match[0]


def _may_open(match: re.Match[str]) -> bool:
    """Whether the text next to it could, without it, open or close what swallows other lines."""
    before = match.string[max(match.start() - 20, 0) : match.start()].rstrip(" \t")
    after = match.string[match.end() : match.end() + 20].lstrip(" \t")
    touching = _SWALLOWING.finditer(before + after)
    if any(found.start() <= len(before) <= found.end() for found in touching):
        return True
    head, tail = _LINE_BEFORE.search(before), _LINE_AFTER.match(after)
    return bool(head and tail and set("-=:").intersection(head[0] + tail[0]))


def _message(chars: str) -> Message:
    first, more = describe(chars[0]), len(ESCAPE_SEQUENCE.sub(".", chars)) - 1
    return _AND_MORE(character=first, number=more) if more else first


def _fix(match: re.Match[str]) -> Fix:
    content = "".join(filter(None, map(meant, ESCAPE_SEQUENCE.sub("", match[0]))))
    if content:
        return Fix.unsafe(WRITE(text=quoted(content)), Edit(*match.span(), content))
    start, end = match.span()
    around = match.string[start - 1 : start], match.string[end : end + 1]
    if any(char in _SEPARATORS for char in match[0]) and all(c.strip() for c in around):
        return Fix.unsafe(WRITE_SPACE(), Edit(*match.span(), " "))
    remove = REMOVE() if len(match[0]) == 1 else _REMOVE_ALL()
    return Fix.unsafe(remove, Edit(*match.span(), ""))
