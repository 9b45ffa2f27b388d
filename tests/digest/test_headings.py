from __future__ import annotations

import pytest

from digestlint.digest.headings import SectionMatcher, exactly, fold, without_symbols
from digestlint.digest.schema import SectionSpec
from digestlint.markdown import Span

SPECS = {
    "abstract": SectionSpec(heading="Abstract", aliases=("摘要",)),
    "reading": SectionSpec(heading="🌟 论文解读", aliases=("导读",), free_text=True),
    "results": SectionSpec(heading="📈 实验结果", aliases=("结果",)),
    "takeaways": SectionSpec(heading="Takeaways", free_text=True),
    "symbol": SectionSpec(heading="🎉"),
}

CASES = [
    # heading, section, the part that stands for it, canonical
    ("Abstract", "abstract", "Abstract", True),
    ("ABSTRACT", "abstract", "ABSTRACT", False),
    ("1. Abstract", "abstract", "1. Abstract", False),
    ("Ａｂｓｔｒａｃｔ", "abstract", "Ａｂｓｔｒａｃｔ", False),
    ("摘要：", "abstract", "摘要：", False),
    ("摘要 / Abstract", "abstract", "摘要 / Abstract", False),
    ("2. Abstract（摘要）", "abstract", "2. Abstract（摘要）", False),
    ("摘要 / 结果", None, "", False),
    ("實驗結果", "results", "實驗結果", False),
    ("実験結果", "results", "実験結果", False),
    ("Abstracts", None, "", False),
    ("Abstract of it", None, "", False),
    ("🌟 论文解读", "reading", "🌟 论文解读", True),
    ("🌟 论文解读 | x", "reading", "🌟 论文解读", True),
    ("论文解读 | x", "reading", "论文解读", False),
    ("✨ 导读：x", "reading", "✨ 导读", False),
    ("实验结果", "results", "实验结果", False),
    ("实验结果分析", None, "", False),
    ("Takeaways: x", "takeaways", "Takeaways", True),
    ("Takeawaysheet", None, "", False),
    ("🎉", "symbol", "🎉", True),
    ("✨", None, "", False),
    ("", None, "", False),
]


@pytest.mark.parametrize(("heading", "name", "matched", "canonical"), CASES)
def test_match_section(heading: str, name: str | None, matched: str, canonical: bool) -> None:
    text = f"## {heading}\n"
    found = SectionMatcher(SPECS, exactly(text)).match(text, Span(3, 3 + len(heading)))
    if name is None:
        assert found is None
    else:
        assert found is not None
        assert (found.name, text[slice(*found.matched)], found.canonical) == (
            name,
            matched,
            canonical,
        )


def test_a_damaged_heading_that_fits_two_sections_is_none() -> None:
    def fits(start: int, end: int, candidate: str) -> bool:
        return end - start == len(candidate)

    specs = {"a": SectionSpec(heading="方法"), "b": SectionSpec(heading="结果")}
    assert SectionMatcher(specs, fits).match("## ??\n", Span(3, 5)) is None
    del specs["b"]
    found = SectionMatcher(specs, fits).match("## ??\n", Span(3, 5))
    assert found is not None and found.name == "a"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("🌟 论文解读", "论文解读"),
        ("1. A", "A"),
        ("十、方法", "方法"),
        ("3D vision", "3D vision"),
        ("2024", "2024"),
        ("🎉", "🎉"),
        ("\ue000法", "\ue000法"),
    ],
)
def test_without_symbols(heading: str, expected: str) -> None:
    assert without_symbols(heading) == expected


def test_fold_levels_width_case_and_punctuation() -> None:
    assert fold("核心方法（介绍）") == fold("核心方法(介绍)") == "核心方法介绍"
    assert fold("＊Ａ b＊") == "ab"
