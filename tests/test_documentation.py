"""The documentation as a site: it has all pages, its links work, and it shows what GitHub shows."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyromark
import pytest
from tools import documentation, picture

from digestlint.cli import main
from tests.places import ROOT

PAGES = {source: page for source, page in documentation.pages().items() if page.endswith(".md")}
TAGS = ("h1", "h2", "h3", "h4", "li", "pre", "table", "tr", "blockquote", "strong", "em", "img")


def in_navigation() -> list[str]:
    """The pages that MkDocs' configuration names."""
    _, _, navigation = documentation.configuration().partition("\nnav:\n")
    return re.findall(r"^ *- (?:[^:\n]+: )?(\S+\.md)$", navigation, re.MULTILINE)


def test_the_navigation_names_every_page_once() -> None:
    assert sorted(in_navigation()) == sorted(PAGES.values())


def test_it_is_in_the_order_of_a_reader() -> None:
    named = in_navigation()
    wanted = ["index.md", "configuration.md", "hooks.md", "api.md", "rules/README.md", "schemas.md"]
    wanted += ["restoration.md", "comparison.md", "guarantees.md", "changelog.md"]
    wanted += ["contributing.md", "development/testing.md"]
    assert [name for name in named if name in wanted] == wanted


def test_links_between_pages_and_to_files_are_moved() -> None:
    text = "[`a`](docs/hooks.md#b) ![c](docs/terminal.svg) [d](tests) [e](https://a.b) [f](#g)"
    assert documentation.moved(text, "README.md") == (
        "[`a`](hooks.md#b) ![c](terminal.svg) "
        f"[d]({documentation.REPOSITORY}/tree/main/tests) [e](https://a.b) [f](#g)"
    )
    assert documentation.moved("[a](../../CHANGELOG.md)", "docs/development/testing.md") == (
        "[a](../changelog.md)"
    )
    assert documentation.moved("[![a](docs/terminal.svg)](Makefile)", "README.md") == (
        f"[![a](terminal.svg)]({documentation.REPOSITORY}/blob/main/Makefile)"
    )


def test_code_stays_as_it_is() -> None:
    for text in ("`[a](docs/x.md)`", "```\n[a](docs/x.md)\n```", "   ```\n[a](docs/x.md)\n   ```"):
        assert documentation.moved(text, "README.md") == text


def test_a_link_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"README\.md: a link leads to docs/nothing\.md"):
        documentation.moved("[a](docs/nothing.md)", "README.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n  b\n- c", "- a\n    b\n- c"),
        ("1. a\n\n   ```\n   b\n   ```\n2. c", "1. a\n\n    ```\n    b\n    ```\n\n2. c"),
        ("- a\n\nb\n  c", "- a\n\nb\n  c"),
        ("```\n- a\n  b\n```\n- c\n  d", "```\n- a\n  b\n```\n- c\n    d"),
        ("10. a\n    b", "10. a\n    b"),
    ],
)
def test_lists_are_as_python_markdown_wants_them(text: str, expected: str) -> None:
    assert documentation.indented(text) == expected


def test_digestlint_finds_nothing_in_the_documentation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    roots = [str(path.relative_to(ROOT)) for path in ROOT.glob("*.md")]
    assert main(["check", "--no-cache", "--quiet", "docs", *roots]) == 0
    assert capsys.readouterr().out == ""


def shown(html: str) -> dict[str, int]:
    return {tag: len(re.findall(rf"<{tag}[ >]", html)) for tag in TAGS}


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    if find_spec("mkdocs") is None:
        pytest.skip("MkDocs is not installed: 'make docs' does it")
    options = ("build", "--strict", "--config-file", str(folder / "mkdocs.yml"))
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *options], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.slow
def test_it_builds_and_shows_what_github_shows(tmp_path: Path) -> None:
    """By the number of headings, items, tables, … of each page in CommonMark and on the site."""
    documentation.gather(tmp_path)
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_TASKLISTS
    for source, page in PAGES.items():
        expected = pyromark.html((ROOT / source).read_text(encoding="utf-8"), options=options)
        path = tmp_path / "html" / page.replace("README.md", "index.md")
        html = path.with_suffix(".html").read_text(encoding="utf-8")
        found = re.search(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
        assert found and shown(found[1]) == shown(expected), page
        for address in re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', html):
            assert not address.startswith(("http", "//")), f"{page} loads {address}"


@pytest.mark.slow
def test_a_link_to_no_heading_fails(tmp_path: Path) -> None:
    documentation.gather(tmp_path)
    with (tmp_path / "pages" / "hooks.md").open("a", encoding="utf-8") as page:
        page.write("\n[a](configuration.md#nothing-like-it)\n")
    done = build(tmp_path)
    assert done.returncode != 0
    assert "nothing-like-it" in done.stdout + done.stderr


def test_the_picture_of_the_terminal_is_that_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows a digest damaged and restored, and ``make docs`` draws it."""
    drawn = (ROOT / "docs" / "terminal.svg").read_text(encoding="utf-8")
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(picture, "_path", lambda: str(ROOT / "hooks"))
    monkeypatch.setattr(picture, "ROOT", tmp_path)
    picture.main()
    assert (tmp_path / "docs" / "terminal.svg").read_text(encoding="utf-8") == drawn, (
        "run 'make docs'"
    )
    letters = "".join(re.findall(r">([^<\n]*)</text>", drawn))
    assert "restores2lines" in letters.replace(" ", "")
    assert letters.endswith("我们提出了一种新的方法，让多个智能体自己修正系统。")
