"""Stars that were meant as bold stay visible.

## What it does
Finds pairs of `**` next to Chinese, Japanese or Korean text that CommonMark does not take as strong
emphasis. It takes no `**` that stands between a letter and a punctuation mark: an opening one must
not have the letter on its outside, nor a closing one. Languages that write without blanks hit this
rule all the time.

Only paragraphs in which every `**` has its partner are looked at. Other stars (`2 ** 3`,
`**kwargs`) are left alone.

## Why it matters
GitHub shows the stars, the text is not bold, and where several pairs follow each other, the words
between them turn bold instead.

## Example
```markdown
平均性能高出**+4.82个点**。
**注意：**模型由**策略网络（Policy Network）**和检索器组成。
这是**“零样本”**的方法。
```

Write instead:
```markdown
平均性能高出 **+4.82个点**。
**注意**：模型由**策略网络（Policy Network）** 和检索器组成。
这是“**零样本**”的方法。
```

## Fix safety
The fix is unsafe, because it changes how the text looks in places. It makes the smallest change
that renders:

- a mark at the end of the bold text (`：`, `，`, `。`…) moves out of it;
- where quotation marks or brackets enclose all of it, and both sides fail, both move out;
- otherwise a blank is put between the stars and the letter.

No words change. The paragraph is parsed again first: unless the stars are gone and all other text
is what it was, there is no fix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.markdown import Markdown, Span
from digestlint.mojibake import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER
from digestlint.paragraphs import edited, visible_text
from digestlint.rule import RuleInfo

RULE = RuleInfo("MKD001", "unrendered-emphasis", fixes=(Applicability.UNSAFE,))

_STARS = re.compile(r"\\.|\*+", re.DOTALL)
_MARKS_AT_END = re.compile(r"[：，。；、！？:,.;!?]+\Z")
_ENCLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_ENCLOSING |= {"（": "）", "【": "】", "[": "]", "(": ")", '"': '"'}


def check(document: Document) -> Iterator[Finding]:
    """Report pairs of ``**`` that the flanking rule leaves as text."""
    for block in _blocks_with_stars(document.markdown):
        found = []
        for opening, closing in _pairs(document.markdown, block):
            edits = _edits(document.text, block, opening, closing)
            if edits:
                found.append((Span(opening.start, closing.end), edits))
        if not found:
            continue
        renders = _renders(document.text, block, [edit for _, edits in found for edit in edits])
        for span, edits in found:
            inside = document.text[span.start + 2 : span.end - 2]
            shown = inside if len(inside) <= 60 else inside[:59] + "…"
            shown = shown.replace(LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER)
            yield Finding(
                *span,
                f"the stars around '{shown}' do not make it bold",
                Fix.unsafe("Make it bold", *edits) if renders else None,
            )


def _blocks_with_stars(markdown: Markdown) -> Iterator[Span]:
    """Blocks in which a ``**`` shows."""
    last = None
    for prose in markdown.prose:
        at = markdown.text.find("**", *prose)
        block = markdown.block_at(at) if at >= 0 else None
        if block is not None and block != last:
            yield block
            last = block


def _pairs(markdown: Markdown, block: Span) -> Sequence[tuple[Span, Span]]:
    """Each ``**`` of the block with its partner; none where that is not plain."""
    text = markdown.text
    opaque = (markdown.code, markdown.math, markdown.html, markdown.urls)
    runs = [
        Span(*match.span())
        for match in _STARS.finditer(text, *block)
        if match[0][0] == "*" and not any(spans.at(match.start()) for spans in opaque)
    ]
    strong = [run for run in runs if run.end - run.start > 1]
    if len(strong) % 2 or any(run.end - run.start > 2 for run in strong):
        return []
    pairs = list(zip(strong[::2], strong[1::2], strict=True))
    for opening, closing in pairs:
        if opening.end == closing.start:
            return []
        if text[opening.end].isspace() or text[closing.start - 1].isspace():
            return []
    return pairs


def _edits(text: str, block: Span, opening: Span, closing: Span) -> tuple[Edit, ...]:
    """What makes the pair render; nothing where it does, or where no letters of CJK are near."""
    outside = (
        text[opening.start - 1] if opening.start > block.start else " ",
        text[closing.end] if closing.end < block.end else " ",
    )
    inside = (text[opening.end], text[closing.start - 1])
    fails = [_is_letter(o) and _is_punctuation(i) for o, i in zip(outside, inside, strict=True)]
    near = {c for side in (0, 1) if fails[side] for c in (outside[side], inside[side])}
    if not any(ord(c) > 0x2000 for c in near) or SYMBOL_PLACEHOLDER in near:
        return ()
    content = text[opening.end : closing.start]
    if all(fails) and _encloses(content):
        return (*_move(opening, opening.end + 1), *_move(closing, closing.start - 1))
    edits: list[Edit] = []
    if fails[0]:
        edits.append(Edit(opening.start, opening.start, " "))
    if fails[1]:
        marks = _MARKS_AT_END.search(content)
        if marks and marks.start():
            edits += _move(closing, opening.end + marks.start())
        else:
            edits.append(Edit(closing.end, closing.end, " "))
    return tuple(edits)


def _move(stars: Span, to: int) -> tuple[Edit, Edit]:
    return Edit(*stars, ""), Edit(to, to, "**")


def _encloses(content: str) -> bool:
    """Whether one pair of quotation marks or brackets holds all of ``content``."""
    closing = _ENCLOSING.get(content[0])
    inner = content[1:-1]
    return (
        content[-1] == closing
        and inner.strip() == inner != ""
        and not {content[0], closing} & set(inner)
    )


def _is_punctuation(character: str) -> bool:
    """As CommonMark 0.31 has it: Unicode's P and S categories."""
    return unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    """Neither whitespace nor punctuation, in the terms of CommonMark's flanking rule."""
    return not character.isspace() and not _is_punctuation(character)


def _renders(text: str, block: Span, edits: Sequence[Edit]) -> bool:
    """Whether ``edits`` make the stars of ``block`` vanish, and nothing else."""
    before = visible_text(text[block.start : block.end])
    after = visible_text(edited(text, block, edits))
    plain = str.maketrans("", "", "* ")
    return "**" not in after and before.translate(plain) == after.translate(plain)
