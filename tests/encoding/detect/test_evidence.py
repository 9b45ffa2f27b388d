import pytest

from digestlint.encoding import damage, find_mojibake
from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.detect.channel_scores import survey
from digestlint.encoding.detect.decoding import Decoding
from digestlint.encoding.detect.evidence import judge, mask
from digestlint.encoding.detect.scanner import Stretch, scan

CLEAN_WORDS = "Rényi café 256×256, 5 × 3, naïve né à Łódź, « é », Ó, Åse, Đoković, 数 × 数"


def _judge(text: str) -> list[tuple[str, bool]]:
    page = code_page("windows-1252")
    found = survey(text, page)
    assert found is not None
    stretches = list(scan(text, found.channel))
    return [
        (each.text, verdict == "certain") for each, verdict in judge(text, stretches, found.strays)
    ]


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("cafÃ©", [("é", False)]),
        ("cafÃ© voilÃ\xa0 crÃ¨me", [("é", True), ("à", True), ("è", True)]),
        ("cafÃ© " * 2, [("é", False)] * 2),
        ("é\xa0»", []),
        ("crÃ¨me `crÃ¨me`", [("è", True), ("è", True)]),  # the code is as damaged as the prose
        ("`crÃ¨me`", [("è", False)]),
    ],
)
def test_evidence_adds_up(text: str, judged: list[tuple[str, bool]]) -> None:
    assert _judge(text) == judged


def test_clean_words_in_a_damaged_document_stay() -> None:
    damaged = damage("论文解读：强化学习方法，智能体与工具，中国人不同。\n" * 100, "windows-1254")
    found = find_mojibake(f"{damaged}{CLEAN_WORDS}\n")
    assert found.code_page == "windows-1254"
    assert found.text.endswith(f"\n{CLEAN_WORDS}\n")


def test_a_lone_lead_byte_in_a_document_without_anything_clean() -> None:
    clean = "论文解读：强化学习方法，智能体与工具，中国人不同。\n3. 非Qwen家族\n" * 100
    assert len(find_mojibake(damage(clean, "windows-1254")).text) == len(clean)


def test_mask() -> None:
    spans = [Stretch(1, Decoding("bc", b"", []), 0.0), Stretch(4, Decoding("ef", b"", []), 0.0)]
    assert mask("abcdefg", spans) == "a  d  g"


def test_clean_words_among_lossy_mojibake_stay_clean() -> None:
    """After a first repair a document holds clean words such as ``naïve`` beside what is left."""
    line = damage("本文提出了一种中文与英文之间的对齐方法，不需要标注数据。", "windows-1254")
    clean = "用一种naïve的办法，精度为 1 Å 左右"
    restoration = find_mojibake(f"{line}\n" * 80 + f"{clean}\nnaïve 2Å\néQwen{line}\n")
    assert f"{clean}\nnaïve 2Å\n" in restoration.text
    assert "éQwen" not in restoration.text


def test_a_lead_that_no_other_mojibake_has_is_what_it_seems() -> None:
    line = damage("本文提出了一种中文与英文之间的对齐方法，不需要标注数据。", "windows-1254")
    assert "5×£35" in find_mojibake(f"{line}\n" * 80 + "costs 5×£35\n").text


def test_a_lesson_is_not_rewritten() -> None:
    page = "Latin-1, UTF-8 and cp1252: mojibake of one charset. " * 12
    words = "crÃ¨me brÃ»lÃ©e, dÃ©jÃ\xa0 vu, naÃ¯ve, donâ€™t"
    assert find_mojibake(words).runs
    found = find_mojibake(f"{page}\n\n{words}\n\n    {words}\n")
    assert (found.runs, len(found.suspects)) == ((), 7)
