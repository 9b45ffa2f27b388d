from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$\beta$ and $\frac{1}{2}$\n", "$\\beta$ and $\\frac{1}{2}$\n"),
        ("公式$\alpha的\vec{x}$。\n", "公式$\\alpha的\\vec{x}$。\n"),
        ("- $\forall x \bigl(\bar{x}$\n", "- $\\forall x \\bigl(\\bar{x}$\n"),
        ("| a |\n|-|\n| $\approx 5$ |\n", "| a |\n|-|\n| $\\approx 5$ |\n"),
        ("$$\n\frac{a}{b}\n=\n\beta\n$$\n", "$$\n\\frac{a}{b}\n=\n\\beta\n$$\n"),
        ("\\(\beta\\) \\[\vdots\\]\n", "\\(\\beta\\) \\[\\vdots\\]\n"),
        ("$ \beta $ and $ \frac12 $\n", "$ \\beta $ and $ \\frac12 $\n"),
        ("\begin{align}\n\alpha\n\n\\end{align}\n", "\\begin{align}\n\\alpha\n\n\\end{align}\n"),
        ("> # **$\vert x\vert$**\r\n", "> # **$\\vert x\\vert$**\r\n"),
        ("[$\beta$](https://example.org/)\n", "[$\\beta$](https://example.org/)\n"),
        ("```math\n\beta\n```\n$`\frac12`$\n", "```math\n\\beta\n```\n$`\\frac12`$\n"),
    ],
)
def test_writes_back_a_command_in_math(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "GEN003")} == {Applicability.SAFE}
    assert fixed(text, "GEN003", unsafe=False) == expected
    assert see(expected, "GEN003") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1\text{±}2\times\theta$\n", "$1\\text{±}2\\times\\theta$\n"),
        ("$r_{\rm b}=\rho$\n", "$r_{\\rm b}=\\rho$\n"),
        ("$x^\rho$, $\rm b$", "$x^\\rho$, $\\rm b$"),  # no line ends
        ("# On $\rho$ here\n\nText.\n", "# On $\\rho$ here\n\nText.\n"),
        ("- $a$\n- $\right)$\n", "- $a$\n- $\\right)$\n"),
        ("|a|b|\n|-|-|\n|$\nabla f$|$\rho$|\n", "|a|b|\n|-|-|\n|$\\nabla f$|$\\rho$|\n"),
        ("$\nu$, $x_{\neq}$, $f(\nu)$\n", "$\\nu$, $x_{\\neq}$, $f(\\nu)$\n"),
        ("$a \ne b$, $S \ni s$\n", "$a \\ne b$, $S \\ni s$\n"),
        ("$$\nx\n\nabla f\n\rho\n$$\n", "$$\nx\n\\nabla f\n\\rho\n$$\n"),
        ("a $\nabla$ b\r\nc\r\n", "a $\\nabla$ b\r\nc\r\n"),
        ("a $\r\nabla$ b\r\nc\r\n", "a $\\nabla$ b\r\nc\r\n"),
        ("$\bx + \vx$\n", "$\\bx + \\vx$\n"),  # macros of the paper
    ],
)
def test_writes_back_a_command_that_is_less_certain(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "GEN003")} == {Applicability.UNSAFE}
    assert fixed(text, "GEN003", unsafe=False) == text
    assert fixed(text, "GEN003") == expected
    assert see(expected, "GEN003") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$rac{1}{2}$\n", "$\\frac{1}{2}$\n"),
        ("$rac12 + x_lpha$\n", "$\\frac12 + x_\\alpha$\n"),
        ("$ rac{1}{2} $ and $ heta $\n", "$ \\frac{1}{2} $ and $ \\theta $\n"),
        ("# 关于 $Q_heta$\n", "# 关于 $Q_\\theta$\n"),
        ("- **$a imes b$**\n", "- **$a \\times b$**\n"),
        ("| a |\n|-|\n| $abla f$ |\n", "| a |\n|-|\n| $\\nabla f$ |\n"),
        ("[$ilde{x}$](https://example.org/)\n", "[$\\tilde{x}$](https://example.org/)\n"),
        ("$$\r\nL = ext{loss}\r\n$$\r\n", "$$\r\nL = \\text{loss}\r\n$$\r\n"),
        ("\\(orall x\\) \\[ar{x}\\]\n", "\\(\\forall x\\) \\[\\bar{x}\\]\n"),
        ("$\\left(a ight)$\n", "$\\left(a \\right)$\n"),
        (
            "$mathcal{L}_{mathrm{x}}$, $xmathbb{R}$\n",
            "$\\mathcal{L}_{\\mathrm{x}}$, $x\\mathbb{R}$\n",
        ),
        ("$\\r{ho}x + \\b{eta}_t$\n", "$\\rho x + \\beta_t$\n"),
        ("\\r{ho} = 0.65 \\\\", "ρ = 0.65 \\\\"),
        ("Spearman \\r{ho} = 0.65, \\t{imes}3\n", "Spearman ρ = 0.65, ×3\n"),
        ("$\\u0008eta \\x0crac12$\n", "$\\beta \\frac12$\n"),
    ],
)
def test_writes_a_command_of_which_letters_are_left(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "GEN003")} == {Applicability.UNSAFE}
    assert fixed(text, "GEN003", unsafe=False) == text
    assert fixed(text, "GEN003") == expected
    assert see(expected, "GEN003", "ENC006", "TEX001") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$\\alpha + eta$\n", ["eta"]),  # \\beta or \\eta
        ("$\\alpha a eq b$\n", ["eq"]),  # \\neq or \\leq
        ("$\\{textit{a}\\}$\n", ["textit"]),
        ("a rac{1}{2} b\n", ["rac"]),
        ("where Uinmathbb{R} and mathbf{x}\n", ["mathbb", "mathbf"]),
        ("\text{b}$|\n|-|\n", []),
    ],
)
def test_writes_nothing_where_several_commands_are_possible(text: str, found: list[str]) -> None:
    assert [(s.text, s.fix) for s in see(text, "GEN003")] == [(word, None) for word in found]


