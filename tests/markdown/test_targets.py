from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.markdown.targets import (
    STYLES_WITH_HEADING_ATTRIBUTES,
    by_id,
    find_targets,
    same_place,
)


def ids(text: str, style: str = "github") -> list[str]:
    attributes = style in STYLES_WITH_HEADING_ATTRIBUTES
    return [t.id for t in find_targets(parse(text, heading_attributes=attributes), style)]


CASES = [
    ("github", "# A b\n## A b\n## A b-1\n", ["a-b", "a-b-1", "a-b-1-1"]),
    ("github", '<a id="x"></a><a name="y"></a><p id="z">\n', ["x", "y", "z"]),
    ("github", '<a id="x" name="x"></a> <a id="p" name="q"></a>\n', ["x", "p", "q"]),
    # Headings of raw HTML have anchors, too, and count as repetitions.
    ("github", "<h2>Foo</h2>\n\n## Foo\n", ["foo", "foo-1"]),
    ("gitlab", "## Foo\n\n<h2><b>Foo</b> &amp; co</h2>\n", ["foo", "foo-co"]),
    ("mkdocs", "<h2>Foo</h2>\n\n## Foo\n", ["foo"]),
    ("pandoc", "<h2>Foo</h2>\n\n## Foo\n", ["foo"]),
    ("github", '<h2 id="own">Foo</h2>\n', ["own", "foo"]),
    ("github", "<h2>never closed\n", []),
    ("github", "</h2>never opened\n\n<h2>a</h3> b</H2>\n", ["a-b"]),
    # An image is not text, and the space behind it stays.
    ("github", "## ![logo](x.png) Foo\n", ["-foo"]),
    ("github", '## <a name="n"></a> Foo\n', ["-foo", "n"]),
    # Only two renderers have attribute lists.
    ("github", "## Foo {#own}\n", ["foo-own"]),
    ("mkdocs", "## Foo {#own}\n## Foo\n", ["own", "foo"]),
    ("pandoc", "## Foo {.cls #own key=v}\n", ["own"]),
    ("pandoc", "[span]{#here}\n\n::: {#box .note}\ntext\n:::\n", ["here", "box"]),
    ("mkdocs", "A paragraph.\n{: #para }\n", ["para"]),
    ("mkdocs", "`{#code}` and `{: #more }`\n", []),
    ("github", "[span]{#here}\n", []),
    # Ids that headings name themselves are taken: by all in mkdocs, by later ones in pandoc.
    ("mkdocs", "## Foo\n## Bar {#foo}\n", ["foo_1", "foo"]),
    ("pandoc", "## Foo\n## Bar {#foo}\n## Foo\n", ["foo", "foo", "foo-1"]),
    ("pandoc", "## Bar {#foo}\n## Foo\n", ["foo", "foo-1"]),
    ("github", "```\n# no heading\n<a id='x'>\n```\n", []),
]


@pytest.mark.parametrize(("style", "text", "expected"), CASES)
def test_ids(style: str, text: str, expected: list[str]) -> None:
    assert sorted(ids(text, style)) == sorted(expected)


def test_an_empty_slug_names_nothing() -> None:
    assert ids("## 🚀\n") == [""]
    assert by_id(find_targets(parse("## 🚀\n"), "github")) == {}


PLACES = [
    ('<a id="foo"></a>\n## Foo\n', "github", True),
    ('## <a id="foo"></a>Foo\n', "github", True),
    ('## Foo\n<a id="foo"></a>\n', "github", True),
    ('<p align="center">\n<a id="foo"></a>\n</p>\n\n<!-- note -->\n## Foo\n', "github", True),
    ('<h2 id="foo">Foo</h2>\n', "github", True),
    ('<a id="foo"></a>\n\ntext\n\n## Foo\n', "github", False),
    ('## Foo\n## Bar\n<a id="foo"></a>\n', "github", False),
    ("## Foo\n## Foo {#foo}\n", "pandoc", False),
]


@pytest.mark.parametrize(("text", "style", "expected"), PLACES)
def test_same_place(text: str, style: str, expected: bool) -> None:
    markdown = parse(text, heading_attributes=style in STYLES_WITH_HEADING_ATTRIBUTES)
    first, second = by_id(find_targets(markdown, style))["foo"]
    assert same_place(markdown, first, second) is expected


def test_long_lines_take_no_time() -> None:
    text = "{" * 20_000 + "[a](#b)" + "<!-" * 20_000 + "{ #x" * 20_000
    assert ids(text, "pandoc") == []
