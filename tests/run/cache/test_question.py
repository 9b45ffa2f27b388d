"""The question of a run: everything counts unless it is known not to matter."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digestlint.run.cache import question
from digestlint.run.cache.question import installation, key, of_run
from digestlint.run.cache.store import Store


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*words: str, environment: dict[str, str] | None = None, by: bytes = b"1") -> str:
    return of_run(["check", *words], by, environment or {})


@pytest.mark.parametrize(
    "words",
    [
        ("b.md",),
        ("a.md", "b.md"),
        ("a.md", "--select", "URL"),
        ("a.md", "--option-of-tomorrow"),
        ("a.md", "-q"),
        ("a.m", "d"),
        ("a.md", ""),
        ("a\udce4.md",),
    ],
)
def test_each_word_counts(place: Path, words: tuple[str, ...]) -> None:
    assert asked(*words) != asked("a.md")
    assert asked(*words) == asked(*words)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        *((name, True) for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LC_ALL")),
        *((name, True) for name in ("TERM_PROGRAM", "LANG", "LANGUAGE")),
        *((name, True) for name in ("PYTHONUTF8", "OPENBLAS_CORETYPE", "DIGESTLINT_ANYTHING")),
        *((name, False) for name in ("DIGESTLINT_CACHE_DIR", "GIT_AUTHOR_DATE", "PWD", "SHLVL")),
    ],
)
def test_the_environment_counts_where_it_changes_output(
    place: Path, name: str, counts: bool
) -> None:
    assert (asked("a.md", environment={name: "x"}) != asked("a.md")) is counts


def test_the_folder_and_the_installation_count(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {asked("a.md"), asked("a.md", by=b"2")}
    monkeypatch.chdir(place / "inner")
    assert len(seen | {asked("a.md")}) == 3


class Terminal:
    encoding = "utf-8"
    errors = "strict"
    newlines = None

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_where_the_output_goes_counts(
    place: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [asked("a.md")]
    terminal = Terminal()
    monkeypatch.setattr(sys, name, terminal)
    seen.append(asked("a.md"))
    for columns in (80, 120):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, size=columns: (size, 24))
        monkeypatch.setattr(sys, "__stdout__", sys.__stderr__)
        seen.append(asked("a.md"))
    terminal.encoding = "latin-1"
    seen.append(asked("a.md"))
    assert len(set(seen)) == len(seen)


def test_text_at_the_border_of_two_parts_belongs_to_one() -> None:
    assert key(b"ab", b"c") != key(b"a", b"bc") != key(b"abc")
    assert len(key(b"")) == 40


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that the key is computed of instead of digestlint's own."""
    folder = tmp_path / "package"
    (folder / "rules").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "weights.bin").write_bytes(b"1")
    monkeypatch.setattr(question, "PACKAGE", str(folder))
    monkeypatch.setattr("sys.path", [])
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store({"XDG_CACHE_HOME": str(tmp_path)})


def add_a_rule(package: Path) -> None:
    (package / "rules" / "new.py").write_text("x")


def change_the_model(package: Path) -> None:
    (package / "weights.bin").write_bytes(b"2")  # of the same size


def install_a_package(package: Path) -> None:
    site = package.parent / "site-packages"
    site.mkdir()
    sys.path.append(str(site))


@pytest.mark.parametrize("change", [add_a_rule, change_the_model, install_a_package])
def test_the_installation_changes(
    package: Path, store: Store, change: Callable[[Path], None]
) -> None:
    before = installation(store)
    assert installation(store) == before
    change(package)
    assert installation(store) != before


def test_the_version_of_a_dependency_counts(package: Path, store: Store) -> None:
    install_a_package(package)
    site = package.parent / "site-packages"
    seen = [installation(store)]
    (site / "numpy-1.0.dist-info").mkdir()
    seen.append(installation(store))
    (site / "numpy-1.0.dist-info").rename(site / "numpy-1.1.dist-info")
    seen.append(installation(store))
    assert len(set(seen)) == 3


def test_the_same_content_is_the_same_installation(package: Path, store: Store) -> None:
    """In CI, files are new each time."""
    before = installation(store)
    os.utime(package / "weights.bin", ns=(1, 1))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "a.pyc").touch()
    assert installation(store) == before


def test_without_a_cache_the_installation_is_known(package: Path) -> None:
    nowhere = Store({})
    assert installation(nowhere) == installation(nowhere)
