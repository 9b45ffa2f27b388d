from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.settings import AnchorStyle
from digestlint.document.context import Context
from digestlint.project.context import FileLinkResolver
from tests.frames import ABSTRACT, survey
from tests.real import DIGESTS, needs_digests
from tests.support import diagnose, fixed, see

MESSAGES = [
    # (what the link names, headings, the anchor that is suggested, fixed)
    ("#Foo", "# foo\n", "foo", True),
    ("#mas$^2$--x", "# mas$^2$--x\n", "mas2--x", True),
    ("#foo-bar", "# Foo - bar\n", "foo---bar", True),
    ("#%E6%96%B9.%E6%B3%95", "# 方 法\n", "方-法", True),
    ("#foo%20bar", "# foo bar\n", "foo-bar", True),
    ("#user-content-Foo", "# foo\n", "foo", True),
    ("#⚠-go", "# ⚠️ Go\n", "️-go", True),
    ("#instalation-guide", "# Installation guide\n", "installation-guide", False),
    ("#foo", "# 1. Foo\n", "1-foo", False),
    ("#cs-db", "# cs.DB [cs.DB]\n", "csdb-csdb", False),
    ("#foo-1", "# foo\n", "foo", False),
    ("#nowhere", "# foo\n", None, False),
    ("#foo_1", "# foo\n\n# foo\n", "foo-1", False),
    ("#Foo-1", "# foo\n\n# foo\n", "foo-1", True),
    ("#foo_1", "# foo 1\n", "foo-1", True),
    ("#Foo", "[see](#see)\n\n# foo\n\n# see\n", "foo", True),  # two links say "see"
    ("#Foo", "# foo\n\n# see\n", "see", False),  # the text of the link is "see"
    ("#Foo", "<a id='foo'></a>\n", "foo", True),
    ("#cs.cv", "<h2 id='cs.CV'>CV</h2>\n", "cs.CV", True),
]


