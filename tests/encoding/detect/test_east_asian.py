"""UTF-8 that was read as GBK and the like."""

import pytest

from digestlint.encoding import Channel, find_mojibake
from digestlint.encoding.result.invariant import leads_back

ZH = "我们提出了一种新的方法，用于解决复杂的推理任务。"
JA = "強化学習の新しい手法を提案する。"
KO = "강화 학습의 새로운 방법을 제안한다."
RU = "Мы предлагаем новый метод"


@pytest.mark.parametrize(
    ("source", "text", "name"),
    [
        ("浣犲ソ锛屼笘鐣岋紒", "你好，世界！", "gbk"),
        ("鎴戜滑鐨勬柟娉", "我们的方", "gbk"),
        ("袦褘 锌褉械写谢邪谐邪械屑 薪芯胁褘泄 屑械褌芯写", RU, "gbk"),
    ],
)
def test_mojibake_is_recognised(source: str, text: str, name: str) -> None:
    found = find_mojibake(source)
    assert found.text.startswith(text)
    assert found.code_page == name


@pytest.mark.parametrize("errors", ["replace", "?"])
@pytest.mark.parametrize("page", ["gbk", "gb18030"])
@pytest.mark.parametrize("clean", [ZH, JA])
def test_marks_stand_for_lost_bytes(clean: str, page: str, errors: str) -> None:
    channel = Channel.parse(f"{page},{errors}")
    sent = channel.send(clean)
    found = find_mojibake(sent)
    assert found.channel is not None
    assert found.channel.errors == errors
    assert all(leads_back(found.runs, sent))
    assert len(found.text) == len(clean)
    assert found.fits(0, len(clean), clean)
    damaged = {run.restored_start + index for run in found.runs for index in run.damaged}
    assert 0 < len(damaged) < len(clean) // 2
    assert all(found.text[at] == clean[at] for at in range(len(clean)) if at not in damaged)
    assert found.with_characters(dict(enumerate(clean))).text == clean


@pytest.mark.parametrize("page", ["gbk", "gb18030", "shift_jis", "euc-kr", "big5"])
@pytest.mark.parametrize("errors", ["replace", "?", "ignore"])
@pytest.mark.parametrize("clean", [ZH, JA, KO, RU])
def test_whatever_is_restored_was_there(clean: str, page: str, errors: str) -> None:
    sent = Channel.parse(f"{page},{errors}").send(clean)
    found = find_mojibake(sent)
    assert all(leads_back(found.runs, sent))
    for run in found.runs:
        intact = [char for index, char in enumerate(run.text) if index not in run.damaged]
        rest = iter(clean)
        assert all(char in rest for char in intact)


@pytest.mark.parametrize(
    "text",
    [
        ZH,
        JA,
        KO,
        RU,
        "小学数学、小孝、校训、学习、信息、心血管、迅速、雪花、携带、血压、循环、寻找",
        "实验结果表明：与“基线”相比，准确率提升了 4.8 个百分点？",
        "龘靐齉爩鱻麤、饕餮、魑魅魍魉、踟蹰、囹圄、耄耋、旮旯、彳亍、貔貅",
        "鍋碗瓢盆、鑰匙、鐘錶、銀行、鋼鐵、錢幣、鏡子、鈴聲",
        "ﾊﾝｶｸｶﾀｶﾅ ﾃｷｽﾄ、カタカナ、ソース・コード、ﾂｱ",
        "컨텐츠, 텍스트, 트랜스포머, 크기, 코드, 큐, 쿼리",
        "「錕斤拷」、燙燙燙、屯屯屯、锟斤拷是什么",
        "涓涓细流、涓埃之微",
        "联通、一直、拽、烫烫烫",
    ],
)
def test_clean_text_is_no_mojibake(text: str) -> None:
    found = find_mojibake(f"{text}\n" * 3)
    assert (found.runs, found.suspects) == ((), ())


def test_a_few_characters_are_only_suspected() -> None:
    found = find_mojibake("浣犲ソ")
    assert not found.runs
    assert [run.text for run in found.suspects] == ["你好"]


def test_clean_text_beside_mojibake_stays() -> None:
    sent = "\n".join(Channel.parse("gbk,replace").send(line) for line in (ZH, ZH, ZH))
    mixed = f"{sent}\n小学信息、{ZH}\n"
    found = find_mojibake(mixed)
    assert found.text.endswith(f"\n小学信息、{ZH}\n")
    assert found.runs


def test_a_known_channel_needs_no_more_evidence_than_it_gains() -> None:
    gbk = Channel("gbk")
    (run,) = find_mojibake("浣犲ソ", gbk).runs
    assert (run.text, run.certain, run.bounds) == ("你好", True, (0, 1, 3))
    assert find_mojibake("小学信息", gbk).text == "小学信息"


@pytest.mark.parametrize("around", ["{}", "a {} b", "“{}”", "\n{}\n"])
def test_runs_know_their_places(around: str) -> None:
    clean = ZH[:22]
    sent = Channel("gbk").send(clean)
    found = find_mojibake(around.format(sent))
    assert found.text == around.format(clean)
    (run,) = found.runs
    assert found.source[run.start : run.end] == sent
    assert found.text[run.restored_start : run.restored_end] == run.text == clean
    assert run.damaged == ()
