"""What Git is set to, asked at once or before."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from digestlint import git_settings


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    top = tmp_path / "repository"
    (top / "folder").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(top)], check=True)
    for name, value in (("core.excludesFile", "~/ignored"), ("core.ignoreCase", "true")):
        subprocess.run(["git", "-C", str(top), "config", name, value], check=True)
    return top


def test_settings_are_those_of_the_working_tree(repository: Path) -> None:
    found = git_settings.settings(repository)
    assert found["core.excludesfile"] == str(repository.parent / "home" / "ignored")
    assert found["core.ignorecase"] == "true"


def test_git_may_be_asked_before(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git_settings.ask(repository / "folder")
    git_settings.ask(repository)
    monkeypatch.setenv("PATH", "")  # it has been asked
    assert git_settings.settings(repository)["core.ignorecase"] == "true"
    assert git_settings.settings(repository) == {}


def test_other_systems_ask_another_way(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = git_settings.settings(repository)
    monkeypatch.delattr(os, "posix_spawnp", raising=False)
    assert git_settings.settings(repository) == expected


def test_nothing_is_set_where_there_is_no_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_settings.ask(tmp_path)  # no working tree
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / ".git").mkdir()
    git_settings.ask(tmp_path)
    assert git_settings.settings(tmp_path) == {}
