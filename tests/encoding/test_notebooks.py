"""What a notebook shows of a restored text."""

from __future__ import annotations

import html
import re

from digestlint import restore
from digestlint.text.markup import TINTS, tint
from tests.places import PACKAGE
from tests.review.pages import SENTENCES, damaged


def test_characters_that_lost_bytes_have_a_colour_and_their_odds() -> None:
    restored = restore(damaged(SENTENCES))
    shown = restored._repr_html_()
    spans = re.findall(r'<span style="background:(#\w+);[^"]*" title="([^"]*)">(.)</span>', shown)
    assert [char for _, _, char in spans] == [each.choice.char for each in restored.characters]
    assert [colour for colour, _, _ in spans] == [
        TINTS[tint(each.choice.posterior)] for each in restored.characters
    ]
    assert all(title.startswith(f"{char} ") for _, title, char in spans)
    assert html.unescape(re.sub("<[^>]*>", "", shown)) == restored.text


def test_nothing_of_the_text_is_markup() -> None:
    shown = restore('<script>alert(1)</script> & "quotes"')._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown and "&amp;" in shown


def test_a_long_text_is_cut() -> None:
    shown = restore("word " * 20_000)._repr_html_()
    assert len(shown) < 51_000 and "…</pre>" in shown
    assert restore(damaged(SENTENCES) * 2_000)._repr_html_().count("<span") > 100


def test_the_colours_are_those_of_the_review_page() -> None:
    style = (PACKAGE / "review" / "static" / "page.css").read_text(encoding="utf-8")
    for name, colour in TINTS.items():
        assert f"--{name}: {colour};" in style
    script = (PACKAGE / "review" / "static" / "shown.js").read_text(encoding="utf-8")
    for posterior in (0.99, 0.9, 0.7):
        assert f'if (posterior >= {posterior}) return "{tint(posterior)}";' in script
    assert tint(0.69) == "doubt3"
