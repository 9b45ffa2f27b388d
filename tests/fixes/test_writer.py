"""Replacing files: all or nothing, and nothing left behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digestlint.fixes.report_writer import create
from digestlint.fixes.writer import WriteError, write_atomic
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
    monkeypatch.setattr(os, "fdopen", failing(errno.EIO))
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


@posix
def test_the_group_is_kept_where_the_owner_cannot_be(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups: list[int] = []

    def chown(descriptor: int, user: int, group: int) -> None:
        if user != -1:
            raise PermissionError(errno.EPERM, "")
        groups.append(group)

    monkeypatch.setattr(os, "fchown", chown)
    assert write_atomic(file, NEW)
    assert groups == [file.stat().st_gid]


@posix
def test_nobody_else_may_read_the_new_file_before_it_has_its_mode(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    fdopen = os.fdopen

    def noting(descriptor: int, *how: Any) -> Any:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return fdopen(descriptor, *how)

    monkeypatch.setattr(os, "fdopen", noting)
    write_atomic(file, NEW)
    assert modes == [0o600]


@posix
def test_nothing_is_written_through_obstacles(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = file.parent / "other.md"
    other.write_bytes(OLD)
    (file.parent / ".digestlint-00.tmp").symlink_to(other)
    monkeypatch.setattr(os, "urandom", lambda _: b"\0")
    with pytest.raises(WriteError, match="file exists"):
        write_atomic(file, NEW)
    assert (file.read_bytes(), other.read_bytes()) == (OLD, OLD)


def test_line_endings_stay_where_text_files_are_translated(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: a descriptor translates line endings unless it is opened with O_BINARY."""
    binary = 1 << 30
    opened: list[int] = []
    real = os.open

    def opening(path: Path, flags: int, *mode: int, **how: Any) -> int:
        if flags & os.O_CREAT:
            opened.append(flags & binary)
        return real(path, flags & ~binary, *mode, **how)

    monkeypatch.setattr(os, "O_BINARY", binary, raising=False)
    monkeypatch.setattr(os, "open", opening)
    write_atomic(file, NEW)
    assert opened == [binary]


def test_an_owner_that_cannot_be_kept_is_no_error(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM), raising=False)
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
    message = r"^was not written: it has been changed by another program meanwhile$"
    with pytest.raises(WriteError, match=message):
        write_atomic(file, NEW, expected=b"something else")
    assert file.read_bytes() == OLD
    assert write_atomic(file, NEW, expected=OLD)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("step", ["fsync", "fdopen", "open", "fchmod", "replace"])
def test_a_failure_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    monkeypatch.setattr(os, step, failing(code))
    with pytest.raises(WriteError) as caught:
        write_atomic(file, NEW)
    assert str(caught.value) == f"could not be written: {os.strerror(code).lower()}"
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["digest.md"]


@pytest.mark.parametrize("step", ["fsync", "fchmod", "replace"])
def test_an_interrupt_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(file, NEW)
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["digest.md"]


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"^is not a regular file$"):
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


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        # Before Python 3.13, a loop of links.
        (RuntimeError("Symlink loop from '/a'"), "symbolic link loop"),
        (OSError("Something Else"), "something else"),
    ],
)
def test_a_reason_that_the_system_does_not_name(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "resolve", fail)
    with pytest.raises(WriteError, match=f"^could not be written: {reason}$"):
        write_atomic(file, NEW)


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
        with pytest.raises(WriteError, match=r"^could not be written: permission denied$"):
            write_atomic(file, NEW)
        assert file.read_bytes() == OLD
        assert names(folder) == ["digest.md"]


def test_in_a_read_only_folder_nothing_is_written() -> None:
    """Overwriting would leave half a file behind if the process were killed."""
    with unprivileged() as folder:
        file = folder / "digest.md"
        file.write_bytes(OLD)
        folder.chmod(0o555)
        with pytest.raises(WriteError, match="could not be written: permission denied"):
            write_atomic(file, NEW)
        assert file.read_bytes() == OLD
        assert names(folder) == ["digest.md"]


def test_in_a_folder_without_permission() -> None:
    with unprivileged() as folder:
        file = folder / "shut" / "digest.md"
        file.parent.mkdir()
        file.write_bytes(OLD)
        file.parent.chmod(0)
        with pytest.raises(WriteError, match="permission denied"):
            write_atomic(file, NEW)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EPERM, errno.EROFS])
def test_a_file_that_cannot_be_replaced_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A file that is a mount point, immutable, or another's in a sticky folder."""
    monkeypatch.setattr(os, "replace", failing(code))
    with pytest.raises(WriteError, match="could not be written: "):
        write_atomic(file, NEW)
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["digest.md"]


def test_a_file_saved_while_the_new_one_is_written_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saving(descriptor: int) -> None:
        file.write_bytes(b"saved by the editor")

    monkeypatch.setattr(os, "fsync", saving)
    with pytest.raises(WriteError, match="changed by another program"):
        write_atomic(file, NEW, expected=OLD)
    assert file.read_bytes() == b"saved by the editor"
    assert names(file.parent) == ["digest.md"]


def test_parallel_writers(file: Path) -> None:
    """A reader never sees a mixture, and a writer that was overtaken gets an error."""
    contents = [bytes([65 + k]) * 200_000 for k in range(4)]
    seen: set[bytes] = set()
    errors: set[str] = set()

    def rewrite(content: bytes) -> None:
        for _ in range(10):
            try:
                write_atomic(file, content)
            except Exception as error:
                errors.add(str(error))
            seen.add(file.read_bytes())

    threads = [threading.Thread(target=rewrite, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors <= {"was not written: it has been changed by another program meanwhile"}
    assert seen <= {OLD, *contents}
    assert file.read_bytes() in contents
    assert names(file.parent) == ["digest.md"]


@posix
def test_the_new_file_is_synced_before_it_gets_its_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(descriptor: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(source: str, target: str, **folders: int) -> None:
        order.append("replace")
        assert folders["src_dir_fd"] == folders["dst_dir_fd"]
        replace(source, target, **folders)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    write_atomic(file, NEW)
    assert order == ["file", "replace", "folder"]


def test_a_new_file_replaces_nothing(tmp_path: Path) -> None:
    create(tmp_path / "a", NEW, within=tmp_path)
    assert (tmp_path / "a").read_bytes() == NEW
    with pytest.raises(WriteError, match="could not be written: file exists"):
        create(tmp_path / "a", OLD, within=tmp_path)
    assert (tmp_path / "a").read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@posix
def test_a_new_file_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "a").symlink_to(outside / "b")
    for name in ("link/b", "a"):
        with pytest.raises(WriteError):
            create(inside / name, NEW, within=inside)
    assert not list(outside.iterdir())
