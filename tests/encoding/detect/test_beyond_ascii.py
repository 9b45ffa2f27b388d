"""A text without certain characters is not searched: nothing may be found in it either."""

import pytest

from digestlint.encoding.detect import double_byte, east_asian, leftovers, legacy
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.encoding.detect.suspicion import is_suspicious, may_be_suspicious

TEXTS = {
    "UTF-8 as windows-1252": "模型".encode().decode("cp1252", "ignore"),
    "UTF-8 as GBK": "强化学习的新方法".encode().decode("gbk", "ignore"),
    "an apostrophe cut short": "Donât worry, it isnât there.",
    "a dash cut short": "- â\n- Models â 30% faster",
    "Cyrillic as windows-1252": "Модели для обучения".encode("cp1251").decode("cp1252"),
    "Cyrillic as another": "Модели для обучения".encode("koi8_r").decode("cp1251"),
    "Japanese as windows-1252": "日本語のモデル".encode("cp932").decode("cp1252", "ignore"),
    "Japanese as half-width kana": "一ｱ一ｱ ｧ二 ｧ",
    "Korean as windows-1252": "한국어 모델의 학습".encode("euc_kr").decode("cp1252"),
    "Korean as GBK": "우리 모두 함께 하는 새로운 방법".encode("euc_kr").decode("gbk"),
    "Chinese as EUC-KR": "我们的新方法".encode("gbk").decode("euc_kr", "ignore"),
    "Czech as windows-1252": "příliš žluťoučký kůň".encode("cp1250").decode("cp1252", "ignore"),
    "rare hanzi": "鎴戜滑鐨勬柊鏂规硶",
}


def test_the_characters_of_a_text() -> None:
    assert beyond_ascii("a é\n中\udcff😀é") == {"é", "中", "\udcff", "😀"}
    assert beyond_ascii("abc\n" * 100_000) == frozenset()
    assert beyond_ascii("abc\n" * 50_000 + "é") == {"é"}


ASKED_FOR = {*"øþªºêëõìðýùèûáö¿оеаиянОЯНПЕАХўҐ╧╘╒╤╨╥"}
"""Of other languages: some lines are odd only in a text that has one of these."""
SIGNS = frozenset(map(chr, (*range(0x80, 0x3100), *range(0xFF00, 0x10000)))) - ASKED_FOR
"""With these, all other patterns are tried."""


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("wrapped", ["{}", "The model: {}\n", "好，{}。\n\nA naïve café · ok\n"])
def test_nothing_is_left_out(name: str, wrapped: str) -> None:
    text = wrapped.format(TEXTS[name])
    chars = beyond_ascii(text)
    more = chars | SIGNS
    assert may_be_suspicious(chars) or not is_suspicious(text)
    assert east_asian.find(text, chars=chars) == east_asian.find(text)
    assert double_byte.find_double_byte(text, chars) == double_byte.find_double_byte(text, more)
    assert leftovers.find_leftovers(text, chars) == leftovers.find_leftovers(text, more)
    assert legacy.odd_lines(text, chars) == legacy.odd_lines(text, more)


def test_something_is_found_in_each() -> None:
    for text in TEXTS.values():
        found = is_suspicious(text), east_asian.find(text), leftovers.find_leftovers(text)
        assert any(found) or legacy.is_odd(text), text


@pytest.mark.parametrize("text", ["很好：“模型”——见下文……", "A “word” – and more…", "naïve café"])
def test_ordinary_signs_are_not_searched_for(text: str) -> None:
    assert not may_be_suspicious(beyond_ascii(text))
