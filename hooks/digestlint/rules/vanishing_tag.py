"""A word in angle brackets that the renderer takes for a tag and drops.

## What it does
Finds words such as `<think>`, `<answer>` or `</search>` outside code whose name is no HTML element.
Real elements (`<details>`, `<br>`, `<video>`) are left alone, and so is everything inside `<svg>`
and `<math>`, and a name that also stands with a value (`<Tab value="x">`), which is meant as
markup. `<search>`, `<image>`, `<input>` and `<output>` are elements by name, but do nothing in a
digest; they count as words.

## Why it matters
GitHub removes tags that it does not know. The sentence loses a word, and nothing shows that one is
missing. At the beginning of a line such a tag even makes an HTML block, in which no Markdown works
until the next blank line.

## Example
```markdown
The model puts its reasoning between <think> and </think>.
```

The second sentence is complete; write instead:
```markdown
The model puts its reasoning between `<think>` and `</think>`.
```

## Fix safety
The fix puts backticks around the word, so that it shows as code; around all of a type such as
`Vec<String>`. It is safe: what the reader saw
before stays, and the word joins it. In an HTML block, where Markdown does not work, the fix writes
`&lt;` instead. In a heading the fix is unsafe, because the word becomes part of the anchor.
Where the word touches a backtick, there is no fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.tags import quoting_edits, vanishing_tags
from digestlint.document import Document
from digestlint.finding import Applicability, Finding, Fix
from digestlint.markdown import Span, SpanSet
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

RULE = RuleInfo("MKD002", "vanishing-tag", fixes=(Applicability.SAFE, Applicability.UNSAFE))


def check(document: Document) -> Iterator[Finding]:
    """Report words that look like tags; in stray-fenced notes they still show, as code."""
    fences = document.digest.stray_fences if document.digest else ()
    fenced = SpanSet(fence.span for fence in fences)
    for tag in vanishing_tags(document.markdown):
        if fenced.at(tag.start) is None:
            shown = quoted(document.text[tag.start : tag.end])
            yield Finding(
                *tag,
                f"{shown} is taken for a tag and vanishes; write it as code",
                _fix(document, tag),
            )


def _fix(document: Document, tag: Span) -> Fix | None:
    edits = quoting_edits(document.markdown, tag)
    if not edits:
        return None
    message = "Put it in backticks" if "`" in edits[0].content else "Write '<' as an entity"
    if document.markdown.heading_at(tag.start):
        return Fix.unsafe(message, *edits)
    return Fix.safe(message, *edits)
