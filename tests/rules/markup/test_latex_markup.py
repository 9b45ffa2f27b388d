from __future__ import annotations

import random

import pytest

from digestlint.core.finding import Applicability
from digestlint.markdown import parse
from tests.support import diagnose, fixed, see

CASES = [
    (
        r"\textbf{Res}haped \textbf{T}oken-level (\textbf{ResT})",
        "**Res**haped **T**oken-level (**ResT**)",
    ),
    (r"humano\textbf{I}d \textbf{F}ine-\textbf{T}uning", "humano**I**d **F**ine-**T**uning"),
    (r"\textit{a}, \emph{b}; \textsl{c}", "*a*, *b*; *c*"),
    (r"gains of \textbf{10.6\%}. Then", r"gains of **10.6\%**. Then"),
    ("a \\textbf{Deep Web\nExplorer} b", "a **Deep Web\nExplorer** b"),
    (r"\textbf{D (D$^3$S)} x \textbf{40$\times$} y", r"**D (D$^3$S)** x **40$\times$** y"),
    (r"\textbf{a \textit{b} c}", "**a *b* c**"),
    (r"\textbf{\textit{b}}", "***b***"),
    (
        r"\textsc{\href{https://autoglm.zhipuai.cn}{AutoGLM}}.",
        "[AutoGLM](https://autoglm.zhipuai.cn).",
    ),
    (r"at \href{https://a.org/b/}{this https URL}.", "at [this https URL](https://a.org/b/)."),
    (r"at \href{https://a.org/b}{https://a.org/b}.", "at <https://a.org/b>."),
    (
        r"at \href{https://a.org/M}{\underline{\small\texttt{https://a.org/M}}} to",
        "at <https://a.org/M> to",
    ),
    (r"\href{https://a.org/x\_y}{\textbf{t}}", "[**t**](https://a.org/x_y)"),
    (r"\href{https://a.org/(x}{t}", "[t](<https://a.org/(x>)"),
    (r"see \texttt{a\_b} and \underline{c}", "see `a_b` and c"),
    (r"{\bf a} {\em b} {\small\itshape c} {\tiny d}", "**a** *b* *c* d"),
    (r"\textcolor{red}{a} x$^2$ H\textsubscript{2}O", "a x$^2$ H<sub>2</sub>O"),
    (r"2{\AA}, 360{\textdegree} and \textgreater 96\%", r"2Å, 360° and > 96\%"),
    (r"S\o ren, {\L}ukasz and \textbf{a}", "Søren, Łukasz and **a**"),
    (r"in \S 3 and \textbf{a}", "in § 3 and **a**"),
    (r"a \textless b", r"a \< b"),
    (r"\textbf{\name}, a", r"**\name**, a"),
    ("as ``RL'' below", "as “RL” below"),
    ("``Wait, maybe\nhere.'') and", "“Wait, maybe\nhere.”) and"),
    (
        r"rigid ``\textit{a-b}'' paradigm, a ``\textit{c-d}'' team",
        "rigid “*a-b*” paradigm, a “*c-d*” team",
    ),
    (
        r"(e.g., {\small\itshape ``rest''}) with {\itshape ``sit, 90$^\circ$''}); and",
        r"(e.g., *“rest”*) with *“sit, 90$^\circ$”*); and",
    ),
    (r"代码可在\href{https://a.org/b}{here}获取", "代码可在[here](https://a.org/b)获取"),
    (r"\emph{a}\emph{b}", "<em>a</em>*b*"),  # one after the other: their fixes touch
    (r"\textbf{a\small } b", "**a**  b"),
    (r"提升\textbf{5\%}的", r"提升<strong>5\%</strong>的"),
    (r"| a |" + "\n|---|\n" + r"| \emph{b} |", "| a |\n|---|\n| *b* |"),
    (r"# On \emph{x}", "# On *x*"),
    (r"\textbf{} gone", " gone"),
    (r"Result \textbf{(1)}~We show", "Result **(1)** We show"),
    (r"- a~\textbf{b~c}~d, e~f", "- a **b c** d, e~f"),
    (r"\href{https://a.org/~b}{the~page}", "[the page](https://a.org/~b)"),
    (r"\texttt{a~b} and \emph{c~$d~e$}", "`a~b` and *c $d~e$*"),
    (r"a~\texttt{b~c}~d \textbf{e}~\textbf{f}", "a `b~c` d **e** **f**"),
    (r"\href{mailto:a@b.org}{me}", "[me](mailto:a@b.org)"),
    (r"[[a/\textsc{B}_c|\textsc{B}: c]]", r"[[a/\textsc{B}_c|B: c]]"),
]

