from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.places import ROOT
from tests.support import diagnose, fixed, run_fix, see

CLEAN = ROOT / "fixtures" / "clean" / "plain.md"
CHINESE = "智能体会先检索相关的论文，再把要点写进每日的摘要里，方便同组的人查阅。"
TAIWANESE = "成功的方法許多，這項研究提出新的模型與資料集。成功"
JAPANESE = "説明は功能である。日本語の文章を要約する方法について。"
RUSSIAN = "Обзор статей по машинному обучению за неделю: модели, данные и результаты."


def raw(*parts: str | bytes) -> str:
    """Text with the bytes of ``parts`` that are not UTF-8 as lone surrogates."""
    data = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    return data.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (raw(b"# A caf\n", b"a caf\xe9 in town\n"), "# A caf\na café in town\n"),
        (raw(b"na\xefve and \x93smart\x94 \x96 it\x92s\n"), "naïve and “smart” – it’s\n"),
        (raw("é first, then caf", b"\xe9\n"), "é first, then café\n"),
        (raw("中文 then caf", b"\xe9\n"), "中文 then café\n"),
        (raw("前言。\n\n", CHINESE.encode("gbk"), "\n"), f"前言。\n\n{CHINESE}\n"),
        (raw("前言。\n\n", CHINESE.encode("gbk"), "\r\nEnd"), f"前言。\n\n{CHINESE}\r\nEnd"),
        (raw("前言。\n", f"**功**：{CHINESE}".encode("gbk")), f"前言。\n**功**：{CHINESE}"),
        (raw("é\n", f"{JAPANESE} ok\n".encode("cp932")), f"é\n{JAPANESE} ok\n"),
        (raw("é\n", RUSSIAN.encode("cp1251"), "\n"), f"é\n{RUSSIAN}\n"),
        # What is UTF-8 beyond doubt says nothing about the bytes beside it.
        (
            raw("论文标题 " * 6, RUSSIAN.encode("cp1251"), "\n"),
            f"{'论文标题 ' * 6}{RUSSIAN}\n",
        ),
        # 功 and 許 end in an ASCII byte in Big5.
        (raw("né\n", f"{TAIWANESE}\n".encode("big5")), f"né\n{TAIWANESE}\n"),
    ],
)
def test_finds_and_converts(text: str, expected: str) -> None:
    (seen,) = see(text, "ENC001")
    assert seen.fix is Applicability.UNSAFE
    assert fixed(text, "ENC001") == expected
    assert fixed(text, "ENC001", unsafe=False) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (raw("一", b"\xe4\xb8", "二三四五\n"), "2 bytes that are not UTF-8 (E4 B8)"),
        (raw("智能体", b"\xe4", "。\n"), "a byte that is not UTF-8 (E4)"),
        (raw("文", "中文".encode("gbk"), "\n"), "4 bytes that are not UTF-8 (D6 D0 CE C4)"),
        (
            raw(b"\x81\x8d\xff\xfe\xff\n"),
            "5 bytes that are not UTF-8 (81 8D FF FE…), perhaps windows-1251",
        ),
    ],
)
def test_reports_what_it_can_not_read(text: str, words: str) -> None:
    (found,) = diagnose(text, "ENC001")
    assert (str(found.message), found.fix) == (words, None)
    assert found.end > found.start
    assert fixed(text, "ENC001") == text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (b"A line with a caf\xe9 and a na\xefve view.", "…e with a café and a naïve view."),
        (b"A line, or one with my caf\xe9.", "…with my café."),
        (
            b"\xe9t\xe9 and a na\xefve view of things, which goes on and on",
            "été and a naïve view of things, which g…",
        ),
    ],
)
def test_shows_the_text_around_the_bytes(line: bytes, shown: str) -> None:
    (found,) = diagnose(raw("中文 first.\n", line, b"\n"), "ENC001")
    assert str(found.message).endswith(f"read as windows-1252, the text is '{shown}'")


