from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.document.context import Context
from digestlint.project.context import FileLinkResolver
from tests.support import diagnose, fixed, see


@pytest.fixture
def around(tmp_path: Path) -> Context:
    root = tmp_path / "repository"
    folder = root / "docs"
    (folder / "sub").mkdir(parents=True)
    for name in ("guide.md", "two words.md", "方法.md", "sub/deep.png", "a(b).md", "100%.md"):
        (folder / name).write_text("x\n", encoding="utf-8")
    (root / "README.md").write_text("x\n", encoding="utf-8")
    return Context(resolver=FileLinkResolver(folder / "digest.md", root, "github"))


@pytest.mark.parametrize(
    "link",
    [
        "[a](guide.md)",
        # Another label, which nothing refers to.
        "[a][论文 甲]\n\n[论文 甲]: guide.md\n[论文\u3000甲]: gone.md",
        "[a](./guide.md?raw=true#part)",
        "[a](two%20words.md) [b](<two words.md>)",
        "[a](方法.md) [b](%E6%96%B9%E6%B3%95.md)",
        "[a](a(b).md) [b](a\\(b\\).md) [c](100%25.md)",
        "![a](sub/deep.png) [b](sub) [c](sub/) [d](.) [e](..)",
        "[a](/README.md) [b](/docs/guide.md) [c](../README.md)",
        "[a](../../issues) [b](../../../elsewhere.md)",
        "[a](/guide/start) [b](/guide/start#part) [c](/guide/) [d](/)",
        "[a](#part) [b](?query) [c]()",
        "[a](https://a.b/c) [b](//a.b/c) [c](mailto:a@b.c) [d](tel:1) [e](data:,x) <a@b.c>",
        "[a]({{ site.url }}/x) [b]({% link x.md %}) [c](${BASE}/x)",
        "[a](www.example.org/x) [b](github.com/a/b)",  # malformed-url's
        "`[a](missing.md)` `<a href='missing.md'>b</a>` <!-- <img src='missing.png'> -->",
        "<a href='guide.md'>b</a> <img src=sub/deep.png> <a href='{{ x }}/y.md'>",
        # Templates, and words that hold the place of an address.
        "[{date}]({url}) [a]({a.b}/x) [b](%s) [c](x/%d.md) [d](%(name)s.md) [e](hld-{name}.md)",
        "[a](url) [b](LINK) [c](path/to/file.md) [d](<path>) [e](<paper url>) [f](...) [g](…)",
        "[a](link-to-paper) [b](your-link-here) [c](链接) [d](论文链接) [e](PAPER_URL) [f]($URL)",
        "[n]([url]) [a](file_name) [b](TODO) [c](xxx) [d](code link) [e](/users/:id/x.md)",
        # No definitions.
        "- [D-01]: 已复核。\n- [D-02]: 见 [D-01]",
        "[x]: missing.md",  # nothing refers to it
    ],
)
def test_leaves_alone(around: Context, link: str) -> None:
    assert see(link + "\n", "ANC003", context=around) == []


@pytest.mark.parametrize(
    ("link", "target", "message"),
    [
        ("[a](missing.md)", "missing.md", "no file 'missing.md' relative to this file"),
        ("![a](sub/none.png#x)", "sub/none.png#x", "no file 'sub/none.png' relative to this file"),
        ("[a](/guide.md)", "/guide.md", "no file '/guide.md' in the repository"),
        ("[a](none)", "none", "no file 'none' relative to this file"),
        ("[a](Guide.md)", "Guide.md", "no file 'Guide.md' relative to this file"),
        (
            "[a](sub\\deep.png)",
            "sub\\deep.png",
            "no file 'sub\\deep.png' relative to this file; write 'sub/deep.png'",
        ),
        ("[a](C:\\Papers\\x.pdf)", "C:\\Papers\\x.pdf", "no file 'C:\\Papers\\x.pdf' relative to"),
        ("[a][b]\n\n[b]: none.md 'title'", "none.md", "no file 'none.md' relative to this file"),
        (
            "[a]((#part))",
            "(#part)",
            "link target '(#part)' is not a fragment; write '#part', without the parentheses",
        ),
        ("[a](a%2Fnone.md)", "a%2Fnone.md", "no file 'a%2Fnone.md' relative to this file"),
        ("<a href='none.md#x'>a</a>", "none.md#x", "no file 'none.md' relative to this file"),
        ("<p><IMG\n SRC=none.png></p>", "none.png", "no file 'none.png' relative to this file"),
        ("| <img src='none.png'> |\n|--|", "none.png", "no file 'none.png' relative to this file"),
        ("[a](LICENSE)", "LICENSE", "no file 'LICENSE' relative to this file"),
        ("[a](links.md)", "links.md", "no file 'links.md' relative to this file"),
        ("[a](None)", "None", "no file 'None' relative to this file"),
    ],
)
def test_finds(around: Context, link: str, target: str, message: str) -> None:
    text = f"{link}\n"
    (found,) = diagnose(text, "ANC003", context=around)
    assert text[found.start : found.end] == target
    assert str(found.message).startswith(message)
    assert found.fix is None


