from __future__ import annotations

import pytest

from digestlint.markdown import Span
from digestlint.rules.markup.latex.rewriting import Rewriting, is_known
from digestlint.rules.markup.latex.scanner import scan
from digestlint.text.edits import applied, in_order

CASES = [
    (r"\textbf{a}", "**a**", "<strong>a</strong>"),
    (r"\textbf{ a }", " **a** ", " <strong>a</strong> "),
    (r"\emph{a \textbf{b}}", "*a **b***", "<em>a <strong>b</strong></em>"),
    (r"{\itshape a}", "*a*", "<em>a</em>"),
    (r"\texttt{a\_b \textbf{c}}", "`a_b c`", "`a_b c`"),
    (r"\textsc{a}", "a", "a"),
    (r"\textbf{a {b \emph{c}}}", "**a {b *c*}**", "<strong>a {b <em>c</em>}</strong>"),
    (r"\textbf{a {\AA}}", "**a Å**", "<strong>a Å</strong>"),
]


@pytest.mark.parametrize(("text", "asterisks", "html"), CASES)
def test_edits(text: str, asterisks: str, html: str) -> None:
    span = Span(0, len(text))
    (node,) = scan(text, span, lambda _: False)
    for rewriting, expected in ((Rewriting(text), asterisks), (Rewriting(text, html=True), html)):
        edits = rewriting.edits(node)
        assert edits is not None
        assert applied(text, in_order(edits), *span) == expected


@pytest.mark.parametrize(
    "text",
    [
        r"\texttt{a \AA}",  # code would show what Markdown needs for the character
        r"\texttt{a {\AA}}",
        r"\texttt{a \name{b}}",
    ],
)
def test_left_as_it_is(text: str) -> None:
    (node,) = scan(text, Span(0, len(text)), lambda _: False)
    for html in (False, True):
        assert Rewriting(text, html=html).edits(node) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\textbf{a}", True),
        (r"\textbf a", False),
        (r"\textbf{a", False),
        (r"\name{a}", False),
        (r"{\bf a}", True),
        (r"{\AA}", True),
        (r"{a \bf b}", False),
        (r"{a}", False),
    ],
)
def test_is_known(text: str, expected: bool) -> None:
    (node, *_) = scan(text, Span(0, len(text)), lambda _: False)
    assert is_known(node) is expected
