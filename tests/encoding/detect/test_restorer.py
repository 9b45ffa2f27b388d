import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digestlint.encoding import Channel, damage, find_mojibake
from digestlint.encoding.channels.codepages import NAMES
from digestlint.encoding.channels.multibyte import CODECS
from digestlint.encoding.result.invariant import leads_back

CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8", "surrogatepass"))
PROSE = {
    "zh": "论文解读：强化学习方法，智能体与工具。\n实验结果表明，效果显著提升（4.8 个点）",
    "ru": "Мы предлагаем новый метод обучения с подкреплением.\nОн улучшает результаты: «да».",
    "el": "Προτείνουμε μια νέα μέθοδο ενισχυτικής μάθησης.\nΒελτιώνει τα αποτελέσματα.",
    "ja": "強化学習の新しい手法を提案する。\n実験では、精度が向上した。",
    "ko": "강화 학습의 새로운 방법을 제안한다.\n실험에서 정확도가 향상되었다.",
    "cs": "Navrhujeme novou metodu zpětnovazebního učení.\nPříliš žluťoučký kůň úpěl ďábelské ódy.",
    "vi": "Chúng tôi đề xuất một phương pháp học tăng cường mới.\nKết quả được cải thiện đáng kể.",
}


@pytest.mark.parametrize("case", CASES["restored"], ids=lambda case: case["clean"])
def test_mojibake_is_restored(case: dict[str, str]) -> None:
    found = find_mojibake(case["dirty"])
    assert found.text == case["clean"]
    assert found.code_page == case["code_page"]
    assert not found.suspects


@pytest.mark.parametrize("case", CASES["suspected"], ids=lambda case: case["dirty"])
def test_thin_evidence_is_reported_and_nothing_rewritten(case: dict[str, str]) -> None:
    found = find_mojibake(case["dirty"])
    assert found.text == case["dirty"]
    assert not found.runs
    assert found.suspects[0].text == case["text"]
    assert not any(run.certain for run in found.suspects)


@pytest.mark.parametrize("text", CASES["clean"])
def test_clean_text_is_left_alone(text: str) -> None:
    found = find_mojibake(text)
    assert (found.runs, found.suspects, found.code_page) == ((), (), None)
    assert found.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", PROSE)
def test_every_code_page_is_undone_where_nothing_is_lost(language: str, name: str) -> None:
    clean = PROSE[language]
    found = find_mojibake(damage(clean, name, "keep", ()))
    if name == "windows-1256" and language in ("cs", "vi"):
        # Arabic beside Latin letters may be Arabic; what is restored is right.
        assert "".join(run.text for run in found.runs)
        assert {char for run in found.runs for char in run.text} <= set(clean)
    else:
        assert found.text == clean


@pytest.mark.parametrize("name", ["windows-1252", "windows-1254"])
@pytest.mark.parametrize("language", ["zh", "ja", "ru", "ko"])
def test_lossy_text_keeps_its_characters_in_place(language: str, name: str) -> None:
    clean = PROSE[language]
    found = find_mojibake(damage(clean, name))
    assert len(found.text) == len(clean)
    lost = {run.restored_start + index for run in found.runs for index in run.damaged}
    assert lost
    assert all(found.text[i] == clean[i] for i in range(len(clean)) if i not in lost)
    assert found.fits(0, len(clean), clean)


def test_the_channel_of_the_survey_digests_has_its_name() -> None:
    found = find_mojibake(damage("### 🌟 论文解读 | 中文与英文", "windows-1254"))
    assert found.code_page == "windows-1254"
    assert found.text == "### 🌟 论文解读 | \uefff文\uefff英文"
    assert {run.lost for run in found.runs if run.damaged} == {
        frozenset({0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD})
    }


def test_a_confirmed_document_settles_thin_cases() -> None:
    alone = "a ä¸ b"
    assert not find_mojibake(alone).runs
    found = find_mojibake(damage(PROSE["zh"] * 5, "windows-1254") + "\n" + alone)
    assert found.text.endswith("\na \uefff b")


def test_two_code_pages_in_one_document() -> None:
    zh, ru = PROSE["zh"], PROSE["ru"]
    text = damage(zh, "windows-1252", "keep", ()) + "\n" + damage(ru, "macintosh", "keep", ())
    found = find_mojibake(text)
    assert found.text == zh + "\n" + ru
    assert {run.code_page for run in found.runs} == {"windows-1252", "macintosh"}


def test_mojibake_beside_clean_text_of_the_same_line() -> None:
    line = "论文解读：{}，效果显著提升"
    dirty = line.format(damage("大语言模型的强化学习", "windows-1252", "keep", ()))
    assert find_mojibake(dirty).text == line.format("大语言模型的强化学习")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_stay(ending: str) -> None:
    clean = PROSE["zh"].replace("\n", ending) * 2
    assert find_mojibake(damage(clean, "windows-1252", "keep", ())).text == clean


