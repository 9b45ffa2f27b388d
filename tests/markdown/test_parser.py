from __future__ import annotations

import pytest

from digestlint.markdown import Markdown, Span, parse


def cut(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


HEADINGS = [
    ("# One\n", [(1, "One", "One")]),
    ("## Two ##\n", [(2, "Two", "Two")]),
    ("# C#\n", [(1, "C#", "C#")]),
    ("#\n", [(1, "", "")]),
    ("One\ntwo\n===\n", [(1, "One\ntwo", "One\ntwo")]),
    ("Two\r\n---\r\n", [(2, "Two", "Two")]),
    ("Old\r===\rMac\r", [(1, "Old", "Old")]),
    ("> # Quoted\n> text\n", [(1, "Quoted", "Quoted")]),
    ("- # Listed\n", [(1, "Listed", "Listed")]),
    ("# `code` [link](u) *em* &amp; \\*\n", [(1, "code link em & *", None)]),
    ("# MAS$^2$: x\n", [(1, "MAS$^2$: x", None)]),
    ("# 中文 🌟\n", [(1, "中文 🌟", "中文 🌟")]),
    ("# wide　\n", [(1, "wide　", "wide　")]),
    ("    # code\n", []),
    ("```\n# code\n```\n", []),
    ("<!--\n# comment\n-->\n", []),
    ("---\ntitle: x\n---\n# One\n", [(1, "One", "One")]),
    ("#no heading\n", []),
    ("#no heading\n---\n", [(2, "#no heading", "#no heading")]),
    ("####### seven\n===\n", [(1, "####### seven", "####### seven")]),
    ("> \\# a\n> #b\n> ---\n", [(2, "# a\n#b", None)]),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    found = parse(text).headings
    assert [(h.level, h.text) for h in found] == [(level, shown) for level, shown, _ in expected]
    for heading, (_, _, content) in zip(found, expected, strict=True):
        if content is not None:
            assert cut(text, heading.content) == content


LINKS = [
    ("[a](u)", [("inline", "a", "u", "u")]),
    ("[[a](u)]", [("inline", "a", "u", "u")]),
    ("[a]()", [("inline", "a", "", "")]),
    ("[a]( <u v>  'title' )", [("inline", "a", "u v", "u v")]),
    ("[a](\n  u\n)", [("inline", "a", "u", "u")]),
    ("[a *b*](u(v))", [("inline", "a *b*", "u(v)", "u(v)")]),
    ("[a\\]](u\\)v)", [("inline", "a\\]", "u)v", "u\\)v")]),
    ("[`]`](u)", [("inline", "`]`", "u", "u")]),
    ("![a](u.png)", [("inline", "a", "u.png", "u.png")]),
    ("[![a](i)](u)", [("inline", "![a](i)", "u", "u"), ("inline", "a", "i", "i")]),
    ("[](u)", [("inline", "", "u", "u")]),
    # Only ASCII white space ends a destination.
    ('[a](u\u3000"v")', [("inline", "a", 'u\u3000"v"', 'u\u3000"v"')]),
    ("[a](u\xa0v 'w')", [("inline", "a", "u\xa0v", "u\xa0v")]),
    # What an image describes is text.
    (
        "![a [b](c) ![d](e) <http://f.g> http://h.i](u)",
        [
            ("inline", "a [b](c) ![d](e) <http://f.g> http://h.i", "u", "u"),
        ],
    ),
    ("<a@b.c>", [("email", "a@b.c", "mailto:a@b.c", "a@b.c")]),
    ("<https://x.y>", [("autolink", "https://x.y", "https://x.y", "https://x.y")]),
    ("[r]\n\n[r]: /u", [("reference", "r", "/u", None)]),
    ("[t][r]\n\n[r]: <a b> 'x'", [("reference", "t", "a b", None)]),
    ("中 https://x.y/z。", [("bare", "https://x.y/z。", "https://x.y/z。", "https://x.y/z。")]),
    ("`[a](u)` $[b](u)$", []),
    ("<a href='u'>", []),
    ("    [a](u)", []),
    ("| [a](u) |\n|---|\n", [("inline", "a", "u", "u")]),
    # Cells end a URL; one too many in a row is not shown.
    (
        "|a|b|\n|-|-|\n|http://x.y|http://y.z|http://z.z|\n||http://u.v",
        [("bare", u, u, u) for u in ("http://x.y", "http://y.z", "http://u.v")],
    ),
    ("a[^http://x.y]\n\n[^http://x.y]: b", []),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    found = [
        (link.kind, cut(text, link.text), link.destination, cut(text, link.target))
        for link in parse(text).links
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("[a][] b\n\n[a]: u", ["[a][]"]),
        ("- ![a][]\n\n[a]: u", ["![a][]"]),
        ("[![a][]](v)[a][b]\n\n[a]: u\n[b]: w", ["[![a][]](v)", "![a][]", "[a][b]"]),
    ],
)
def test_links_reach_to_their_last_bracket(text: str, spans: list[str]) -> None:
    markdown = parse(text)
    assert [cut(text, link.span) for link in markdown.links] == spans
    block = cut(text, markdown.blocks[0]) or ""
    assert block.rstrip() == text.partition("\n")[0].removeprefix("- ")


FRONT_MATTER = [
    ("---\n题: [a](b)\n---\n# One\n", "---\n题: [a](b)\n---", ["One"]),
    ("---\r\na: b\r\n\r\n... \r\n# One\r\n", "---\r\na: b\r\n\r\n... ", ["One"]),
    ("---\ra\r---\r# One\r", "---\ra\r---", ["One"]),
    # Thematic breaks, and a setext heading.
    ("# One\n\n---\n# Two\n\n---\n", None, ["One", "Two"]),
    ("---\n题: b\n---\n\n---\n# One\n---\n", "---\n题: b\n---", ["One"]),
    ("\n---\n# One\n---\n", None, ["One"]),
    ("---\n\n# One\n---\n", None, ["One"]),
    ("---\n---\n# One\n---\n", None, ["One"]),
    ("---\n# One\n", None, ["One"]),
    ("---\na\n---b\n# One\n", None, ["One"]),
    ("----\na\n---\n", None, ["a"]),
    # TOML and JSON, of Hugo and others.
    ('+++\ntitle = "[a](b)"\n+++\n# One\n', '+++\ntitle = "[a](b)"\n+++', ["One"]),
    ("+++\r\n\r\n[表]\r\n# c\r\n+++ \r\n# One\r\n", "+++\r\n\r\n[表]\r\n# c\r\n+++ ", ["One"]),
    ("+++\ra = 1\r+++\r# One\r", "+++\ra = 1\r+++", ["One"]),
    ('{\n  "a": "[b](c)",\n  "d": {}\n}\n# One\n', '{\n  "a": "[b](c)",\n  "d": {}\n}', ["One"]),
    (';;;\n{"a": "}"}\n;;;\n# One\n', ';;;\n{"a": "}"}\n;;;', ["One"]),
    # Lines of plus signs around text, an object in a sentence, no end.
    ("+++\n# One\n+++\n", None, ["One"]),
    ("+++\na = 1\n# One\n", None, ["One"]),
    ("\n+++\na = 1\n+++\n# One\n", None, ["One"]),
    ('{"a": 1} is JSON.\n# One\n', None, ["One"]),
    ('{"a": 1,\n# One\n', None, ["One"]),
    ("{{% x %}}\n# One\n", None, ["One"]),
    (";;;\n# One\n;;;\n", None, ["One"]),
]


@pytest.mark.parametrize(("text", "expected", "headings"), FRONT_MATTER)
def test_front_matter(text: str, expected: str | None, headings: list[str]) -> None:
    markdown = parse(text)
    assert cut(text, markdown.front_matter) == expected
    assert [heading.text for heading in markdown.headings] == headings
    assert not markdown.links


def test_places_after_front_matter() -> None:
    text = "---\n题: b\n---\n[链接](u) [r]\n\n[r]: /v\n"
    markdown = parse(text)
    assert [cut(text, link.span) for link in markdown.links] == ["[链接](u)", "[r]"]
    assert [cut(text, d.target) for d in markdown.definitions] == ["/v"]


FENCES = [
    ("```py\nx\n```\ny", "py", "```py\n", "```\n"),
    ("```\nx\n```", "", "```\n", "```"),
    ("```\nx\n", "", "```\n", None),
    ("```\n", "", "```\n", None),
    ("```\nx\n    ```\n", "", "```\n", None),
    ("~~~~\n~~~\n~~~~  \n", "", "~~~~\n", "~~~~  \n"),
    ("> ```\n> x\n> ```\n", "", "```\n", "> ```\n"),
    ("- ```\n  x\n\n- y", "", "```\n", None),
    ("```\r\nx\r\n```\r\n", "", "```\r\n", "```\r\n"),
]


@pytest.mark.parametrize(("text", "info", "opening", "closing"), FENCES)
def test_fences(text: str, info: str, opening: str, closing: str | None) -> None:
    (fence,) = parse(text).fences
    assert fence.info == info
    assert cut(text, fence.opening) == opening
    assert cut(text, fence.closing) == closing


@pytest.mark.xfail(
    reason="pulldown-cmark takes > after a tab for the marker of a block quote", strict=True
)
def test_a_tab_makes_code_of_what_looks_like_a_block_quote() -> None:
    text = "> a\n>\n\t> b\n"
    assert [cut(text, span) for span in parse(text).code] == ["> b\n"]


def test_html_targets_tags_and_comments() -> None:
    markdown = parse(
        "<a id='one'></a> <a name=two> <p id=\"x&amp;y\"> <b name='no'>\n\n"
        "<!-- digestlint-disable -->\n`<a id='code'>` x <!-- a --> b <!-- c\nd -->\n"
    )
    assert [target.id for target in markdown.html_ids] == ["one", "two", "x&y"]
    assert [comment.text for comment in markdown.comments] == [
        "digestlint-disable",
        "a",
        "c\nd",
    ]
    assert [(tag.name, tag.closing) for tag in markdown.html_tags] == [
        ("a", False),
        ("a", True),
        ("a", False),
        ("p", False),
        ("b", False),
    ]


def test_definitions() -> None:
    text = "[a b]:\n   <u v> 'title'\n[c]: /w\n\n[d]: >x\n\n> [e]:\n> y\n"
    found = [(d.label, d.destination, cut(text, d.target)) for d in parse(text).definitions]
    assert found == [("a b", "u v", "u v"), ("c", "/w", "/w"), ("d", ">x", ">x"), ("e", "y", "y")]


REFUSED = [
    ("[a](http://x y)", ["http://x y"]),
    ("[a](http://x(y)", ["http://x(y"]),
    ("[a](http://x y) and [b](http:/z w)", ["http://x y", "http:/z w"]),
    ("[a](http://x)", []),
    ("see [1] (http is fine)", []),
    ("f[i](x, y)", []),
    ("`[a](http://x y)`", []),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_refused_links(text: str, expected: list[str]) -> None:
    assert [cut(text, link.target) for link in parse(text).refused_links] == expected


def _prose(markdown: Markdown) -> list[str | None]:
    return [cut(markdown.text, span) for span in markdown.prose]


def test_prose_leaves_out_code_math_html_and_destinations() -> None:
    markdown = parse("a `b` $c$ <i>d</i> [e](f) <http://g.h>\n\n    i\n")
    assert "".join(filter(None, _prose(markdown))).split() == ["a", "d", "e"]


def test_blocks_hold_tight_list_items_too() -> None:
    text = "- a *b*\n- c\n  - d\n\npara\n"
    assert [cut(text, span) for span in parse(text).blocks] == ["a *b*", "c", "d", "para\n"]


def test_heading_attributes_only_where_the_renderer_has_them() -> None:
    text = "# Title {#own}\n"
    assert [(h.text, h.id) for h in parse(text).headings] == [("Title {#own}", None)]
    assert [(h.text, h.id) for h in parse(text, heading_attributes=True).headings] == [
        ("Title", "own")
    ]


@pytest.mark.parametrize(
    "text",
    [">" * 10_000 + " x", "[" * 20_000, "- " * 2_000 + "x", "<" * 20_000, "![" * 10_000, ""],
    ids=["quotes", "brackets", "lists", "angles", "images", "empty"],
)
def test_takes_any_text(text: str) -> None:
    assert parse(text).text == text


STRONG = [
    ("a **b** __c__ *d* `**e**`", ["**b**", "__c__"]),
    ("**a **b** c**", ["**a **b** c**", "**b**"]),
    ("# **a**\n- **b**\n\n| **c** |\n|---|\n", ["**a**", "**b**", "**c**"]),
    ("***a***", ["**a**"]),
    ("出**+4**。", []),
]


@pytest.mark.parametrize(("text", "expected"), STRONG)
def test_strong(text: str, expected: list[str]) -> None:
    assert [cut(text, span) for span in parse(text).strong] == expected


HTML_LINKS = [
    ('<a href="u">', ["u"]),
    ("<A title='x' HREF = 'u'>", ["u"]),
    ("<a href=#u>", ["#u"]),
    ("<a\n  class='x'\n  href=' u '>", ["u"]),
    ("<a href='a&amp;b'>", ["a&amp;b"]),
    ("<a title='href=no' href=u>", ["u"]),
    ("<a href=u href=v>", ["u"]),
    ("<a href=''> <a href>", ["", ""]),
    ("<img src=i> <video src=v poster=p> <source src=s> <audio src=a>", list("ivpsa")),
    ("<source srcset='a'> <img srcset='b 2x' src=c> <img srcset='d, e'>", ["a", "c"]),
    ("<ul><li>\n<a href=u>\n</ul>\n\n<details><summary><a href=v>", ["u", "v"]),
    ("| a |\n|---|\n| <a href=u> |", ["u"]),
    ("> - x <a href=u>", ["u"]),
    ("> <a\n> href='u'\n> class=x>", ["u"]),
    ("> <a\r\n> href='u'\r\n> class=x>", ["u"]),
    ("> <a\r> href='u'\r> class=x>", ["u"]),
    (">> <div>\n>> <a\n>> title='v > w'\n>> href=u></div>", ["u"]),
    ("- <a\n  href='u'>x", ["u"]),
    ("a <script> tag and <a href=u>", ["u"]),
    ("`<a href=u>`\n\n    <a href=u>\n\n<!-- <a href=u> -->", []),
    ("```\n<a href=u>\n```\n\n<script>\nx = '<a href=u>'\n</script>", []),
    ("</a href=u> <b href=u> <img href=u> <a name=u> &lt;a href=u>", []),
    ("---\na: <a href=u>\n---\n", []),
    # What CommonMark takes for no inline tag is one to browsers, in a block of HTML.
    ("<p><A HREF=https://x.org/?a=b&c=`d`>", ["https://x.org/?a=b&c=`d`"]),
    ("<p><a class='x'href='u'><img/src=v/><a / href=w>", ["u", "v/", "w"]),
    ("<p><a @click='f' [x]=\"y\" data_é=1 href=u>", ["u"]),
    ("> <div>\n> <a\n> HREF\n> =\n> u?v=w\n> @x></div>", ["u?v=w"]),
    ("<p>\r\n<a\r\nhref\r\n=u=v\r\nid=w>\r\n", ["u=v"]),
    ("<A HREF=https://x.org/?a=b>x</A>", []),
    ("<p><a href=u <a 'href=v'> <a \"> a<b =href=w>", []),
]


@pytest.mark.parametrize(("text", "expected"), HTML_LINKS)
def test_links_in_html(text: str, expected: list[str]) -> None:
    links = parse(text).html_links
    assert [cut(text, link.target) for link in links] == expected
    assert all("&amp;" not in link.destination for link in links)
    assert all(text[link.span.start] == "<" and text[link.span.end - 1] == ">" for link in links)


HTML_IDS = [
    ("<p><h2 ID=a class=b>", ["a"]),
    ("<p><a id='x'name=y @z>", ["x", "y"]),
    ("<p><a\n  name\n  = 'n'\n>", ["n"]),
    ("<p><a href=?q=1 id=x=y>", ["x=y"]),
    ("<a id=same name=same>", ["same"]),
    ("<details id=d><summary id=s>", ["d", "s"]),
    ("| a |\n|-|\n| <b id=中> |", ["中"]),
    ("> - <i id=i>", ["i"]),
    ("<textarea id=t>\n<a id=no>\n</textarea>\n", ["t"]),
    ("<script>\nx = '<a id=no>'\n</script>\n\n<a id=y>", ["y"]),
    ("</a id=no> `<a id=no>` <!-- <a id=no> --> <a id> <a id=''>", []),
]


@pytest.mark.parametrize(("text", "expected"), HTML_IDS)
def test_ids_in_html(text: str, expected: list[str]) -> None:
    assert [target.id for target in parse(text).html_ids] == expected


def test_what_is_shown_in_html_is_an_image() -> None:
    links = parse("<a href=u><img src=v></a> <area href=w>").html_links
    assert [(link.destination, link.image) for link in links] == [
        ("u", False),
        ("v", True),
        ("w", False),
    ]


def test_footnotes_are_those_that_are_shown() -> None:
    text = "a[^A] b[^no] c[^三]\n\n[^a]: x\n[^三]: y\n[^lonely]: z\n"
    assert parse(text).footnotes == {"a", "三"}


def test_labels_of_footnotes_are_compared_as_those_of_references_are() -> None:
    assert parse("x[^A  b] [^STRASSE]\n\n[^a b]: y\n\n[^straße]: z\n").footnotes == {
        "a b",
        "strasse",
    }