def test_text_without_a_place_misses_nothing() -> None:
    assert see("[a](missing.md)\n", "ANC003") == []


def test_none_hides_another(around: Context) -> None:
    left = "[a](guide.md) [a](www.example.org/x) [a](/guide/start) "
    text = f"{left}[a](none.md) [a]((#part)) {left}[b](none.md)\n"
    assert len(see(text, "ANC003", context=around)) == 3


PAGES = [
    # (what the link names, what is meant, after unsafe fixes)
    ("guide", "guide.md", "guide.md"),
    ("./guide", "./guide.md", "./guide.md"),
    ("guide/", "guide.md", "guide.md"),
    ("guide.html", "guide.md", "guide.md"),
    ("guide#part", "guide.md", "guide.md#part"),
    ("guide#nope", "guide.md", None),
    ("/docs/guide.html", "/docs/guide.md", "/docs/guide.md"),
    ("../guide/", "guide.md", "guide.md"),
    ("sub/2025-09-16", "sub/2025-09-16.md", "sub/2025-09-16.md"),
    ("%E6%96%B9%E6%B3%95", "%E6%96%B9%E6%B3%95.md", "%E6%96%B9%E6%B3%95.md"),
]


def pages(around: Context, tmp_path: Path) -> Context:
    folder = tmp_path / "repository/docs"
    (folder / "guide.md").write_text("# Part\n", encoding="utf-8")
    (folder / "sub/2025-09-16.md").write_text("x\n", encoding="utf-8")
    return around


@pytest.mark.parametrize(("link", "meant", "after"), PAGES)
@pytest.mark.parametrize("form", ["[a]({})\n", "<a href={}>a</a>\n", "[a]\n\n[a]: {}\n"])
def test_names_the_file_of_a_page(
    around: Context, tmp_path: Path, form: str, link: str, meant: str, after: str | None
) -> None:
    around = pages(around, tmp_path)
    text = form.format(link)
    (found,) = diagnose(text, "ANC003", context=around)
    assert str(found.message).endswith(f"; did you mean '{meant}'?")
    assert fixed(text, "ANC003", unsafe=False, context=around) == text
    expected = form.format(after or link)
    assert fixed(text, "ANC003", "ANC001", context=around) == expected


@pytest.mark.parametrize(
    "front_matter",
    [
        "---\nlayout: default\n---\n",
        "---\ntitle: x\npermalink: /x/\n---\n",
        '+++\ntitle = "x"\nweight = 3\n+++\n',
        '{\n  "draft": false\n}\n',
        "_config.yml",
        "mkdocs.yml",
        "docs/.vitepress",
    ],
)
@pytest.mark.parametrize(("link", "meant", "after"), PAGES)
def test_leaves_pages_of_a_site(
    around: Context,
    tmp_path: Path,
    front_matter: str,
    link: str,
    meant: str,
    after: str | None,
) -> None:
    around = pages(around, tmp_path)
    if "\n" not in front_matter:
        (tmp_path / "repository" / front_matter).write_text("x\n", encoding="utf-8")
        front_matter = ""
    text = f"{front_matter}[a]({link}) [b](none.md) [c](none)\n"
    found = see(text, "ANC003", context=around)
    assert [seen.text for seen in found] == ["none.md", "none"]


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n", "layout: default\n\n", ""])
def test_a_title_alone_makes_no_site(around: Context, tmp_path: Path, text: str) -> None:
    around = pages(around, tmp_path)
    assert len(see(f"{text}[a](guide)\n", "ANC003", context=around)) == 1
