from __future__ import annotations

import pytest

from digestlint.markdown import Span
from digestlint.rules.sections.section_ends import read_ending
from tests.support import open_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sentence.\n", ("stop", "A sentence.")),
        ("A *sentence.* \n\n", ("stop", "A *sentence.*")),
        ("First.\n\nand then", ("letter", "First.\n\nand then")),
        ("One, two,**\n", ("bold", "One, two,**")),
        ("One, two,_\n", ("mark", "One, two,_")),
        ("One, two (\n", ("opening", "One, two (")),
        ("First.\n\nsee [the code](http", ("link", "First.\n\nsee [the code](http")),
        # No character of a sentence is left.
        ("First.\n\n__\n", None),
        ("First.\n\n_ _\n", None),
        ("", None),
        ("\n\n", None),
    ],
)
def test_how_a_text_ends(text: str, expected: tuple[str, str] | None) -> None:
    ending = read_ending(open_text(text), Span(0, len(text)))
    assert (ending and (ending.kind, text[: ending.end])) == expected
