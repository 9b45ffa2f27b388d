"""What rules say to people, word for word: one row for each kind of finding and of fix."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.document.document import Context
from digestlint.lint.registry import all_rules
from digestlint.papers.bibliography import parse_bibliography
from tests.frames import (
    ABSTRACT,
    METHOD,
    MOTIVATION,
    READING,
    RESULTS,
    SECTIONS,
    daily,
    survey,
)
from tests.support import diagnose

Row = tuple[str, str | bytes, str]


def said(rule: str, text: str | bytes, bib: str | None = None) -> list[str]:
    """The messages of ``rule``, each with that of its fix after a bar."""
    found = parse_bibliography(bib, "papers.bib") if bib else None
    diagnostics = diagnose(text, rule, context=Context(bibliography=found))
    edits = [edit for d in diagnostics if d.fix for edit in d.fix.edits]
    empty = [edit for edit in edits if edit.start == edit.end and not edit.content]
    assert not empty, f"leave out edits of {rule} that change nothing"
    return [f"{d.message} | {d.fix.message}" if d.fix else d.message for d in diagnostics]


TOC = "<!-- digestlint-toc -->\n\n{}\n\n<!-- /digestlint-toc -->\n\n## A\n## B\n"
MOJIBAKE = "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped"
IN_ANY_TEXT: list[Row] = [
    ("ANC001", "# Foo\n[a](#nowhere)", "no heading or id '#nowhere' in this file"),
    ("ANC002", "# Foo\nText.\n\n<a id='foo'></a>[a](#foo)",
     "line 1 has the id 'foo', too, and a link names it; a browser goes there"),
    ("DIG001", "<!-- digestlint-disable-next-line DIG001 -->\na",
     "comment that silences nothing: no finding of DIG001 here | Remove the comment"),
    ("DIG001", "a <!-- digestlint-disable-next-line DIG001 -->\nb",
     "comment that silences nothing: no finding of DIG001 here | Remove the comment"),
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
     "invisible character U+200B (zero width space), and 1 more beside it | Remove them"),
    ("ENC006", "it\x92s", "control character U+0092 | Write '’'"),
    ("ENC006", "see\x0bthe", "control character U+000B | Write a space"),
    ("ENC007", "a\nb\r\nc\n", "line ends in CR LF instead of LF | End the line in LF"),
    ("ENC007", "a\nb\r\nc\r\nd\ne\nf\n",
     "lines 2 to 3 end in CR LF instead of LF | End the lines in LF"),
    ("ENC006", "$\bar x$", "control character U+0008 where '\\bar' lost its backslash"
     " | Write '\\bar'"),
    ("ENC006", "a\rb\n", "carriage return U+000D inside a line | Write a space"),
    ("ENC006", "a \rb\n", "carriage return U+000D inside a line | Remove it"),
    ("ENC007", "a\r\nb\r\rc\r\n",
     "lines 2 to 3 end in CR instead of CR LF | End the lines in CR LF"),
    ("ENC007", "a\r\nb\r", "line ends in CR instead of CR LF | End the line in CR LF"),
    ("GIT001", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n",
     "the merge conflict with 'other', to line 5, is not resolved; nothing in this file is fixed "
     "before that is done"),
    ("MKD001", "**模型：**很好",
     "the stars around '模型：' do not make it bold | Move '：' out of the bold text"),
    ("MKD001", "这是**“新”**的",
     "the stars around '“新”' do not make it bold | Move '“' and '”' out of the bold text"),
    ("MKD001", "很**“好”模型**",
     "the stars around '“好”模型' do not make it bold | Insert a blank before the stars"),
    ("MKD002", "a <name> b",
     "'<name>' is taken for a tag and vanishes; write it as code | Put it in backticks"),
    ("MKD002", "<div>\n<think>\n</div>",
     "'<think>' is taken for a tag and vanishes; write it as code | Write '<' as an entity"),
    ("MKD002", "# Array<x1>",
     "'<x1>' is taken for a tag and vanishes; write it as code | Put it in backticks"),
    ("MKD003", "[a][bc-de]", "the reference 'bc-de' is not defined, so that this is no link"),
    ("MKD003", "a[^9]", "the footnote '[^9]' is not defined"),
    ("MKD004", "[a](#b c)", "'#b c' holds spaces, so that this is no link"),
    ("MKD004", "[a](#b c)\n# b c",
     "'#b c' holds spaces, so that this is no link; write '#b-c' | Write '#b-c'"),
    ("MKD004", "[a](b c.md)",
     "'b c.md' holds spaces, so that this is no link; put it in angle brackets | "
     "Put the path in angle brackets"),
    ("MKD004", "[a] (https://a.org)",
     "the space before '(' makes text of a link; write '[a](https://a.org)' | Remove the space"),
    ("MKD004", "[a](https://a.org",
     "'[a](https://a.org' is never closed, so that this is no link | Close the parenthesis"),
    ("MKD004", "(a)[https://a.org]",
     "brackets and parentheses are the wrong way round for a link; write '[a](https://a.org)' | "
     "Swap the brackets"),
    ("MKD005", "##a", "no space after '##', so that 'a' is no heading | Put a space there"),
    ("MKD005", "##\u3000a",
     "the space after '##' is none that Markdown knows, so that 'a' is no heading | "
     "Put a space there"),
    ("MKD006", "[a]: 题。",
     "'[a]: 题。' is taken for a reference definition and vanishes | Put a backslash before it"),
    ("SEC006", "```\na\n# b\n",
     "the code fence is never closed and swallows 2 lines with 1 heading, to line 3"),
    ("SEC006", "a\n```", "the code fence is never closed and swallows nothing below it"),
    ("TEX001", r"the \emph{new} one",
     r"LaTeX command '\emph' in the text; write '*new*' | Write '*new*'"),
    ("TEX001", r"our \name system",
     r"LaTeX macro '\name' stays in the text; write what it stands for"),
    ("TEX001", "``so''", "LaTeX quotation marks ``…''; write “…” | Write '“so”'"),
    ("TOC003", TOC.format("- [A](#a)"),
     "the table of contents is stale: 'B' is missing | Write the table of contents anew"),
    ("TOC003", TOC.format("Text."),
     "the table of contents is stale: 'A' and 1 more are missing, 'Text.' is not among the "
     "headings; text that is no list stands in it, move that out first"),
    ("TOC003", TOC.format("- [A](#a) is new\n- [B](#b)"),
     "the table of contents is stale: 'A' is missing, '[A](#a) is new' is not among the headings; "
     "'[A](#a) is new' is more than a link to a heading, move that out first"),
    ("TXT001", "我们用 GPT - 4o 模型", "blanks around the hyphen of 'GPT - 4o' | Write 'GPT-4o'"),
    ("URL001", "[a](https://a.org/b_(c)",
     "'https://a.org/b_(c' misses a closing parenthesis, so that this is no link | "
     "Close the parenthesis"),
    ("URL001", "[a](https://a.org/b c)",
     "'https://a.org/b c' holds blanks, so that this is no link"),
    ("URL001", "[a](<https://a.org/b>c)",
     "'https://a.org/b>c' is no link target, so that this is no link"),
    ("URL001", "[论文]（https://a.org/b）",
     "'[论文]（https://a.org/b）' has full-width brackets, so that this is no link | "
     "Write ASCII brackets"),
    ("URL001", "[a](https://doi.org/doi:10.1145/2)",
     "'https://doi.org/doi:10.1145/2' has 'doi:' before the DOI | Write the URL in full"),
    ("URL001", "[a](https//a.org)",
     "'https//a.org' has '//' after the scheme, where '://' belongs | Write the URL in full"),
    ("URL002", "[a](https://a.org/b.)",
     "link target ends in '.', which belongs to the sentence | Remove the punctuation"),
    ("URL002", "[a](https://a.org/b...)",
     "link target 'https://a.org/b...' is cut off; write the whole URL"),
    ("URL003", r"[a](\url{https://a.org/b})",
     r"LaTeX in a link target: '\url{https://a.org/b}' | Remove the LaTeX"),
    ("URL003", r"见 https://a.org/b\_c 。",
     r"LaTeX escape '\_' in a URL; write '_' | Remove the LaTeX escape"),
    ("URL003", r"Code \url{https://a.org/b}.",
     r"LaTeX around a URL: '\url{https://a.org/b}' | Unwrap the URL"),
    ("URL003", "Code https://a.org/b}.",
     "the link of this URL runs into LaTeX: '}' | Remove the brace"),
    ("URL003", "Code https://a.org/b}c",
     "the link of this URL runs into LaTeX: '}c' | Put the URL in angle brackets"),
    ("URL004", "[a]: <>", "reference definition without a target"),
    ("URL004", "[[A](b)] [[C]()]", "link 'C' has no target | Remove the link"),
    ("URL005", "http://arxiv.org/a",
     "'http://' instead of 'https://', which arxiv.org serves | Write 'https://'"),
    ("URL006", "<https://arxiv.org/abs/2513.00001>",
     "'https://arxiv.org/abs/2513.00001' is no paper on arXiv: there is no month 13"),
    ("URL007", "[a](JavaScript:x)",
     "link with the scheme 'javascript:', which readers can't trust"),
    ("URL006", "[a](https://arxiv.org//abs/2505.15117)",
     "'https://arxiv.org//abs/2505.15117' is malformed: a slash too many; write "
     "'https://arxiv.org/abs/2505.15117' | Write the URL of the paper"),
    ("URL009", "见 https://a.org/b...，以及",
     "the link of this URL, which is cut off, runs into the text '...，以及'"),
    ("URL010", "Code: this\nhttps URL",
     "the link was lost: 'this https URL' stands in its place; look it up on arXiv"),
    ("URL011", "[arXiv:2505.15117](https://arxiv.org/abs/2505.15171)",
     "the text names arXiv:2505.15117, and the link leads to arXiv:2505.15171"),
    ("URL009", "见https://a.org/b，以及",
     "the link of this URL runs into the text '，以及' | Put the URL in angle brackets"),
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
    what = "is taken for a tag and vanishes; write it as code | Put them in backticks"
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
    ("SEC003", survey(ABSTRACT, ABSTRACT), "section 'Abstract' occurs twice in these notes"),
    ("SEC004", survey("### 摘要\n文。\n"), "'摘要' is a variant of 'Abstract' | Write 'Abstract'"),
    ("SEC004", survey(misread_lossily("### 摘要：\n文。\n")),
     "'摘要：' is a variant of 'Abstract'"),
    ("SEC004", survey("#### Abstract\n文。\n"),
     "section 'Abstract' has a heading of level 4 instead of 3 | Make it level 3"),
    ("SEC005", survey(*SWALLOWED),
     "a stray code fence swallows 3 headings, to line 14 | Remove the fence"),
    ("SEC007", survey("### 📈 实验结果\n三个结论：\n"), "section '📈 实验结果' ends in '：'"),
    ("SEC007", daily("summary: 三个结论："), "the text ends in '：'"),
    ("SEC008", daily("summary: x"), "the summary has no labelled fields, such as '核心关键词'"),
    ("SEC005", f"```markdown\n{survey(*SECTIONS)}```\n",
     "a code fence hides 9 headings of the digest, to line 18 | Remove the fence"),
    ("SEC009", "# Paper List\n\n# TLDR/Notes\n",
     "there are no entries and no notes of schema 'survey'"),
    ("TOC001", digest(A, B, notes="a"),
     "entry 'B: Paper' has no notes; write them, or remove the entry"),
    ("TOC002", digest(A), "notes 'b--paper' have no entry in the table of contents"),
    ("TOC003", digest(B, A),
     "these entries stand in another order than their notes; 'A: Paper' comes first | "
     "Put the entries in the order of their notes"),
    ("TOC003", digest(A.replace("#a", "#b"), B),
     "the notes on this paper are at '#a--paper'; the link leads to '#b--paper' | "
     "Write '#a--paper'"),
    ("TOC003", digest(A.replace("#a--paper", ""), B),
     "the notes on this paper are at '#a--paper'; the link leads nowhere | Write '#a--paper'"),
    ("TOC003", digest(A.replace("[[Notes](#a--paper)]", ""), B),
     "this entry has no link to its notes, '#a--paper'"),
    ("TOC004", digest(A, A, B),
     "'A: Paper' is listed already, with the same arXiv id 2501.00001: line 2"),
    ("TOC005", digest(A.replace("25/01", "25/03"), B),
     "date '25/03' is not that of arXiv 2501.00001, 25/01 | Write '25/01'"),
    ("TOC006", numbered(0, 1, 3), "number 3 where 2 is due; write 2 | Number on from 2"),
    ("TOC006", numbered(0, 1, 3, 4),
     "number 3 where 2 is due; write 2, and number the 1 after it on from there | "
     "Number on from 2"),
    ("TOC007", digest(A, B).replace("List", "List tmpxv1owcwg.bib", 1),
     "temporary file name 'tmpxv1owcwg.bib' in a title | Remove the file name"),
    ("URL008", digest(A, B) + "Code at https://github.com/a - b/R1 now\n",
     "URL cut by blanks; write 'https://github.com/a-b/R1' | Remove the blanks"),
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
     "none of the 2 papers of papers.bib is in the digest; is it the bibliography of another one?"),
    ("BIB002", digest(A, B), BIB.format("A: Paper"), "'B: Paper' is not in papers.bib"),
    ("BIB003", digest(A), BIB.format("A: Poem"),
     "papers.bib:1 has the title 'A: Poem' | Write 'A: Poem'"),
    ("BIB004", digest(A), "@misc{y, title",
     "papers.bib:1: the '@misc' block 'y' is never closed, so it was skipped"),
    ("TOC007", digest(A).replace("List", "List tmpxv1owcwg.bib", 1), OTHER,
     "temporary file name 'tmpxv1owcwg.bib' in a title | Write 'papers.bib'"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "bib", "expected"), WITH_BIBLIOGRAPHIES)
def test_with_bibliographies(rule: str, text: str, bib: str, expected: str) -> None:
    assert said(rule, text, bib) == [expected]


def test_each_rule_has_a_row() -> None:
    rows = (*IN_ANY_TEXT, *IN_DIGESTS, *WITH_BIBLIOGRAPHIES)
    needs_files = {"ANC003"}
    missing = {rule.code for rule in all_rules()} - needs_files - {row[0] for row in rows}
    assert not missing, "add a row to IN_ANY_TEXT: code, text with the defect, message | fix"
