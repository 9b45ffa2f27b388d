"""Entries: only what this user's runs wrote is read back, and nothing is an error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digestlint.run.cache import store as module
from digestlint.run.cache.folder import CHOSEN
from digestlint.run.cache.store import Store
from tests.unprivileged import unprivileged

CONTENT = b"findings" * 100
NAME = "digestlint-a"

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def root(home: Path) -> Path:
    return home / "digestlint"


def opened(home: Path) -> Store:
    return Store({"XDG_CACHE_HOME": str(home)})


def read(store: Store, name: str = "a") -> bytes | None:
    found = store.read(name)
    return None if found is None else bytes(found)


def test_what_is_written_is_read(home: Path, root: Path) -> None:
    store = opened(home)
    assert read(store) is None
    store.write("a", CONTENT)
    store.write("b", b"")
    for reader in (store, opened(home)):
        assert (read(reader), read(reader, "b")) == (CONTENT, b"")
    assert root.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in root.iterdir()} == {0o600}


def test_it_says_that_it_can_be_left_out_of_backups(home: Path, root: Path) -> None:
    opened(home).write("a", CONTENT)
    assert (root / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f0688")


@pytest.mark.parametrize("at", [0, 31, 32, 100, len(CONTENT) + 31])
def test_a_changed_byte_is_a_miss(home: Path, root: Path, at: int) -> None:
    opened(home).write("a", CONTENT)
    data = bytearray((root / NAME).read_bytes())
    data[at] ^= 1
    (root / NAME).write_bytes(data)
    assert read(opened(home)) is None


@pytest.mark.parametrize("size", [0, 2, 32, 50])
def test_a_short_entry_is_a_miss(home: Path, root: Path, size: int) -> None:
    opened(home).write("a", CONTENT)
    (root / NAME).write_bytes((root / NAME).read_bytes()[:size])
    assert read(opened(home)) is None


def test_an_entry_under_another_name_is_a_miss(home: Path, root: Path) -> None:
    opened(home).write("a", CONTENT)
    (root / NAME).rename(root / "digestlint-b")
    assert read(opened(home), "b") is None


def rename_the_key(root: Path) -> None:
    (root / "digestlint-key").unlink()


def make_another_key(root: Path) -> None:
    (root / "digestlint-key").write_bytes(b"k" * 32)


def make_a_short_key(root: Path) -> None:
    (root / "digestlint-key").write_bytes(b"k")


def let_others_read_the_key(root: Path) -> None:
    """As Git writes files."""
    (root / "digestlint-key").chmod(0o644)


def let_others_write(root: Path) -> None:
    root.chmod(0o777)


def let_the_group_write(root: Path) -> None:
    root.chmod(0o770)


def let_others_write_the_entry(root: Path) -> None:
    (root / NAME).chmod(0o666)


def link_the_entry(root: Path) -> None:
    (root / NAME).rename(root.parent / "elsewhere")
    (root / NAME).symlink_to(root.parent / "elsewhere")


def make_the_entry_a_pipe(root: Path) -> None:
    (root / NAME).unlink()
    os.mkfifo(root / NAME)


def make_the_entry_a_device(root: Path) -> None:
    (root / NAME).unlink()
    (root / NAME).symlink_to("/dev/zero")


def make_the_entry_a_folder(root: Path) -> None:
    (root / NAME).unlink()
    (root / NAME).mkdir()


def make_the_entry_huge(root: Path) -> None:
    os.truncate(root / NAME, 10_000_000_000)


def link_the_folder(root: Path) -> None:
    root.rename(root.parent / "elsewhere")
    root.symlink_to(root.parent / "elsewhere")


def bring_it_from_elsewhere(root: Path) -> None:
    """With all its modes, as an archive does."""
    root.rename(root.parent / "elsewhere")
    shutil.copytree(root.parent / "elsewhere", root)
    root.chmod(0o700)


ATTACKS = [
    *(rename_the_key, make_another_key, make_a_short_key, let_others_read_the_key),
    *(let_others_write, let_the_group_write, let_others_write_the_entry, link_the_entry),
    *(make_the_entry_a_pipe, make_the_entry_a_device, make_the_entry_a_folder),
    *(make_the_entry_huge, link_the_folder, bring_it_from_elsewhere),
]


@posix
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_others_could_have_written_is_not_believed(
    home: Path, root: Path, attack: Callable[[Path], None]
) -> None:
    opened(home).write("a", CONTENT)
    assert read(opened(home)) == CONTENT
    attack(root)
    before = {path: path.read_bytes() for path in home.rglob("elsewhere*") if path.is_file()}
    assert read(opened(home)) is None
    opened(home).write("a", CONTENT)  # no error, and nothing is written through a link
    assert {path: path.read_bytes() for path in before} == before
    assert not list(home.rglob("*.tmp"))


@posix
def test_a_folder_of_another_user_is_not_believed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(home).write("a", CONTENT)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert read(opened(home)) is None
    opened(home).write("b", CONTENT)
    monkeypatch.undo()
    assert read(opened(home), "b") is None


@posix
def test_none_is_made_in_the_home_of_another_user(
    home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    opened(home).write("a", CONTENT)
    assert not root.exists()


@posix
def test_one_that_the_user_has_named_may_be_moved(home: Path) -> None:
    store = Store({CHOSEN: str(home / "a" / "b")})
    store.write("a", CONTENT)
    shutil.copytree(home / "a", home / "c")
    assert read(Store({CHOSEN: str(home / "c" / "b")})) == CONTENT
    (home / "c" / "b").chmod(0o777)
    assert read(Store({CHOSEN: str(home / "c" / "b")})) is None


def test_a_folder_with_other_files_keeps_them(home: Path) -> None:
    (home / "mine.md").write_text("mine")
    store = Store({CHOSEN: str(home)})
    store.write("a", CONTENT)
    assert not (home / "CACHEDIR.TAG").exists()
    assert store.clear()
    assert [path.name for path in home.iterdir()] == ["mine.md"]


@pytest.mark.parametrize("environment", [{}, {"HOME": ""}, {"XDG_CACHE_HOME": "relative"}])
def test_without_a_home_there_is_none(environment: dict[str, str]) -> None:
    store = Store(environment)
    store.write("a", CONTENT)
    store.prune()
    assert (store.path, read(store), store.clear()) == (None, None, False)


def test_a_home_that_is_not_there_is_not_made(home: Path) -> None:
    store = Store({"HOME": str(home / "gone")})
    store.write("a", CONTENT)
    assert not (home / "gone").exists()


def test_a_file_in_the_place_of_the_folder_is_left_alone(home: Path, root: Path) -> None:
    root.write_text("mine")
    store = opened(home)
    store.write("a", CONTENT)
    assert (read(store), root.read_text(), store.clear()) == (None, "mine", False)


def test_a_folder_that_takes_nothing() -> None:
    with unprivileged() as folder:
        (folder / "digestlint").mkdir(mode=0o500)
        store = opened(folder)
        store.write("a", CONTENT)
        assert read(store) is None


def test_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(home)
    store.write("a", CONTENT)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    store.write("b", CONTENT)
    assert (read(store), read(store, "b")) == (CONTENT, None)
    assert not list(home.rglob("*.tmp"))


def test_runs_side_by_side_read_whole_entries_only(home: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(8)]

    def work(content: bytes) -> bool:
        store = opened(home)
        good = True
        for _ in range(20):
            store.write("a", content)
            found = read(store)
            good = good and (found is None or found in contents)
        return good

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, contents))
    assert read(opened(home)) in (None, *contents)


def test_what_is_old_and_too_much_goes(
    home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_FILES", 4)
    store = opened(home)
    for number in range(8):
        store.write(str(number), CONTENT)
        os.utime(root / f"digestlint-{number}", (1e9 + number, 1e9 + number))
    store.write("new", CONTENT)
    (root / "mine.txt").touch()
    (root / "digestlint-folder").mkdir()
    store.prune()
    kept = {"digestlint-key", "digestlint-new", "digestlint-pruned", "digestlint-folder"}
    assert {path.name for path in root.iterdir()} == {*kept, "CACHEDIR.TAG", "mine.txt"}
    assert read(opened(home), "new") == CONTENT


def test_entries_in_use_stay_and_the_largest_sum_counts(
    home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(home)
    for name in ("a", "b"):
        store.write(name, CONTENT)
        os.utime(root / f"digestlint-{name}", (1e9, 1e9))
    assert read(store) == CONTENT
    store.prune()
    assert (read(store), read(store, "b")) == (CONTENT, None)
    store.write("c", CONTENT)
    monkeypatch.setattr(module, "_MOST_BYTES", 5000)
    store.prune()
    assert read(store, "c") == CONTENT, "not again within the hour"
    assert read(store) == CONTENT
    (root / "digestlint-pruned").unlink()
    store.prune()
    assert len([name for name in "ac" if read(store, name)]) <= 1


def test_clear(home: Path, root: Path) -> None:
    assert not opened(home).clear()
    store = opened(home)
    store.write("a", CONTENT)
    victim = home / "victim.txt"
    victim.write_text("mine")
    (root / "digestlint-link").symlink_to(victim)
    assert store.clear()
    assert victim.read_text() == "mine"
    assert not list(root.glob("digestlint-*"))
    store.write("a", CONTENT)
    assert read(opened(home)) == CONTENT
