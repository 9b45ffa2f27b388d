from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from digestlint._runtime.tracing.observing import forget
from digestlint.project.config import find_config
from digestlint.project.files import discover
from digestlint.project.repository import real_path, repository_root, top_of, why_outside
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"
posix = pytest.mark.skipif(os.name != "posix", reason="symbolic links")


def test_the_top_is_found_from_anywhere_in_it(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "docs" / "inner"
    (inner / "a").mkdir(parents=True)
    assert (top_of(inner), repository_root(inner)) == (None, inner)
    (tmp_path / "outer" / ".git").mkdir()
    (inner / ".git").write_text("gitdir: ../../.git/modules/inner\n")  # a submodule
    for folder, top in ((inner / "a", inner), (inner, inner), (inner.parent, tmp_path / "outer")):
        forget()
        assert (top_of(folder), repository_root(folder)) == (top, top)


@posix
def test_a_link_out_of_a_repository_is_no_repository_of_its_own(tmp_path: Path) -> None:
    """Neither for what bounds a file, nor for the configuration that applies to it."""
    outer, other = tmp_path / "outer", tmp_path / "other"
    for folder in (outer, other):
        (folder / ".git").mkdir(parents=True)
    (outer / "link").symlink_to(other)
    config = outer / "digestlint.toml"
    config.touch()
    assert top_of(outer / "link") == outer
    assert find_config(outer / "link") == config
    assert find_config(other) is None


def test_a_configuration_is_not_looked_for_above_the_repository(tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").touch()
    (tmp_path / "a" / ".git").mkdir(parents=True)
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b") is None
    assert find_config(tmp_path / "a") is None


@posix
@pytest.mark.parametrize("is_repository", [True, False])
def test_an_ignore_file_that_leads_outside_is_reported_with_its_target(
    tmp_path: Path, is_repository: bool
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    if is_repository:
        (folder / ".git").mkdir()
    (tmp_path / "elsewhere").touch()
    (folder / ".gitignore").symlink_to(tmp_path / "elsewhere")
    (folder / "a.md").touch()
    found, problems = discover([folder], root=folder)
    assert [file.path.name for file in found] == ["a.md"]
    name = "the repository" if is_repository else "the folder that is checked"
    message = f"leads outside {name} through a symbolic link, so it was left alone"
    assert problems == [(str(folder / ".gitignore"), message)]
    assert why_outside(folder) == f"leads outside {name}, so it was left alone"


@posix
def test_a_real_path_of_a_loop_is_what_it_is(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert real_path(loop).name == "loop"
    (tmp_path / "b").symlink_to(tmp_path)
    assert real_path(tmp_path / "b" / "c") == real_path(tmp_path) / "c"


def test_nobody_else_looks_for_repositories() -> None:
    asking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("exists", "kind", "is_dir", "is_file"))
        and "'.git'" in ast.unparse(node)
    }
    assert asking == {"project/repository.py"}
