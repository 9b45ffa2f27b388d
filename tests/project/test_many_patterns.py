"""Thousands of patterns over thousands of paths: few are tried, and nothing takes long."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digestlint.project import walk_budget
from digestlint.project.config import parse_config, resolve
from digestlint.project.files import discover
from digestlint.project.gitignore import read_patterns
from digestlint.project.glob_index import GlobIndex
from digestlint.project.globs import compile_glob, is_literal, lowered
from digestlint.project.ignore_patterns import compile_patterns
from tests.project.test_globs import a_glob, a_path
from tests.timing import no_collection, processor_seconds

BASE = Path("/base")
PATTERNS: dict[str, Callable[[int], str]] = {
    "ending": lambda n: f"*.x{n}",
    "beginning": lambda n: f"x{n}*",
    "middle": lambda n: f"*x{n}*",
    "below a folder": lambda n: f"/x{n}/*.md",
    "below any folder": lambda n: f"**/x{n}/*.md",
    "far below": lambda n: f"**/*x{n}/**/*x",
    "stars": lambda n: f"*d*x{n}*",
    "folders between": lambda n: f"/**/d*/**/d*/**/x{n}*",
    "brackets behind": lambda n: f"x{n}[a-z]*",
    "the same": lambda n: "[a-z]*[a-z]*x",
    "the same, by turns": lambda n: ("*d*x", "!*d*x")[n % 2],
}


@contextmanager
def at_most(times: float) -> Iterator[None]:
    """So many times what it takes to ask one pattern about 5,000 files, here and now."""
    patterns = compile_patterns(BASE, ["*x[a-z]*y"])

    def ask() -> None:
        for number in range(5_000):
            patterns.verdict(BASE / f"a{number}.md", is_folder=False)

    unit = processor_seconds(ask)
    with no_collection():
        start = time.process_time()
        yield
        assert time.process_time() - start < times * unit


FOR_PATHS = ("below any folder", "far below", "folders between")


@pytest.mark.parametrize("pattern", [PATTERNS[name] for name in FOR_PATHS], ids=FOR_PATHS)
def test_in_folders_that_are_inside_each_other(pattern: Callable[[int], str]) -> None:
    patterns = compile_patterns(BASE, map(pattern, range(2900)))
    folder = BASE
    with at_most(60):
        for _ in range(300):
            folder = folder / "d"
            assert not patterns.verdict(folder, is_folder=True)
            assert not patterns.verdict(folder / "a.md", is_folder=False)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_in_a_folder_of_many_files(pattern: Callable[[int], str]) -> None:
    patterns = compile_patterns(BASE, map(pattern, range(2900)))
    with at_most(50):
        for number in range(5_000):
            assert not patterns.verdict(BASE / f"a{number}.md", is_folder=False)


def test_settings_for_files_far_below() -> None:
    """For each of them all folders that it is in count."""
    entries = [{"files": [f"*x{number}.md"], "ignore": ["URL005"]} for number in range(100)]
    config = parse_config({"per-file": entries}, BASE / "digestlint.toml")
    folder = BASE
    with at_most(60):
        for _ in range(100):
            folder = folder / "d"
            resolve(config, folder / "a.md")


def write_ignore_files(top: Path, *, folders: int, patterns: int) -> None:
    text = "".join(f"*x{number}[a-z]*y\n" for number in range(patterns))
    for number in range(folders):
        folder = top / f"d{number}"
        folder.mkdir()
        (folder / ".gitignore").write_text(text)
        (folder / "a.md").write_text("")


def test_an_ignore_file_in_each_folder(tmp_path: Path) -> None:
    """Which may be the same one, with patterns that no name needs."""
    write_ignore_files(tmp_path, folders=30, patterns=2900)
    with at_most(50):
        files, problems = discover([tmp_path], root=tmp_path)
    assert (len(files), problems) == (30, [])


def test_an_ignore_file_with_too_many_in_each_folder(tmp_path: Path) -> None:
    write_ignore_files(tmp_path, folders=10, patterns=50_000)
    with at_most(50):
        files, problems = discover([tmp_path], root=tmp_path)
    assert (len(files), len(problems)) == (10, 10)


@pytest.mark.parametrize("where", [".gitignore", "exclude"])
def test_what_has_to_be_tried_has_an_end(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk_budget, "_BUDGET", 100_000)
    monkeypatch.setattr(walk_budget, "_FOR_A_PATH", 0)
    lines = [f"[a]*[{number}-9]*[x]" for number in range(10)]
    if where == ".gitignore":
        (tmp_path / where).write_text("\n".join(lines))
    for number in range(100):
        (tmp_path / f"a{number}.md").write_text("")
    exclude = lines if where == "exclude" else []
    files, (problem,) = discover([tmp_path], root=tmp_path, exclude=exclude)
    assert problem.path == str(tmp_path)
    assert "trying the patterns" in problem.message
    assert len(files) < 100


def test_each_path_adds_to_what_may_be_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ignore files that people write are not an attack, however many files there are."""
    monkeypatch.setattr(walk_budget, "_BUDGET", 10_000)
    (tmp_path / ".gitignore").write_text("*.m[a-c]\n*m?\n")
    for number in range(500):
        (tmp_path / f"a{number}.md").write_text("")
    files, problems = discover([tmp_path], root=tmp_path, exclude=["*.m[a-c]", "b/**/*.md"])
    assert (files, problems) == ([], []) or len(files) == 500


