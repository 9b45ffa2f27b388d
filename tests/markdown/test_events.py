"""What the parser gets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from digestlint.markdown.events import as_parsed, masked

# The UTF-8 that the parser asks for stays with the string: three bytes here, a copy takes two.
CHINESE = "智能体在长任务里很慢。\n" * 20
ALMOST_ASCII = "Agents are slow.\n" * 20 + "慢\n"


@pytest.mark.parametrize("text", [ALMOST_ASCII, "Agents are slow.\n", "😀"])
def test_no_copy_where_that_takes_more_than_utf_8(text: str) -> None:
    assert as_parsed(text) is text


def test_a_copy_where_that_takes_less() -> None:
    copied = as_parsed(CHINESE)
    assert copied == CHINESE
    assert copied is not CHINESE


@pytest.mark.parametrize("text", [CHINESE, ALMOST_ASCII])
def test_what_needs_no_mask_is_what_it_was(text: str) -> None:
    assert masked(text) is text


@pytest.mark.parametrize("make", [as_parsed, masked])
def test_each_byte_stays_in_its_place(make: Callable[[str], str]) -> None:
    text = "---\ntitle: 智能体\n---\rText\r\n"
    made = make(text)
    assert "title" not in made
    assert made.endswith("\nText\r\n")
    assert len(made.encode()) == len(text.encode())
