"""UTF-8 that Windows read as one of its double-byte code pages, or that lost bytes there."""

import pytest

from digestlint.encoding import Channel, find_mojibake
from digestlint.encoding.infill import fill_in
from digestlint.encoding.restore import restore
from digestlint.encoding.result.invariant import leads_back
from digestlint.encoding.whole_lines import is_sure

ZH = "我们提出了一种新的方法，用于解决复杂的推理任务，并公开了全部代码。"
RESULTS = "实验结果表明，该方法在多个基准上提升了十个百分点。"
JA = "強化学習の新しい手法を提案する。実験の結果、この方法は推論の精度を大きく改善する。"
TW = "我們提出了一種新的方法，用於解決複雜的推理任務。實驗結果表明，該方法優於基準。"
BOTH = f"{ZH}\n{RESULTS}"


@pytest.mark.parametrize(
    ("clean", "name"),
    [
        (ZH, "windows-936"),
        (BOTH, "windows-936"),
        (RESULTS, "windows-936,?"),
        (BOTH, "windows-936,?"),
        (BOTH, "windows-936,replace"),
        (TW, "windows-936"),
        (BOTH, "windows-936,replace,keep-private-use"),
        (JA, "windows-936,replace"),
        (JA, "windows-932"),
        (JA, "windows-932,replace"),
        (RESULTS, "gbk,ignore"),
        (BOTH, "gbk,ignore"),
        (JA, "shift_jis,ignore"),
    ],
)
def test_text_is_recognised(clean: str, name: str) -> None:
    sent = Channel.parse(name).send(clean)
    found = find_mojibake(sent)
    assert found.runs
    assert all(leads_back(found.runs, sent))
    assert len(found.text) == len(clean)
    damaged = {run.restored_start + index for run in found.runs for index in run.damaged}
    assert len(damaged) < len(clean) / 3
    assert all(found.text[at] == clean[at] for at in range(len(clean)) if at not in damaged)


@pytest.mark.parametrize(
    ("clean", "name"),
    [
        (RESULTS, "windows-936"),
        (RESULTS, "gbk,ignore"),
        (RESULTS, "gbk,?"),
        (BOTH, "windows-936"),
        (JA, "windows-932"),
    ],
)
def test_all_of_it_comes_back(clean: str, name: str) -> None:
    assert restore(Channel.parse(name).send(clean)).text == clean


@pytest.mark.parametrize("name", ["windows-936", "windows-936,?", "windows-936,replace"])
def test_nothing_of_which_little_is_left_is_safe(name: str) -> None:
    sent = Channel.parse(name).send(f"{BOTH}\n")
    filled = fill_in(find_mojibake(sent))
    runs = filled.restoration.runs
    assert any(run.damaged for run in runs)
    assert not is_sure(filled.restoration, runs, filled.choices, 0.99)


def test_text_that_was_misread_twice_is_restored_or_reported() -> None:
    clean = "的方法是好的新方法的结果"
    twice = Channel.parse("gbk+gbk")
    sent = twice.send(clean)
    (run,) = find_mojibake(sent).runs
    assert (run.text, run.channel, run.certain) == (clean, twice, True)
    assert run.bounds[0] == 0
    assert run.bounds[-1] == len(sent)
    lossy = find_mojibake(twice.send(ZH))
    assert lossy.suspects
    assert not lossy.runs


@pytest.mark.parametrize(
    "text",
    [
        "费用是 20 €，好吗?是的?当然・可以。",
        "タイトル・著者・発行?カタカナ・ソース・コード",
        "그래요?정말?네?알겠습니다?좋아요?",
        "這樣可以嗎?可以?真的?好的",
        "学习€?信息€?校训€?",
        "方?法?和?结?果?很?好?",
    ],
)
def test_marks_alone_are_no_mojibake(text: str) -> None:
    found = find_mojibake(f"{text}\n" * 4)
    assert (found.runs, found.suspects) == ((), ())


@pytest.mark.parametrize("rest", ["涓?涓? LSD ", "涓涓 LSD ", "鍊?| "])
def test_what_is_left_between_ascii_characters_keeps_its_line_from_being_safe(rest: str) -> None:
    sent = Channel("gbk").send("我们提出了新的方") + f" | {rest}"
    filled = fill_in(find_mojibake(f"{sent}\n" * 3))
    runs = filled.restoration.runs
    assert runs
    assert not is_sure(filled.restoration, runs, filled.choices, 0.99)