def test_one_finding_a_line() -> None:
    text = raw(b"caf\xe9 and na\xefve\n\nb\xeate noire\n", "中文\n")
    assert [(s.row, s.text) for s in see(text, "ENC001")] == [
        (1, "\udce9 and na\udcef"),
        (3, "\udcea"),
    ]
    assert fixed(text, "ENC001") == "café and naïve\n\nbête noire\n中文\n"


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_a_file_in_another_encoding_is_one_finding(encoding: str) -> None:
    text = CLEAN.read_text(encoding="utf-8").encode(encoding, "ignore").decode(encoding)
    (found,) = diagnose(text.encode(encoding), "ENC001")
    assert str(found.message).startswith("the file is not UTF-8 but seems to be GB18030: ")
    assert found.fix and str(found.fix.message) == "Convert the file from GB18030"
    assert run_fix(text.encode(encoding), "ENC001").text.text == text


def test_a_file_whose_encoding_is_not_sure_is_reported() -> None:
    text = b"a\n\xe9b\n\xe9\n\xe9\nc\xe9\nd\n"
    (found,) = diagnose(text, "ENC001")
    assert str(found.message) == (
        "the file is not UTF-8 but seems to be windows-1251: 4 bytes on 4 lines can't be decoded"
    )
    assert (found.start, found.end, found.fix) == (2, len(text) - 3, None)


def test_a_byte_beside_other_characters_stays() -> None:
    text = raw(b"caf\xe9\n", "中", b"\xe9", "文\n")
    assert fixed(text, "ENC001") == raw("café\n中", b"\xe9", "文\n")


def test_each_line_is_read_in_the_encoding_that_makes_sense_of_it() -> None:
    chinese = CHINESE.encode("gbk")
    # In GB18030 E9 73 is a (rare) character.
    text = raw("é\n", chinese, "\n", b"r\xe9sum\xe9s\n", chinese, "\n")
    assert fixed(text, "ENC001") == f"é\n{CHINESE}\nrésumés\n{CHINESE}\n"


def test_lines_of_utf8_keep_a_file_from_being_converted_as_a_whole() -> None:
    text = raw("naïve café\n" * 3, f"{CHINESE}\n".encode("gbk") * 3)
    assert [s.row for s in see(text, "ENC001")] == [4, 5, 6]
    assert fixed(text, "ENC001") == "naïve café\n" * 3 + f"{CHINESE}\n" * 3


def test_a_line_that_is_in_no_encoding_keeps_the_file_from_being_converted() -> None:
    good = CHINESE.encode("gbk") + b"\n"
    for text in (good * 4 + b"\xff\xff\n" + good, good + b"\xff\xff\n"):
        assert {d.fix for d in diagnose(text, "ENC001")} == {None}
    (found,) = diagnose(good * 4 + b"\xff\xff\n" + good, "ENC001")
    assert str(found.message) == (
        "the file is not UTF-8 but seems to be GB18030: 207 bytes on 6 lines can't be decoded, "
        "and 1 line is not GB18030 either"
    )


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("naïve\nle CAFÉ» dit\n", "1 byte"),  # `É»` is UTF-8 as well
        ("naïveté\nle CAFÉ» dit\n", "2 bytes on 1 line"),
        ("naïveté\nle CAFÉ» dit\nidée\n", "3 bytes on 2 lines"),
    ],
)
def test_only_lines_that_are_not_utf8_are_counted(text: str, counted: str) -> None:
    (found,) = diagnose(text.encode("cp1252"), "ENC001")
    assert str(found.message) == (
        f"the file is not UTF-8 but seems to be windows-1252: {counted} can't be decoded"
    )


