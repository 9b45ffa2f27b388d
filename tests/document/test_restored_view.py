"""What rules read where bytes are lost: known, sure and guessed characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.digest.schema import Schema, load_schemas
from digestlint.document.restored_view import RestoredView, forms, heading_texts, read
from digestlint.encoding import Restoration, find_mojibake
from digestlint.encoding.infill import Choice, Damaged, filling
from tests.frames import SURVEY_HEAD
from tests.support import open_text

LINE = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
HEADING = "### 📈 实验结果\n"
FENCED = "```text\n# Paper List\n\n# TLDR/Notes\n```\n\n"
SURVEY = next(schema for schema in load_schemas() if schema.name == "survey")

Choose = Callable[..., list[Choice | None]]


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[Damaged]]]:
    """Instead of the model: nothing is ever chosen; what was asked."""
    asked: list[tuple[str, Sequence[Damaged]]] = []

    def choose(text: str, damaged: Sequence[Damaged], **_: Any) -> list[Choice | None]:
        asked.append((text, damaged))
        return [None] * len(damaged)

    monkeypatch.setattr(filling, "choose_each", choose)
    return asked


def reading_of(text: str, schema: Schema | None = SURVEY, confidence: float = 0.99) -> RestoredView:
    return read(find_mojibake(misread_lossily(text)), schema, confidence)


@pytest.mark.parametrize("text", ["# A\n", LINE, misread(LINE * 3, "cp1254")])
def test_the_model_is_not_asked_where_nothing_is_lost(
    text: str, no_model: list[tuple[str, Sequence[Damaged]]]
) -> None:
    document = open_text(text)
    assert document.restored_view.restoration is document.restored_view.filled.restoration
    assert document.without_guesses is document
    assert document.guesses == frozenset()
    assert no_model == []


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("### 📈 实验结果", True),
        ("### 📈 实验结果 ###  ", True),
        ("> - ## 📈 实验结果", True),
        ("### 📈 实验结果。", False),
        ("📈 实验结果", False),
        ("####### 📈 实验结果", False),
    ],
)
def test_headings_of_the_schema_are_known(
    line: str, known: bool, no_model: list[tuple[str, Sequence[Damaged]]]
) -> None:
    reading = reading_of(f"{line}\n{LINE * 3}")
    shown = reading.restoration.text.split("\n")[0]
    assert (shown == line) == known
    asked, damaged = no_model[0]
    assert (asked.split("\n")[0] == line) == known, "the model sees what is known"
    assert any(item.offset < len(line) for item in damaged) == (not known)
    chosen = [choice for at, choice in reading.filled.choices.items() if at < len(line)]
    assert {choice.posterior for choice in chosen} == ({1.0} if known else set())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_headings_are_known_in_each_style_of_lines(
    newline: str, no_model: list[tuple[str, Sequence[Damaged]]]
) -> None:
    text = (SURVEY_HEAD + misread_lossily(HEADING + LINE * 3)).replace("\n", newline)
    assert "### 📈 实验结果" in open_text(text).text


def test_a_heading_that_fits_two_sections_is_not_known(
    no_model: list[tuple[str, Sequence[Damaged]]],
) -> None:
    def schema(*headings: str) -> Schema:
        sections = {f"s{i}": {"heading": heading} for i, heading in enumerate(headings)}
        table = {"match": {"headings": ["A"]}, "notes": {"level": 2, "sections": sections}}
        return load_schemas({"mine": table})[0]

    text = f"### 文中文\n{LINE * 3}"
    assert reading_of(text, schema("文中文")).restoration.text.startswith("### 文中文")
    both = reading_of(text, schema("文中文", "文与文")).restoration
    assert not both.text.startswith("### 文中文")
    assert both.damaged(5, 6)


@pytest.mark.parametrize(("head", "known"), [(SURVEY_HEAD, True), (FENCED, False)])
def test_the_schema_is_that_of_the_document(
    head: str, known: bool, no_model: list[tuple[str, Sequence[Damaged]]]
) -> None:
    """A fenced block that shows another file's headings is presumed to be a digest at first."""
    document = open_text(head + misread_lossily(HEADING + LINE * 3))
    assert (document.schema is not None) == known
    assert (HEADING in document.text) == known


def test_no_schema_no_known_headings(no_model: list[tuple[str, Sequence[Damaged]]]) -> None:
    assert HEADING not in reading_of(HEADING + LINE * 3, None).restoration.text


def settled(restoration: Restoration) -> bool:
    return not any(run.damaged for run in restoration.runs)


def test_what_is_sure_counts_as_intact() -> None:
    reading = reading_of(LINE * 3, confidence=0.0)
    assert reading.restoration.text == LINE * 3
    assert settled(reading.restoration)
    assert not settled(reading.filled.restoration)
    assert reading.guesses == frozenset()


def test_guesses_are_read_but_damaged() -> None:
    reading = reading_of(LINE * 3, confidence=1.0)
    assert reading.restoration.text == LINE * 3
    damaged = {at for at, _ in enumerate(LINE * 3) if reading.restoration.damaged(at, at + 1)}
    assert reading.guesses == damaged == set(reading.filled.choices)
    without = reading.without_guesses
    assert without.restoration.text == find_mojibake(misread_lossily(LINE * 3)).text
    assert without.guesses == frozenset()


def test_a_line_is_sure_as_a_whole() -> None:
    """One doubtful character makes guesses of all in its line, and of no other line's."""
    reading = reading_of(f"{LINE}与降\n{LINE}", confidence=0.9)
    assert reading.guesses == {len(LINE), len(LINE) + 1}
    text = reading.without_guesses.restoration.text
    assert text.startswith(LINE) and text.endswith(LINE)
    assert text[len(LINE) : len(LINE) + 2] != reading.restoration.text[len(LINE) : len(LINE) + 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中", "中"),
        ("%E4%B8%AD", "中"),
        ("𝑾", "w"),
        ("Ａ", "a"),
        ("a%zz", "%"),
    ],
)
def test_forms_in_which_a_character_may_be_written(text: str, expected: str) -> None:
    assert expected in forms(text)


def test_headings_are_found_roughly() -> None:
    assert heading_texts("# A\ntext\n> ## B \n#no\n   ### C ###\n") == ["A", "B", "C ###"]
