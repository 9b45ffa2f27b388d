from __future__ import annotations

import pytest

from digestlint.text.signs import has_any, signs_in
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
