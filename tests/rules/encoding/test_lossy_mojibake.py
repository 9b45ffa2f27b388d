from __future__ import annotations

import re

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.core.finding import Applicability
from digestlint.encoding import damage
from tests.support import diagnose, fixed, see

HEADING = "## 研究动机（与以前的方法相比）"
NOTE = "- **动机**：与不少中文论文一样，本文提出了一种新的方法。"
SURE = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。"
DOUBTFUL = "降"
CHANNEL = "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped"
SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE


def test_names_the_code_page_and_what_it_most_likely_was() -> None:
    text = misread_lossily(f"{HEADING}\n\nPlain.\n{NOTE}\n")
    assert [s.row for s in see(text, "ENC003")] == [1, 4]
    first, second = diagnose(text, "ENC003")
    assert str(first.message).startswith(
        f"lossy mojibake ({CHANNEL}): 2 of 14 characters damaged, most likely "
        "'研究动机（与以前的方法相比）'"
    )
    assert text[first.start : first.end] == misread_lossily(HEADING)[3:]
    assert str(second.message).startswith(
        f"lossy mojibake ({CHANNEL}): 5 of 25 characters damaged, "
    )
    assert "; least certain is '" in str(second.message)


def test_counts_all_runs_of_the_line() -> None:
    text = f"{misread('论文解读', 'cp1254')} | {misread_lossily(HEADING)}\n"
    (found,) = diagnose(text, "ENC003")
    assert "2 of 18 characters damaged, most likely '论文解读 | ## 研究动机" in str(found.message)


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


def test_a_line_is_safe_if_each_of_its_characters_is() -> None:
    sure, doubtful = misread_lossily(f"{SURE}\n"), misread_lossily(f"{DOUBTFUL}\n")
    text = sure + doubtful + sure
    # Alone, the one in the middle could not be told from clean text.
    assert [(s.row, s.fix) for s in see(text, "ENC003")] == [(n, UNSAFE) for n in (1, 2, 3)]
    assert fixed(text, "ENC003", unsafe=False) == text
    restored = fixed(text, "ENC003").split("\n")
    assert (restored[0], restored[2]) == (SURE, SURE)
    assert damage(restored[1], "windows-1254") == doubtful.rstrip("\n")


@pytest.mark.parametrize(
    ("confidence", "kind"), [(0, SAFE), (0.0, SAFE), (0.9, SAFE), (1.0, UNSAFE), (1, UNSAFE)]
)
def test_how_sure_a_safe_line_is_can_be_set(confidence: float, kind: Applicability) -> None:
    text = misread_lossily(f"{SURE}\n")
    options = {"lossy-mojibake": {"restore-confidence": confidence}}
    assert [s.fix for s in see(text, "ENC003", options=options)] == [kind]


def test_no_fix_where_nothing_fits() -> None:
    clean = "ኣዲስ ዘዴ ለትልቅ የቋንቋ ሞዴሎች እናቀርባለን፤ ውጤቱንም እናሳያለን።\n"
    text = misread_lossily(clean)
    (found,) = diagnose(text, "ENC003", options={"lossy-mojibake": {"restore-confidence": 0}})
    assert found.fix is None
    assert fixed(text, "ENC003") == text


@pytest.mark.parametrize("seed", range(5))
def test_what_is_written_leads_back_to_the_damaged_text(seed: int) -> None:
    """Even where a choice is wrong: nothing that survived is lost."""
    rare = "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽韾"
    words = (rare[seed:] + rare[:seed])[:12]
    text = damage(f"{NOTE}\n" * 3 + f"{words}，{words[::-1]}。\n", "windows-1254")
    assert damage(fixed(text, "ENC003"), "windows-1254") == text


def test_a_section_heading_is_known() -> None:
    heading = "### 📈 实验结果"
    text = "# Paper List\n\n# TLDR/Notes\n## a\n" + misread_lossily(f"{heading}\n{NOTE}\n" * 2)
    only_certain = {"lossy-mojibake": {"restore-confidence": 1}}
    found = {s.row: s.fix for s in see(text, "ENC003", options=only_certain)}
    assert (found[5], found[6], found[7]) == (SAFE, UNSAFE, SAFE)
    after = fixed(text, "ENC003", unsafe=False, options=only_certain)
    assert after.split("\n")[4:7:2] == [heading, heading]


def test_tells_programs_what_is_doubtful() -> None:
    text = misread_lossily(f"## {DOUBTFUL}\n" + f"{NOTE}\n" * 3)
    first, *_ = diagnose(text, "ENC003")
    assert first.restored is not None
    assert first.restored.channel == CHANNEL
    (doubt,) = first.restored.doubtful
    assert text[doubt.offset] == misread_lossily(DOUBTFUL)[0]
    assert 0.0 < doubt.posterior < 0.99
    assert len(doubt.alternatives) >= 1
    assert doubt.chosen in first.restored.text
    assert doubt.chosen in str(first.message)


def test_nothing_is_doubtful_on_a_safe_line() -> None:
    text = misread_lossily(f"{NOTE}\n{SURE}\n")
    for confidence in (0, 0.99, 1):
        options = {"lossy-mojibake": {"restore-confidence": confidence}}
        for found in diagnose(text, "ENC003", options=options):
            assert found.restored and found.fix
            assert (found.fix.applicability is SAFE) == (not found.restored.doubtful)


def test_unknown_characters_are_no_private_use_characters_for_programs() -> None:
    clean = "ኣዲስ ዘዴ ለትልቅ የቋንቋ ሞዴሎች እናቀርባለን፤ ውጤቱንም እናሳያለን።\n"
    (found,) = diagnose(misread_lossily(clean), "ENC003")
    assert found.restored is not None
    assert "\ufffd" in found.restored.text
    assert not re.search("[\ue000-\uf8ff]", found.restored.text)


@pytest.mark.parametrize(
    ("clean", "others"),
    [(f"{DOUBTFUL}，{NOTE}", "; alternatives: "), ("一种新方法", ")")],
)
def test_says_what_is_least_certain_and_what_else_it_may_be(clean: str, others: str) -> None:
    options = {"lossy-mojibake": {"restore-confidence": 1}}
    (found,) = diagnose(misread_lossily(clean), "ENC003", options=options)
    assert found.restored is not None
    worst = sorted(found.restored.doubtful, key=lambda doubt: doubt.posterior)[0]
    second = [char for char, _ in worst.alternatives][:2]
    end = f"; least certain is '{worst.chosen}' ({worst.posterior:.2f}"
    end += f"; alternatives: {', '.join(second)})" if second else ")"
    assert str(found.message).endswith(end)
    assert others in end
