from __future__ import annotations

import pytest

from digestlint.markdown import Span
from digestlint.rules.markup.latex.scanner import Node, scan


def tree(text: str, nodes: list[Node]) -> list[object]:
    return [
        (
            node.name,
            [text[slice(*argument)] for argument in node.arguments],
            tree(text, node.children),
        )
        for node in nodes
    ]


CASES: list[tuple[str, list[object]]] = [
    (r"a \textbf{b} c", [("textbf", ["b"], [])]),
    (r"\textbf {b}{c}", [("textbf", ["b"], []), ("", ["c"], [])]),
    (r"\href{u}{t}{x}", [("href", ["u", "t"], []), ("", ["x"], [])]),
    (r"\emph{a \textbf{b}}", [("emph", [r"a \textbf{b}"], [("textbf", ["b"], [])])]),
    (r"{\small\bf x}", [("", [r"\small\bf x"], [("small", [], []), ("bf", [], [])])]),
    (r"\cite[p. 2]{a}{b} {c}", [("cite", ["a", "b"], []), ("", ["c"], [])]),
    (r"\name{} x", [("name", [], [])]),
    (r"\textbf{} x", [("textbf", [""], [])]),
    (r"\{ \} \% \\ a}", []),
    (r"\textbf{a\}b}", [("textbf", [r"a\}b"], [])]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_scan(text: str, expected: list[object]) -> None:
    assert tree(text, scan(text, Span(0, len(text)), lambda _: False)) == expected


def test_spans() -> None:
    (node,) = scan(r"a \href{u}{t} b", Span(0, 15), lambda _: False)
    assert (node.start, node.end, node.opening) == (2, 13, Span(2, 7))
    assert node.arguments == [Span(8, 9), Span(11, 12)]


def test_what_does_not_close_is_marked() -> None:
    text = r"\textbf{a \emph{b}"
    (node,) = scan(text, Span(0, len(text)), lambda _: False)
    assert not node.closed
    assert [(child.name, child.closed) for child in node.children] == [("emph", True)]


def test_opaque_text_is_not_latex() -> None:
    text = r"\emph{a \textbf{b}}"
    (node,) = scan(text, Span(0, len(text)), lambda offset: 8 <= offset < 18)
    assert node.children == []
    assert node.end == len(text)


def test_deep_nesting_ends_the_scan() -> None:
    text = r"\emph{" * 10_000 + "}" * 10_000
    assert [node.closed for node in scan(text, Span(0, len(text)), lambda _: False)] == [False]
