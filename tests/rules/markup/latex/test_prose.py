from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.markup.latex import latex_in_prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"\textbf{\name} ``a''",
            [("command", r"\textbf"), ("macro", r"\name"), ("quotation", "``…''")],
        ),
        (r"{\small\bf a}", [("command", r"\small")]),
        (r"\cite{a} \textsc{b}", [("macro", r"\cite"), ("command", r"\textsc")]),
        ("plain", []),
    ],
)
def test_pieces_in_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.name) for piece in latex_in_prose(parse(text))] == expected


def test_stars_give_way_to_elements_in_a_whole_block() -> None:
    pieces = list(latex_in_prose(parse(r"\textbf{a}\textbf{b}")))
    assert [[edit.content for edit in piece.edits or ()] for piece in pieces] == [
        ["<strong>", "</strong>"],
        ["<strong>", "</strong>"],
    ]
