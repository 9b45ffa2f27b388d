r"""LaTeX commands or quotation marks stand in the text.

## What it does
Finds LaTeX that a script copied from an abstract: commands such as `\textbf{…}`, `\emph{…}` or
`\href{…}{…}`, groups such as `{\bf …}`, symbols such as `{\AA}`, and quotation marks written as
two backticks and two apostrophes, also where Markdown takes the backticks for code. Other commands
(`\name`, `\cite{…}`) are macros of the paper, and reported as they are.

Code, math, HTML and link targets are left alone, and so are string escapes (`\n`), paths and what
stands between dollar signs. `\%` is left alone, too, because Markdown shows it as `%`. A URL that
fills a command (`\url{…}`, `\footnote{…}`) is reported by `latex-in-url`.

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
The fix is unsafe, because it changes how the text looks. It touches the commands and their braces
only; all words stay. Emphasis becomes stars, or `<strong>` and `<em>` where stars would not render;
`\texttt` becomes code; `\href` becomes a link; what Markdown lacks (small capitals, underlining,
sizes, colours) goes. Quotation marks become `“` and `”`. Macros of the paper have no fix: write
what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.latex import latex_in_prose
from digestlint.document import Document
from digestlint.finding import Applicability, Finding, Fix
from digestlint.rule import RuleInfo

RULE = RuleInfo("TEX001", "latex-markup", fixes=(Applicability.UNSAFE,))


def check(document: Document) -> Iterator[Finding]:
    """Report each outermost command, each macro that is not known, and each quotation."""
    for piece in latex_in_prose(document.markdown):
        name = piece.name if len(piece.name) <= 60 else piece.name[:59] + "…"
        if piece.kind == "macro":
            message = f"LaTeX macro '{name}' stays in the text; write what it stands for"
        elif piece.kind == "quotation":
            message = "LaTeX quotation marks ``…''; write “…”"
        else:
            message = f"LaTeX command '{name}' in the text; write Markdown"
        fix = Fix.unsafe("Write Markdown", *piece.edits) if piece.edits else None
        yield Finding(*piece.span, message, fix)
