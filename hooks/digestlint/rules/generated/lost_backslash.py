r"""A LaTeX command in math lost its backslash.

## What it does
Finds commands in math of which a program ate the beginning, because it read the backslash as a
string escape of JSON or Python: `\beta` becomes a backspace and `eta`, `\frac` a form feed and
`rac`, `\vec` a vertical tab and `ec`, `\alpha` a bell and `lpha`, `\text` a tab and `ext`, `\rho` a
carriage return and `ho`, `\nabla` a line ending and `abla`. It also finds

- what is left where the control character is gone, too: `rac{1}{2}`, `lpha`, `ext{loss}`,
- escapes that are written out (`\u0008eta`),
- commands without a backslash before their argument (`mathcal{L}`), and
- letters that became accents (`\r{ho}`, `\b{eta}`), outside math as well.

Words in `\text{…}` and the like are left alone. Outside math, control characters are reported by
`control-character`. Its precision has not been measured on enough files.

## Why it matters
The formula means something else, or is shown as an error.

## Example
```markdown
The loss is $rac{1}{2} \r{ho}^2$.
```

Write instead:
```markdown
The loss is $\frac{1}{2} \rho^2$.
```

## Fix safety
The fix writes the command. It is safe where a bell, backspace, vertical tab or form feed is left of
a known command. For tabs and line endings, for other commands, and where nothing but letters is
left, it is unsafe. Outside math, it writes the character (`ρ`). There is no fix where several
commands are possible (`eta` may be `\beta` or `\eta`), or if other lines would be rendered
differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import SpanSet
from digestlint.rules.generated.remains import Remains, find_remains
from digestlint.rules.helpers.backslash_fixes import restoring_fixes
from digestlint.rules.helpers.lost_backslashes import lost_backslashes
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "GEN003",
    "lost-backslash",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    reads="source",
    # Of a code block in LaTeX, the language ends its line.
    prefilter=("$", "\\", "{", "math", "tex\n", "tex\r", "tex ", "tex\t"),
)

_CONTROL = Template("lost-backslash/control", "the backslash of {command} became {character}")
_REST = Template("lost-backslash/rest", "{rest} is what is left of {command}")
_UNCLEAR = Template("lost-backslash/unclear", "{rest} is what is left of a LaTeX command")
_WHOLE = Template("lost-backslash/whole", "{command} has no backslash")


def check(document: Document) -> Iterator[Finding]:
    """Report commands of which a control character is left, then those without one."""
    text = document.source.text
    every = lost_backslashes(document)
    lost = [one for one in every if one.place == "math"]
    fixes = restoring_fixes(text, lost, {})
    for one in lost:
        message = _CONTROL(command=quoted(one.command), character=f"U+{ord(one.control):04X}")
        yield Finding(*one.span, message, fixes.get(one.span.start))
    places = SpanSet(one.span for one in every)
    restoration = document.restoration
    for remains in find_remains(document.markdown):
        start, end = map(restoration.to_source, remains.span)
        if places.overlaps(start, end) or text[start:end] != document.text[slice(*remains.span)]:
            continue
        fix = None
        if remains.content:
            does = WRITE(text=quoted(remains.content.strip()))
            fix = Fix.unsafe(does, Edit(start, end, remains.content))
        yield Finding(start, end, _message(remains, text[start:end]), fix)


def _message(remains: Remains, rest: str) -> Message:
    if not remains.command:
        return _UNCLEAR(rest=quoted(rest))
    if remains.command == f"\\{rest}":
        return _WHOLE(command=quoted(rest))
    return _REST(rest=quoted(rest), command=quoted(remains.command))
