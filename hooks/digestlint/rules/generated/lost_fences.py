"""Code in the running text: its fence was lost when a page was copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.document.document import Document
from digestlint.markdown.searching import occurrences
from digestlint.text.signs import signs_in

SIGNS = ("\nimport ", "\nfrom ", "\ndef ", "#include <", "opy code", "复制代码")

_LANGUAGE = (
    r"(?:python3?|py|java|javascript|typescript|js|ts|jsx|tsx|json|yaml|xml|html|css|bash|shell|sh"
    r"|sql|cpp|c\+\+|c\#|csharp|go|golang|rust|ruby|php|swift|kotlin|scala|latex|plaintext|text"
    r"|markdown)"
)
# What the button of a code block says, with the language that is shown beside it.
_BUTTON = lazy_pattern(
    rf"(?P<language>{_LANGUAGE}[ \t]*)?(?:copy code|复制代码|代码解读复制代码)", re.IGNORECASE
)
_LANGUAGE_LINE = lazy_pattern(_LANGUAGE, re.IGNORECASE)

# A line that nothing but code has.
_SURE = lazy_pattern(
    r"""
    import\ [a-z_][\w.]*(?:\ as\ \w+)?(?:,\ ?[\w.]+(?:\ as\ \w+)?)*;?
    |from\ [\w.]+\ import\ [\w(*].*
    |(?:async\ )?def\ \w+\(.*
    |class\ \w+(?:\([\w.,\ =]*\))?:
    |\#include\ [<"][\w./+-]+[>"]
    """,
    re.VERBOSE,
)
# A line that may be code, beside code.
_LIKELY = lazy_pattern(
    r"""
    [\w.]+(?:\[[^\]]*\])?(?:,\ ?[\w.]+)*(?::\ ?[\w.\[\],\ ]+)?\ ?[-+*/|&]?=\ ?\S.*
    |(?:return|raise|yield|await|assert|del|print|global|using|template|namespace)\b.*
    |(?:if|for|while|with|elif|else|try|except|finally|async)\b.*[:{]
    |(?:pass|break|continue)
    |@\w[\w.]*(?:\(.*\))?
    |[\w.]+\(.*[)(,;:]
    |[])}]+[\])};,:.\w()]*
    |.*[;{}]
    |(?:\#|//).*|(?:\"\"\"|''').*|>>>\ .*
    """,
    re.VERBOSE,
)
_COMMENT = lazy_pattern(r"#+[ \t]|#+$")
_LEAST_SURE = 2
_LEAST_LINES = 3
_MOST_EMPTY = 2
_LONGEST = 300  # characters of a line that is looked at


def lost_fences(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of code in running text."""
    after = 1
    for row in rows_with(document, SIGNS):
        if row < after or not is_running_text(document, row):
            continue
        language = _language_before(document, row)
        match = _BUTTON.fullmatch(_text(document, row).strip())
        if match is None:
            last, after = _code(document, row, _LEAST_SURE, _LEAST_LINES)
        elif match["language"] or language:
            last, after = _code(document, row, 0, 0)
        else:
            continue
        if last is not None:
            yield language or row, last


def rows_with(document: Document, signs: Iterable[str]) -> list[int]:
    """Return the rows in which ``signs`` end, in order."""
    return sorted(
        {
            document.lines.position(at + len(sign) - 1)[0]
            for sign in signs_in(document.text, signs)
            for at in occurrences(document.text, sign)
        }
    )


def is_running_text(document: Document, row: int) -> bool:
    """Whether the line has text, and does not begin in code, math or HTML."""
    markdown = document.markdown
    start, end = document.lines.line_span(row)
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip())
    return markdown.prose.overlaps(start, end) and not any(
        places.at(start) for places in (markdown.code, markdown.math, markdown.html)
    )


def _text(document: Document, row: int) -> str:
    start, end = document.lines.line_span(row)
    return document.text[start : min(end, start + _LONGEST)]


def _language_before(document: Document, row: int) -> int | None:
    """Return the row of the name of a language above, which was the label of a code block."""
    above = row - 1
    if above > 1 and not _text(document, above).strip():
        above -= 1
    return above if above > 0 and _LANGUAGE_LINE.fullmatch(_text(document, above).strip()) else None


def _code(document: Document, first: int, least_sure: int, least: int) -> tuple[int | None, int]:
    """Return the last row of the code that begins in ``first``, if any, and where it ends."""
    sure, likely, last = int(bool(_SURE.fullmatch(_text(document, first).strip()))), 1, first
    row = first
    for row in range(first + 1, document.lines.rows + 1):
        line = _text(document, row)
        text = line.strip()
        if not text:
            if row > last + _MOST_EMPTY:
                break
            continue
        if _SURE.fullmatch(text):
            sure += 1
        elif not (_LIKELY.fullmatch(text) or line.startswith(("\t", "    "))):
            break
        if not _COMMENT.match(line):  # those are headings, unless more code follows
            likely, last = likely + 1, row
    return (last if sure >= least_sure and likely >= least else None), max(row, first + 1)
