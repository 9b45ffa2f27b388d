"""Text is mojibake in which bytes are lost.

## What it does
Finds lines with text that was saved as UTF-8 and then read in another code page that has no
character for some bytes, so that these bytes are gone. The message names the code page, counts the
damaged characters, shows the most likely text, and names the least certain choice.

The bytes that remain of a character leave a few candidates. A language model chooses among them and
gives the probability of each: a network for Chinese text, and a table of rows of characters for
each of eighteen other languages, chosen line by line. Letters of further languages are chosen by
the letters around them. A section heading of the schema that fits the remaining bytes is certain.
All other rules read the restored text. The JSON output lists each doubtful choice with its
alternatives.

## Why it matters
The text cannot be read or searched, and links to its headings do not work. Each further conversion
may lose more of it.

## Example
```markdown
### åŠ¨æœºï¼ˆä¸ä»¥å‰çš„æ–¹æ³•ç›¸æ¯”ï¼‰
```

In windows-1254 the bytes 8D and 8E, among others, have no character, so two characters are damaged
here. Write instead:
```markdown
### 动机（与以前的方法相比）
```

## Fix safety
The fix restores a whole line or nothing. It is safe if each damaged character of the line has a
probability of at least `restore-confidence`, and unsafe otherwise; the probability of a letter of a
language without a model is never above 0.98. There is no fix if anything that looks damaged would
remain, unless ftfy, which is asked then, can read the whole line: its reading is an unsafe fix.
[Restoration](../restoration.md) says how many characters of safe lines are right. A wrong choice
loses nothing: read in the same code page again, the restored line gives the damaged line, and this
is checked for each line. If you still have the undamaged text, use that instead.

Fixes of other rules that depend on a guess, such as a link to a heading on an unsafe line, wait
until that line is restored. A line with a character for which no candidate is likely is only
reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Doubt, Finding, Restored, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.document.restored_view import CONFIDENCE, LOSSY
from digestlint.encoding import SYMBOL_PLACEHOLDER
from digestlint.rules.encoding.mojibake_lines import (
    MojibakeLine,
    by_line,
    unreadable,
    with_mark,
)
from digestlint.rules.encoding.second_reading import SecondReading

RULE = RuleInfo(
    "ENC003",
    LOSSY,
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    reads="source",
    options=(CONFIDENCE,),
    requires="lossy mojibake",
)

_ONE = Template(
    "lossy-mojibake/one",
    "lossy mojibake ({channel}): {damaged} of 1 character damaged, most likely {text}",
)
_SOME = Template(
    "lossy-mojibake/some",
    "lossy mojibake ({channel}): {damaged} of {number} characters damaged, most likely {text}",
)
_DOUBT = Template("lossy-mojibake/doubt", "{problem}; least certain is {character} ({probability})")
_DOUBT_OR = Template(
    "lossy-mojibake/doubt-or",
    "{problem}; least certain is {character} ({probability}; alternatives: {others})",
)


def check(document: Document) -> Iterator[Finding]:
    """Report lines with at least one damaged character, each with its most likely text."""
    if not document.restored_view.is_lossy:
        return
    second = SecondReading(document)
    for line in by_line(document, document.filled.restoration.runs):
        if line.damaged:
            yield second.unless_fixed(_finding(document, line))


def _finding(document: Document, line: MojibakeLine) -> Finding:
    choices, confidence = document.filled.choices, document.restored_view.confidence
    message = _damaged(line)
    is_complete = True
    found: list[Doubt] = []
    for run, begin in line.placed_runs():
        for index in run.damaged:
            choice = choices.get(run.restored_start + index)
            if choice is None:
                is_complete = False
            elif choice.posterior < confidence:
                found.append(Doubt(run.bounds[index], *choice, at=begin + index))
    doubtful = tuple(found)
    if doubtful:
        message = _least_certain(message, min(doubtful, key=lambda doubt: doubt.posterior))
    if line.remains:
        message = unreadable(message, document, line.remains)
        is_complete = False
    fix = line.fix(not doubtful and line.is_certain) if is_complete else None
    # For programs; messages show boxes.
    restored = Restored(with_mark(line.text, SYMBOL_PLACEHOLDER), str(line.channel), doubtful)
    return Finding(line.start, line.end, message, fix, restored)


def _damaged(line: MojibakeLine) -> Message:
    channel, damaged, text = line.channel, line.damaged, line.shown
    if line.characters == 1:
        return _ONE(channel=channel, damaged=damaged, text=text)
    return _SOME(channel=channel, damaged=damaged, number=f"{line.characters:,}", text=text)


def _least_certain(problem: Message, doubt: Doubt) -> Message:
    """Return ``problem`` with the choice that is least certain, and up to two others."""
    character, probability = repr(doubt.chosen), f"{doubt.posterior:.2f}"
    if not doubt.alternatives:
        return _DOUBT(problem=problem, character=character, probability=probability)
    others = ", ".join(char for char, _ in doubt.alternatives[:2])
    return _DOUBT_OR(problem=problem, character=character, probability=probability, others=others)
