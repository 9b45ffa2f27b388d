from __future__ import annotations

import ast

import pytest

from digestlint.markdown import parse
from digestlint.markdown.labels import reference_label
from digestlint.markdown.rendering.rendered_blocks import rendered
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"
SAME = [
    *(("a  b", "a b"), ("a\tb", "a b"), ("a\nb", "a b"), ("a\r\nb", "a b"), (" a ", "a")),
    *(("Paper A", "PAPER a"), ("ß", "SS"), ("ΑΣ", "ας"), ("ﬁg", "FIG"), ("Ⅷ", "ⅷ")),
    *(("论文  甲", "论文 甲"), ("ПРИВЕТ", "привет"), ("a\x0cb", "a b")),
]
# No-break, ideographic, em and line-separator spaces are not what the specification collapses.
OTHERS = [
    *(("a\u00a0b", "a b"), ("a\u3000b", "a b"), ("a\u2003b", "a b"), ("a\u2028b", "a b")),
    *(("\u3000a", "a"), ("论文\u3000甲", "论文 甲"), ("论文甲", "论文 甲"), ("é", "e\u0301")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_label(one: str, other: str) -> None:
    assert reference_label(one) == reference_label(other)
    assert defines(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_label(one: str, other: str) -> None:
    assert reference_label(one) != reference_label(other)
    assert not defines(one, other)


def defines(label: str, used: str) -> bool:
    """Whether a parser takes a reference for what a definition of this label defines."""
    return bool(parse(f"[{label}]: https://example.org\n\n[{used}]\n").links)


@pytest.mark.parametrize(("one", "other"), [*SAME, *OTHERS])
def test_renderings_compare_labels_likewise(one: str, other: str) -> None:
    found = [
        rendered(f"[{label}]: https://example.org\n".encode()).definitions[0].content
        for label in (one, other)
    ]
    assert (found[0] == found[1]) == (reference_label(one) == reference_label(other))


def test_nobody_else_normalises_labels() -> None:
    named = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(".casefold")
        and "label" in ast.unparse(node.func)
    }
    assert named == {"markdown/labels.py"}