MACROS = [
    (r"Thoughts (\our), where \name{} and \system{}", [r"\our", r"\name{}", r"\system{}"]),
    (r"(GRPO)~\cite{Shao-2024} \citet[p. 2]{a}", [r"\cite{Shao-2024}", r"\citet[p. 2]{a}"]),
    (r"procedural deduction, \etc and \ie, x", [r"\etc", r"\ie"]),
    (r"我们引入了\implname，这是", [r"\implname"]),
    (r"\footnote{see \textbf{x}}", [r"\footnote{see \textbf{x}}"]),
    (r"unclosed \textbf{a", [r"\textbf"]),
    (r"(arXiv) \udder, \updates and \xabout", [r"\udder", r"\updates", r"\xabout"]),
    (r"On arXiv, \pila consistently improves", [r"\pila"]),
    (r"We show that \ourmethod works; \eg, \rangle", [r"\ourmethod", r"\eg", r"\rangle"]),
    (r"\href{git@host.org:a/b.git}{repo}", [r"\href{git@host.org:a/b.git}{repo}"]),
    (r"\href{../a.md}{a} and \href{www.b.org}{b}", [r"\href{../a.md}{a}", r"\href{www.b.org}{b}"]),
]

CLEAN = [
    r"only 13\% of \$5 \& \_x\_ \# \{a\}",
    r"`\textbf{a}` and ``\emph{b}``",
    "```\n\\textbf{a}\n```",
    "    \\textbf{a}",
    r"$\mathcal{X}$ and $$\textbf{x}$$",
    r"padded $ \hat{y}_0[\text{a}] $ math",
    "$\n\\begin{align}\na &= \\sigma(b)\n\\end{align}\n$",
    r"\begin{align} \alpha \end{align} and \( \beta \) and \[ \gamma \]",
    r'delimiters like "\n\n", or \nThe next \t and \d+',
    r"`ab` then %SYSTEMROOT%\notepad.exe and \d+\s*\w, \b[A-Z]{2}\b, \S+\W\D\B, \d{4}",
    r"C:\Users\name and \\server\share",
    r"[Code](https://a.org/b}{\underline{\small\texttt{https://a.org/b}}})",
    r"\footnote{https://a.org/b} and \url{https://a.org} and \texttt{https://a.org}",
    r"https://a.org/b}{\underline{x}}",
    "`` code `` and ``more``",
    "<div>\n\\textbf{a}\n</div>",
    "{a, b} and {c}",
    r"escapes \uXXXX, \ud83d\ude00, \UABCDEF01, \xAB",
    "PROVIDED ``AS IS'' AND ANY",
    "''teaching'' and `word'",
    # Paths, namespaces, types, patterns, addresses.
    r"[\Device\Net, or how it works](https://example.org/a)",
    r"indexing \target on Windows",
    r"jane.doe \at example \dot org",
    r"C:\new\target, C:\beta\release, D:\alpha and D:\{x}\small",
    r"\\server\share\times %APPDATA%\small $env:TEMP\it ~\alpha some\text\dots",
    r"\Support\Collection&lt;User> and App\Models\User, \Exception",
    r"the \alpha folder, 目录\target下, the regex \bword\b",
    r"^\s*\ze\i\+\s and \O, \P and \L options; see \notes.txt",
    r"arXiv: \strlen() and \foo/bar, \baz_x, \Some::thing",
    # Display math that Markdown makes a heading, a list, or several paragraphs of.
    "$$\nx\n\\qquad\ny\n=\n1\n-\\text{damping terms}\n$$",
    "$$\nx \\textbf{a}\n\n\\name y\n---\nz\n$$",
    "- item\n\n  $$\n  a\n  =\n  \\text{b}\n  $$",
    "> $$\n> a\n> ---\n> \\text{b}\n> $$",
    "a $$ b_1\n- \\text{c}\n$$ d",
    "\\[\n\\alpha\n\n\\text{b}\n\\]",
    "\\begin{align}\nx\n\n\\textbf{y}\n\\end{align}",
    "@article{a,\n title = {\\textbf{x} ``y'' \\name},\n}",
    r"[[a/\textsc{B}]] and ![[\emph{c}|100]]",
]


