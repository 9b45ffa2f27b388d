from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digestlint.cache import FOLDER, Store, cache_folder, remove
from digestlint.cache import store as module
from tests.unprivileged import unprivileged

CONTENT = b"findings" * 100


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / FOLDER


def entry_file(root: Path, name: str = "a") -> Path:
    (found,) = root.glob(f"*/{name}")
    return found


def test_what_is_written_is_read(root: Path) -> None:
    store = Store(str(root), b"1")
    assert store.read("a") is None
    store.write("a", CONTENT)
    store.write("b", b"")
    assert (store.read("a"), store.read("b")) == (CONTENT, b"")


def test_other_installations_see_nothing_and_clear_up(root: Path) -> None:
    Store(str(root), b"1").write("a", CONTENT)
    other = Store(str(root), b"2")
    assert other.read("a") is None
    other.write("b", CONTENT)
    assert Store(str(root), b"1").read("a") is None
    assert other.read("b") == CONTENT


@pytest.mark.parametrize("at", [0, 3, 4, 100, len(CONTENT) + 3])
def test_a_changed_byte_is_a_miss(root: Path, at: int) -> None:
    Store(str(root), b"1").write("a", CONTENT)
    data = bytearray(entry_file(root).read_bytes())
    data[at] ^= 1
    entry_file(root).write_bytes(data)
    assert Store(str(root), b"1").read("a") is None


@pytest.mark.parametrize("size", [0, 2, 4, 50])
def test_a_short_entry_is_a_miss(root: Path, size: int) -> None:
    Store(str(root), b"1").write("a", CONTENT)
    entry_file(root).write_bytes(entry_file(root).read_bytes()[:size])
    assert Store(str(root), b"1").read("a") is None


def test_an_entry_that_is_a_folder_is_a_miss_and_stays(root: Path) -> None:
    store = Store(str(root), b"1")
    store.write("b", CONTENT)
    (entry_file(root, "b").parent / "a").mkdir()
    store.write("a", CONTENT)
    assert store.read("a") is None
    assert [path.name for path in root.glob("*/*.tmp")] == []


def test_a_file_in_the_place_of_the_folder_is_left_alone(root: Path) -> None:
    root.write_text("mine")
    store = Store(str(root), b"1")
    store.write("a", CONTENT)
    assert (store.read("a"), root.read_text()) == (None, "mine")
    assert not remove(str(root))


def test_a_link_in_the_place_of_the_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    root.symlink_to(target)
    Store(str(root), b"1").write("a", CONTENT)
    assert list(target.iterdir()) == []
    assert not remove(str(root))


def test_a_folder_that_takes_nothing() -> None:
    with unprivileged() as folder:
        (folder / FOLDER).mkdir(mode=0o500)
        store = Store(str(folder / FOLDER), b"1")
        store.write("a", CONTENT)
        assert store.read("a") is None


def test_runs_side_by_side_read_whole_entries_only(root: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(8)]

    def work(content: bytes) -> bool:
        store = Store(str(root), b"1")
        good = True
        for _ in range(20):
            store.write("a", content)
            good = good and store.read("a") in contents
        return good

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, contents))


def test_too_many_entries(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ENTRIES", 10)
    store = Store(str(root), b"1")
    for number in range(12):
        store.write(str(number), CONTENT)
    assert len(list(root.glob("*/*"))) == 12
    Store(str(root), b"1").write("new", CONTENT)
    assert len(list(root.glob("*/*"))) == 7


def test_git_does_not_see_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    Store(cache_folder(str(tmp_path)), b"1").write("a", CONTENT)
    command = ["git", "-C", str(tmp_path), "status", "--porcelain"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b""


def test_it_stands_in_the_root_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert cache_folder(str(inner)) == str(inner / FOLDER)
    (tmp_path / ".git").mkdir()
    assert cache_folder(str(inner)) == str(tmp_path / FOLDER)


def test_remove(root: Path) -> None:
    assert not remove(str(root))
    root.mkdir()
    (root / "mine.txt").touch()
    assert not remove(str(root)), "nobody knows whose folder this is"
    Store(str(root), b"1").write("a", CONTENT)
    assert remove(str(root))
    assert not root.exists()


def test_entries_that_go_while_others_are_removed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run clears up at the same time; the entry to be kept is kept all the same."""
    monkeypatch.setattr(module, "_MOST_ENTRIES", 4)
    store = Store(str(root), b"1")
    for number in range(6):
        store.write(str(number), CONTENT)
    monkeypatch.setattr("os.listdir", lambda _: ["gone", "0", "also gone", "1", "2"])
    other = Store(str(root), b"1")
    other.write("new", CONTENT)
    assert other.read("new") == CONTENT
    assert {path.name for path in root.glob("*/*")} == {"0", "1", "2", "3", "4", "5", "new"}
