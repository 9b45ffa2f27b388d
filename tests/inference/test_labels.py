"""Labels that no schema knows: in which forms they are found, and what is none."""

from __future__ import annotations

import pytest

from digestlint.inference.labels import find_labels
from digestlint.markdown import Span


def labels(text: str) -> list[tuple[str, str, str]]:
    return [
        (label.form, label.name, text[slice(*label.value)].strip())
        for label in find_labels(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("**Authors**: x", "bold", "Authors"),
        ("**Authors:** x", "bold", "Authors"),
        ("**作者：** x", "bold", "作者"),
        ("**作者**：x", "bold", "作者"),
        ("- **Authors**: x", "bold", "Authors"),
        ("> **저자**: x", "bold", "저자"),
        ("<b>Authors</b>: x", "html", "Authors"),
        ("<b>Authors:</b> x", "html", "Authors"),
        ("**<font color=red>作者：</font>** x", "html", "作者"),
        ("<strong>Autores</strong> : x", "html", "Autores"),
        ("- Authors: x", "list", "Authors"),
        ("1. Topic: x", "list", "Topic"),
        ("Authors: x", "plain", "Authors"),
        ("TL;DR: x", "plain", "TL;DR"),
        ("作者：x", "plain", "作者"),
        ("summary:核心", "plain", "summary"),
        ("> Note: x", "plain", "Note"),
        ("Authors:\r\n", "plain", "Authors"),
    ],
)
def test_forms(text: str, form: str, name: str) -> None:
    ((found_form, found, _),) = labels(text)
    assert (found_form, found) == (form, name)


def test_several_in_a_line_and_in_lines() -> None:
    text = "**Venue**: A  **Topic**: B\nYear: 2025\n"
    assert [name for _, name, _ in labels(text)] == ["Venue", "Topic", "Year"]
    assert labels(text)[2][2] == "2025"


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/2510.00001",
        "See https://arxiv.org: it is there",
        "12:30 begins the talk",
        "**bold** text",
        "This is a long sentence with many words in it: x",
        "(a): x",
        "| a: b |",
        "[x]: https://example.org",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    assert labels(text) == []
