r"""Text that does not show because Markdown reads it as a reference definition.

## What it does
Finds lines such as `[note]: important` and list items such as `- [D-01]: 理由。` that Markdown
reads as reference definitions although they are meant as text. Either a sentence follows the colon
instead of an address; or a word does, and nothing refers to the label; or the definition is a list
item, and nothing refers to it. Other definitions with addresses, and comments (`[//]: # (…)`), are
left alone.

## Why it matters
Definitions are not shown. The reader sees an empty list item, or nothing at all, and each `[note]`
in the text becomes a link that leads nowhere.

## Example
```markdown
- [D-01]: 已复核。
- [D-02]: 未通过。
```

Both list items are empty on the page; write instead:
```markdown
- \[D-01]: 已复核。
- \[D-02]: 未通过。
```

## Fix safety
The fix puts a backslash before the bracket, or before the colon if the label has a definition with
an address elsewhere and is therefore a link. It is safe if what follows the colon cannot be an
address: Chinese or Japanese text, or the end of a sentence. Otherwise it is unsafe. There is no fix
if the line would become a heading because of the rule below it, or would absorb the next block.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.lost_definitions import LostDefinition, lost_definitions
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "MKD006",
    "vanishing-definition",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    prefilter=("]:",),
)

_VANISHES = Template(
    "vanishing-definition/vanishes", "{text} is read as a reference definition and vanishes"
)
_ESCAPE_BRACKET = Template(
    "vanishing-definition/escape-bracket", "Put a backslash before the bracket"
)
_ESCAPE_COLON = Template("vanishing-definition/escape-colon", "Put a backslash before the colon")

# Blocks that stay what they are below a paragraph.
_BLOCK = lazy_pattern(r"[-+*][ \t]|>|#{1,6}[ \t]|`{3}|~{3}")
_RULE = lazy_pattern(r"(?:=+|-+)[ \t]*(?:[\r\n]|\Z)")
_NUMBER = lazy_pattern(r"\d{1,9}[.)][ \t]")


def check(document: Document) -> Iterator[Finding]:
    """Report definitions that were meant as text."""
    exists = document.context.resolver.exists
    lost = lost_definitions(document.markdown)
    starts = {found.start for found in lost}
    for found in lost:
        target = document.text[slice(*found.target)]
        if not (found.is_sentence or found.is_address) and exists(target):
            continue
        end = _end(document, found, starts)
        fix = None
        if end is not None:
            applicability = Applicability.SAFE if found.is_sentence else Applicability.UNSAFE
            at = found.start
            if found.is_defined:  # the label is a link, the colon part of the sentence
                at += len(found.label)
            does = _ESCAPE_COLON if found.is_defined else _ESCAPE_BRACKET
            fix = Fix(applicability, does(), (Edit(at, at, "\\"),))
        shown = quoted(f"{found.label}: {target}")
        yield Finding(found.start, end or found.end, _VANISHES(text=shown), fix)


def _end(document: Document, found: LostDefinition, starts: Container[int]) -> int | None:
    """Return the end of the paragraph that ``found`` would begin.

    None if other blocks would change.
    """
    markdown = document.markdown
    row, _ = document.lines.position(found.end)
    _, end = document.lines.line_span(row)
    start = end
    while start < len(document.text) and document.text[start] in "\r\n \t>":
        if document.text[start] in "\r\n" and start > end:
            return found.end  # a blank line
        start += 2 if document.text.startswith("\r\n", start) else 1
    if start >= len(document.text) or start in starts:
        return found.end
    block = markdown.block_at(start)
    if _RULE.match(document.text, start):
        return None  # the line would be a heading
    if block and block.start == start and markdown.heading_at(start) is None:
        return block.end
    if _BLOCK.match(document.text, start) or (
        found.is_item and _NUMBER.match(document.text, start)
    ):
        return found.end
    return None
