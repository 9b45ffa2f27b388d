"""What programs say when a request fails."""

from __future__ import annotations

import pytest

from digestlint.rules.helpers.error_phrases import is_error


@pytest.mark.parametrize(
    "text",
    [
        "摘要生成失败",
        "抱歉，翻译失败：超时",
        "发生错误：连接断开",
        "您已达到API配额上限",
        "余额不足",
        "今天很忙，请稍后再试",
        "暫無摘要",
        "要約の生成に失敗しました",
        "抽出に失敗しました",
        "処理に失敗しました",
        "日本語の要約に失敗",
        "エラーが発生しました",
        "요약 실패",
        "ошибка: нет ответа",
        "API生成失败",
    ],
)
def test_phrases_are_errors_whatever_they_begin_with(text: str) -> None:
    assert is_error(text)


@pytest.mark.parametrize(
    "text",
    ["本文指出生成失败的原因", "研究发现错误：很多", "本文请读者再试一次", ""],
)
def test_sentences_are_none(text: str) -> None:
    assert not is_error(text)
