from __future__ import annotations

import pytest

from digestlint.text.signs import find_sign, has_any, signs_in
from tests.timing import processor_seconds


@pytest.mark.parametrize(
    ("text", "signs", "expected"),
    [
        ("生成失败", ("失败", "失敗", "Error"), ["失败"]),
        ("失去 败笔", ("失败", "败"), ["败"]),
        ("Error: a", ("error", "Error", ""), ["Error", ""]),
        ("", ("a", "中"), []),
    ],
)
def test_signs(text: str, signs: tuple[str, ...], expected: list[str]) -> None:
    assert list(signs_in(text, signs)) == expected
    assert has_any(text, signs) is bool(expected)


def test_a_word_whose_characters_a_text_lacks_is_found_missing_at_once() -> None:
    text = "深度学习的方法与结果 " * 50_000
    signs = ("锟斤拷", "스킵", "ошибка") * 20
    assert not has_any(text, signs)
    fast = processor_seconds(lambda: has_any(text, signs))
    assert fast < processor_seconds(lambda: any(sign in text for sign in signs)) / 2


@pytest.mark.parametrize("sign", ["tmp", "hare on ", "URL", "失败", "e e", "](", "ookie"])
@pytest.mark.parametrize("before", ["", "the mapper took 败 to [", "kie tm URURL "])
def test_a_sign_is_found_where_str_finds_it(sign: str, before: str) -> None:
    filling = before * 5_000 + "." * 2_000
    for text in (filling, filling + sign, sign + filling, filling + sign[:-1]):
        for start, end in ((0, None), (1, len(text) - 1)):
            for _ in range(3):  # at last with a pattern
                assert find_sign(text, sign, start, end) == text.find(sign, start, end)


def test_a_sign_with_a_rare_character_is_found_in_less_time_than_by_str() -> None:
    text = "the tides of a slow sea are a part of " * 50_000
    signs = ["Zu", "NaN", "KIP T", "xi", "](", "_q"] * 5
    assert all(find_sign(text, sign) < 0 for sign in signs)
    fast = processor_seconds(lambda: [find_sign(text, sign) for sign in signs])
    assert fast < processor_seconds(lambda: [text.find(sign) for sign in signs]) * 0.8