@pytest.mark.parametrize(
    "text",
    [
        "$\\text{heta}$, $\\ref{ar{x}}$, $\\frac{1}{2} \\theta \\bar{x}$\n",
        "$x_{eq}$, $\\alpha_{eta}$, $eta = 1$, $a eq b$\n",
        "`$rac{1}{2}$`, `\\r{ho}` and <b title='rac{1}'>x</b>\n",
        "```\n$rac{1}{2}$ \\r{ho}\n```\n",
        "costs $5 and ext{x} $6, heta, imes\n",
        "\\t{au} \\v{s} \\c{c} \\r{a} \\t{oo}\n",
        "<https://example.org/mathbf{x}>\n",
        "@article{k, title = {On \\r{ho}}, year = 2020}\n",
        "$a\tb$ $$\n\tx = 1\n\to\n$$\n",
    ],
)
def test_words_and_code_are_no_remains(text: str) -> None:
    assert see(text, "GEN003") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$\beta$\n", "the backslash of '\\beta' became U+0008"),
        ("$\text{a}$\n", "the backslash of '\\text' became U+0009"),
        ("$rac{1}{2}$\n", "'rac' is what is left of '\\frac'"),
        ("$\\alpha + eta$\n", "'eta' is what is left of a LaTeX command"),
        ("$mathcal{L}$\n", "'mathcal' has no backslash"),
    ],
)
def test_says_what_was_lost(text: str, message: str) -> None:
    assert [str(d.message) for d in diagnose(text, "GEN003")] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "$\b$\n",
        "$\beta$ \beta \b\n",
        "$\x0crac{1}{2}$\n",
        "a \x0crac{1}{2}\n",
        "$\u200brac{1}{2}$\n",
    ],
)
def test_no_character_has_two_findings(text: str) -> None:
    spans = [(d.start, d.end) for d in diagnose(text, "ENC006", "GEN003", "TEX001")]
    assert len({at for span in spans for at in range(*span)}) == sum(b - a for a, b in spans)
    assert {at for at, char in enumerate(text) if char < " " and char != "\n"} <= {
        at for span in spans for at in range(*span)
    }


@pytest.mark.parametrize(
    "comment", ["disable-next-line GEN003", "disable lost-backslash", "disable-file GEN"]
)
def test_comments_silence_it(comment: str) -> None:
    text = f"<!-- digestlint-{comment} -->\n$\beta$ $rac{{1}}{{2}}$ $\nu$\n"
    assert see(text, "GEN003", "DIG001", "ENC006") == []
