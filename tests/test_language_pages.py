"""The Chinese pages of the docs: they are whole, and lead to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.places import ROOT

ENGLISH, CHINESE = ROOT / "docs", ROOT / "docs" / "zh"
# Those about how digestlint is made, and reports that programs rewrite with each measurement.
NOT_TRANSLATED = {"architecture", "comparison", "ecosystem", "performance"}
PAGES = sorted({path.stem for path in ENGLISH.glob("*.md")} - NOT_TRANSLATED)
BLOCK = re.compile(r"^(?P<fence> *`{3,})(\w*)\n(.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
KEY = re.compile(r"^\| `([a-z<>.-]+)`", re.MULTILINE)
# What a page says in these is for programs; in others, it shows what people are told.
FOR_PROGRAMS = {"json", "md", "python", "sh", "toml", "yaml"}


def without_comments(language: str, code: str) -> str:
    """The code without what is said to people in it, and without the space before that."""
    return (
        re.sub(r" *# .*$", "", code, flags=re.MULTILINE) if language in ("toml", "yaml") else code
    )


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The language of each code block, and what has to be the same in every translation."""
    for _, language, code in BLOCK.findall(text):
        commands = re.findall(r"^\$ .+$", code, re.MULTILINE)
        yield (
            language,
            without_comments(language, code)
            if language in FOR_PROGRAMS
            else "\n".join(re.sub(r" +--language zh| +# .*", "", each) for each in commands),
        )


def shape(text: str) -> list[int]:
    """The levels of the headings."""
    return [len(marks) for marks in HEADING.findall(BLOCK.sub("", text))]


def rows(text: str) -> list[int]:
    """How many rows each table has."""
    tables = re.findall(r"(?:^\|.*\n)+", BLOCK.sub("", text), re.MULTILINE)
    return [table.count("\n") for table in tables]


def test_every_page_for_users_is_there_in_chinese() -> None:
    assert sorted(path.stem for path in CHINESE.glob("*.md")) == PAGES, "translate what is new"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_what_the_english_one_has(page: str) -> None:
    english = (ENGLISH / f"{page}.md").read_text("utf-8")
    chinese = (CHINESE / f"{page}.md").read_text("utf-8")
    assert shape(english) == shape(chinese)
    assert list(blocks(english)) == list(blocks(chinese))
    assert rows(english) == rows(chinese)
    assert set(KEY.findall(english)) == set(KEY.findall(chinese))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_the_other_language(page: str) -> None:
    english = (ENGLISH / f"{page}.md").read_text("utf-8")
    chinese = (CHINESE / f"{page}.md").read_text("utf-8")
    assert f"\n\nEnglish · [简体中文](zh/{page}.md)\n\n" in english
    assert f"\n\n[English](../{page}.md) · 简体中文\n\n" in chinese


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_leads_to_chinese_pages(page: str) -> None:
    chinese = (CHINESE / f"{page}.md").read_text("utf-8")
    named = re.findall(r"\]\(\.\./([a-z-]+)\.md", chinese)
    assert [name for name in named if name in PAGES] == [page], (
        "leave out '../', translate the part"
    )


def test_what_differs_is_seen() -> None:
    code = "```toml\na = 1  # b\n```\n\n```console\n$ x check  # c\nd\n```\n"
    text = f"# A\n\n{code}\n| a |\n|---|\n| b |\n"
    assert (shape(text), rows(text)) == ([1], [3])
    assert list(blocks(text)) == [("toml", "a = 1\n"), ("console", "$ x check")]
    assert list(blocks(text.replace("a = 1", "a = 2"))) != list(blocks(text))
    assert list(blocks(text.replace("# b", "# 乙").replace("\nd\n", "\n丁\n"))) == list(
        blocks(text)
    )
    assert list(blocks(text.replace("```console\n$ x check  # c\nd\n```", ""))) != list(
        blocks(text)
    )