@pytest.mark.parametrize(("destination", "target", "suggested", "fixable"), MESSAGES)
def test_names_the_anchor_that_works(
    destination: str, target: str, suggested: str | None, fixable: bool
) -> None:
    text = f"[see]({destination})\n\n{target}"
    (found,) = diagnose(text, "ANC001")
    assert text[found.start : found.end] == destination
    assert str(found.message).startswith(f"no heading or id '{destination}' in this file")
    if suggested is None:
        assert "did you mean" not in str(found.message)
    else:
        assert str(found.message).endswith(f"; did you mean '#{suggested}'?")
    assert (found.fix is not None) is fixable
    after = fixed(text, "ANC001", unsafe=False)
    assert (diagnose(after, "ANC001") == []) is fixable
    assert fixed(after, "ANC001") == after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](#Foo)\n\n# foo\n", "[a](#foo)\n\n# foo\n"),
        ("![a](<#Foo>)\n\n# foo\n", "![a](<#foo>)\n\n# foo\n"),
        ('[a](#Foo "title")\n\n# foo\n', '[a](#foo "title")\n\n# foo\n'),
        ("[a][b] [b] [B]\n\n[b]: #Foo\n\n# foo\n", "[a][b] [b] [B]\n\n[b]: #foo\n\n# foo\n"),
        ("[a](#a\\*b&amp;c)\n\n# a*b&c\n", "[a](#abc)\n\n# a*b&c\n"),
        ("[a](#mas$^2$)\r\n\r\n# mas$^2$\r\n", "[a](#mas2)\r\n\r\n# mas$^2$\r\n"),
        # What is percent-encoded stays so; what nobody sees is encoded.
        ("[a](#%E6%96%B9.Foo)\n\n# 方 foo\n", "[a](#%E6%96%B9-foo)\n\n# 方 foo\n"),
        ("[a](#⚠-go)\n\n# ⚠️ Go\n", "[a](#%EF%B8%8F-go)\n\n# ⚠️ Go\n"),
        ("[a](digest.md#Foo)\n\n# foo\n", "[a](digest.md#foo)\n\n# foo\n"),
        ("[a](?#Foo)\n\n# foo\n", "[a](?#foo)\n\n# foo\n"),
        ("<a href=#Foo>a</a>\n\n# foo\n", "<a href=#foo>a</a>\n\n# foo\n"),
        ("<a href='#Foo'>\n\n# foo\n", "<a href='#foo'>\n\n# foo\n"),
        (
            '<ul>\n<A\n HREF=" #Foo ">a\n</ul>\n\n# foo\n',
            '<ul>\n<A\n HREF=" #foo ">a\n</ul>\n\n# foo\n',
        ),
        ("<a href='#foo&amp;bar'>\n\n# foo&bar\n", "<a href='#foobar'>\n\n# foo&bar\n"),
        ("| <a href=#Foo> |\n|--|\n\n# foo\n", "| <a href=#foo> |\n|--|\n\n# foo\n"),
        ("<a href=#cv>x</a>\n\n<p id=CV>\n", "<a href=#CV>x</a>\n\n<p id=CV>\n"),
    ],
)
def test_fixes_the_fragment_only(text: str, expected: str) -> None:
    assert fixed(text, "ANC001", unsafe=False) == expected
    assert diagnose(expected, "ANC001") == []


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("github", "[a](#foo) [b](#foo-1)\n\n# Foo\n\n## Foo\n"),
        ("github", "[a](#) [b](#top) [c](#TOP) [d](#L20) [e](#L3-L8) [f](#:~:text=x)\n"),
        ("github", "[a](#%E6%96%B9) [b](#方) [c](#user-content-方)\n\n# 方\n"),
        ("github", "[a](#-go) [b](#️-go) [c](#%EF%B8%8F-go)\n\n# 🚀 go\n\n# ⚠️ go\n"),
        ("github", "[a](#x) [b](#n) [c](#p)\n\n<a id='x'></a><a name='n'></a><p id='p'>\n"),
        ("github", "[a](#foo)\n\n<h2 align='center'>Foo</h2>\n"),
        ("github", "[a](#fn-1) [b](#user-content-fn-1)\n\nx[^1]\n\n[^1]: note\n"),
        ("github", "[a](#fnref-a-b-2) [b](#footnote-label)\n\nx[^a-b]\n\n[^a-b]: note\n"),
        ("github", f"[a](#fn-1-{'0a' * 16})\n\nx[^1]\n\n[^1]: note\n"),
        ("github", "[a](#fn-%E6%B3%A8) [b](#fn-注)\n\nx[^注]\n\n[^注]: note\n"),
        ("gitlab", "[a](#fn-1-2717) [b](#fnref-1-2-2717)\n\nx[^1]\n\n[^1]: note\n"),
        ("mkdocs", "[a](#fnref:n) [b](#fnref2:n)\n\nx[^n]\n\n[^n]: y\n"),
        ("pandoc", "[a](#fn1) [b](#fnref2)\n\nx[^n] y[^m]\n\n[^n]: y\n\n[^m]: z\n"),
        ("mkdocs", "[a](#own) [b](#fn:1)\n\n# Foo {#own}\n\nx[^1]\n\n[^1]: y\n"),
        ("pandoc", "[a](#own) [b](#fig)\n\n# Foo {#own}\n\n![x](y.png){#fig}\n"),
        (
            "github",
            "`[a](#x)` `<a href='#x'>`\n\n```\n[a](#x)\n```\n<!-- [a](#x) <a href=#x> -->\n",
        ),
        ("github", "<a href='#x'> <a href=#top> <a name=y href='{{ u }}#z'>\n\n# x\n"),
        ("github", "[x]: #nowhere\n[//]: #comment\n\nNobody refers to them.\n"),
        ("github", "[a](https://a.b/#x) [b](//a.b#x) [c](mailto:a@b.c#x) <https://a.b#x>\n"),
        ("github", "[a](other.md#x) [b](setup.py#L20) [c]({{ page }}#x)\n"),
        ("github", "[a](#{{ page.id }})\n"),
    ],
)
def test_leaves_alone(style: AnchorStyle, text: str) -> None:
    assert see(text, "ANC001", anchor_style=style) == []


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("github", "[a](#own)\n\n# Foo {#own}\n", 1),
        ("gitlab", "[a](#a--b)\n\n# a & b\n", 1),
        ("pandoc", "[a](#1-foo)\n\n# 1 foo\n", 1),
        ("mkdocs", "[a](#foo-1)\n\n# foo\n\n# foo\n", 1),
        ("mkdocs", "[a](#L20)\n", 1),
        # They look like those of footnotes.
        ("github", "[a](#fnord) [b](#fn1) [c](#fnref-x) [d](#fn-2)\n\nx[^1]\n\n[^1]: note\n", 4),
        ("github", "[a](#fn-1) [b](#footnote-label)\n\nx [^1]\n", 2),
        ("github", "[a](#fn-1)\n\n[^1]: nothing refers to it\n", 1),
        ("mkdocs", "[a](#fn-1) [b](#fn:2)\n\nx[^1]\n\n[^1]: y\n", 2),
        ("pandoc", "[a](#fn2) [b](#fn-n)\n\nx[^n]\n\n[^n]: y\n", 2),
    ],
)
def test_anchors_are_the_renderers(style: AnchorStyle, text: str, expected: int) -> None:
    assert len(see(text, "ANC001", anchor_style=style)) == expected


