from __future__ import annotations

import pytest

from digestlint.digest.nodes import NearMiss
from digestlint.digest.readers.bold_label import Reader
from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Span, parse

SPECS = {
    "words": FieldSpec(label="关键词", aliases=("Keywords",)),
    "gist": FieldSpec(label="一句话总结"),
}

CASES = [
    ("**关键词**：a  **一句话总结**：b", [("words", "a"), ("gist", "b")]),
    ("**关键词:** a\n**一句话总结：**b", [("words", "a"), ("gist", "b")]),
    ("**KEYWORDS**: a **bold**: b", [("words", "a **bold**: b")]),
    ("summary:关键词：a  一句话总结: b", [("words", "a"), ("gist", "b")]),
    ("- 关键词：a。一句话总结：b", [("gist", "b")]),
    ("**关键词** a", []),
    ("它的关键词：a", []),
    ("**一句话总结**：b **关键词**：a", [("gist", "b"), ("words", "a")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_fields(text: str, expected: list[tuple[str, str]]) -> None:
    text = f"xx{text}yy"
    region = Span(2, len(text) - 2)
    found = Reader(SPECS).read(parse(text), region)
    assert [(f.name, text[slice(*f.value)].strip()) for f in found] == expected


def test_damaged_labels_fit_or_not() -> None:
    text = "**\ue000键词**：a **\ue000\ue000\ue000\ue000\ue000**：b **\ue000**：c"

    def fits(start: int, end: int, candidate: str) -> bool:
        return len(candidate) == end - start and all(
            text[start + i] in ("\ue000", c) for i, c in enumerate(candidate)
        )

    found = Reader(SPECS, fits).read(parse(text), Span(0, len(text)))
    assert [f.name for f in found] == ["words", "gist"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**关键词** a", NearMiss("colon", "关键词")),
        ("a\n- **Keywords**\n", NearMiss("colon", "Keywords")),
        ("关键词 a", None),
        ("**bold** a", None),
        ("", None),
    ],
)
def test_says_what_a_label_lacks(text: str, expected: NearMiss | None) -> None:
    assert Fields(SPECS).near_miss(parse(text), Span(0, len(text))) == expected


def test_looks_for_near_misses_in_the_region_alone() -> None:
    assert Fields(SPECS).near_miss(parse("**关键词** a"), Span(6, 8)) is None
