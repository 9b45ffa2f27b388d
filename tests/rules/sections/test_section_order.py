from __future__ import annotations

import random

import pytest

from digestlint.core.finding import Applicability
from digestlint.lint.linter import lint
from tests.frames import (
    ABSTRACT,
    METHOD,
    MOTIVATION,
    RESULTS,
    SECTIONS,
    TAKEAWAYS,
    open_with,
    survey,
)
from tests.support import diagnose, fixed, run_fix, see

GAPPED = [section + "\n" for section in SECTIONS]
CASES = [
    # what comes, the text that the findings point to
    ((ABSTRACT, METHOD, MOTIVATION), ["🚀 核心方法（介绍本文的几个创新点）"]),
    ((TAKEAWAYS, ABSTRACT, METHOD), ["💬 可借鉴之处"]),
    ((METHOD, RESULTS, ABSTRACT), ["Abstract"]),
    ((RESULTS, METHOD, ABSTRACT), ["📈 实验结果", "🚀 核心方法（介绍本文的几个创新点）"]),
]


@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_reports_the_fewest_sections_and_moves_them(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    text = survey(*parts)
    found = see(text, "SEC003")
    assert [(s.text, s.fix) for s in found] == [(t, Applicability.UNSAFE) for t in expected]
    assert fixed(text, "SEC003", unsafe=False) == text
    ordered = sorted(parts, key=SECTIONS.index)
    done = run_fix(text, "SEC003")
    assert (done.text.text, len(done.applied)) == (survey(*ordered), len(expected))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("tail", ["", "\n\n## b\n### Abstract\nx.\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_order_becomes_the_right_one_and_blank_lines_stay(
    seed: int, tail: str, newline: str
) -> None:
    shuffled = random.Random(seed).sample(GAPPED, len(GAPPED))
    text = survey("".join(shuffled).rstrip(), tail).replace("\n", newline)
    expected = survey("".join(GAPPED).rstrip(), tail).replace("\n", newline)
    assert fixed(text, "SEC003") == expected
    assert see(expected, "SEC003") == []


def test_names_the_place() -> None:
    first, last = survey(METHOD, MOTIVATION, RESULTS), survey(TAKEAWAYS, MOTIVATION, RESULTS)
    assert "it belongs before '📈 实验结果'" in str(diagnose(first, "SEC003")[0].message)
    (found,) = diagnose(last, "SEC003")
    assert str(found.message).endswith("it belongs at the end")
    assert found.fix and str(found.fix.message) == "Move '💬 可借鉴之处' to the end"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((ABSTRACT, METHOD, METHOD), "already have"),
        ((ABSTRACT, METHOD, "### 致谢\n谢谢。\n", MOTIVATION), "out of order"),
        ((ABSTRACT, METHOD, MOTIVATION.replace("###", "####")), "out of order"),
        ((METHOD, "```\n", MOTIVATION, "```\n"), "out of order"),
        ((METHOD, MOTIVATION, "> ## quoted\n"), "out of order"),
        ((METHOD, MOTIVATION, "Underlined\n===\n"), "out of order"),
        ((METHOD, "  " + MOTIVATION), "out of order"),
        ((METHOD, MOTIVATION + "~~~\nopen\n"), "out of order"),
        ((METHOD, MOTIVATION + "<div>\nopen\n"), "out of order"),
        (tuple(f"> {line}\n" for line in (METHOD + MOTIVATION).splitlines()), "out of order"),
    ],
)
def test_reports_without_a_fix(parts: tuple[str, ...], message: str) -> None:
    (found,) = diagnose(survey(*parts), "SEC003")
    assert message in str(found.message)
    assert found.fix is None


def test_the_fence_goes_first_and_the_section_moves_then() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, MOTIVATION, "``` \n")
    assert fixed(text, "SEC003", "SEC005") == survey(ABSTRACT, MOTIVATION, METHOD)


@pytest.mark.parametrize(
    "parts",
    [
        SECTIONS,
        (ABSTRACT, RESULTS),
        (ABSTRACT, "### 致谢\n谢谢。\n", METHOD),
        (ABSTRACT, METHOD, "#### 方法\n细节。\n", "#### 结果\n好。\n", RESULTS),
    ],
)
def test_leaves_sections_in_order(parts: tuple[str, ...]) -> None:
    assert see(survey(*parts), "SEC003") == []


@pytest.mark.parametrize(
    ("notes", "count"),
    [
        ({"ordered": False}, 0),
        ({"order": ["method", "motivation"]}, 0),
        ({"order": ["abstract", "results"]}, 0),
        ({"order": ["motivation", "method"]}, 1),
    ],
)
def test_users_choose_the_order(notes: dict[str, object], count: int) -> None:
    document = open_with(
        {"survey": {"extends": "survey", "notes": notes}},
        survey(ABSTRACT, METHOD, MOTIVATION, RESULTS),
        "SEC003",
    )
    assert len(lint(document)) == count
