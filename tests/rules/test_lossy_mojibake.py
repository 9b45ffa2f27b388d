from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.finding import Applicability
from digestlint.mojibake import damage
from tests.support import diagnose, fixed, open_text, see

HEADING = "## 研究动机（与以前的方法相比）"
NOTE = "- **动机**：与不少中文论文一样，本文提出了一种新的方法。"


def test_names_the_code_page_and_what_it_most_likely_was() -> None:
    text = misread_lossily(f"{HEADING}\n\nPlain.\n{NOTE}\n")
    unsafe = Applicability.UNSAFE
    assert [(s.row, s.fix) for s in see(text, "ENC003")] == [(1, unsafe), (4, unsafe)]
    first, _ = diagnose(text, "ENC003")
    assert first.message.startswith(
        "lossy mojibake (UTF-8 read as windows-1254): 2 of 14 characters damaged, most likely "
        "'研究动机（与以前的方法相比）'"
    )
    assert text[first.start : first.end] == misread_lossily(HEADING)[3:]


def test_counts_all_runs_of_the_line() -> None:
    text = f"{misread('论文解读', 'cp1254')} | {misread_lossily(HEADING)}\n"
    (found,) = diagnose(text, "ENC003")
    assert "2 of 18 characters damaged, most likely '论文解读 | ## 研究动机" in found.message


@pytest.mark.parametrize(
    "text",
    [
        misread(f"{HEADING}\n", "cp1254"),
        f"{HEADING}\n",
        "Şahin in İstanbul, 5 ä¸ 6\n",
    ],
)
def test_leaves_other_text(text: str) -> None:
    assert see(text, "ENC003") == []


def test_restores_only_on_demand() -> None:
    clean = f"{HEADING}\n本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
    text = misread_lossily(clean)
    assert fixed(text, "ENC002", "ENC003", unsafe=False) == text
    assert fixed(text, "ENC003") == clean


@pytest.mark.parametrize("seed", range(5))
def test_what_is_written_leads_back_to_what_stood_there(seed: int) -> None:
    """Even where a choice is wrong: nothing that survived is lost."""
    rare = "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽韾"
    words = (rare[seed:] + rare[:seed])[:12]
    text = damage(f"{NOTE}\n" * 3 + f"{words}，{words[::-1]}。\n", "windows-1254")
    assert damage(fixed(text, "ENC003"), "windows-1254") == text


def test_a_section_heading_is_known() -> None:
    heading = "### 📈 实验结果"
    text = "# Paper List\n\n# TLDR/Notes\n## a\n" + misread_lossily(f"{heading}\n{NOTE}\n" * 2)
    document = open_text(text, "ENC003")
    at = document.text.index("📈")
    known = [document.filled.choices.get(offset) for offset in range(at, at + 6)]
    assert [choice.posterior for choice in known if choice] == [1.0, 1.0]
    assert fixed(text, "ENC003").count(heading) == 2


def test_tells_programs_what_is_doubtful() -> None:
    text = misread_lossily("## 降\n" + f"{NOTE}\n" * 3)
    first, *_ = diagnose(text, "ENC003")
    assert first.restored is not None
    assert first.restored.channel == "UTF-8 read as windows-1254"
    (doubt,) = first.restored.doubtful
    assert text[doubt.offset] == misread_lossily("降")[0]
    assert 0.0 < doubt.posterior < 0.99
    assert len(doubt.alternatives) >= 1
    assert doubt.chosen in first.restored.text
