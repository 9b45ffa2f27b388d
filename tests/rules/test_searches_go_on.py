"""What a rule leaves alone does not keep it from what stands further down."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import see

CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"
ENTRIES = "# Paper List\n{}\n# TLDR/Notes\n"
NOTES = "# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n{}"
LINKED = "# Paper List\n{}\n# TLDR/Notes\n## ²\n## b\n"

# The rule, the text around, what it leaves alone, and what it finds after that.
CASES = [
    ("ANC001", "{}", "[a](b.md) ", "[a](#x)\n", "#x"),
    ("ANC001", "{}", "# Foo\n[a](#foo) ", "[a](#x)\n", "#x"),
    ("ANC001", "{}", "[a](not-there.md#x) ", "[a](#x)\n", "#x"),
    ("ANC002", "[a](#x)\n\n{}", '<a id="x"></a><a name="x"></a>x\n\n',
     '<p id="x">x</p>\n', '<p id="x">'),
    ("GIT001", "{}", f"```\n{CONFLICT}```\n", CONFLICT, "<<<<<<< HEAD"),
    ("ENC006", "{}", "a\n\f\nb\n\n", "a\u200bb\n", "\u200b"),
    ("MKD001", "{}", "a ** b ** c\n\n", "**模型：**很好\n", "**模型：**"),
    ("SEC007", NOTES, "### 📈 实验结果\n\n", "### 💬 可借鉴之处\n三个结论，\n",
     "三个结论，"),
    ("TOC003", LINKED, "- [25/01] **²**\n", "- [25/02] **B**\n", "B"),
    ("TOC005", ENTRIES, "- [25/03] **A** [[Paper](https://e.org/a)]\n",
     "- [25/03] **B** [[Paper](https://arxiv.org/abs/2501.00002)]\n", "25/03"),
    ("TOC005", ENTRIES, "- [25/01] **A** [[Paper](https://arxiv.org/abs/2501.00001)]\n",
     "- [25/03] **B** [[Paper](https://arxiv.org/abs/2501.00002)]\n", "25/03"),
    ("TOC007", NOTES, "### tmp9a7_b2by.bib\n", "# tmp9a7_b2bz.bib\n", "tmp9a7_b2bz.bib"),
    ("URL005", "{}", "http://someone.github.com ", "http://github.com/a\n",
     "http://github.com/a"),
    ("URL009", "{}", "https://a.org/b\n\n", "见https://a.org/b，以及\n", "，以及"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "around", "left", "wrong", "found"), CASES)
def test_finds_what_comes_later(rule: str, around: str, left: str, wrong: str, found: str) -> None:
    assert see(around.format(left), rule) == []
    assert [s.text for s in see(around.format(left + wrong), rule)] == [found]


def test_damage_does_not_end_the_search() -> None:
    """What a damaged character stands for may be right; what follows is judged by itself."""
    left = (
        misread_lossily("## 研究动机（与以前的方法相比）")
        + "\n\n[a](#研究动机与以前的方法相比)\n\n"
    )
    assert see(left, "ANC001") == []
    assert [s.text for s in see(left + "[b](#nowhere)\n", "ANC001")] == ["#nowhere"]


def test_a_date_that_the_bibliography_has_does_not_end_the_search() -> None:
    paper = "- [25/03] **{0}** [[Paper](https://arxiv.org/abs/2501.0000{1})]\n"
    bib = "@misc{k, title = {A}, year = 2025, month = mar, url = {http://arxiv.org/abs/2501.00001}}"
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    left = paper.format("A", 1)
    assert see(ENTRIES.format(left), "TOC005", context=context) == []
    text = ENTRIES.format(left + paper.format("B", 2))
    assert [s.row for s in see(text, "TOC005", context=context)] == [3]
