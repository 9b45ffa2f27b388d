"""Text is mojibake, and bytes of it are lost.

## What it does
Finds lines with text that was saved as UTF-8 and then read in another code page that has no
character for some bytes, so that these bytes are gone. The message names the code page, counts the
damaged characters, shows what the line most likely was, and names the choice that is least certain.

What is left of a character leaves a few candidates; a model of Chinese text chooses among them and
says how likely each is, and letters of alphabets are chosen by the letters around them. A section
heading of the schema that fits what is left is certain. All
other rules read the restored text. The JSON output lists each doubtful choice with its
alternatives.

## Why it matters
Nobody can read it, search for it or link to its headings; and each further clean-up may lose more
of it.

## Example
```markdown
### åŠ¨æœºï¼ˆä¸ä»¥å‰çš„æ–¹æ³•ç›¸æ¯”ï¼‰
```

In windows-1254 the bytes 8D and 8E, among others, have no character, so two characters are damaged
here; write instead:
```markdown
### 动机（与以前的方法相比）
```

## Fix safety
The fix restores a whole line, or nothing of it. It is safe when each damaged character of the line
has a probability of at least `restore-confidence`, and unsafe otherwise; a letter of an alphabet
never has more than 0.98. There is no fix where anything that looks damaged would be left, unless
ftfy, which is asked then, reads all of the line: its reading is an unsafe fix.
[Restoration](../restoration.md) says how many characters of safe lines are right. A wrong choice
loses nothing: sent through the same code page again, the restored line gives the damaged one, and
this is checked for each line. Where you have the text from before it was damaged, take that
instead.

What other rules would write because of a guess, such as a link to a heading on an unsafe line,
waits until that line is restored. The model knows Chinese and the signs in it: a line with a
damaged kana or hangul, or with a character that nothing fits, is reported only.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Doubt, Finding, Restored
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.document.restored_view import CONFIDENCE, LOSSY
from digestlint.encoding import SYMBOL_PLACEHOLDER
from digestlint.rules.encoding.mojibake_lines import (
    MojibakeLine,
    by_line,
    shown,
    unreadable,
    with_mark,
)
from digestlint.rules.encoding.second_reading import SecondReading
from digestlint.text.quoting import counted

RULE = RuleInfo(
    "ENC003",
    LOSSY,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    reads="source",
    options=(CONFIDENCE,),
    requires="lossy mojibake",
)


def check(document: Document) -> Iterator[Finding]:
    """Report lines with at least one damaged character, each with its likeliest text."""
    if not document.restored_view.is_lossy:
        return
    second = SecondReading(document)
    for line in by_line(document, document.filled.restoration.runs):
        if line.damaged:
            yield second.unless_fixed(_finding(document, line))


def _finding(document: Document, line: MojibakeLine) -> Finding:
    choices, confidence = document.filled.choices, document.restored_view.confidence
    text, channel = line.text, line.channel
    message = (
        f"lossy mojibake ({channel}): {line.damaged} of "
        f"{counted(line.characters, 'character')} damaged, most likely {shown(text)}"
    )
    is_complete = True
    found: list[Doubt] = []
    for run in line.runs:
        for index in run.damaged:
            choice = choices.get(run.restored_start + index)
            if choice is None:
                is_complete = False
            elif choice.posterior < confidence:
                found.append(Doubt(run.bounds[index], *choice))
    doubtful = tuple(found)
    if doubtful:
        worst = min(doubtful, key=lambda doubt: doubt.posterior)
        others = " or ".join(char for char, _ in worst.alternatives[:2])
        message += f"; least certain is {worst.chosen!r} ({worst.posterior:.2f}"
        message += f", else {others})" if others else ")"
    if line.remains:
        message += unreadable(document, line.remains)
        is_complete = False
    fix = line.fix(not doubtful and line.is_certain) if is_complete else None
    # For programs; the message shows boxes.
    restored = Restored(with_mark(text, SYMBOL_PLACEHOLDER), channel, doubtful)
    return Finding(line.start, line.end, message, fix, restored)
