from __future__ import annotations

import os
from pathlib import Path

import pytest

from digestlint.cache import content_key, entry_key, installation_key, keys

PARTS = (b"installation", b"settings", "a.md", content_key(b"# A\n"))


@pytest.mark.parametrize(
    "other",
    [
        (b"other", *PARTS[1:]),
        (PARTS[0], b"other", *PARTS[2:]),
        (*PARTS[:2], "b.md", PARTS[3]),
        (*PARTS[:3], content_key(b"# B\n")),
        # What stands at the border of two parts belongs to one of them.
        (b"installations", b"ettings", *PARTS[2:]),
    ],
)
def test_each_part_counts(other: tuple[bytes, bytes, str, str]) -> None:
    assert entry_key(*other) != entry_key(*PARTS)


def test_the_same_parts_have_the_same_key() -> None:
    assert entry_key(*PARTS) == entry_key(*PARTS)
    assert len(entry_key(*PARTS)) == 40


def test_a_name_that_is_not_utf_8() -> None:
    assert entry_key(*PARTS[:2], "\udce4.md", PARTS[3]) != entry_key(*PARTS)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that the key is computed of instead of digestlint's own."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "weights.bin").write_bytes(b"1")
    monkeypatch.setattr(keys, "__file__", str(tmp_path / "cache" / "keys.py"))
    monkeypatch.setattr("sys.path", [])
    return tmp_path


def test_the_installation_changes_with_code_model_and_packages(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [installation_key()]
    assert installation_key() == seen[0]
    (package / "cache" / "new.py").touch()
    seen.append(installation_key())
    (package / "weights.bin").write_bytes(b"12")
    seen.append(installation_key())
    os.utime(package / "weights.bin", ns=(1, 1))
    seen.append(installation_key())
    site = package.parent / "site-packages"
    site.mkdir(exist_ok=True)
    monkeypatch.setattr("sys.path", [str(site)])
    seen.append(installation_key())
    os.utime(site, ns=(1, 1))
    seen.append(installation_key())
    assert len(set(seen)) == len(seen)


def test_compiled_files_do_not_count(package: Path) -> None:
    before = installation_key()
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "a.pyc").touch()
    assert installation_key() == before


def test_a_packages_folder_that_is_not_there(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = installation_key()
    gone = package.parent / "dist-packages"
    monkeypatch.setattr("sys.path", [str(gone)])
    assert installation_key() == before
    gone.mkdir()
    assert installation_key() != before
