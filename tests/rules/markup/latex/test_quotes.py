from __future__ import annotations

import pytest

from digestlint.markdown import Span
from digestlint.rules.markup.latex.quotes import quotations

CASES = [
    ("a ``b c'' d", ["``b c''"]),
    ("``a'' and ``b''", ["``a''", "``b''"]),
    ("(``a'') *``b''*", ["``a''", "``b''"]),
    ("称为``思考''的", ["``思考''"]),
    ("``a'' then ``code``", ["``a''"]),
    ("``code`` then ``a''", ["``a''"]),
    ("``code`` and ``more``", []),
    ("``x = ''`` and ``y = ''``", []),
    ("``it's '' here``", []),
    ("``a b", []),
    ("a '' b", []),
    ("```a'' b", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[str]) -> None:
    found = quotations(text, Span(0, len(text)), lambda _: False)
    assert [text[q.opening.start : q.closing.end] for q in found] == expected


def test_stays_inside_its_span() -> None:
    assert quotations("``a'' ``b''", Span(0, 4), lambda _: False) == []
