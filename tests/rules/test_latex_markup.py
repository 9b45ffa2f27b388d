from __future__ import annotations

import random

import pytest

from digestlint.finding import Applicability
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
]

MACROS = [
    (r"Thoughts (\our), where \name{} and \system{}", [r"\our", r"\name{}", r"\system{}"]),
    (r"(GRPO)~\cite{Shao-2024} \citet[p. 2]{a}", [r"\cite{Shao-2024}", r"\citet[p. 2]{a}"]),
    (r"procedural deduction, \etc and \ie, x", [r"\etc", r"\ie"]),
    (r"我们引入了\implname，这是", [r"\implname"]),
    (r"\footnote{see \textbf{x}}", [r"\footnote{see \textbf{x}}"]),
    (r"unclosed \textbf{a", [r"\textbf"]),
    (r"\udder, \updates and \xabout", [r"\udder", r"\updates", r"\xabout"]),
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
        (r"a \small b", "Leave it out"),
        (r"\emph{" + "a" * 80 + "}", "Write '*" + "a" * 58 + "…'"),
    ],
)
def test_says_what_the_fix_writes(src: str, made: str) -> None:
    (found,) = diagnose(src, "TEX001")
    assert found.fix is not None
    assert found.fix.message == made
