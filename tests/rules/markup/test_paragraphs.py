from __future__ import annotations

from digestlint.core.finding import Edit
from digestlint.rules.markup.paragraphs import visible_text
from digestlint.text.edits import applied, in_order


def test_edits_apply_in_order_inside_the_block() -> None:
    text = "x\n\nabc\n\ny"
    edits = [Edit(5, 6, "C"), Edit(3, 3, "<"), Edit(4, 5, "")]
    assert applied(text, in_order(edits), 3, 6) == "<aC"


def test_visible_text_is_prose_without_markup_or_container_markers() -> None:
    assert visible_text("a **b** `c` $d$\n> e *") == "a b  e *"
