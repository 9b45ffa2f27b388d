"""Asterisks meant as bold stay visible, or make the wrong words bold.

## What it does
Finds pairs of `**` next to Chinese, Japanese or Korean text that CommonMark does not accept as
strong emphasis. In CommonMark, a `**` does not open bold text if there is a letter before it and a
punctuation mark after it, and does not close bold text if it is the other way round. Languages
written without spaces run into this all the time.

Such asterisks stay visible, or pair up with others: in `**57.61%**的成绩，而**46.84%**，` the
second and the third `**` form a pair, so the words between the two numbers are bold as well. The
rule reports both cases.

Only paragraphs in which every `**` has a partner are checked. Other asterisks (`2 ** 3`,
`**kwargs`) are left alone, and so is bold text inside bold text that may be intended
(`**a **b** c**`).

## Why it matters
GitHub shows the asterisks and the text is not bold, or words that nobody meant to stress turn bold.

## Example
```markdown
平均性能高出**+4.82个点**。
**注意：**模型由**策略网络（Policy Network）**和检索器组成。
这是**“零样本”**的方法。

取得了**57.61%**的成绩，而指标达到**46.84%**，更好。
```

Write instead:
```markdown
平均性能高出 **+4.82个点**。
**注意**：模型由**策略网络（Policy Network）** 和检索器组成。
这是“**零样本**”的方法。

取得了**57.61%** 的成绩，而指标达到**46.84%**，更好。
```

## Fix safety
The fix is unsafe, because it may change how the text looks. It makes the smallest change that
renders:

- A punctuation mark at either end of the bold text (`：`, `，`, `。`…) moves out of it. If the bold
  text contains nothing else, the asterisks are removed.
- If quotation marks or brackets enclose all of the bold text, and both sides fail, both marks move
  out.
- Otherwise a space is inserted between the asterisks and the letter. Korean particles belong to the
  word before them, so `<strong>` is written there instead.

No words change. The paragraph is parsed again first. There is no fix unless the asterisks no longer
show, each pair makes exactly its own text bold, and all other text is as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span
from digestlint.markdown.searching import occurrences
from digestlint.rules.markup.bold_fixes import ENCLOSING, change_to_bold
from digestlint.rules.markup.paragraphs import parsed, visible_text
from digestlint.text.edits import applied, in_order
from digestlint.text.quoting import quoted

RULE = RuleInfo("MKD001", "unrendered-emphasis", fixes=(Applicability.UNSAFE,), prefilter=("**",))

_INERT = Template("unrendered-emphasis/inert", "the asterisks around {text} do not make it bold")
_ASTRAY = Template(
    "unrendered-emphasis/astray", "the asterisks around {text} also make other words bold"
)

_ASTERISKS = lazy_pattern(r"\\.|\*+", re.DOTALL)
_OPENING = set(ENCLOSING) - {'"'}
_CLOSING = {ENCLOSING[mark] for mark in _OPENING}


def check(document: Document) -> Iterator[Finding]:
    """Report pairs of ``**`` that the flanking rule leaves as text or pairs with others."""
    for block, message in _blocks(document.markdown):
        found = []
        for opening, closing in _pairs(document.markdown, block):
            change = change_to_bold(document.text, block, opening, closing)
            if change is not None:
                found.append((Span(opening.start, closing.end), change))
        if not found:
            continue
        renders = _renders(
            document.text, block, [edit for _, change in found for edit in change[1]]
        )
        for span, (does, edits) in found:
            inside = quoted(document.text[span.start + 2 : span.end - 2])
            yield Finding(
                *span,
                message(text=inside),
                Fix.unsafe(does, *edits) if renders else None,
            )


def _blocks(markdown: Markdown) -> Iterator[tuple[Span, Template]]:
    """Yield blocks in which a ``**`` shows or bold text is nested, and what is wrong there."""
    blocks: dict[Span, Template] = {}
    for at in _nested(markdown):
        block = markdown.block_at(at)
        if block is not None:
            blocks[block] = _ASTRAY
    for at in occurrences(markdown.text, "**"):
        prose = markdown.prose.at(at)
        block = markdown.block_at(at) if prose and at + 1 < prose.end else None
        if block is not None:
            blocks[block] = _INERT
    for block in sorted(blocks):
        yield block, blocks[block]


def _nested(markdown: Markdown) -> Iterator[int]:
    """Yield where bold text begins inside other bold text."""
    end = 0
    for span in _bold(markdown):
        if span.start < end:
            yield span.start
        end = max(end, span.end)


def _bold(markdown: Markdown) -> list[Span]:
    """Return the bold text made with asterisks."""
    return [span for span in markdown.strong if markdown.text.startswith("**", span.start)]


def _pairs(markdown: Markdown, block: Span) -> Sequence[tuple[Span, Span]]:
    """Return each ``**`` of the block with its partner; none if that is not clear."""
    text = markdown.text
    opaque = (markdown.code, markdown.math, markdown.html, markdown.urls)
    runs = [
        Span(*match.span())
        for match in _ASTERISKS.finditer(text, *block)
        if match[0][0] == "*" and not any(spans.at(match.start()) for spans in opaque)
    ]
    strong = [run for run in runs if run.end - run.start > 1]
    if len(strong) % 2 or any(run.end - run.start > 2 for run in strong):
        return []
    pairs = list(zip(strong[::2], strong[1::2], strict=True))
    for opening, closing in pairs:
        if opening.end == closing.start:
            return []
        first, last = text[opening.end], text[closing.start - 1]
        if first.isspace() or last.isspace() or first in _CLOSING or last in _OPENING:
            return []
    return pairs


def _renders(text: str, block: Span, edits: Sequence[Edit]) -> bool:
    """Whether ``edits`` hide the asterisks of ``block``, make each pair bold, and nothing else."""
    before = visible_text(text[block.start : block.end])
    paragraph = applied(text, in_order(edits), *block)
    after = visible_text(paragraph)
    plain = str.maketrans("", "", "* ")
    if "**" in after or before.translate(plain) != after.translate(plain):
        return False
    markdown = parsed(paragraph)
    pairs = _pairs(markdown, Span(0, len(markdown.text)))
    return _bold(markdown) == [Span(opening.start, closing.end) for opening, closing in pairs]
