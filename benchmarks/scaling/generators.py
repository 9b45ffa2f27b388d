"""Texts of any size, each of one kind that rules, the parser or fixes have to handle."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_SURVEY = """# Paper List

"""
_NOTES = """
# TLDR/Notes

"""
_DAILY = """# Papers for 2025-01-01

"""
_SECTIONS = (
    "### 🌟 论文摘要（Abstract）",
    "### 📖 论文解读（Reading）",
    "### 📌 背景痛点/本文动机",
    "### 🚀 核心方法",
    "### 📈 实验结果",
    "### 💬 可借鉴之处",
)
_CHINESE = "我们提出一种新的方法，用于改进大型语言模型的长程推理能力。"


class Generator(NamedTuple):
    """A kind of text: a head, then as many pieces as fit, then an end."""

    piece: Callable[[int], str]
    head: str = ""
    end: str = "\n"

    def text(self, size: int) -> bytes:
        """About ``size`` bytes of it."""
        parts = [self.head]
        left = size - len(self.head.encode()) - len(self.end.encode())
        number = 0
        while left > 0:
            piece = self.piece(number)
            parts.append(piece)
            left -= len(piece.encode("utf-8", "surrogateescape"))
            number += 1
        return "".join([*parts, self.end]).encode("utf-8", "surrogateescape")


def _always(piece: str, head: str = "", end: str = "\n") -> Generator:
    return Generator(lambda _: piece, head, end)


def _mojibake(text: str, encoding: str) -> str:
    return text.encode().decode(encoding, "ignore")


def _entry(number: int) -> str:
    return (
        f"- 2025-01-01: [Agents: Paper {number}.](http://arxiv.org/pdf/2501.{number % 99999:05}.)"
        f" ([notes](#agents-paper-{number}))\n"
    )


def _note(number: int) -> str:
    sections = "\n".join(f"{section}\n{_CHINESE}\n" for section in _SECTIONS)
    return f"## Agents: Paper {number}\n{sections}\n"


def _daily(number: int) -> str:
    return (
        f"## {number}. Agents: Paper {number}\n**Link**: http://arxiv.org/abs/2501."
        f"{number % 99999:05}\n\n* **Abstract:** {_CHINESE}\n\n"
    )


GENERATORS: dict[str, Generator] = {
    # Digests.
    "survey entries": Generator(_entry, _SURVEY),
    "survey notes": Generator(_note, _SURVEY + _entry(0) + _NOTES),
    "notes without their entries": Generator(_note, _SURVEY + _NOTES),
    "daily papers": Generator(_daily, _DAILY),
    "one note with all sections": Generator(
        lambda n: f"{_SECTIONS[n % 6]}\n{_CHINESE}\n\n",
        _SURVEY + _entry(0) + _NOTES + "## Agents: Paper 0\n",
    ),
    "one note with long text": _always(
        _CHINESE + "\n\n", _SURVEY + _entry(0) + _NOTES + "## Agents: Paper 0\n"
    ),
    "equal survey entries": Generator(lambda _: _entry(7), _SURVEY),
    "stray fences": Generator(
        lambda n: f"## Agents: Paper {n}\n```markdown\n{_SECTIONS[0]}\n{_CHINESE}\n```\n\n",
        _SURVEY + _entry(0) + _NOTES,
    ),
    "short stray fences": Generator(
        lambda n: f"```\n{_SECTIONS[n % 6]}\n```\n", _SURVEY + _entry(0) + _NOTES + "## A\n"
    ),
    "truncated sections": Generator(
        lambda n: f"## Agents: Paper {n}\n{_SECTIONS[0]}\n{_CHINESE}例如，\n\n", _SURVEY + _NOTES
    ),
    "leaked conversation": Generator(
        lambda n: (
            f"## Agents: Paper {n}\n<think>\nOkay, the user wants this.\n</think>\n{_CHINESE}\n\n"
        ),
        _SURVEY + _NOTES,
    ),
    "section headings in variants": Generator(
        lambda n: f"## Agents: Paper {n}\n### 🚀 核心方法（介绍本文的几个创新点）\n{_CHINESE}\n\n",
        _SURVEY + _NOTES,
    ),
    # Mojibake and bytes.
    "mojibake lines": _always(_mojibake(_CHINESE, "latin-1") + "\n"),
    "lossy mojibake lines": _always(_mojibake(_CHINESE, "cp1252") + "\n"),
    "mojibake in one line": _always(_mojibake("方法 ", "latin-1") + "words "),
    "mojibake of accents": Generator(lambda n: f"cafÃ© naÃ¯ve {n} FranÃ§ois\n"),
    "double mojibake": _always(_mojibake(_mojibake("café – ", "cp1252"), "cp1252") + "\n"),
    "undecodable bytes": Generator(lambda n: f"word {n} \udce4\udcb8 word\n"),
    "undecodable bytes in one line": _always("a\udcff "),
    "replacement characters": _always("实验\ufffd结果 word\ufffd\n"),
    "placeholders after words": _always("What we want? It’s ?? here\n"),
    "control characters": _always("word\x08 and\x0c more\x1b[0m\n"),
    "control characters in one line": _always("a\x08b"),
    "invisible characters": _always("zero\u200bwidth \u202ereversed\u202c \u00ad\n"),
    "byte order marks": _always("\ufeffword\n", "\ufeff"),
    "bare carriage returns": Generator(lambda n: f"word {n}\rother\r\n"),
    "mixed line endings": Generator(lambda n: f"word {n}" + ("\n", "\r\n", "\r")[n % 3]),
    "lines that end in CR": _always("word\r"),
    # Long lines and nesting.
    "one line of letters": _always("a"),
    "one line of Chinese": _always(_CHINESE),
    "one line of dashes": _always("—"),
    "one line of questions marks": _always("??"),
    "one line of full stops": _always("。"),
    "findings in one line": _always("[a](http://a.b/c.) "),
    "headings without a space": Generator(lambda n: f"##Heading {n}\n\n"),
    "deep lists": Generator(lambda n: " " * (2 * (n % 100)) + f"- item {n}\n"),
    "deeper and deeper lists": _always("- ", end="a\n"),
    "deep quotes": Generator(lambda n: "> " * (n % 100) + f"text {n}\n\n"),
    "deeper and deeper quotes": _always(">", end="a\n"),
    "lines of quotes": _always("> quoted text\n"),
    # Links.
    "links": Generator(lambda n: f"[link {n}](https://example.org/{n}) and text\n\n"),
    "links in one paragraph": Generator(lambda n: f"[link {n}](#heading-{n})\n"),
    "insecure links": Generator(lambda n: f"<http://arxiv.org/abs/2501.{n % 99999:05}>\n\n"),
    "URLs with full stops": Generator(
        lambda n: f"See https://example.org/{n}。更多 (https://a.b/)\n"
    ),
    "URLs with full-width signs": Generator(lambda n: f"链接：https：//example.org/{n}，更多\n"),
    "split URLs": Generator(lambda n: f"http://arxiv.org/abs/\n2501.{n % 99999:05}\n\n"),
    "spaced URLs": Generator(lambda n: f"https: // example. org/ab - cd/{n}\n\n"),
    "latex in URLs": Generator(lambda n: f"[a](https://example.org/a\\_b$_{{{n}}}$)\n\n"),
    "broken links": Generator(lambda n: f"[text {n}] (https://example.org/{n})\n\n"),
    "unclosed links": Generator(lambda n: f"[text {n}](https://example.org/{n}\n\n"),
    "dangerous schemes": Generator(lambda n: f"[text {n}](javascript:alert({n}))\n\n"),
    "empty links": Generator(lambda n: f"[text {n}]() and [](b{n})\n\n"),
    "file links": Generator(lambda n: f"[text](missing-{n}.md#x)\n\n"),
    "wrong fragments": Generator(
        lambda n: f"# Heading {n}\n\n[text](#Heading-{n}) and [text](#headng-{n})\n\n"
    ),
    "reference definitions": Generator(lambda n: f"[label {n}]: http://example.org/{n}.\n"),
    "references": Generator(lambda n: f"[label {n}][] \n\n[label {n}]: http://e.org/{n}\n\n"),
    "undefined references": Generator(lambda n: f"[text][label {n}]\n\n"),
    "footnotes": Generator(lambda n: f"Text[^{n}].\n\n[^{n}]: Note {n}\n\n"),
    "footnotes in one paragraph": Generator(lambda n: f"Text[^{n}] "),
    "malformed identifiers": Generator(
        lambda n: f"arXiv:2501.{n % 999:03} and arXiv: 25O1.{n % 99999:05}\n\n"
    ),
    "brackets": _always("["),
    "brackets and images": _always("![a] [b]("),
    # Headings and tables of contents.
    "headings": Generator(lambda n: f"# Heading {n}\n\n"),
    "equal headings": _always("# Heading\n\n"),
    "headings with numbers": Generator(lambda n: f"## {n * 2}. Heading\n\ntext\n\n"),
    "table of contents": Generator(
        lambda n: f"- [Heading {n}](#heading-{n})\n", "# Contents\n\n", "\n# Heading 1\n"
    ),
    "setext headings": Generator(lambda n: f"Heading {n}\n=====\n\n"),
    "empty sections": Generator(lambda n: f"## Heading {n}\n"),
    # Blocks and inline markup.
    "tall tables": Generator(
        lambda n: f"| [a](http://a.org/{n}.) | **b ** | c |\n", "| a | b | c |\n|---|---|---|\n"
    ),
    "wide tables": _always("a|", end="\n" + "-|" * 100 + "\n"),
    "many tables": _always("| a | b |\n|---|---|\n| <c> | ** d** |\n\n"),
    "closed fences": Generator(lambda n: f"```python\nprint({n})\n```\n\n"),
    "unclosed fences": Generator(lambda n: f"{'`' * (3 + n % 50)}\ncode\n\n"),
    "one unclosed fence": _always("# Heading\n\ntext\n\n", "```\n"),
    "emphasis that is not rendered": _always("** bold ** and **粗体：**说明。\n\n"),
    "emphasis in one paragraph": _always("**粗体：**说明 ** a** "),
    "stars": _always("*"),
    "stars and letters": _always("*a **b "),
    "backticks": Generator(lambda n: "`" * (n % 400 + 1) + " "),
    "inline code": _always("`a <b>` "),
    "LaTeX debris": _always("Uses \\textbf{bold} and \\emph{x}, $x_1$ and \\alpha.\n\n"),
    "LaTeX in one line": _always("\\textit{a} \\% "),
    "LaTeX in depth": _always("\\textbf{", end="a\n"),
    "dollars": _always("$a$ $ "),
    "spaced hyphens": Generator(lambda n: f"Self - Play and state - of - the - art {n}\n\n"),
    "HTML comments": Generator(lambda n: f"<!-- comment {n} -->\n\n"),
    "open HTML comments": _always("<!-- a\n\n"),
    "suppressions": Generator(
        lambda n: f"<!-- digestlint-disable-next-line URL005 -->\nhttp://arxiv.org/abs/25{n:08}\n\n"
    ),
    "suppressions in turns": _always(
        "<!-- digestlint-disable URL005 -->\na\n\n<!-- digestlint-enable URL005 -->\nb\n\n"
    ),
    "tags": Generator(lambda n: f"Uses <Token{n}> and List<Item{n}>.\n\n"),
    "distinct tags in one paragraph": Generator(lambda n: f"<tag{n}> word\n"),
    "equal tags in one paragraph": _always("<tag> word\n"),
    "tags with ends": Generator(lambda n: f"<b{n}>word</b{n}>\n"),
    "conflict markers": _always("<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n\n"),
    "vanishing definitions": Generator(lambda n: f"[Note {n}]: this is text that vanishes\n\n"),
    "autolinks and mail": Generator(lambda n: f"<a{n}@example.org> www.example.org/{n}.\n"),
    "entities": _always("&amp; &lt;b&gt; &#x4e2d; &nosuch; "),
    "prose": _always(_CHINESE + " Plain words, too.\n\n"),
    "blank lines": _always("\n"),
    "spaces": _always(" ", end="a\n"),
    "punctuation in Chinese": _always("中文,中文.“引号”(括号)。\n\n"),
}