@pytest.mark.parametrize("fold", [False, True])
def test_no_glob_is_left_out_that_fits(fold: bool) -> None:
    chance = random.Random(7)
    fitting = 0
    for _ in range(4000):
        glob = a_glob(chance).decode("latin-1").strip("/")
        if is_literal(glob) or "//" in glob:
            continue
        is_path = "/" in glob
        try:
            pattern = compile_glob(glob, is_path=is_path, fold=fold)
        except ValueError:
            continue
        index = GlobIndex([(1, glob)], fold=fold)
        for _ in range(10):
            name = a_path(chance).decode("latin-1")
            name = lowered(name) if fold else name
            name = name if is_path else name.rpartition("/")[2]
            if pattern.match(name):
                fitting += 1
                found = {n for part in name.split("/") for n in index.among(part)}
                assert 1 in {*found, *index.always}, (glob, name)
    assert fitting > 500


def test_the_last_of_many_decides(tmp_path: Path) -> None:
    lines = [f"*{number}.md" for number in range(1000)] + ["!*5.md", "*15.md", "!x15.md"]
    (tmp_path / ".gitignore").write_text("\n".join(lines))
    patterns = read_patterns(tmp_path, tmp_path / ".gitignore")
    verdicts = {
        name: patterns.verdict(tmp_path / name, is_folder=False)
        for name in ("a4.md", "a5.md", "a15.md", "x15.md", "a.md")
    }
    assert verdicts == {
        "a4.md": True,
        "a5.md": False,
        "a15.md": True,
        "x15.md": False,
        "a.md": None,
    }


@pytest.mark.skipif(os.name != "posix", reason="paths of Windows")
def test_folders_that_are_asked_in_any_order() -> None:
    patterns = compile_patterns(BASE, ["**/ab*/**/cd*"])
    deep = BASE / "abc" / "x" / "cde"
    assert patterns.covers(deep / "y" / "z.md", is_folder=False)
    assert patterns.verdict(deep, is_folder=True)
    assert not patterns.verdict(BASE / "x" / "cde", is_folder=True)
    assert not patterns.covers(BASE / "x" / "cde" / "z.md", is_folder=False)
    assert not patterns.covers(Path("/other/abc/cde"), is_folder=True)
    assert patterns.verdict(BASE, is_folder=True) is None