HEADED = "# {}\n\nASCII\n\n- {}\n- {}\n\n{}\n\n| a | {} |\n|-|-|\n| b | 1 |\n"
WORDS = {
    "cp932": ("見出し", "手法", "ｶﾅ", "実験の結果、提案した手法は有効でした。", "表"),
    "euc_jp": ("見出し", "手法", "表", "実験の結果、提案した手法は有効でした。", "性能"),
    "gb18030": ("标题", "方法", "联通", "实验结果表明，提出的方法是有效的。", "表"),
    "big5": ("標題", "方法", "功能", "實驗結果表明，提出的方法是有效的。", "表"),
    "cp949": ("제목", "방법", "표", "실험 결과 제안한 방법이 효과적이었다.", "값"),
    "cp1251": ("Заголовок", "да", "метод", "Результаты показали, что всё хорошо.", "ёж"),
    "koi8_r": ("Заголовок", "да", "метод", "Результаты показали, что всё хорошо.", "ёж"),
    "cp1252": ("Café", "été", "naïve", "La méthode était “très” efficace — et sûre.", "ça"),
    "cp1250": ("Příliš", "kůň", "žluť", "Metoda byla účinná a výsledky přesvědčivé.", "ř"),
    "cp1253": ("Τίτλος", "ναι", "μία", "Τα αποτελέσματα δείχνουν ότι είναι καλή.", "ή"),
    "cp1254": ("Başlık", "ğü", "İş", "Sonuçlar yöntemin etkili olduğunu gösterdi.", "çö"),
    "mac_roman": ("Café", "été", "naïve", "La méthode était très efficace.", "ça"),
    "cp1256": ("عنوان", "نعم", "لا", "أظهرت النتائج أن الطريقة فعالة.", "قيمة"),
    "cp874": ("หัวข้อ", "ใช่", "ไม่", "ผลการทดลองแสดงว่าวิธีนี้มีประสิทธิภาพ", "ค่า"),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("encoding", WORDS)
def test_a_file_in_one_encoding_is_converted_whole_or_not_at_all(
    encoding: str, count: int, ending: str
) -> None:
    words = WORDS[encoding]
    for shift in range(5):
        some = [w if i < count else "x" for i, w in enumerate(words[shift:] + words[:shift])]
        text = HEADED.format(*some).replace("\n", ending)
        data = text.encode(encoding)
        after = run_fix(data, "ENC001").text.text
        assert after in (text, data.decode("utf-8", "surrogateescape"))


def test_lines_that_hold_what_looks_like_utf8_keep_no_file_from_being_converted() -> None:
    # Where two characters meet, their bytes may be one of UTF-8: `꥖` in EUC-JP.
    text = "".join(f"- 方法{a}と{b}ｘ\n\n" for a in "見実験性能表" for b in "提案結果手法")
    for encoding in ("euc_jp", "cp932", "gb18030"):
        data = text.encode(encoding)
        assert run_fix(data, "ENC001").text.text in (text, raw(data))
    assert run_fix(text.encode("euc_jp"), "ENC001").text.text == text


def test_lines_in_several_encodings_are_left_where_nothing_is_utf8() -> None:
    thai = "ผลการทดลองแสดงว่าวิธีนี้มีประสิทธิภาพ\n".encode("cp874")
    data = thai + b"r\xe9sum\xe9\n" + thai + b"\xff\xfe\n"
    assert run_fix(data, "ENC001").text.text == raw(data)
    assert {d.fix for d in diagnose(data, "ENC001")} == {None}


@pytest.mark.parametrize("encoding", ["cp932", "gb18030", "big5", "cp949", "cp1251"])
def test_a_sentence_is_enough_to_convert_a_file(encoding: str) -> None:
    text = HEADED.format(*WORDS[encoding])
    assert run_fix(text.encode(encoding), "ENC001").text.text == text


@pytest.mark.parametrize("text", ["", "ASCII\n", "café 中文 🎉\n"])
def test_leaves_utf8(text: str) -> None:
    assert see(text, "ENC001") == []


@pytest.mark.parametrize(
    ("lines", "rest", "count"),
    [
        (3, "", 1),
        (2, "", 2),
        (10, "é\n", 1),  # may be two bytes of another encoding as well
        (10, "中文\n", 10),  # UTF-8 beyond doubt
        (10, "é\né\n", 1),
        (10, "né\né\n", 10),
    ],
)
def test_a_whole_file_has_hardly_a_line_of_utf8(lines: int, rest: str, count: int) -> None:
    text = raw(f"{CHINESE}\n".encode("gbk") * lines, rest)
    assert len(diagnose(text, "ENC001")) == count
