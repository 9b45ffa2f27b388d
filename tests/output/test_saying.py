from __future__ import annotations

from collections.abc import Iterator

import pytest

from digestlint._runtime.language import ENGLISH, speak
from digestlint.core.message import Message
from digestlint.output.saying import said, said_channel


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("channel", "chinese"),
    [
        ("UTF-8 read as windows-1252", "UTF-8 被当作 windows-1252"),
        (
            "UTF-8 read as windows-1254, undefined bytes ignored, soft hyphens stripped",
            "UTF-8 被当作 windows-1254、忽略了未定义的字节、删去了软连字符",
        ),
        ("UTF-8 read as windows-1252, twice", "UTF-8 被当作 windows-1252、两次"),
        ("UTF-8 read as windows-1252, 3 times", "UTF-8 被当作 windows-1252、3 次"),
        (
            "UTF-8 read as gbk, then as windows-1252, undefined bytes turned into ?",
            "UTF-8 被当作 gbk，再被当作 windows-1252、未定义的字节变成了 ?",
        ),
        ("windows-1251 read as windows-1252", "windows-1251 被当作 windows-1252"),
        ("something else", "something else"),
    ],
)
def test_channels_are_said_in_both_languages(channel: str, chinese: str) -> None:
    assert said_channel(channel) == channel
    speak("zh")
    assert said_channel(channel) == chinese


def test_a_message_in_a_message_is_said() -> None:
    inner = Message(
        "broken-anchor/in-this-file", "no heading or id {fragment} in this file", ("x",)
    )
    outer = Message("broken-anchor/meant", "{problem}; did you mean {fragment}?", (inner, "y"))
    assert said(outer) == "no heading or id x in this file; did you mean y?"
    speak("zh")
    assert said(outer) == "本文件中没有标题或 id x；是不是 y？"
    assert str(outer) == "no heading or id x in this file; did you mean y?"


def test_only_words_of_ours_are_translated() -> None:
    speak("zh")
    template = "field '{name}' should be in {language}, and is in {other}"
    message = Message("untranslated/field", template, ("notes", "Chinese", "English"))
    assert said(message) == "字段“notes”应为中文，实为英语"
