"""What is said of a file that could not be written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from digestlint.lint.results import FileResult
from digestlint.project.config import Config
from digestlint.project.config.defaults import Defaults
from digestlint.run.saving import save
from digestlint.run.task import Task


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
@pytest.mark.parametrize("git", [False, True], ids=["without Git", "with Git"])
def test_what_bounds_a_file_is_named(git: bool, tmp_path: Path) -> None:
    folder, outside = tmp_path / "inner", tmp_path / "outside.md"
    folder.mkdir()
    if git:
        (folder / ".git").mkdir()
    outside.write_bytes(b"old")
    link = folder / "a.md"
    link.symlink_to(outside)
    task = Task(link, Config(None, Defaults(), ()), fix=True, within=folder)
    found = save(task, FileResult("a.md", old=b"old", new=b"new"), lambda _: FileResult("a.md"))
    name = "the repository" if git else "the folder that is checked"
    assert found.problem == f"leads outside {name}, so it was left alone"
    assert outside.read_bytes() == b"old"