def test_a_link_of_an_entry_means_the_notes_on_its_paper() -> None:
    text = survey(ABSTRACT).replace("**A**", "**Big Title**  \n[[TLDR/Notes](#old-name)]")
    text = text.replace("## a\n", "## big--title\n")
    (found,) = diagnose(text, "ANC001")
    assert str(found.message).endswith("did you mean '#big--title'?")
    assert fixed(text, "ANC001", unsafe=False) == text.replace("#old-name", "#big--title")
    # Letters that agree with one heading, and a title that agrees with another.
    doubt = text.replace("#old-name", "#TLDRNotes")
    (found,) = diagnose(doubt, "ANC001")
    assert str(found.message).endswith("did you mean '#big--title'?")
    assert found.fix is None
    # The link's text is not a heading's.
    lost = text.replace("## big--title", "## other")
    (found,) = diagnose(lost, "ANC001")
    assert "did you mean" not in str(found.message)


def mojibake(text: str) -> str:
    """UTF-8 read as cp1254, the bytes that it does not have dropped."""
    return text.encode().decode("cp1254", "ignore")


def test_works_in_a_file_that_is_not_restored() -> None:
    text = mojibake("# Foo.Bar\n\n我们让智能体更快，效果更好。\n\n[更快的智能体](#Foo.Bar)\n")
    assert fixed(text, "ANC001", unsafe=False) == text.replace("#Foo.Bar", "#foobar")


def test_a_heading_with_lost_characters_may_be_meant() -> None:
    text = mojibake("# 背景痛点与动机\n\n我们让智能体更快，效果更好，速度提升了两倍。\n\n")
    whole = text + "[a](#背景痛点与动机)\n"
    assert see(whole, "ANC001") == []
    assert len(see(text + "[a](#背景痛点)\n[b](#实验结果与分析呀)\n", "ANC001")) == 2


@pytest.fixture
def around(tmp_path: Path) -> Context:
    (tmp_path / "other.md").write_text('# Foo bar\n\n<a id="x"></a>\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("# Foo\n", encoding="utf-8")
    (tmp_path / "lost.md").write_text(mojibake("# 背景痛点与动机的介绍\n"), encoding="utf-8")
    return Context(resolver=FileLinkResolver(tmp_path / "digest.md", tmp_path, "github"))


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("other.md#foo-bar", None),
        ("./other.md?plain=1#x", None),
        ("other.md#L3", None),
        ("missing.md#foo", None),
        ("notes.txt#anything", None),
        ("lost.md#背景痛点与动机的介绍", None),
        ("other.md#Foo-Bar", "other.md#foo-bar"),
        ("/other.md#Foo-Bar", "/other.md#foo-bar"),
        ("other.md?plain=1#Foo-Bar", "other.md?plain=1#foo-bar"),
        ("other.md#nowhere", "other.md#nowhere"),
    ],
)
def test_anchors_of_linked_files(around: Context, destination: str, expected: str | None) -> None:
    text = f"[a]({destination})\n"
    assert len(see(text, "ANC001", context=around)) == (expected is not None)
    after = fixed(text, "ANC001", unsafe=False, context=around)
    assert after == f"[a]({expected or destination})\n"


def test_each_link_gets_its_own_advice() -> None:
    text = "# Apple pie\n# Banana split\n[a](#aple-pie) [b](#banana-splt)\n"
    assert [str(d.message).partition("mean ")[2] for d in diagnose(text, "ANC001")] == [
        "'#apple-pie'?",
        "'#banana-split'?",
    ]


def test_many_links_without_a_near_anchor() -> None:
    text = "".join(f"[a](#completely-wrong-{i})\n" for i in range(300)) + "# Something else\n"
    assert len(see(text, "ANC001")) == 300


@needs_digests
def test_real_digests() -> None:
    found = {path.name[:3]: diagnose(path.read_bytes(), "ANC") for path in DIGESTS}
    assert {name: len(each) for name, each in found.items()} == {
        "000": 4,
        "001": 1,
        "002": 0,
        "003": 0,
        "004": 0,
    }
    fixes = [d.fix for each in found.values() for d in each]
    assert all(fix and fix.applicability is Applicability.SAFE for fix in fixes)


@pytest.mark.parametrize(
    ("style", "slug"),
    [("github", "r--d-results"), ("mkdocs", "r-d-results"), ("pandoc", "r-d-results")],
)
def test_the_text_of_a_link_may_be_the_heading_that_it_means(style: AnchorStyle, slug: str) -> None:
    (found,) = diagnose("# R & D Results\n\n[R & D Results](#p7)\n", "ANC001", anchor_style=style)
    assert str(found.message) == f"no heading or id '#p7' in this file; did you mean '#{slug}'?"
    assert found.fix is None


