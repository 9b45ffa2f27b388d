from __future__ import annotations

import pytest

from digestlint.rules.encoding.legacy import Guess, guess

CHINESE = "智能体会先检索相关的论文，再把要点写进每日的摘要里。"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (CHINESE, "gbk", "GB18030"),
        ("這項研究提出新的模型與資料集，並且在三個基準上進行實驗。", "big5", "Big5"),
        ("これは機械学習の論文の要約です。新しい手法を提案した。", "cp932", "Shift_JIS"),
        ("これは機械学習の論文の要約です。新しい手法を提案した。", "euc_jp", "EUC-JP"),
        ("이것은 기계 학습 논문의 요약입니다. 새로운 방법을 제안한다.", "cp949", "EUC-KR"),
        ("Обзор статей по машинному обучению за неделю: модели и данные", "cp1251", "windows-1251"),
        ("Περίληψη της εργασίας για τα νευρωνικά δίκτυα", "cp1253", "windows-1253"),
        ("Une étude très intéressante", "cp1252", "windows-1252"),
        ("é", "cp1252", None),  # nothing beside it that says what it may be
        ("café", "cp1252", "windows-1252"),
    ],
)
def test_guess(text: str, codec: str, name: str | None) -> None:
    found = guess(text.encode(codec))
    assert (found.name if found and found.sure else None) == name
    if name and found:
        assert found.decode(text.encode(codec)) == text


LONG = (CHINESE + "\n") * 5_000  # of which the beginning is enough


@pytest.mark.parametrize("text", [LONG, LONG.replace("\n", " "), LONG.replace("\n", "")])
def test_the_beginning_of_a_long_text_tells(text: str) -> None:
    data = text.encode("gb18030")
    found = guess(data)
    assert found is not None
    assert (found.name, found.sure) == ("GB18030", True)
    assert found.decode(data) == text


@pytest.mark.parametrize("blank", ["\n", " "])
def test_no_character_is_cut_in_two(blank: str) -> None:
    """With one more byte at the front, every second byte is where every first one was."""
    for front in ("", "a"):
        found = guess((front + LONG.replace("\n", blank)).encode("gb18030"))
        assert found == Guess("gb18030", True)


def test_what_only_the_rest_of_a_long_text_has_does_not_count() -> None:
    western = "Une étude très intéressante à étudier. " * 4_000
    found = guess(western.encode("cp1252") + LONG.encode("gb18030"))
    assert found == Guess("cp1252", True)


@pytest.mark.parametrize("data", ["中文".encode("gbk"), "Обзор".encode("cp1251"), b"\xff\xfe\xfd"])
def test_a_few_bytes_are_not_enough(data: bytes) -> None:
    found = guess(data)
    assert found is None or not found.sure


def test_decoding_is_refused_where_the_bytes_would_not_come_back() -> None:
    # Two Shift_JIS codes for one character (NEC row 13 and IBM extensions).
    assert Guess("cp932", True).decode(b"\xfa\x4a") is None
    assert Guess("cp932", True).decode(b"\x87\x54") == "Ⅰ"
    assert Guess("big5", True).decode(b"\xff") is None
