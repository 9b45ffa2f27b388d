"""What a run looks at is recorded, and looked at again."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.opening import NoContentError
from digestlint._runtime.tracing import observing, trace
from digestlint._runtime.tracing.looks import holds

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOME_NAME", "x")
    return tmp_path


def look_at_all() -> None:
    for path in ("a.md", "gone.md", "inner", "link.md"):
        observing.kind(path)
        observing.is_link(path)
        observing.real(path)
        for function in (lambda p: observing.read(p, 100), lambda p: observing.names(p, [".md"])):
            try:
                function(path)
            except OSError:
                continue
    observing.is_spelt(".", "a.md")
    observing.is_spelt(".", "A.md")
    observing.environment("SOME_NAME")


def packed(function: Callable[[], object] = look_at_all) -> bytes:
    with trace.recording() as taken:
        function()
    content = taken.pack()
    assert content is not None
    return content


def edit(folder: Path) -> None:
    (folder / "a.md").write_text("b")


def remove(folder: Path) -> None:
    (folder / "a.md").unlink()


def become_a_folder(folder: Path) -> None:
    (folder / "a.md").unlink()
    (folder / "a.md").mkdir()


def grow(folder: Path) -> None:
    (folder / "a.md").write_text("a" * 101)


def add(folder: Path) -> None:
    (folder / "gone.md").touch()


def add_to_the_folder(folder: Path) -> None:
    (folder / "inner" / "b.md").touch()


def add_a_folder(folder: Path) -> None:
    (folder / "inner" / "b").mkdir()


def link(folder: Path) -> None:
    (folder / "link.md").symlink_to("gone")


def link_the_same(folder: Path) -> None:
    (folder / "a.md").rename(folder / "other")
    (folder / "a.md").symlink_to("other")


def spell_otherwise(folder: Path) -> None:
    (folder / "A.md").touch()


def change_the_environment(folder: Path) -> None:
    os.environ["SOME_NAME"] = "y"


@posix
@pytest.mark.parametrize(
    "change",
    [
        *(edit, remove, become_a_folder, grow, add, add_to_the_folder, add_a_folder, link),
        *(link_the_same, spell_otherwise, change_the_environment),
    ],
)
def test_a_trace_does_not_hold_after(folder: Path, change: Callable[[Path], None]) -> None:
    before = packed()
    assert holds(before)
    change(folder)
    assert not holds(before)


def test_a_trace_holds_after_what_nobody_looked_at(folder: Path) -> None:
    before = packed()
    (folder / "notes.txt").write_text("x")
    (folder / "inner" / "notes.txt").write_text("x")
    (folder / "a.md").write_text("b")
    (folder / "a.md").write_text("a")
    assert holds(before)


def test_what_changes_while_it_is_looked_at_is_for_once_only(folder: Path) -> None:
    with trace.recording() as taken:
        observing.read("a.md", 100)
        edit(folder)
        observing.read("a.md", 100)
    assert taken.pack() is None


def test_content_counts_as_it_was_read(folder: Path) -> None:
    def read_and_edit() -> None:
        assert observing.read("a.md", 100) == b"a"
        edit(folder)

    taken = packed(read_and_edit)
    assert not holds(taken)
    (folder / "a.md").write_text("a")
    assert holds(taken)


def test_inner_traces_count_for_outer_ones(folder: Path) -> None:
    with trace.recording() as outer:
        with trace.recording() as inner:
            observing.kind("a.md")
        observing.kind("inner")
        with trace.recording():
            trace.spoil()
    assert set(inner.seen) < set(outer.seen)
    assert (inner.is_whole, outer.is_whole) == (True, False)


def test_a_trace_that_was_kept_from_ending_spoils_the_outer_one(folder: Path) -> None:
    """As by the alarm of a time limit, which may come at any moment."""
    with trace.recording() as outer:
        trace.recording().__enter__()
        observing.kind("a.md")
    assert not outer.is_whole
    assert not trace.is_recording()


def test_what_is_known_counts_for_all_who_ask(folder: Path) -> None:
    @trace.once
    def size(path: str) -> int:
        return len(observing.read(path, 100))

    assert size("a.md") == 1
    edit(folder)
    with trace.recording() as taken:
        assert size("a.md") == 1
    # It was asked about a file that is not as it was.
    assert not holds(taken.pack() or b"")
    observing.forget()
    (folder / "a.md").write_text("abc")
    assert size("a.md") == 3


@pytest.mark.parametrize("path", ["a\0.md", "\ud800.md"])
def test_impossible_paths_are_not_recorded(path: str) -> None:
    with trace.recording() as taken:
        assert observing.kind(path) == ""
        assert not observing.is_link(path)
        assert not observing.is_spelt(path, "a")
        with pytest.raises(ValueError):
            observing.read(path, 1)
        with pytest.raises(ValueError):
            observing.real(path)
    assert taken.seen == {}


@posix
@pytest.mark.parametrize("limit", [0, 10])
def test_nothing_is_waited_for(tmp_path: Path, limit: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, what in ((tmp_path / "pipe", "other"), ("/dev/zero", "other"), (tmp_path, "folder")):
        with pytest.raises(NoContentError) as caught:
            observing.read(str(path), limit)
        assert caught.value.what == what


@posix
def test_a_pipe_that_takes_the_place_of_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking what it is and opening it."""
    before = os.stat
    os.mkfifo(folder / "pipe")

    def wrong(path: str, **how: Any) -> os.stat_result:
        return before("a.md" if path == "pipe" else path, **how)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", wrong)
        with pytest.raises(NoContentError):
            observing.read("pipe", 10)


def test_a_file_that_grows_is_read_to_the_limit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.md").write_bytes(b"a" * 1000)
    small = os.stat_result((stat.S_IFREG, *[0] * 5, 3, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: small)
    assert observing.read("a.md", 1000) == b"a" * 1000
    with pytest.raises(NoContentError):
        observing.read("a.md", 999)


class Input:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Input(b"abc"))
    taken = packed(lambda: observing.standard_input(10))
    assert observing.standard_input(10) == b"abc"
    assert observing.standard_input(1) == b"ab"
    assert holds(taken)
    monkeypatch.setattr(sys, "stdin", Input(b"abd"))
    assert not holds(taken)
    assert observing.standard_input(10) == b"abd"  # what was read to see that is not lost
    monkeypatch.setattr(sys, "stdin", None)
    assert observing.standard_input(10) is None
    assert not holds(taken)


@pytest.mark.parametrize(
    "entry", [b"kind", b"kind\0\0a.md", b"nonsense\0\0a.md\0", b"read\0x\0a.md\0y", b"\0" * 7]
)
def test_what_is_no_trace_does_not_hold(entry: bytes) -> None:
    assert not holds(entry)


def test_a_run_that_looked_at_nothing_is_always_the_same() -> None:
    assert holds(packed(lambda: None))
