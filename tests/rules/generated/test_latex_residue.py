from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table~1 (see Fig.~2) by Smith et al.~3\n", "Table 1 (see Fig. 2) by Smith et al. 3\n"),
        ("up to 27.8~pp and 5~GB more\n", "up to 27.8 pp and 5 GB more\n"),
        ("# Agents~(CUAs) for *Task~B*\n", "# Agents (CUAs) for *Task B*\n"),
        ("Gemini~2.5~Flash and HD~209458~b\r\n", "Gemini 2.5 Flash and HD 209458 b\r\n"),
        ("Lean~4 with Grok~4.1\n", "Lean 4 with Grok 4.1\n"),
        ("Lean~4 with Kelp~V3.2 and Sand~v2\n", "Lean 4 with Kelp V3.2 and Sand v2\n"),
        ("| a |\n|-|\n| Section~2 |\n", "| a |\n|-|\n| Section 2 |\n"),
        ("[Theorem~1](https://a.org/a~b/Table~1)\n", "[Theorem 1](https://a.org/a~b/Table~1)\n"),
        ("- 模型 loss~$x$ 的 Figure~3\n", "- 模型 loss $x$ 的 Figure 3\n"),
    ],
)
def test_a_tie_becomes_a_space(text: str, expected: str) -> None:
    found = see(text, "GEN010")
    assert {(s.text, s.fix) for s in found} == {("~", Applicability.UNSAFE)}
    assert fixed(text, "GEN010") == expected
    assert fixed(text, "GEN010", unsafe=False) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("moir\\'e, R\\'enyi and Schr\\\"odinger\n", "moiré, Rényi and Schrödinger\n"),
        ('## M\\"{o}bius, F\\`ux\\`i, H\\^opital\n', "## Möbius, Fùxì, Hôpital\n"),
        ("{\\'e}tude, \\v{s}, Fran\\c{c}ois, Erd\\H{o}s\n", "étude, š, François, Erdős\n"),
        ("S\\~ao, ni\\~no, \\'{\\i}, \\\"\\i.\n", "São, niño, í, ï.\n"),
        ("the L\\'evy process\n", "the Lévy process\n"),
        ("F´ ed´ erale, Schro¨dinger, Poincar´e\n", "Fédérale, Schrödinger, Poincaré\n"),
        ("- Erd˝os, Franc¸ois, Mu˜ noz\n", "- Erdős, François, Muñoz\n"),
    ],
)
def test_an_accent_and_its_letter_become_one(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "GEN010")} == {Applicability.UNSAFE}
    assert fixed(text, "GEN010") == expected
    assert see(expected, "GEN010", "TEX001") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by \\(x^2\\) and \\( 3 \\)\n", "by $x^2$ and $3$\n"),
        ("矩阵 \\(\\widehat H\\)，且 \\(1.3\\%\\)。\n", "矩阵 $\\widehat H$，且 $1.3\\%$。\n"),
        ("\\[\nE = mc^2\n\\]\n", "$$\nE = mc^2\n$$\n"),
        ("- \\[\n  E = mc^2\n  \\]\n", "- $$\n  E = mc^2\n  $$\n"),
        ("so \\[ y_1 \\le 2 \\] holds\r\n", "so $$y_1 \\le 2$$ holds\r\n"),
        ("**\\(a_1 * b_2\\)**\n", "**$a_1 * b_2$**\n"),
        ("\\*\\*关键\\*\\*：文\n", "**关键**：文\n"),
        ("- \\*\\*Key\\*\\*: text\n", "- **Key**: text\n"),
        ("这是\\*\\*重点\\*\\*的\n", "这是**重点**的\n"),
    ],
)
def test_math_and_bold_text_are_rendered(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "GEN010")} == {Applicability.UNSAFE}
    assert fixed(text, "GEN010") == expected
    assert see(expected, "GEN010", "TEX001", "MKD001") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\\*\\*关键：\\*\\*文\n", "\\*\\*关键：\\*\\*"),  # asterisks there do not make it bold
        ("\\(x^2\\)y\n", "\\(x^2\\)"),
        ("\\(\\|x\\|_2 = 1|\\)\n", None),
        ("Andre´e\n", "e´e"),
    ],
)
def test_what_has_no_clear_fix_stays(text: str, found: str | None) -> None:
    assert [(s.text, s.fix) for s in see(text, "GEN010")] == ([(found, None)] if found else [])
    assert fixed(text, "GEN010") == text


@pytest.mark.parametrize(
    "text",
    [
        "12~20%, z~1.6, z~5, 1e-2~1e-1, pypy2.7-7.3.2~7.3.5, a~b\n",
        "从1~3月，7B~13B，GPT-3~GPT-4，Mon~Fri，第1章~第3章，MMLU~85 和 ARC~90\n",
        "git reset HEAD~1, H~2~O, CO~2~, ~~struck~~, masonry~ish, costs~$5\n",
        "Lean~4 alone, 1.0~beta1, ~/Table~x\n",
        "don\\'t it\\'s l\\'eau dell\\'arte we\\'re you\\'ve qu\\'il\n",
        "Le processus de L\\'eau est la\n",
        'say \\"hello\\" and {\\"a\\": 1}\n',
        "it´s, don´t, l´eau, 5 ´a, la ¨casa¨ en a\n",
        "- \\[2025.10\\] Tides, \\[2025/10/13\\] Gulls\n",
        "\\[1\\], \\[PDF\\]\\(https://example.org/\\), \\[doc\\] x, V8_\\(JavaScript_engine\\)\n",
        "\\(c\\) 2020, \\(a\\) one, \\(1\\) two, \\(2019\\)\n",
        "the pattern \\(foo\\|bar\\) or \\(.*\\) or \\(\\a\\+\\b\\)\n",
        "PS1=\\[\\e[31m\\]\\w\\[\\e[m\\]\n",
        "use \\*\\*Default:\\*\\* more, ignore \\*\\*/deps/\\*\\*\n",
        "\\~20 tokens, \\~ñ, file\\.zip\n",
        "`Table~1 \\(x^2\\) moir\\'e`\n\n```\nTable~1\n```\n\n<b title='Table~1'>x</b>\n",
        "$x~\\text{moir\\'e}$ and $$\nTable~1\n$$\n",
        '@article{k, author = {M\\"{o}bius}, title = {Table~1}, year = 2020}\n',
        "\\documentclass{article}\nTable~1 moir\\'e\n",
        "model\\^a\\u{A}\\'Zs\n",
    ],
)
def test_other_uses_are_left_alone(text: str) -> None:
    assert see(text, "GEN010") == []


@pytest.mark.parametrize(
    "text", ["\\emph{Memento~2}~\\cite{x}\n", "introduce~\\textsc{Domain2Vec}\n", "``Lean~4''\n"]
)
def test_ties_of_commands_are_theirs(text: str) -> None:
    assert see(text, "GEN010") == []
    assert see(text, "TEX001") != []


def test_silenced_by_a_comment() -> None:
    text = "<!-- digestlint-disable-next-line GEN010 -->\nTable~1\n"
    assert see(text, "GEN010", "DIG001") == []


@pytest.mark.parametrize(
    "part", ["a~b", "Ab~1~", "\\(", "\\[x", "\\*\\*a", "l\\'e", "a¨ e", "e´e "]
)
def test_takes_no_longer_for_hostile_text(part: str) -> None:
    see(part * 20_000, "GEN010")
