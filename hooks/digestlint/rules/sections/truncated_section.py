"""A section breaks off in the middle of a sentence, of markup or of math.

## What it does
Looks at the end of each section of the digest's schema (in digests without sections, at the end of
the notes on each paper). It reports sections that end with a comma, a colon or an opening bracket;
that end inside `**`, a code span, a link, a comment or math that is never closed; and that end with
a letter or digit when the other sections of the digest end with a full stop. It does not judge
sections that end with a URL, code, a table, a list whose items have no full stops, a label with one
or two words, or a damaged character.

## Why it matters
Generators stop when they run out of tokens. The rest of the sentence is missing, and markup that is
still open may swallow what follows.

## Example
```markdown
### 📈 实验结果
论文在四个基准上进行了评测，准确率提升两倍，
```

Write the sentence to its end:
```markdown
### 📈 实验结果
论文在四个基准上进行了评测，准确率提升两倍，长度缩短一半。
```

## Fix safety
There is no fix: what was cut off is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note, Section
from digestlint.document.document import Document
from digestlint.markdown import Span, SpanSet
from digestlint.rules.helpers.fielded import labels_of
from digestlint.rules.sections.section_ends import Ending, read_ending
from digestlint.text.lines import line_start

RULE = RuleInfo("SEC007", "truncated-section", severity=Severity.ERROR, requires="notes")

_SECTION = Template("truncated-section/section", "section '{heading}'")
_TEXT = Template("truncated-section/text", "the text")
_SENTENCE = Template(
    "truncated-section/sentence", "{part} looks cut off: it ends in the middle of a sentence"
)
_MARK = Template("truncated-section/mark", "{part} looks cut off: it ends with '{mark}'")
_OPENING = Template(
    "truncated-section/opening",
    "{part} looks cut off: it ends with '{mark}', which is never closed",
)
_BOLD = Template(
    "truncated-section/bold", "{part} looks cut off: it ends inside bold text that is never closed"
)
_BRACKET = Template(
    "truncated-section/bracket",
    "{part} looks cut off: it ends inside a bracket that is never closed",
)
_CODE = Template(
    "truncated-section/code",
    "{part} looks cut off: it ends inside a code span that is never closed",
)
_COMMENT = Template(
    "truncated-section/comment",
    "{part} looks cut off: it ends inside a comment that is never closed",
)
_LINK = Template(
    "truncated-section/link", "{part} looks cut off: it ends inside a link that is never closed"
)
_MATH = Template(
    "truncated-section/math", "{part} looks cut off: it ends inside math that is never closed"
)

_OPEN = {
    "bold": _BOLD,
    "bracket": _BRACKET,
    "code": _CODE,
    "comment": _COMMENT,
    "link": _LINK,
    "math": _MATH,
}

# `**Novelty:** 6`, `- **Venue**: ICLR 2025`: one or two words are no sentence.
_SHORT_FIELD = lazy_pattern(
    r"[ \t>]*(?:[-*+][ \t]+)?\*\*[^*\r\n:：]{1,40}(?:[:：]\*\*|\*\*[ \t]*[:：])"
    r"[ \t]*[^\s]{1,20}(?:[ \t]+[^\s]{1,20})?"
)
_ENOUGH = 3  # endings that show whether sentences end with a full stop here
_TAIL = 12


def check(document: Document) -> Iterator[Finding]:
    """Report endings that cannot be intended."""
    if document.digest is None:
        return
    parts = [part for note in document.digest.notes for part in _parts(document, note)]
    endings = [read_ending(document, span) for _, span in parts]
    stops = sum(ending is not None and ending.kind == "stop" for ending in endings)
    letters = sum(ending is not None and ending.kind == "letter" for ending in endings)
    marks = any(ending is not None and ending.kind == "mark" for ending in endings)
    labels = labels_of(document) if marks else SpanSet(())
    for (part, _), ending in zip(parts, endings, strict=True):
        if ending is None:
            continue
        if ending.kind == "letter":
            line = document.text[line_start(document.text, ending.end) : ending.end]
            if _SHORT_FIELD.fullmatch(line):
                continue
            others = stops + letters - 1
            usual = stops >= 0.8 * others if others >= _ENOUGH else ending.holds_sentences
            if usual:
                yield _finding(_SENTENCE(part=_named(part)), ending)
        elif ending.kind == "mark" and labels.at(ending.end - 1):
            continue  # an empty field
        elif ending.kind in ("mark", "opening"):
            message = _MARK if ending.kind == "mark" else _OPENING
            yield _finding(message(part=_named(part), mark=ending.mark), ending)
        elif ending.kind != "stop":
            yield _finding(_OPEN[ending.kind](part=_named(part)), ending)


def _parts(document: Document, note: Note) -> Iterator[tuple[Section | None, Span]]:
    """Yield the parts of ``note`` that have an ending, None for what is in no section."""
    assert document.digest
    if not (document.digest.schema.notes and document.digest.schema.notes.sections):
        yield None, note.body
    for section in note.sections:
        yield section, section.body


def _named(section: Section | None) -> Message:
    return _SECTION(heading=section.spec.heading) if section else _TEXT()


def _finding(message: Message, ending: Ending) -> Finding:
    start = max(ending.block.start, ending.end - _TAIL)
    return Finding(start, ending.end, message)
