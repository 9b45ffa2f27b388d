"""Replacing files: all or nothing, and nothing left behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digestlint.writer import WriteError, write_atomic
from tests.unprivileged import NOBODY, unprivileged

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file semantics")
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)

OLD, NEW = b"old\r\n\xe4", "new 论文\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "digest.md"
    file.write_bytes(OLD)
    return file


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_replaces_the_content(file: Path) -> None:
    assert write_atomic(file, NEW) is True
    assert file.read_bytes() == NEW
    assert names(file.parent) == ["digest.md"]


@pytest.mark.parametrize("data", [b"", b"x" * 5_000_000])
def test_any_size(file: Path, data: bytes) -> None:
    assert write_atomic(file, data)
    assert file.read_bytes() == data


def test_equal_content_is_not_touched(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EIO))
    before = file.stat()
    assert write_atomic(file, OLD) is False
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_new_content_has_a_new_time(file: Path) -> None:
    os.utime(file, (1, 1))
    write_atomic(file, NEW)
    assert file.stat().st_mtime > 1


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o666, 0o4711])
def test_keeps_the_mode(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_atomic(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@needs_root
def test_keeps_the_owner(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY)
    write_atomic(file, NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (NOBODY, NOBODY)


@posix
def test_keeps_the_mode_where_other_metadata_cannot_be_copied(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o640)
    monkeypatch.setattr(shutil, "copystat", failing(errno.EPERM))
    assert write_atomic(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_an_owner_that_cannot_be_kept_is_no_error(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "chown", failing(errno.EPERM), raising=False)
    assert write_atomic(file, NEW)
    assert file.read_bytes() == NEW


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_keeps_extended_attributes(file: Path) -> None:
    try:
        os.setxattr(file, "user.digestlint", b"1")
    except OSError as error:
        pytest.skip(f"no extended attributes here: {error}")
    write_atomic(file, NEW)
    assert os.getxattr(file, "user.digestlint") == b"1"


@posix
def test_a_link_stays_a_link(file: Path) -> None:
    (file.parent / "far").mkdir()
    link = file.parent / "far" / "link.md"
    link.symlink_to("../digest.md")
    assert write_atomic(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert names(link.parent) == ["link.md"]


@posix
def test_other_hard_links_keep_the_old_content(file: Path) -> None:
    other = file.parent / "other.md"
    other.hardlink_to(file)
    assert write_atomic(file, NEW)
    assert (file.read_bytes(), other.read_bytes()) == (NEW, OLD)


@posix
def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / ("论" * 84 + ".md")
    file.write_bytes(OLD)
    assert write_atomic(file, NEW)
    assert names(tmp_path) == [file.name]


def test_a_file_changed_meanwhile_is_left_alone(file: Path) -> None:
    with pytest.raises(WriteError, match="changed by another program"):
        write_atomic(file, NEW, expected=b"something else")
    assert file.read_bytes() == OLD
    assert write_atomic(file, NEW, expected=OLD)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("step", ["fsync", "fdopen", "open", "utime"])
def test_a_failure_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    monkeypatch.setattr(os, step, failing(code))
    with pytest.raises(WriteError) as caught:
        write_atomic(file, NEW)
    assert str(caught.value) == f"could not be written: {os.strerror(code).lower()}"
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["digest.md"]


@pytest.mark.parametrize("step", ["fsync", "utime"])
def test_an_interrupt_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(file, NEW)
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["digest.md"]


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="not a regular file"):
        write_atomic(tmp_path, NEW)
    with pytest.raises(WriteError, match="no such file"):
        write_atomic(tmp_path / "missing.md", NEW)
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("target", ["loop.md", "missing.md"])
def test_bad_links(tmp_path: Path, target: str) -> None:
    link = tmp_path / "loop.md"
    link.symlink_to(target)
    with pytest.raises(WriteError, match="link" if target == "loop.md" else "no such file"):
        write_atomic(link, NEW)
    assert names(tmp_path) == ["loop.md"]


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(WriteError, match="not a regular file"):
        write_atomic(tmp_path / "pipe.md", NEW)


def test_a_read_only_file_stays() -> None:
    with unprivileged() as folder:
        file = folder / "digest.md"
        file.write_bytes(OLD)
        file.chmod(0o444)
        assert write_atomic(file, OLD) is False
        with pytest.raises(WriteError, match="permission denied"):
            write_atomic(file, NEW)
        assert file.read_bytes() == OLD
        assert names(folder) == ["digest.md"]


@pytest.mark.parametrize("new", [NEW, b"", b"much longer " * 1000])
def test_in_a_read_only_folder_the_file_is_overwritten(new: bytes) -> None:
    with unprivileged() as folder:
        file = folder / "digest.md"
        file.write_bytes(OLD)
        inode = file.stat().st_ino
        folder.chmod(0o555)
        assert write_atomic(file, new)
        assert file.read_bytes() == new
        assert file.stat().st_ino == inode
        assert names(folder) == ["digest.md"]


def test_in_a_folder_without_permission() -> None:
    with unprivileged() as folder:
        file = folder / "shut" / "digest.md"
        file.parent.mkdir()
        file.write_bytes(OLD)
        file.parent.chmod(0)
        with pytest.raises(WriteError, match="permission denied"):
            write_atomic(file, NEW)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EPERM])
def test_where_the_file_cannot_be_replaced_it_is_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A file that is a mount point, or another's in a sticky folder."""
    monkeypatch.setattr(Path, "replace", failing(code))
    inode = file.stat().st_ino
    assert write_atomic(file, NEW)
    assert file.read_bytes() == NEW
    assert file.stat().st_ino == inode
    assert names(file.parent) == ["digest.md"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_failed_overwrite_brings_the_old_content_back(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(Path, "replace", failing(errno.EBUSY))
    write, calls = os.write, []

    def write_a_little(descriptor: int, data: memoryview) -> int:
        calls.append(len(data))
        if len(calls) == 3:
            raise error
        return write(descriptor, data[:4])

    monkeypatch.setattr(os, "write", write_a_little)
    new = b"x" * 100
    with pytest.raises(WriteError if isinstance(error, OSError) else KeyboardInterrupt):
        write_atomic(file, new)
    assert len(calls) > 3
    assert file.read_bytes() == OLD


def test_what_cannot_be_brought_back_is_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rescue = tmp_path / "rescue"
    rescue.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rescue))
    monkeypatch.setattr(Path, "replace", failing(errno.EBUSY))
    monkeypatch.setattr(os, "ftruncate", failing(errno.EIO))
    with pytest.raises(WriteError, match="old content was saved as") as caught:
        write_atomic(file, NEW)
    [saved] = rescue.iterdir()
    assert str(saved) in str(caught.value)
    assert saved.read_bytes() == OLD


@posix
def test_two_overwrites_at_once_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(Path, "replace", failing(errno.EBUSY))
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(WriteError, match="another program"):
            write_atomic(file, NEW)
    assert file.read_bytes() == OLD


def test_parallel_writers(file: Path) -> None:
    """Whoever comes last wins, and a reader never meets a mixture."""
    contents = [bytes([65 + k]) * 200_000 for k in range(4)]
    seen: set[bytes] = set()
    errors: list[Exception] = []

    def rewrite(content: bytes) -> None:
        try:
            for _ in range(10):
                write_atomic(file, content)
                seen.add(file.read_bytes())
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=rewrite, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert seen <= set(contents)
    assert file.read_bytes() in contents
    assert names(file.parent) == ["digest.md"]


@posix
def test_the_new_file_is_synced_before_it_gets_its_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(path: Path, target: Path) -> Path:
        order.append("replace")
        assert path.parent == target.parent
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    write_atomic(file, NEW)
    assert order == ["file", "replace", "folder"]
