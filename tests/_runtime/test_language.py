from __future__ import annotations

from collections.abc import Iterator

import pytest

from digestlint._runtime.language import (
    ENGLISH,
    language_of,
    say,
    say_number,
    speak,
    speaking,
    spoken,
    translated,
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh_Hans_CN"}, "zh"),
        ({"LANG": "zh_SG.utf8"}, "zh"),
        ({"LANG": "zh_CN.GB18030@pinyin"}, "zh"),
        ({"LANG": "ZH-cn"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh_Hant_HK"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "zhx_CN"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_TW:fr"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": ""}, "zh"),
        ({"LANGUAGE": "zh"}, "en"),
        ({"LANG": "C", "LANGUAGE": "zh"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_CTYPE": "C"}, "zh"),
    ],
)
def test_the_locale_is_read_as_gettext_does(environment: dict[str, str], language: str) -> None:
    assert language_of(environment.get) == language


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [(1, "1 file", "1 个文件"), (2, "2 files", "2 个文件"), (1200, "1,200 files", "1,200 个文件")],
)
def test_english_has_two_forms_and_chinese_one(number: int, english: str, chinese: str) -> None:
    assert say_number(number, "{number} file", "{number} files") == english
    speak("zh")
    assert say_number(number, "{number} file", "{number} files") == chinese


def test_fields_of_values_are_left_alone() -> None:
    assert say("{path}: is not UTF-8 (byte {start})", path="{start}", start=7) == (
        "{start}: is not UTF-8 (byte 7)"
    )


def test_what_no_catalogue_has_is_said_in_english() -> None:
    speak("zh")
    assert translated("nobody says this") == "nobody says this"
    assert translated("") == ""


def test_items_are_made_in_their_own_language() -> None:
    def said() -> Iterator[str]:
        yield spoken()
        yield from speaking("en", iter(["inside"]))
        yield spoken()

    speak("en")
    heard = [(each, spoken()) for each in speaking("zh", said())]
    assert heard == [("zh", "en"), ("inside", "en"), ("zh", "en")]
    assert spoken() == "en"


def test_an_error_leaves_the_language_as_it_was() -> None:
    def fails() -> Iterator[str]:
        raise ValueError
        yield ""

    with pytest.raises(ValueError, match=r"^$"):
        list(speaking("zh", fails()))
    assert spoken() == "en"
