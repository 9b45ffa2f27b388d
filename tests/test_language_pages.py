"""The Chinese pages of the docs: they are whole, and lead to each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.places import ROOT

PAGES = sorted((ROOT / "docs" / "zh").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_the_sections_and_commands_of_the_english_one(page: Path) -> None:
    chinese = (ROOT / "docs" / "zh" / page.name).read_text("utf-8")
    english = (ROOT / "docs" / page.name).read_text("utf-8")
    keys = re.compile(r"^\| `([a-z<>.-]+)`", re.MULTILINE)
    assert set(keys.findall(english)) == set(keys.findall(chinese)), "translate what is new"
    assert "· 简体中文" in chinese