@pytest.mark.parametrize(("src", "expected"), CASES)
def test_writes_markdown(src: str, expected: str) -> None:
    assert Applicability.UNSAFE in {seen.fix for seen in see(src, "TEX001")}
    assert fixed(src, "TEX001", unsafe=False) == src
    assert fixed(src, "TEX001") == expected
    assert [seen for seen in see(expected, "TEX001") if seen.fix] == []
    markdown = parse(expected)
    assert not any("*" in expected[slice(*span)] for span in markdown.prose)


@pytest.mark.parametrize(("src", "expected"), MACROS)
def test_reports_macros_and_leaves_them(src: str, expected: list[str]) -> None:
    assert [(seen.text, seen.fix) for seen in see(src, "TEX001")] == [(m, None) for m in expected]
    assert fixed(src, "TEX001") == src


@pytest.mark.parametrize("src", CLEAN)
def test_leaves_everything_else(src: str) -> None:
    assert see(src, "TEX001") == []


def test_points_to_the_whole_command() -> None:
    assert [(s.row, s.text) for s in see("a\nb \\emph{c} d", "TEX001")] == [(2, r"\emph{c}")]


@pytest.mark.parametrize(
    "src",
    [r"\href{not a url}{x}", r"\href{https://a.org}{a ] b}", r"\texttt{a`b}", r"\texttt{\name}"],
)
def test_has_no_fix_where_markdown_could_not_say_it(src: str) -> None:
    assert {seen.fix for seen in see(src, "TEX001")} == {None}


def test_words_survive_any_mixture() -> None:
    pieces = [
        r"\textbf{",
        r"\emph{",
        "}",
        "a",
        " b ",
        "``",
        "''",
        "*",
        "`",
        "$",
        r"\href{https://a.b}{",
    ]
    pieces += [r"\texttt{", r"{\bf ", r"\name", "的", "（", "<x>", r"\%", "\n", r"\small "]
    chance = random.Random(20)
    for _ in range(300):
        src = "".join(chance.choices(pieces, k=12))
        once = fixed(src, "TEX001")
        assert [c for c in once if c in "的（"] == [c for c in src if c in "的（"], src
        assert fixed(once, "TEX001") == once, src


@pytest.mark.parametrize(
    ("src", "made"),
    [
        (r"\textbf{ResT} a", "Write '**ResT**'"),
        (r"``RL'' a", "Write '“RL”'"),
        (r"a \small b", "Remove it"),
        (r"\emph{" + "a" * 80 + "}", "Write '*" + "a" * 58 + "…'"),
    ],
)
def test_says_what_the_fix_writes(src: str, made: str) -> None:
    (found,) = diagnose(src, "TEX001")
    assert found.fix is not None
    assert str(found.fix.message) == made


@pytest.mark.parametrize(
    "src",
    [
        "\\documentclass{article}\n\\begin{document}\n\\textbf{a} \\name\n\\end{document}\n",
        "% a comment\n\n\\documentclass[a4paper]{article}\n\\section{A}\n",
        "\\section{A}\n\\textbf{a}\n\\begin{itemize}\n\\item a\n\\item b\n\\end{itemize}\n",
    ],
)
def test_a_file_that_is_latex_is_one_finding(src: str) -> None:
    (found,) = diagnose(src, "TEX001")
    assert (str(found.message), found.fix) == ("the file is LaTeX, not Markdown", None)


@pytest.mark.parametrize(
    "src",
    [
        "# A\n\n" + "\\section{a}\n\\item \\textbf{b}\n" * 3,
        "Text.\n\n\\documentclass{article}\n\\textbf{b}\n",
        "```\n" + "\\section{a}\n" * 9 + "```\n\n\\textbf{b}\n",
    ],
)
def test_markdown_with_latex_is_none(src: str) -> None:
    assert any(found.fix for found in diagnose(src, "TEX001"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"- \O fixes \emph{x}", r"- \O fixes *x*"),
        (r"- \P: \emph{x}, \l and \L", r"- \P: *x*, \l and \L"),
        (r"C:\O\P \emph{x}", r"C:\O\P *x*"),
        (r"| \i | \emph{x} |", r"| \i | *x* |"),
        (r"S\o ren {\O}rsted \O{}rsted \emph{x}", r"Søren Ørsted Ørsted *x*"),
        (r"Stra\ss e, \AA ngstrom", r"Straße, Å ngstrom"),
        (r"na\"{\i}ve \'{\i} \"\i \v{\j} \emph{x}", r"na\"{\i}ve \'{\i} \"\i \v{\j} *x*"),
    ],
)
def test_letters_by_themselves_are_none(text: str, expected: str) -> None:
    assert fixed(f"{text}\n", "TEX001") == f"{expected}\n"
