"""Text is mojibake, and bytes of it are lost.

## What it does
Finds lines with text that was saved as UTF-8 and then read in another code page that has no
character for some bytes, so that these bytes are gone. The message names the code page, counts the
damaged characters, shows what the line most likely was, and names the choice that is least certain.

What is left of a character leaves a few candidates; a model of Chinese text chooses among them. A
section heading that fits what is left is known. The JSON output lists each choice with a
probability below 0.99, and its alternatives.

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
The fix is unsafe: most choices are right, but not all. A wrong one loses nothing, though: sent
through the same code page again, the restored line gives the damaged one, and this is checked for
each line. Where you have the text from before it was damaged, take that instead. The model
knows Chinese, the signs in it, and nothing else: a line with a damaged letter of another script, or
with a character that nothing fits, is reported only.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.mojibake_lines import MojibakeLine, by_line
from digestlint.document import Document
from digestlint.finding import Applicability, Doubt, Edit, Finding, Fix, Restored
from digestlint.rule import RuleInfo
from digestlint.wording import counted, quoted

RULE = RuleInfo("ENC003", "lossy-mojibake", fixes=(Applicability.UNSAFE,), reads="source")


def check(document: Document) -> Iterator[Finding]:
    """Report lines with at least one damaged character, each with its likeliest text."""
    if not any(run.lossy for run in document.restoration.runs):
        return
    for line in by_line(document, document.filled.restoration.runs):
        if line.damaged:
            yield _finding(document, line)


def _finding(document: Document, line: MojibakeLine) -> Finding:
    choices = [
        (run.bounds[index], document.filled.choices.get(run.restored_start + index))
        for run in line.runs
        for index in run.damaged
    ]
    shown = quoted(line.restored(document.source.text))
    message = (
        f"lossy mojibake ({line.reading}): {line.damaged} of "
        f"{counted(line.characters, 'character')} damaged, most likely {shown}"
    )
    doubtful = tuple(
        Doubt(offset, choice.char, choice.posterior, choice.alternatives)
        for offset, choice in choices
        if choice is not None and choice.is_doubtful
    )
    if doubtful:
        worst = min(doubtful, key=lambda doubt: doubt.posterior)
        others = " or ".join(char for char, _ in worst.alternatives[:2])
        message += f"; least certain is {worst.chosen!r} ({worst.posterior:.2f}"
        message += f", else {others})" if others else ")"
    fix = None
    if all(choice is not None for _, choice in choices):
        edits = (Edit(run.start, run.end, run.text) for run in line.runs)
        fix = Fix.unsafe("Restore the text", *edits)
    text = _whole(document, line)
    return Finding(line.start, line.end, message, fix, Restored(text, line.reading, doubtful))


def _whole(document: Document, line: MojibakeLine) -> str:
    """What the finding's stretch of text was."""
    parts = []
    at = line.start
    for run in line.runs:
        parts += [document.source.text[at : run.start], run.text]
        at = run.end
    return "".join(parts)
