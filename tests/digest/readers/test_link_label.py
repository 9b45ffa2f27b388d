"""Fields that are links with known texts."""

from __future__ import annotations

import pytest

from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Span, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[PDF](https://example.org/a)", [("paper", "https://example.org/a")]),
        ("[[pdf](<b.pdf>)] · [Code](c)", [("paper", "b.pdf"), ("code", "c")]),
        ("[**📄 PDF**](a)", [("paper", "a")]),
        ("[2503.90001v2](a)", [("paper", "a")]),
        ("[arXiv:2503.90001](a)", [("paper", "a")]),
        ("https://arxiv.org/abs/2503.90001", [("paper", "https://arxiv.org/abs/2503.90001")]),
        ("<https://arxiv.org/abs/2503.90001>", [("paper", "https://arxiv.org/abs/2503.90001")]),
        ("https://example.org/abs/2503.90001", []),
        ("![PDF](a.png)", []),
        # A badge says what the link is, in place of the image or on it.
        ("[![arXiv](https://a.example/b.svg)](a)", [("paper", "a")]),
        ("[![arXiv: 2503.90001](b.svg)](a)", [("paper", "a")]),
        ("[![](https://img.shields.io/badge/Code-star-blue)](a)", [("code", "a")]),
        ("[![Static Badge](https://img.shields.io/badge/PDF-b31b1b)](a)", [("paper", "a")]),
        ("[![Stars](https://img.shields.io/badge/PDF-b31b1b)](a)", []),
        ("[the PDF of it](a)", []),
        ("`[PDF](a)`", []),
    ],
)
def test_links_with_known_texts(text: str, expected: list[tuple[str, str]]) -> None:
    specs = {
        "paper": FieldSpec("PDF", aliases=("arXiv",), kind="link-label"),
        "code": FieldSpec("Code", kind="link-label"),
    }
    found = Fields(specs).read(parse(text), Span(0, len(text)))
    assert [(field.name, text[slice(*field.value)]) for field in found] == expected
