r"""LaTeX commands or quotation marks in the text.

## What it does
Finds LaTeX that a script copied from an abstract: commands such as `\textbf{…}`, `\emph{…}` or
`\href{…}{…}`, groups such as `{\bf …}`, symbols such as `{\AA}`, and quotation marks written as
two backticks and two apostrophes, even if Markdown reads the backticks as code. Other commands
(`\name`, `\cite{…}`) are macros of the paper and are reported without a fix.

Code, math, HTML, BibTeX and link targets are left alone, and so are string escapes (`\n`), single
letters of regular expressions (`\d+`), paths, namespaces, types and anything between dollar signs.
A macro without braces is reported only if something shows that it is LaTeX: other commands in the
text, papers on arXiv, or a common name (`\our`, `\method`). `\%` is left alone, because Markdown
shows it as `%`. A command that contains nothing but a URL (`\url{…}`, `\footnote{…}`) is reported
by `latex-in-url`. A file that is LaTeX as a whole is reported once.

## Why it matters
Markdown shows the commands as they are. Two pairs of backticks in a paragraph even turn all the
text between them into code.

## Example
```markdown
We propose \textbf{Res}haped \emph{policy} gradients for "\textsc{ResT}", see
\href{https://example.org/rest}{our page}.
```

Write instead:
```markdown
We propose **Res**haped *policy* gradients for "ResT", see
[our page](https://example.org/rest).
```

## Fix safety
The fix is unsafe, because it changes how the text looks. It changes only the commands and their
braces; all words stay. Emphasis becomes asterisks, or `<strong>` and `<em>` where asterisks would
not render. `\texttt` becomes code, and `\href` becomes a link. Formatting that Markdown lacks
(small capitals, underlining, sizes, colours) is removed. A tie (`~`) in or next to a command
becomes a space. Quotation marks become `“` and `”`. There is no fix for a link to something other
than a web address, nor for macros of the paper: write what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.wording import REMOVE, WRITE
from digestlint.rules.markup.latex import LatexInProse, latex_file, latex_in_prose
from digestlint.text.edits import applied, in_order
from digestlint.text.quoting import quoted

RULE = RuleInfo("TEX001", "latex-markup", fixes=(Applicability.UNSAFE,), prefilter=("\\", "``"))

_FILE = Template("latex-markup/file", "the file is LaTeX, not Markdown")
_COMMAND = Template("latex-markup/command", "LaTeX command {name} in the text; write {replacement}")
_NO_CONTENT = Template(
    "latex-markup/command-without-content", "LaTeX command {name} in the text; remove it"
)
_UNKNOWN = Template(
    "latex-markup/unknown-command", "LaTeX command {name} in the text; use Markdown instead"
)
_MACRO = Template("latex-markup/macro", "LaTeX macro {name} in the text; write what it stands for")
_QUOTES = Template("latex-markup/quotes", "LaTeX quotation marks ``…''; write “…”")


def check(document: Document) -> Iterator[Finding]:
    """Report each outermost command, each unknown macro, and each quotation."""
    whole = latex_file(document.markdown)
    if whole is not None:
        yield Finding(*whole, _FILE())
        return
    for piece in latex_in_prose(document.markdown):
        made = _made(document, piece.span, piece.edits) if piece.edits else ""
        fix = None
        if piece.edits:
            does = WRITE(text=quoted(made)) if made else REMOVE()
            fix = Fix.unsafe(does, *piece.edits)
        yield Finding(*piece.span, _message(piece, made), fix)


def _message(piece: LatexInProse, made: str) -> Message:
    name = quoted(piece.name)
    if piece.kind == "macro":
        return _MACRO(name=name)
    if piece.kind == "quotation":
        return _QUOTES()
    if made:
        return _COMMAND(name=name, replacement=quoted(made))
    return _NO_CONTENT(name=name) if piece.edits else _UNKNOWN(name=name)


def _made(document: Document, span: Span, edits: Sequence[Edit]) -> str:
    """Return what ``edits`` make of ``span``; they may include the spaces after it."""
    end = max(span.end, *(edit.end for edit in edits))
    return applied(document.text, in_order(edits), span.start, end).strip()
