from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.core.settings import AnchorStyle
from tests.support import diagnose, see

FOUND = [
    ("github", '[a](#x)\n\n<a id="x"></a>one\n\n<a id="x"></a>two\n', [(5, '<a id="x">')]),
    ("github", '[a](#foo)\n\n<a id="foo"></a>one\n\n## Foo\n', [(5, "Foo")]),
    (
        "github",
        '[a](#user-content-x)\n\n<p id="x">one</p>\n\n<p id="x">two</p>\n',
        [(5, '<p id="x">')],
    ),
    ("github", '[a](digest.md#x)\n\n<p id="x">one</p>\n\n<p id="x">two</p>\n', [(5, '<p id="x">')]),
    (
        "github",
        '[a](#x)\n\n<a id="x"></a>1\n\n<a id="x"></a>2\n\n<a id="x"></a>3\n',
        [(5, '<a id="x">'), (7, '<a id="x">')],
    ),
    # GitLab counts repetitions without a look at what is taken.
    ("gitlab", "[a](#foo-1)\n\n# foo\n# foo\n# foo-1\n", [(5, "foo-1")]),
    ("pandoc", "[a](#x)\n\n# A {#x}\n\n# B {#x}\n", [(5, "B {#x}")]),
]


@pytest.mark.parametrize(("style", "text", "expected"), FOUND)
def test_finds(style: AnchorStyle, text: str, expected: list[tuple[int, str]]) -> None:
    found = see(text, "ANC002", anchor_style=style)
    assert [(one.row, one.text) for one in found] == expected
    assert all(one.fix is None for one in found)


def test_names_the_first_place() -> None:
    (found,) = diagnose(FOUND[0][1], "ANC002")
    assert str(found.message) == "duplicate id 'x'; links to it lead to line 3"


@pytest.mark.parametrize(
    "text",
    [
        "[a](#foo) [b](#foo-1)\n\n# foo\n\n# foo\n",  # the renderer numbers them
        '<a id="x"></a>one\n\n<a id="x"></a>two\n',  # no link names it
        '[a](#foo)\n\n<a id="foo"></a>\n## Foo\n\ntext\n',  # one place
        '[a](#foo)\n\n## Foo <a name="foo"></a>\n\ntext\n',
        '[a](#foo)\n\n<h2 id="foo">Foo</h2>\n',
        '[a](#x)\n\n<a id="x" name="x"></a>\n',
        '[a](#x) [b](other.md#y)\n\n<a id="x"></a>\n\n<p id="y">1</p>\n\n<p id="y">2</p>\n',
        '[a](#x)\n\n<a id="x"></a>\n\n`<a id="x">`\n\n<!-- <a id="x"> -->\n',
        '[a](#x)\n\n<a id="x"></a>one\n\n<a id="X"></a>two\n',
    ],
)
def test_leaves_alone(text: str) -> None:
    assert see(text, "ANC002") == []


@pytest.mark.parametrize(
    ("headings", "rows"), [("与方法 甲法", []), ("甲法 与方法", []), ("之法 甲法", [3])]
)
def test_leaves_headings_that_lost_a_character(headings: str, rows: list[int]) -> None:
    """Only the first two of the three kinds of characters lose a byte in code page 1254."""
    first, second = (misread_lossily(f"# {heading} {{#x}}\n") for heading in headings.split())
    found = see(f"{first}\n{second}\n[a](#x)\n", "ANC002", anchor_style="pandoc")
    assert [one.row for one in found] == rows
