from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.document import Surroundings
from digestlint.surroundings import FileNeighbours
from tests.support import diagnose, see


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    root = tmp_path / "repository"
    folder = root / "docs"
    (folder / "sub").mkdir(parents=True)
    for name in ("guide.md", "two words.md", "方法.md", "sub/deep.png", "a(b).md", "100%.md"):
        (folder / name).write_text("x\n", encoding="utf-8")
    (root / "README.md").write_text("x\n", encoding="utf-8")
    return Surroundings(neighbours=FileNeighbours(folder / "digest.md", root, "github"))


@pytest.mark.parametrize(
    "link",
    [
        "[a](guide.md)",
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
        "`[a](missing.md)` <a href='missing.md'>b</a> <img src='missing.png'>",
        "[x]: missing.md",  # nothing refers to it
    ],
)
def test_leaves_alone(around: Surroundings, link: str) -> None:
    assert see(link + "\n", "ANC003", surroundings=around) == []


@pytest.mark.parametrize(
    ("link", "target", "message"),
    [
        ("[a](missing.md)", "missing.md", "no file 'missing.md' beside this one"),
        ("![a](sub/none.png#x)", "sub/none.png#x", "no file 'sub/none.png' beside this one"),
        ("[a](/guide.md)", "/guide.md", "no file '/guide.md' in the repository"),
        ("[a](none)", "none", "no file 'none' beside this one"),
        ("[a](Guide.md)", "Guide.md", "no file 'Guide.md' beside this one"),
        (
            "[a](sub\\deep.png)",
            "sub\\deep.png",
            "no file 'sub\\deep.png' beside this one; write 'sub/deep.png'",
        ),
        ("[a](C:\\Papers\\x.pdf)", "C:\\Papers\\x.pdf", "no file 'C:\\Papers\\x.pdf' beside this"),
        ("[a][b]\n\n[b]: none.md 'title'", "none.md", "no file 'none.md' beside this one"),
        (
            "[a]((#part))",
            "(#part)",
            "link target '(#part)' is no fragment; write '#part' without the parentheses",
        ),
        ("[a](a%2Fnone.md)", "a%2Fnone.md", "no file 'a%2Fnone.md' beside this one"),
    ],
)
def test_finds(around: Surroundings, link: str, target: str, message: str) -> None:
    text = f"{link}\n"
    (found,) = diagnose(text, "ANC003", surroundings=around)
    assert text[found.start : found.end] == target
    assert found.message.startswith(message)
    assert found.fix is None


def test_text_without_a_place_misses_nothing() -> None:
    assert see("[a](missing.md)\n", "ANC003") == []


def test_none_hides_another(around: Surroundings) -> None:
    left = "[a](guide.md) [a](www.example.org/x) [a](/guide/start) "
    text = f"{left}[a](none.md) [a]((#part)) {left}[b](none.md)\n"
    assert len(see(text, "ANC003", surroundings=around)) == 3
