r"""Ties, accents or raw math of LaTeX in the text.

## What it does
Finds what a script left of LaTeX when it copied a title or an abstract:

- ties (`Table~1`, `27.8~pp`, `Gemini~3.1~Pro`) that stand for a space,
- accents, as commands (`moir\'e`, `M\"{o}bius`) or apart from their letters (`Schro¨dinger`,
  `F´ ed´ erale`, as in PDF files),
- math in `\(…\)` or `\[…\]`, and
- bold text whose asterisks are escaped (`\*\*Result\*\* …`).

Code, HTML, link targets, BibTeX and math between dollar signs are left alone, and so are ranges
(`12~20%`), estimates (`z~1.6`), revisions (`HEAD~1`), subscripts (`H~2~O`), apostrophes (`don\'t`,
`l´eau`) and regular expressions. Names with what may be a tie (`Lean~4`) need a second one in the
paragraph. Escaped asterisks are only found at the start of a paragraph or around Chinese, Japanese
or Korean text. Commands (`\emph{…}`) are reported by `latex-markup`.

## Why it matters
Markdown shows ties and commands as they are, and drops the backslashes of `\(` and `\'`: the
reader sees `(x^2)` and `moir'e`. GitHub strikes out the text between two ties.

## Example
```markdown
We study M\"{o}bius and R\'enyi divergences \(D_\alpha\) in Table~1.
```

Write instead:
```markdown
We study Möbius and Rényi divergences $D_\alpha$ in Table 1.
```

## Fix safety
The fix is unsafe, because the text may be about LaTeX. A tie becomes a space, an accent and its
letter become one character, and math is put between dollar signs. There is no fix where the letter
of an accent is unclear, where asterisks would not make the text bold, and for math next to a letter
or with a vertical bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.generated.accents import accents_of_latex, split_accents
from digestlint.rules.generated.escaped_stars import escaped_stars
from digestlint.rules.generated.raw_math import raw_math
from digestlint.rules.generated.residue import Prose, Residue
from digestlint.rules.generated.ties import ties
from digestlint.rules.helpers.wording import WRITE, WRITE_SPACE
from digestlint.text.quoting import quoted
from digestlint.text.spans import SpanSet

RULE = RuleInfo(
    "GEN010",
    "latex-residue",
    fixes=(Applicability.UNSAFE,),
    prefilter=("~", "\\", *"´¨ˆ˜¸ˇ˚˝˘"),
)

_TIE = Template("latex-residue/tie", "tie of LaTeX: '~' stands for a space")
_ACCENT = Template("latex-residue/accent", "accent apart from its letter: {text} is {meant}")
_UNCLEAR = Template("latex-residue/unclear-accent", "accent apart from its letter in {text}")
_MATH = Template("latex-residue/math", "{text} is not shown as math")
_STARS = Template("latex-residue/stars", "the asterisks of {text} are escaped")

_PREAMBLE = ("\\documentclass", "\\documentstyle")  # a file that is LaTeX as a whole


def check(document: Document) -> Iterator[Finding]:
    """Report each piece."""
    text = document.text
    if text.lstrip().startswith(_PREAMBLE):
        return
    prose = Prose(document.markdown)
    found = [*chain(raw_math(prose) if "\\" in text else (), *_others(prose))]
    math = SpanSet(one.span for one in found if one.kind == "math")
    for one in found:
        if one.kind != "math" and math.overlaps(*one.span):
            continue
        fix = None
        if one.content:
            does = WRITE_SPACE() if one.kind == "tie" else WRITE(text=quoted(one.content))
            fix = Fix.unsafe(does, Edit(*one.span, one.content))
        yield Finding(*one.span, _message(one, text[slice(*one.span)]), fix)


def _others(prose: Prose) -> Iterator[Iterator[Residue]]:
    yield accents_of_latex(prose)
    yield split_accents(prose)
    yield escaped_stars(prose)
    yield ties(prose)


def _message(one: Residue, text: str) -> Message:
    if one.kind == "tie":
        return _TIE()
    if one.kind == "math":
        return _MATH(text=quoted(text))
    if one.kind == "stars":
        return _STARS(text=quoted(text))
    if one.content:
        return _ACCENT(text=quoted(text), meant=quoted(one.content))
    return _UNCLEAR(text=quoted(text))
