"""The notes of a repository: what is found, what is not looked at, and where looking ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint._runtime.tracing import observing, trace
from digestlint._runtime.tracing.looks import holds
from digestlint.project import note_names
from digestlint.project.notes import NoteFinder


def made(folder: Path, *names: str) -> NoteFinder:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# A\n", encoding="utf-8")
    return NoteFinder(folder / "a.md", folder)


def test_paths(tmp_path: Path) -> None:
    finder = made(tmp_path, "x/b.md", "y/b.md", "y/c d.png")
    assert finder.paths("b") == ("x/b.md", "y/b.md")
    assert finder.paths("Y/B.md") == ("y/b.md",)
    assert finder.paths("./y/b") == ("y/b.md",)
    assert finder.paths("z/b") == finder.paths("") == finder.paths("..b") == ()
    assert finder.paths("../b") is None
    assert NoteFinder(tmp_path.parent / "z.md", tmp_path).paths("./b") is None


def test_parts(tmp_path: Path) -> None:
    finder = made(tmp_path, "b.md", "c.png")
    (tmp_path / "b.md").write_text("# A *b*\n\nText ^x\n\n- item ^Y-1\n\n^z\n", encoding="utf-8")
    parts = finder.parts("b.md")
    assert parts is not None
    assert (parts.headings, parts.blocks) == ([("A b", "A *b*")], ["x", "y-1", "z"])
    assert finder.parts("c.png") is None
    assert finder.parts("gone.md") is None


@pytest.mark.parametrize(
    ("front_matter", "names"),
    [
        ("aliases: [a b, 'c', \"d\"]", "a b|c|d"),
        ("aliases: a, b", "a|b"),
        ("alias: x", "x"),
        ("Aliases:\n- a\n  - 'b'\ntags:\n  - no", "a|b"),
        ("tags: [no]\r\naliases:\r\n  - a\r\n  - b", "a|b"),
        ("aliases:", ""),
        ("aliases: []", ""),
    ],
)
def test_aliases(tmp_path: Path, front_matter: str, names: str) -> None:
    finder = made(tmp_path, "b.md")
    text = f"---\n{front_matter}\n---\naliases: [no]\n"
    (tmp_path / "b.md").write_bytes(text.encode())
    for name in filter(None, names.split("|")):
        assert finder.paths(name.upper()) == ("b.md",), name
    assert finder.paths("no") == finder.paths("tags") == ()


def test_aliases_lead_to_files_and_no_further(tmp_path: Path) -> None:
    """So aliases that name each other are no circle."""
    finder = made(tmp_path)
    for name, alias in (("a", "b"), ("b", "a"), ("c", "c"), ("d", "e")):
        (tmp_path / f"{name}.md").write_text(f"---\naliases: [{alias}]\n---\n")
    assert [finder.paths(name) for name in "abcdef"] == [
        *(("a.md",), ("b.md",), ("c.md",), ("d.md",), ("d.md",), ())
    ]


def test_what_is_not_entered(tmp_path: Path) -> None:
    finder = made(tmp_path, "b.md", ".hidden/x.md", "node_modules/y.md", "in/.venv/z.md")
    assert [finder.paths(name) for name in ("x", "y", "z")] == [()] * 3


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_names, "MOST_FILES", 3)
    finder = made(tmp_path, "x/b.md", "x/c.md")
    assert finder.paths("b") == ("x/b.md",)
    made(tmp_path, "x/d.md")
    observing.forget()
    finder = made(tmp_path)
    assert finder.paths("b") is finder.paths("gone") is finder.nearest("gone") is None
    assert not finder.is_vault()


def test_long_names_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_names, "MOST_FILES", 10)
    finder = made(tmp_path, *(f"{'x' * 200}/{'y' * 200}{n}.md" for n in range(8)))
    assert finder.paths("b") is None


def test_nearest(tmp_path: Path) -> None:
    finder = made(tmp_path, "x/Attention.md", "y/b-c.md", "z/b c.md", "rl.md", "Gone.md")
    assert finder.nearest("atention") == "Attention"
    assert finder.nearest("ATTENTION?") == "Attention"
    assert finder.nearest("x/rI") is None  # two letters
    assert finder.nearest("None") is None  # four
    assert finder.nearest("B_C") == "y/b-c.md"  # of two, the path
    assert finder.nearest("—") is finder.nearest("something else") is None


def test_looks_are_few_and_hold_until_a_name_or_an_alias_changes(tmp_path: Path) -> None:
    made(tmp_path, *(f"{n}/{m}.md" for n in range(10) for m in range(10)))

    def looked() -> bytes:
        observing.forget()
        with trace.recording() as taken:
            finder = NoteFinder(tmp_path / "a.md", tmp_path)
            assert finder.paths("gone") == ()
        assert len(taken.seen) == 2
        packed = taken.pack()
        assert packed is not None
        assert holds(packed)
        return packed

    before = looked()
    (tmp_path / "1" / "1.md").write_text("# Other text\n")
    assert holds(before)
    (tmp_path / "1" / "1.md").write_text("---\naliases: [x]\n---\n")
    assert not holds(before)
    before = looked()
    (tmp_path / "1" / "1.md").rename(tmp_path / "1" / "11.md")
    assert not holds(before)
    before = looked()
    (tmp_path / "new").mkdir()
    assert not holds(before)
