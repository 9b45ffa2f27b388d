"""What rules say to people, word for word: one row for each kind of finding and of fix."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.frames import (
    ABSTRACT,
    METHOD,
    MOTIVATION,
    READING,
    RESULTS,
    SECTIONS,
    TAKEAWAYS,
    daily,
    survey,
)
from tests.support import diagnose

Row = tuple[str, str | bytes, str]


def said(rule: str, text: str | bytes, bib: str | None = None) -> list[str]:
    """The messages of ``rule``, each with that of its fix after a bar."""
    found = parse_bibliography(bib, "papers.bib") if bib else None
    findings = diagnose(text, rule, context=Context(bibliography=found))
    edits = [edit for d in findings if d.fix for edit in d.fix.edits]
    empty = [edit for edit in edits if edit.start == edit.end and not edit.content]
    assert not empty, f"leave out edits of {rule} that change nothing"
    return [f"{d.message} | {d.fix.message}" if d.fix else str(d.message) for d in findings]


TOC = "<!-- digestlint-toc -->\n\n{}\n\n<!-- /digestlint-toc -->\n\n## A\n## B\n"
MOJIBAKE = "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped"
IN_ANY_TEXT: list[Row] = [
    ("ANC001", "# Foo\n[a](#nowhere)", "no heading or id '#nowhere' in this file"),
    ("ANC002", "# Foo\nText.\n\n<a id='foo'></a>[a](#foo)",
     "duplicate id 'foo'; links to it lead to line 1"),
    ("DIG001", "<!-- digestlint-disable-next-line DIG001 -->\na",
     "this comment silences nothing: there is no finding of DIG001 here | Remove the comment"),
    ("DIG001", "a <!-- digestlint-disable-next-line DIG001 -->\nb",
     "this comment silences nothing: there is no finding of DIG001 here | Remove the comment"),
    ("ENC001", b"na\xefve",
     "a byte that is not UTF-8; read as windows-1252, the text is 'naïve' | "
     "Convert from windows-1252"),
    ("ENC001", "naïve café déjà vu señor".encode("latin-1"),
     "5 bytes that are not UTF-8; read as windows-1252, the text is 'naïve café déjà vu señor' | "
     "Convert from windows-1252"),
    ("ENC001", b"\xc4\xe3\xba\xc3", "4 bytes that are not UTF-8 (C4 E3 BA C3), perhaps Big5"),
    ("ENC002", "å¤§è¯\xadè¨€æ¨¡åž‹",
     "mojibake (UTF-8 read as windows-1252): should be '大语言模型' | Restore the text"),
    ("ENC003", misread_lossily("## 研究动机（与以前的方法相比）"),
     f"lossy mojibake ({MOJIBAKE}): 2 of 14 characters damaged, most likely "
     "'研究动机（与以前的方法相比）' | Restore the text"),
    ("ENC004", "a\ufffdb", "replacement character (U+FFFD) where text was lost"),
    ("ENC005", "\ufeffa", "byte order mark at the start of the file | Remove the byte order mark"),
    ("ENC006", "a\u200bb", "invisible character U+200B (zero width space) | Remove it"),
    ("ENC006", "a\u200b\u200bb",
     "invisible character U+200B (zero width space), and 1 more next to it | Remove them"),
    ("ENC006", "it\x92s", "control character U+0092 | Write '’'"),
    ("ENC006", "see\x0bthe", "control character U+000B | Write a space"),
    ("ENC007", "a\nb\r\nc\n", "line ends in CR LF instead of LF | End the line in LF"),
    ("ENC007", "a\nb\r\nc\r\nd\ne\nf\n",
     "lines 2 to 3 end in CR LF instead of LF | End the lines in LF"),
    ("ENC006", "a \bar x", "control character U+0008 where '\\bar' lost its backslash"
     " | Write '\\bar'"),
    ("ENC006", "a\rb\n", "carriage return U+000D inside a line | Write a space"),
    ("ENC006", "a \rb\n", "carriage return U+000D inside a line | Remove it"),
    ("ENC007", "a\r\nb\r\rc\r\n",
     "lines 2 to 3 end in CR instead of CR LF | End the lines in CR LF"),
    ("ENC007", "a\r\nb\r", "line ends in CR instead of CR LF | End the line in CR LF"),
    ("GEN003", "$\bar x$", "the backslash of '\\bar' became U+0008 | Write '\\bar'"),
    ("GEN003", "$ar{x}$", "'ar' is what is left of '\\bar' | Write '\\bar'"),
    ("GEN003", "\\r{ho}", "'\\r{ho}' is what is left of '\\rho' | Write 'ρ'"),
    ("GEN003", "$mathrm{x}$", "'mathrm' has no backslash | Write '\\mathrm'"),
    ("GEN003", "$\\alpha + eta$", "'eta' is what is left of a LaTeX command"),
    ("GEN010", "see Table~1", "tie of LaTeX: '~' stands for a space | Write a space"),
    ("GEN010", "moir\\'e", "accent apart from its letter: '\\'e' is 'é' | Write 'é'"),
    ("GEN010", "e´e", "accent apart from its letter in 'e´e'"),
    ("GEN010", "\\(x^2\\)", "'\\(x^2\\)' is not shown as math | Write '$x^2$'"),
    ("GEN010", "\\*\\*a\\*\\* b", "the asterisks of '\\*\\*a\\*\\*' are escaped | Write '**a**'"),
    ("GEN011", "Skip to content", "'Skip to content' is the navigation of a web page"),
    ("GEN011", "Accept all cookies", "'Accept all cookies' is the cookie banner of a web page"),
    ("GEN011", "Share on X", "'Share on X' is a share button without its link"),
    ("GEN011", "Please enable JavaScript",
     "'Please enable JavaScript' is what a web page says without JavaScript"),
    ("GEN011", "View this post on Instagram",
     "'View this post on Instagram' is what remains of something embedded"),
    ("GEN011", "Your email address will not be published.",
     "'Your email address will not be published.' is what a website says, and not part of the "
     "text"),
    ("GEN011", "pythonCopy code\nx = 1", "code without a fence: 'pythonCopy code'"),
    ("GIT001", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n",
     "unresolved merge conflict with 'other', up to line 5; nothing in this file is fixed until it "
     "is resolved"),
    ("MKD001", "**模型：**很好",
     "the asterisks around '模型：' do not make it bold | Move '：' out of the bold text"),
    ("MKD001", "这是**“新”**的",
     "the asterisks around '“新”' do not make it bold | Move '“' and '”' out of the bold text"),
    ("MKD001", "很**“好”模型**",
     "the asterisks around '“好”模型' do not make it bold | Insert a space before the asterisks"),
    ("MKD002", "a <name> b",
     "'<name>' is read as an HTML tag and vanishes; write it as code | Put it in backticks"),
    ("MKD002", "<div>\n<plan>\n</div>",
     "'<plan>' is read as an HTML tag and vanishes; write it as code | Write '<' as '&lt;'"),
    ("MKD002", "# Array<x1>",
     "'<x1>' is read as an HTML tag and vanishes; write it as code | Put it in backticks"),
    ("MKD003", "[a][bc-de]", "the reference 'bc-de' is not defined, so this is not a link"),
    ("MKD003", "a[^9]", "the footnote '[^9]' is not defined"),
    ("MKD004", "[a](#b c)", "'#b c' contains spaces, so this is not a link"),
    ("MKD004", "[a](#b c)\n# b c",
     "'#b c' contains spaces, so this is not a link; write '#b-c' | Write '#b-c'"),
    ("MKD004", "[a](b c.md)",
     "'b c.md' contains spaces, so this is not a link; put it in angle brackets | "
     "Put the path in angle brackets"),
    ("MKD004", "[a] (https://a.org)",
     "a space before '(' keeps this from being a link; write '[a](https://a.org)' | "
     "Remove the space"),
    ("MKD004", "[a](https://a.org",
     "'[a](https://a.org' is never closed, so it is not a link | Close the parenthesis"),
    ("MKD004", "(a)[https://a.org]",
     "brackets and parentheses are swapped, so this is not a link; write '[a](https://a.org)' | "
     "Swap the brackets"),
    ("MKD005", "##a", "no space after '##', so 'a' is not a heading | Insert a space"),
    ("MKD005", "##\u3000a",
     "the space after '##' is not an ASCII space, so 'a' is not a heading | "
     "Replace it with an ASCII space"),
    ("MKD006", "[a]: 题。",
     "'[a]: 题。' is read as a reference definition and vanishes | "
     "Put a backslash before the bracket"),
    ("MKD006", "- [a]: 题。\n\n[a]: https://e.org\n",
     "'[a]: 题。' is read as a reference definition and vanishes | "
     "Put a backslash before the colon"),
    ("SEC006", "```\na\n# b\n",
     "the code fence is never closed and swallows 2 lines with 1 heading, up to line 3"),
    ("SEC006", "a\n```", "the code fence is never closed and swallows nothing below it"),
    ("TEX001", r"the \emph{new} one",
     r"LaTeX command '\emph' in the text; write '*new*' | Write '*new*'"),
    ("TEX001", r"a \small b", r"LaTeX command '\small' in the text; remove it | Remove it"),
    ("TEX001", r"see \href{nowhere}{this}",
     r"LaTeX command '\href' in the text; use Markdown instead"),
    ("TEX001", "\\documentclass{article}\nA paper.\n", "the file is LaTeX, not Markdown"),
    ("TEX001", r"our \name system",
     r"LaTeX macro '\name' in the text; write what it stands for"),
    ("TEX001", "``so''", "LaTeX quotation marks ``…''; write “…” | Write '“so”'"),
    ("TOC003", TOC.format("- [A](#a)"),
     "the table of contents is stale: 'B' is missing | Update the table of contents"),
    ("TOC003", TOC.format("Text."),
     "the table of contents is stale: 'A' and 1 more are missing, and 'Text.' is not among the "
     "headings; first move out the text that is not a list item"),
    ("TOC003", TOC.format("- [A](#a) is new\n- [B](#b)"),
     "the table of contents is stale: 'A' is missing, and '[A](#a) is new' is not among the "
     "headings; first move out '[A](#a) is new', which is more than a link to a heading"),
    ("TXT001", "我们用 GPT - 4o 模型", "spaces around the hyphen in 'GPT - 4o' | Write 'GPT-4o'"),
    ("URL001", "[a](https://a.org/b_(c)",
     "'https://a.org/b_(c' has no closing parenthesis, so this is not a link | "
     "Add the closing parenthesis"),
    ("URL001", "[a](https://a.org/b c)",
     "'https://a.org/b c' contains spaces, so this is not a link"),
    ("URL001", "[a](<https://a.org/b>c)",
     "'https://a.org/b>c' is not a valid link target, so this is not a link"),
    ("URL001", "[论文]（https://a.org/b）",
     "'[论文]（https://a.org/b）' has full-width brackets, so this is not a link | "
     "Use ASCII brackets"),
    ("URL001", "[a](https://doi.org/doi:10.1145/2)",
     "'https://doi.org/doi:10.1145/2' has 'doi:' before the DOI | Correct the URL"),
    ("URL001", "[a](https//a.org)",
     "'https//a.org' has '//' instead of '://' after the scheme | Correct the URL"),
    ("URL002", "[a](https://a.org/b.)",
     "link target ends in '.', which is not part of the URL | Remove the punctuation"),
    ("URL002", "[a](https://a.org/b...)",
     "link target 'https://a.org/b...' is truncated; write the full URL"),
    ("URL003", r"[a](\url{https://a.org/b})",
     r"LaTeX in a link target: '\url{https://a.org/b}' | Remove the LaTeX"),
    ("URL003", r"见 https://a.org/b\_c 。",
     r"LaTeX escape '\_' in a URL; write '_' | Remove the LaTeX escape"),
    ("URL003", r"Code \url{https://a.org/b}.",
     r"LaTeX around a URL: '\url{https://a.org/b}' | Unwrap the URL"),
    ("URL003", "Code https://a.org/b}.",
     "the link includes the LaTeX after the URL: '}' | Remove the brace"),
    ("URL003", "Code https://a.org/b}c",
     "the link includes the LaTeX after the URL: '}c' | Put the URL in angle brackets"),
    ("URL004", "[a]: <>", "reference definition without a target"),
    ("URL004", "[[A](b)] [[C]()]", "link 'C' has no target | Remove the link"),
    ("URL005", "http://arxiv.org/a",
     "'http://' instead of 'https://', which arxiv.org serves | Write 'https://'"),
    ("URL006", "<https://arxiv.org/abs/2513.00001>",
     "'https://arxiv.org/abs/2513.00001' is not a paper on arXiv: 13 is not a month"),
    ("URL007", "[a](JavaScript:x)",
     "link with the unsafe scheme 'javascript:'"),
    ("URL006", "[a](https://arxiv.org//abs/2505.15117)",
     "'https://arxiv.org//abs/2505.15117' is malformed: there is an extra slash; write "
     "'https://arxiv.org/abs/2505.15117' | Correct the URL"),
    ("URL009", "见 https://a.org/b...，以及",
     "the URL is truncated, and the link includes the text after it: '...，以及'"),
    ("GEN007", "Code: this\nhttps URL",
     "lost link: only its text 'this https URL' is left; look up the URL on arXiv"),
    ("URL011", "[arXiv:2505.15117](https://arxiv.org/abs/2505.15171)",
     "the link text names arXiv:2505.15117, but the link leads to arXiv:2505.15171"),
    ("URL009", "见https://a.org/b，以及",
     "the link includes the text after the URL: '，以及' | Put the URL in angle brackets"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), IN_ANY_TEXT)
def test_in_any_text(rule: str, text: str | bytes, expected: str) -> None:
    assert said(rule, text) == [expected]


ENTRY = "- [25/{m}] **{t}**  \n[[Paper](https://arxiv.org/abs/250{n}.00001)] {notes}\n"
A = ENTRY.format(n=1, m="01", t="A: Paper", notes="[[Notes](#a--paper)]")
B = ENTRY.format(n=2, m="02", t="B: Paper", notes="[[Notes](#b--paper)]")
SWALLOWED = (ABSTRACT, "```\n", READING, MOTIVATION, METHOD, "```\n")


def digest(*entries: str, notes: str = "ab") -> str:
    listed = "".join(f"## {name}--paper\n### Abstract\nWe study.\n" for name in notes)
    return f"# Paper List\n{''.join(entries)}\n# TLDR/Notes\n{listed}"


def test_all_tags_of_a_heading_are_put_in_backticks_together() -> None:
    what = "is read as an HTML tag and vanishes; write it as code | Put them in backticks"
    assert said("MKD002", "# A<x1>, B<y1>") == [f"'<x1>' {what}", f"'<y1>' {what}"]


def numbered(*numbers: int) -> str:
    return "# Papers for 2025-10-03\n\n" + "".join(
        f"## {number}.[{title}](https://e.org/{title})\n"
        for number, title in zip(numbers, "ABCD", strict=False)
    )


IN_DIGESTS: list[Row] = [
    ("SEC001", survey(ABSTRACT, READING, MOTIVATION, METHOD, RESULTS),
     "the notes have no section '💬 可借鉴之处'"),
    ("SEC002", survey(ABSTRACT, "\n### 📈 实验结果\n"), "section '📈 实验结果' is empty"),
    ("SEC003", survey(MOTIVATION, ABSTRACT, RESULTS),
     "section '📌 背景痛点/本文动机' is out of order; it belongs before '📈 实验结果' | "
     "Move '📌 背景痛点/本文动机' before '📈 实验结果'"),
    ("SEC003", survey(ABSTRACT, ABSTRACT), "these notes already have a section 'Abstract'"),
    ("SEC003", survey(TAKEAWAYS, ABSTRACT, MOTIVATION),
     "section '💬 可借鉴之处' is out of order; it belongs at the end | "
     "Move '💬 可借鉴之处' to the end"),
    ("SEC004", survey("### 摘要\n文。\n"),
     "section heading '摘要' should be 'Abstract' | Write 'Abstract'"),
    ("SEC004", survey(misread_lossily("### 摘要：\n文。\n")),
     "section heading '摘要：' should be 'Abstract'"),
    ("SEC004", survey("#### Abstract\n文。\n"),
     "the heading of section 'Abstract' has level 4 instead of 3 | Change the level to 3"),
    ("SEC005", survey(*SWALLOWED),
     "a stray code fence swallows 3 headings, up to line 14 | Remove the fence"),
    ("SEC007", survey("### 📈 实验结果\n三个结论：\n"),
     "section '📈 实验结果' looks cut off: it ends with '：'"),
    ("SEC007", daily("summary: 三个结论："), "the text looks cut off: it ends with '：'"),
    ("SEC008", daily("summary: x"), "the summary has no labelled fields, such as '核心关键词'"),
    ("SEC005", f"```markdown\n{survey(*SECTIONS)}```\n",
     "a code fence hides 9 headings of the digest, up to line 18 | Remove the fence"),
    ("SEC009", "# Paper List\n\n# TLDR/Notes\n",
     "no entries and no notes that match schema 'survey'"),
    ("TOC001", digest(A, B, notes="a"),
     "entry 'B: Paper' has no notes; write them, or remove the entry"),
    ("TOC002", digest(A), "notes 'b--paper' have no entry in the table of contents"),
    ("TOC003", digest(B, A),
     "the entries are not in the order of their notes; 'A: Paper' should come first | "
     "Put the entries in the order of their notes"),
    ("TOC003", digest(A.replace("#a", "#b"), B),
     "the link leads to '#b--paper'; the notes on this paper are at '#a--paper' | "
     "Write '#a--paper'"),
    ("TOC003", digest(A.replace("#a--paper", ""), B),
     "the link has no target; the notes on this paper are at '#a--paper' | Write '#a--paper'"),
    ("TOC003", digest(A.replace("[[Notes](#a--paper)]", ""), B),
     "this entry has no link to its notes at '#a--paper'"),
    ("TOC004", digest(A, A, B),
     "'A: Paper' is already listed, with the same arXiv id 2501.00001: line 2"),
    ("TOC005", digest(A.replace("25/01", "25/03"), B),
     "date '25/03' does not match arXiv 2501.00001, which is from 25/01 | Write '25/01'"),
    ("TOC006", numbered(0, 1, 3), "number 3 should be 2 | Renumber from 2"),
    ("TOC006", numbered(0, 1, 3, 4),
     "number 3 should be 2; renumber the heading after it as well | "
     "Renumber from 2"),
    ("TOC007", digest(A, B).replace("List", "List tmpxv1owcwg.bib", 1),
     "temporary file name 'tmpxv1owcwg.bib' in a title | Remove the file name"),
    ("URL008", digest(A, B) + "Code at https://github.com/a - b/R1 now\n",
     "URL broken up by spaces or a line break; write 'https://github.com/a-b/R1' | Join the URL"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), IN_DIGESTS)
def test_in_digests(rule: str, text: str, expected: str) -> None:
    assert said(rule, text) == [expected]


BIB = "@misc{{k, title = {{{}}}, url = {{http://arxiv.org/abs/2501.00001}}}}\n"
OTHER, THIRD = "@misc{x, title = {Ferry}}\n", "@misc{y, title = {Tide}}\n"
WITH_BIBLIOGRAPHIES = [
    ("BIB001", digest(A), BIB.format("A: Paper") + OTHER,
     "'Ferry' (papers.bib:2) is not in the digest"),
    ("BIB001", digest(A), OTHER + THIRD,
     "none of the 2 papers in papers.bib is in the digest; does the bibliography belong to another "
     "digest?"),
    ("BIB002", digest(A, B), BIB.format("A: Paper"), "'B: Paper' is not in papers.bib"),
    ("BIB003", digest(A), BIB.format("A: Poem"),
     "title differs from 'A: Poem' (papers.bib:1) | Write 'A: Poem'"),
    ("BIB004", digest(A), "@misc{y, title",
     "papers.bib:1: the '@misc' block 'y' is never closed, so it was skipped"),
    ("TOC007", digest(A).replace("List", "List tmpxv1owcwg.bib", 1), OTHER,
     "temporary file name 'tmpxv1owcwg.bib' in a title | Write 'papers.bib'"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "bib", "expected"), WITH_BIBLIOGRAPHIES)
def test_with_bibliographies(rule: str, text: str, bib: str, expected: str) -> None:
    assert said(rule, text, bib) == [expected]
