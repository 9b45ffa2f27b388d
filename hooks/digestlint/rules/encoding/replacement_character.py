"""There is a replacement character where text was lost.

## What it does
Finds U+FFFD (`�`), which programs write when they cannot decode their input, and its bytes read in
other encodings: `锟斤拷` in GBK, `嚙踝蕭` in Big5, `占쏙옙` in EUC-KR, `ï¿½` in windows-1252, and
more. `烫烫烫` and `屯屯屯` are uninitialised memory read as GBK. Text about these characters is not
reported: a code span or quotation marks that contain nothing else, a line that names them, and a
`�` between spaces in a text about encodings.

## Why it matters
The text is gone from the file; only its source still has it.

## Example
```markdown
该方法在三个基准上提升了4.8个百�点。
```

Copy the text from its source again:
```markdown
该方法在三个基准上提升了4.8个百分点。
```

The text around it may say what was there. In Chinese prose, a language model suggests characters,
each with its probability, for `�` and for `�?`, which is left where code page 936 was involved.
There are no suggestions in code, URLs, links to files, Traditional Chinese and other languages, and
in lines with mojibake.

## Fix safety
The fix is unsafe: the file no longer contains the text, so the most likely character is a guess. It
exists where one character is lost in each place of the line, and each suggestion has a probability
of at least 0.9; [Restoration](../restoration.md) says how many of these are right. Otherwise the
suggestions are shown only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.encoding.detect.quotations import is_about_encodings
from digestlint.markdown import SpanSet
from digestlint.rules.encoding.suggestions import Suggestions
from digestlint.text.quoting import quoted

# Two of them in East Asian encodings, one in encodings of a byte per character.
_MISREAD = {
    "锟斤拷": "GBK",
    "嚙踝蕭": "Big5",
    "鐃緒申": "EUC-JP",
    "占쏙옙": "EUC-KR",
    "๏ฟฝ": "windows-874",
    "ï¿½": "windows-1252",
    "пїЅ": "windows-1251",
    "ďż˝": "windows-1250",
    "οΏ½": "windows-1253",
    "ן¿½": "windows-1255",
    "ï؟½": "windows-1256",
    "ļæ½": "windows-1257",
    "О©╫": "KOI8-R",
    "я┐╜": "CP866",
    "∩┐╜": "CP437",
    "ÔøΩ": "Mac OS Roman",
}
# The bytes that Visual C++ fills memory with, CC and CD, read as GBK.
_UNWRITTEN = ("烫烫烫", "屯屯屯")

RULE = RuleInfo(
    "ENC004",
    "replacement-character",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    reads="source",
    prefilter=("\ufffd", *_MISREAD, *_UNWRITTEN),
)

_LOST_ONE = Template(
    "replacement-character/lost-one", "replacement character (U+FFFD) where text was lost"
)
_LOST_SOME = Template(
    "replacement-character/lost-some",
    "{number} replacement characters (U+FFFD) where text was lost",
)
_READ_AS = Template(
    "replacement-character/read-as",
    "{characters} where text was lost: replacement characters (U+FFFD) read as {encoding}",
)
_MEMORY = Template(
    "replacement-character/memory",
    "{characters} where text was lost: uninitialised memory read as GBK",
)

_LOST = lazy_pattern("\ufffd+")
_MISREAD_OR_UNWRITTEN = lazy_pattern(
    "|".join([*(f"(?:{form})+" for form in _MISREAD), *(f"{form[0]}{{3,}}" for form in _UNWRITTEN)])
)
_UNWRITTEN_RUN = lazy_pattern("|".join(_UNWRITTEN))
_MISREAD_AS_GBK = lazy_pattern("锟斤拷")
_SHOWN = lazy_pattern("[`\\s\ufffd?]+")
_QUOTES = {"'": "'", '"': '"', "“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "《": "》"}
_NAME = lazy_pattern(r"U\+FFFD|replacement character", re.IGNORECASE)
_NAME_OF_MISREAD = lazy_pattern(
    r"U\+FFFD|replacement character|mojibake|乱码|亂碼|文字化け|字符编码|깨진|깨짐|인코딩|gb[k2]"
    r"|gb ?18030|utf-?8|big5|euc-kr|charset|character encoding",
    re.IGNORECASE,
)
_REACH = 200  # characters of a line on each side that are searched for the name


def check(document: Document) -> Iterator[Finding]:
    """Report each line that holds replacement characters, and each form they were misread in."""
    text = document.source.text
    yield from _misread(document)
    count = text.count("\ufffd")
    if not count:
        return
    position = document.lines_of_source.position
    is_lesson = is_about_encodings(text, count)
    found = [
        match
        for match in _LOST.finditer(text)
        if not (_is_alone_in_code(document, match) or _is_shown(match, is_lesson))
    ]
    suggestions = Suggestions(document, found)
    for _, group in groupby(found, key=lambda match: position(match.start())[0]):
        matches = list(group)
        count = sum(len(match[0]) for match in matches)
        message = _LOST_ONE() if count == 1 else _LOST_SOME(number=count)
        yield Finding(
            matches[0].start(),
            matches[-1].end(),
            suggestions.message(message, matches),
            suggestions.fix(matches),
            suggestions.restored(matches),
        )


def _misread(document: Document) -> Iterator[Finding]:
    """Report misread ones that are not part of mojibake, line by line."""
    restoration = document.restoration
    mojibake = SpanSet((r.start, r.end) for r in (*restoration.runs, *restoration.suspects))
    found = [
        match
        for match in _MISREAD_OR_UNWRITTEN.finditer(document.source.text)
        if not (mojibake.overlaps(*match.span()) or _is_example(document, match))
    ]
    position = document.lines_of_source.position
    for (_, form), group in groupby(found, key=lambda m: (position(m.start())[0], m[0][:3])):
        matches = list(group)
        encoding = _MISREAD.get(form)
        characters = quoted(form)
        if encoding is None:
            message = _MEMORY(characters=characters)
        else:
            message = _READ_AS(characters=characters, encoding=encoding)
        yield Finding(matches[0].start(), matches[-1].end(), message)


def _is_example(document: Document, match: re.Match[str]) -> bool:
    """Whether the text around the match is about such characters."""
    code = document.markdown.code.at(document.restoration.to_restored(match.start()))
    in_code_span = code is not None and document.markdown.block_at(code.start) is not None
    if in_code_span or _is_quoted(match) or _is_named(match, _NAME_OF_MISREAD):
        return True
    # A line with both kinds is about them.
    return _is_named(match, _UNWRITTEN_RUN if match[0][:3] in _MISREAD else _MISREAD_AS_GBK)


def _is_alone_in_code(document: Document, match: re.Match[str]) -> bool:
    """Whether the match is all of a code span."""
    code = document.markdown.code.at(document.restoration.to_restored(match.start()))
    return code is not None and _SHOWN.fullmatch(document.text, *code) is not None


def _is_shown(match: re.Match[str], is_lesson: bool) -> bool:
    """Whether the text around the match is about the character itself."""
    text, (start, end) = match.string, match.span()
    if is_lesson and text[start - 1 : start].isspace() and text[end : end + 1].isspace():
        return True
    return _is_quoted(match) or _is_named(match, _NAME)


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether it is all the text between quotation marks."""
    text, (start, end) = match.string, match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return bool(after) and _QUOTES.get(before) == after


def _is_named(match: re.Match[str], name: re.Pattern[str]) -> bool:
    """Whether ``name`` is in the line, not far from it."""
    text, (start, end) = match.string, match.span()
    before = text[max(start - _REACH, 0) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    return bool(name.search(before) or name.search(after))
