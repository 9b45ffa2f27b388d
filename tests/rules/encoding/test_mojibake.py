from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.core.finding import Applicability
from digestlint.core.message import Message
from digestlint.rules.encoding.mojibake_lines import joined_by_and
from tests.support import diagnose, fixed, see

CLEAN = "# 论文解读：从检索到生成\n\nPlain text.\n\n- **动机**：让读者看得懂，也找得到。\n"


@pytest.mark.parametrize("code_page", ["cp1252", "cp1254", "cp1251", "latin-1", "mac_roman"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_restores_each_line(code_page: str, newline: str) -> None:
    clean = CLEAN.replace("\n", newline)
    text = misread(clean, code_page)
    found = see(text, "ENC002")
    assert [(s.row, s.fix) for s in found] == [(1, Applicability.SAFE), (5, Applicability.SAFE)]
    assert fixed(text, "ENC002", unsafe=False) == clean


def test_one_finding_a_line_from_the_first_run_to_the_last() -> None:
    text = "See " + misread("论文解读", "cp1252") + " and " + misread("实验结果", "cp1252") + ".\n"
    (seen,) = see(text, "ENC002")
    assert seen.text == text[4:-2]
    (found,) = diagnose(text, "ENC002")
    assert str(found.message) == (
        "mojibake (UTF-8 read as windows-1252): should be '论文解读 and 实验结果'"
    )
    assert found.fix and [text[e.start : e.end] for e in found.fix.edits] == [
        misread("论文解读", "cp1252"),
        misread("实验结果", "cp1252"),
    ]
    assert fixed(text, "ENC002") == "See 论文解读 and 实验结果.\n"


def test_a_clean_neighbour_in_the_line_stays() -> None:
    text = f"干净的中文，{misread('坏掉的中文', 'cp1252')}，又是干净的。\n"
    assert fixed(text, "ENC002") == "干净的中文，坏掉的中文，又是干净的。\n"


def test_long_lines_are_shortened() -> None:
    (found,) = diagnose(misread("论文" * 500 + "\n", "cp1252"), "ENC002")
    assert str(found.message).endswith("should be '" + "论文" * 19 + "论…'")


def test_text_that_was_misread_twice() -> None:
    text = misread(misread("论文解读：实验结果", "cp1252"), "cp1252") + "\n"
    (found,) = diagnose(text, "ENC002")
    assert "UTF-8 read as windows-1252, twice" in str(found.message)
    assert fixed(text, "ENC002") == "论文解读：实验结果\n"


def test_a_line_with_lost_bytes_stays_as_it_is() -> None:
    lossy = (
        misread_lossily("研究动机（与以前的方法相比）") + " and " + misread("论文解读", "cp1254")
    )
    text = f"{lossy}\n{misread('实验结果与分析', 'cp1254')}\n"
    assert [s.row for s in see(text, "ENC002")] == [2]
    assert fixed(text, "ENC002") == f"{lossy}\n实验结果与分析\n"


@pytest.mark.parametrize(
    ("text", "found", "restored"),
    [
        ("the word cafÃ© is here\n", "Ã©", "the word café is here\n"),
        ("costs Â£5\n", "Â£", "costs £5\n"),
        ("a ±5 and Â±6 b\n\nÃ¼ber\n", "Ã¼", "a ±5 and ±6 b\n\nüber\n"),
    ],
)
def test_thin_evidence_is_restored_only_where_someone_asks(
    text: str, found: str, restored: str
) -> None:
    seen = see(text, "ENC002")
    assert (seen[-1].text, seen[-1].fix) == (found, Applicability.UNSAFE)
    assert str(diagnose(text, "ENC002")[0].message).startswith("possible mojibake")
    assert fixed(text, "ENC002", unsafe=False) == text
    assert fixed(text, "ENC002") == restored


@pytest.mark.parametrize(
    "text",
    [
        "`é` turns into `Ã©`\n",
        "é turns into Ã©\n",
        "```\nâ€œquotedâ€\x9d\n```\n",
        "Şahin, naïve façade, Łódź, Việt, İstanbul\n",
        "| 3 × 4 | ±5 % | ┌─┐ |\n|---|---|---|\n",
        "café 论文 Résumé – “quoted”\n",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert see(text, "ENC002", "ENC003") == []


def test_a_message_joins_parts_in_any_language() -> None:
    assert joined_by_and(["a"]) == "a"
    joined = joined_by_and(["a", "b", "c"])
    assert isinstance(joined, Message)
    assert str(joined) == "a and b and c"
    assert joined.render(lambda _: "{one}和{other}") == "a和b和c"