OF_FOLDER = "'./' leads to the page of the folder, not to this file; write '#title'"
NOT_IN_FOLDER = "no heading or id '#nope' on the page of the folder './'"
FOLDERS = [
    # (name of the file, link, what is reported, after safe fixes)
    ("a.md", "./#title", OF_FOLDER, "#title"),
    ("a.md", ".#title", OF_FOLDER.replace("./", "."), "#title"),
    ("a.md", "././#Title", OF_FOLDER.replace("./", "././"), "#title"),
    ("a.md", "./#nope", NOT_IN_FOLDER, None),
    ("a.md", "./?x=1#title", OF_FOLDER, None),
    ("README.md", "./#nope", "no heading or id '#nope' in this file", None),
    ("README.md", "./#Title", "no heading or id '#Title' in this file; did you", "./#title"),
    ("index.md", "./#nope", "no heading or id '#nope' in this file", None),
    ("a.md", "with-readme/#nope", "no heading or id '#nope' in 'with-readme/'", None),
    ("a.md", "with-readme#nope", "no heading or id '#nope' in 'with-readme'", None),
    ("a.md", "with-readme/#Part", "no heading or id '#Part' in", "with-readme/#part"),
    ("with-readme/a.md", "./#nope", NOT_IN_FOLDER, None),
    ("with-readme/a.md", "./#title", OF_FOLDER, "#title"),
    ("with-readme/sub/a.md", "../#nope", "no heading or id '#nope' in '../'", None),
    ("with-index/a.md", "./#nope", NOT_IN_FOLDER, None),
]


def beside(root: Path, name: str) -> Context:
    (root / "with-readme/sub").mkdir(parents=True)
    (root / "with-readme/README.md").write_text("# Part\n", encoding="utf-8")
    (root / "with-index").mkdir()
    (root / "with-index/index.md").write_text("# Part\n", encoding="utf-8")
    (root / "other").mkdir()
    (root / "other/README.rst").write_text("Part\n", encoding="utf-8")
    (root / "bare").mkdir()
    return Context(resolver=FileLinkResolver(root / name, root, "github"))


@pytest.mark.parametrize(("name", "link", "message", "after"), FOLDERS)
@pytest.mark.parametrize("form", ["[x]({})", "<a href='{}'>x</a>", "[x][y]\n\n[y]: {}"])
def test_a_folder_is_shown_with_its_readme_or_index(
    tmp_path: Path, form: str, name: str, link: str, message: str, after: str | None
) -> None:
    around = beside(tmp_path, name)
    text = form.format(link) + "\n\n# Title\n"
    (found,) = diagnose(text, "ANC001", context=around, path=name)
    assert str(found.message).startswith(message)
    expected = form.format(after or link) + "\n\n# Title\n"
    assert fixed(text, "ANC001", unsafe=False, context=around, path=name) == expected


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("README.md", "./#title"),
        ("readme.md", "./#title"),
        ("index.md", "./#title"),
        ("a.md", "?#title"),
        ("a.md", "./a.md#title"),
        ("with-readme/a.md", "./#part"),
        ("with-readme/sub/a.md", "../#part"),
        ("with-index/a.md", "./#part"),
        ("a.md", "with-readme/#part"),
        ("a.md", "with-index/#part"),
        ("a.md", "with-index#part"),
        # What these show is not known.
        ("other/a.md", "./#title"),
        ("a.md", "other/#x"),
        ("a.md", "bare/#x"),
        ("a.md", "../#x"),
        ("a.md", "/#x"),
    ],
)
def test_leaves_links_to_pages_of_folders(tmp_path: Path, name: str, link: str) -> None:
    text = f"[x]({link})\n\n# Title\n"
    around = beside(tmp_path, name)
    assert see(text, "ANC001", context=around, path=name) == []


@pytest.mark.parametrize("front_matter", ["---\nlayout: post\n---\n", '+++\nslug = "x"\n+++\n', ""])
def test_on_a_site_a_page_is_a_folder(tmp_path: Path, front_matter: str) -> None:
    if not front_matter:
        (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    around = Context(resolver=FileLinkResolver(tmp_path / "a.md", tmp_path, "github"))
    text = f"{front_matter}[x](./#title) [y](./#nope)\n\n# Title\n"
    found = see(text, "ANC001", context=around, path="a.md")
    assert [seen.text for seen in found] == ["./#nope"]


def test_badges_of_all_contributors_lead_nowhere_on_purpose() -> None:
    badge = '<a href="#design-kelp" title="Design">🎨</a>\n'
    listed = f"<!-- ALL-CONTRIBUTORS-LIST:START -->\n{badge}<!-- ALL-CONTRIBUTORS-LIST:END -->\n"
    assert see(listed, "ANC001") == []
    assert [s.row for s in see(f"{badge}\n{listed}\n{badge}", "ANC001")] == [1, 7]
