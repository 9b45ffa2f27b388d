from __future__ import annotations

from digestlint.rules.markup.paragraphs import visible_text


def test_visible_text_is_prose_without_markup_or_container_markers() -> None:
    assert visible_text("a **b** `c` $d$\n> e *") == "a b  e *"