def test_undecodable_bytes_are_carried_through() -> None:
    dirty = damage(PROSE["zh"], "windows-1252", "keep", ())
    found = find_mojibake(f"\udce9{dirty}\udc80 é")
    assert found.text == f"\ufffd{PROSE['zh']}\ufffd é"
    assert found.to_source(len(PROSE["zh"]) + 1) == len(dirty) + 1


def test_a_run_that_does_not_round_trip_is_reported() -> None:
    source = damage(PROSE["zh"], "windows-1254")
    run = find_mojibake(source).runs[0]
    assert leads_back([run], source) == [True]
    wrong = "人" if run.text[0] != "人" else "大"
    assert leads_back([run._replace(text=wrong + run.text[1:])], source) == [False]
    assert leads_back([run._replace(channel=Channel("windows-1254"))], source) == [False]
    whole = next(run for run in find_mojibake("donâ€™t").runs)
    assert leads_back([whole._replace(text="‘")], "donâ€™t") == [False]


def test_a_no_break_space_that_became_a_space() -> None:
    assert find_mojibake("cafÃ© dÃ©jÃ  vu, naÃ¯ve").text == "café déjà vu, naïve"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        # The space separates two words, and nothing shows that it was half of a letter as well.
        (
            "rÃ©flÃ©chir Ã perturber jusqu'Ã nos thÃ©ologiens",
            "réfléchir Ã perturber jusqu'Ã nos théologiens",
        ),
        ("tambÃ©m voltarÃ¡ Ã quele lugar Ã s trÃªs", "também voltará àquele lugar às três"),
        ("NgÃ nh hÃ nh chÃ­nh", "Ngành hành chính"),
    ],
)
def test_a_space_that_separates_words_is_not_half_of_a_letter(dirty: str, clean: str) -> None:
    assert find_mojibake(dirty).text == clean


def test_two_layers_of_different_code_pages() -> None:
    once = damage(PROSE["zh"], "windows-1252", "keep", ())
    assert find_mojibake(damage(once, "macintosh", "keep", ())).text == PROSE["zh"]


@pytest.mark.xfail(reason="what lost lead bytes leave may be clean punctuation", strict=True)
def test_a_channel_that_loses_few_lead_bytes() -> None:
    found = find_mojibake(damage("“Ҡазан” һәм Өфө\n" * 20, "windows-1253"))
    assert len(found.text) == len("“Ҡазан” һәм Өфө\n" * 20)


any_text = st.text(st.characters(codec="utf-8"), max_size=60)
latin_soup = st.text(
    st.sampled_from("aZ \n\r`ÃÂâäåæçèéğ€™œŸ©±¸»\xa0\xad\x81\udc81中РСµ├é"), max_size=60
)


cjk_soup = st.text(st.sampled_from("中与不的，。小学ソ浣犲鈥锛銆ﾃｷ한국?\ufffd aЖé\n"), max_size=60)
pages = st.sampled_from([*NAMES, *CODECS])
losses = st.sampled_from(["keep", "ignore", "?", "replace", "ignore,strip-ad"])
steps = st.sampled_from(["", ",nbsp-to-space", ",straighten-quotes,ascii-ellipsis", ",strip-c1"])


@settings(max_examples=200)
@example("�眊", "gbk", "ignore", "", True)
@given(any_text | latin_soup | cjk_soup, pages, losses, steps, st.booleans())
def test_what_always_holds(text: str, page: str, loss: str, step: str, known: bool) -> None:
    channel = Channel.parse(f"{page},{loss}{step}")
    scalar = text.encode("utf-8", "replace").decode()
    for source in (text, channel.send(scalar * 3)):
        found = find_mojibake(source, channel if known else None)
        assert [c for c in found.text if c in "\r\n"] == [c for c in source if c in "\r\n"]
        at = 0
        for run in found.runs:
            assert at <= run.start < run.end
            assert len(run.bounds) == len(run.text) + 1
            # Of a double-byte code page, one character may be two letters of a legacy encoding.
            places = set(run.bounds) if run.channel.encoding == "utf-8" else run.bounds
            assert list(run.bounds) == sorted(places)
            assert leads_back([run], source) == [True]
            assert found.text[run.restored_start : run.restored_end] == run.text
            assert found.source_span(run.restored_start, run.restored_end) == (run.start, run.end)
            at = run.end
        outside = found.text
        for run in reversed(found.runs):
            kept = source[run.start : run.end]
            outside = outside[: run.restored_start] + kept + outside[run.restored_end :]
        assert len(outside) == len(source)
        assert all(
            a == b or "\ud800" <= a <= "\udfff" for a, b in zip(source, outside, strict=True)
        )
        assert found.to_source(len(found.text)) == len(source)
        found.text.encode()
