"""Safe fixes wait where nothing else tells that the rest is mojibake."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

SURE = misread_lossily("本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n")
SHORT = misread_lossily("降\n")
LONG = misread_lossily("- **动机**：与不少中文论文一样，本文提出了一种新的方法。\n")


def kinds(text: str) -> set[Applicability | None]:
    return {seen.fix for seen in see(text, "ENC")}


@pytest.mark.parametrize("text", [SURE + SHORT, SHORT + SURE, SURE + "Text.\n\n" + SHORT + SURE])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_where_the_rest_would_not_be_known_any_more(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert kinds(text) == {Applicability.UNSAFE}
    assert fixed(text, "ENC", unsafe=False) == text
    assert see(fixed(text, "ENC"), "ENC") == []


@pytest.mark.parametrize("text", [SURE, SURE + SURE, "Text.\n" + SURE])
def test_not_where_all_is_safe(text: str) -> None:
    assert kinds(text) == {Applicability.SAFE}


@pytest.mark.parametrize("text", [SURE + LONG, LONG + SURE, SURE + LONG * 70])
def test_not_where_the_rest_is_known_by_itself(text: str) -> None:
    assert kinds(text) == {Applicability.SAFE, Applicability.UNSAFE}
    after = fixed(text, "ENC", unsafe=False)
    assert len(diagnose(after, "ENC")) == text.count(LONG)
