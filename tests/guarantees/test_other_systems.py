"""Windows and macOS: their paths, newlines, encodings, locks and missing calls, simulated.

No test here runs on those systems; each gives one module what it would meet there.
"""

from __future__ import annotations

import ntpath
import os
import posixpath
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from digestlint._runtime.tracing import looks
from digestlint._runtime.workers import pool
from digestlint.cli import main
from digestlint.fixes import writer
from digestlint.fixes.writer import WriteError, write_atomic
from digestlint.papers.bibliography import candidate_names
from digestlint.project import context
from digestlint.project.context import FileLinkResolver
from digestlint.project.files import FileProblem, read_bytes
from digestlint.project.ignore_patterns import compile_patterns
from digestlint.project.linked_files import LinkedFiles
from digestlint.run.cache import folder as cache_folder
from tests.discovering import discover
from tests.places import SOURCE

posix = pytest.mark.skipif(os.name != "posix", reason="simulates what Windows has of its own")

OLD, NEW = b"old\r\n", "新\r\n".encode()
INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n"


class Module:
    """A module as another system has it: without some names, and with others changed."""

    def __init__(self, real: Any, missing: tuple[str, ...] = (), **changed: Any) -> None:
        self._real = real
        self._missing = missing
        self.__dict__ |= changed

    def __getattr__(self, name: str) -> Any:
        if name in self._missing:
            raise AttributeError(name)
        return getattr(self._real, name)


def windows_open(
    path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
) -> int:
    """Folders cannot be opened; a path of 260 characters or more is not found."""
    assert dir_fd is None, "Windows has no such thing"
    if Path(path).is_dir():
        raise PermissionError(13, "Permission denied")
    assert flags & WINDOWS_OS.O_BINARY, "Windows would write CR LF for LF"
    if len(str(path)) > ntpath_limit:
        raise FileNotFoundError(2, "No such file or directory")
    return os.open(path, flags & ~WINDOWS_OS.O_BINARY, mode)


ntpath_limit = 259  # MAX_PATH counts the NUL at the end
WINDOWS_OS = Module(
    os,
    ("chown", "fchmod", "fchown", "geteuid", "fork", "sched_getaffinity", "O_NOFOLLOW"),
    name="nt",
    O_BINARY=0x8000,
    open=windows_open,
    supports_effective_ids=frozenset(),
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(writer, "os", WINDOWS_OS)
    monkeypatch.setattr(writer, "HAS_DESCRIPTORS", False)
    monkeypatch.setattr(writer, "_PAUSES", (0.0,) * 5)
    file = tmp_path / "digest.md"
    file.write_bytes(OLD)
    return file


@contextmanager
def held(times: int, meanwhile: Any = None) -> Iterator[list[Path]]:
    """Let another program have the file open for this many attempts to replace it."""
    attempts: list[Path] = []
    replace = os.replace

    def refuse(source: str, target: str, **folders: None) -> None:
        assert set(folders.values()) <= {None}
        attempts.append(Path(source))
        if len(attempts) <= times:
            if meanwhile:
                meanwhile()
            # WinError 32, ERROR_SHARING_VIOLATION
            raise PermissionError(13, "The process cannot access the file")
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        yield attempts


@posix
def test_a_file_is_written_without_what_windows_lacks(file: Path) -> None:
    assert write_atomic(file, NEW, expected=OLD)
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]


@posix
@pytest.mark.parametrize("times", [1, 5])
def test_a_file_that_a_scanner_looks_into_is_written_later(file: Path, times: int) -> None:
    with held(times) as attempts:
        assert write_atomic(file, NEW, expected=OLD)
    assert len(attempts) == times + 1
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]


@posix
def test_a_file_that_stays_open_elsewhere_is_left_alone(file: Path) -> None:
    expected = "could not be written: the process cannot access the file"
    with held(99), pytest.raises(WriteError, match=f"^{expected}$"):
        write_atomic(file, NEW, expected=OLD)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


@posix
def test_what_is_saved_while_waiting_is_kept(file: Path) -> None:
    saved = b"saved by the editor"
    changed = pytest.raises(WriteError, match="changed by another program meanwhile")
    with held(1, lambda: file.write_bytes(saved)), changed:
        write_atomic(file, NEW, expected=OLD)
    assert file.read_bytes() == saved
    assert list(file.parent.iterdir()) == [file]


@posix
def test_a_temporary_file_that_cannot_be_removed_is_no_digest(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "unlink", refuse)
    with held(99), pytest.raises(WriteError, match="cannot access"):
        write_atomic(file, NEW, expected=OLD)
    assert file.read_bytes() == OLD
    assert discover([file.parent], root=file.parent) == ([file], [])


@posix
def test_a_folder_whose_name_leaves_no_room(tmp_path: Path, file: Path) -> None:
    folder = tmp_path
    while len(str(folder / "a.md")) < ntpath_limit - 20:
        folder /= "x" * min(60, ntpath_limit - 20 - len(str(folder)))
    folder.mkdir(parents=True)
    digest = folder / "a.md"
    digest.write_bytes(OLD)
    with pytest.raises(WriteError, match=r"^could not be written: no such file or directory$"):
        write_atomic(digest, NEW, expected=OLD)
    assert digest.read_bytes() == OLD


ELSEWHERE = [
    "docs\\guide.md",
    "docs%5Cguide.md",
    "..\\a.md",
    "C:/repository/docs/guide.md",
    "c:guide.md",
    "\\\\evil\\share\\a.md",
    "%5C%5Cevil%5Cshare%5Ca.md",
    "\\\\.\\pipe\\x",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_links_are_urls_on_windows_too(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server has no such file; and to look for it might send a password to one."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guide.md").write_text("# A\n")
    resolver = FileLinkResolver(tmp_path / "a.md", tmp_path, "github")
    monkeypatch.setattr(context, "_ON_WINDOWS", True)
    assert resolver.exists("docs/guide.md")
    assert resolver.target_ids("docs/guide.md") == frozenset({"a"})
    asked: list[object] = []
    with monkeypatch.context() as patch:
        for name in ("stat", "lstat", "scandir", "listdir", "readlink"):
            patch.setattr(os, name, lambda *paths, **_: asked.append(paths))
        found = resolver.exists(path), resolver.target_ids(path)
    assert (found, asked) == ((False, None), [])


def test_what_is_outside_by_name_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = LinkedFiles(tmp_path)
    outside = tmp_path / ".." / "net" / "evil" / "share"
    asked: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "realpath", asked.append)
        found = files.inside(outside), files.exists(outside), files.read_text(outside)
    assert (found, asked) == ((False, False, None), [])


@pytest.mark.parametrize(
    "name",
    ["CON", "nul", "aux.md", "COM1", "a.md.", "a.md ", "a.md::$DATA", "a.md:x", "A.MD", "A~1.MD"],
)
def test_names_that_only_windows_knows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    monkeypatch.setattr(Path, "exists", lambda _: True)
    files = LinkedFiles(tmp_path)
    assert files.exists(tmp_path / "a.md")
    assert not files.exists(tmp_path / name)


@posix
def test_a_device_is_no_file() -> None:
    with pytest.raises(FileProblem, match=r"^is not a regular file$"):
        read_bytes(Path(os.devnull), within=None)


def test_patterns_match_windows_paths() -> None:
    base: Any = PureWindowsPath(r"C:\Repository")
    patterns = compile_patterns(base, ["/docs/**/*.md", "!/docs/keep.md"])
    for path, expected in [
        (r"c:\repository\docs\a.md", True),
        (r"C:\Repository\docs\sub\a.md", True),
        (r"C:\Repository\docs\keep.md", False),
        (r"C:\Repository\a.md", None),
        (r"D:\Repository\docs\a.md", None),
        (r"\\server\share\docs\a.md", None),
    ]:
        windows_path: Any = PureWindowsPath(path)
        assert patterns.verdict(windows_path, is_folder=False) is expected


def test_a_title_names_a_bibliography_by_a_windows_path() -> None:
    title = r"Paper List from BIB File: C:\Users\me\papers.bib"
    assert candidate_names(PureWindowsPath(r"D:\a\digest.md"), title) == (
        "papers.bib",
        "digest.bib",
    )


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"LOCALAPPDATA": r"C:\Users\me"}, "win32", r"C:\Users\me\digestlint\Cache"),
        ({"HOME": "/Users/me"}, "darwin", "/Users/me/Library/Caches/digestlint"),
        ({"HOME": "/home/me"}, "linux", "/home/me/.cache/digestlint"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "/c"}, "linux", "/c/digestlint"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "c"}, "linux", "/home/me/.cache/digestlint"),
        ({}, "linux", None),
        ({"HOME": ""}, "darwin", None),
        ({"HOME": "me"}, "linux", None),
        ({"HOME": "/home/me"}, "win32", None),
    ],
)
def test_the_cache_is_in_the_users_own_folder(
    environment: dict[str, str],
    platform: str,
    expected: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = ntpath if platform == "win32" else posixpath
    monkeypatch.setattr(cache_folder, "os", Module(os, path=path))
    assert cache_folder.place(environment, platform) == expected


class Entry(SimpleNamespace):
    """A folder as `os.scandir` has it on Windows."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return True

    def stat(self, *, follow_symlinks: bool = True) -> SimpleNamespace:
        return SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=self.tag)


def test_junctions_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_drive = Entry(name="synced", tag=0x9000601A)  # a real folder that a cloud service keeps
    junction = Entry(name="junction", tag=0xA0000003)

    @contextmanager
    def scandir(path: str) -> Iterator[Iterator[Any]]:
        if path == str(tmp_path):
            yield iter([Entry(name="plain", tag=0), one_drive, junction])
        else:
            listed.append(Path(path).name)
            yield iter(())

    listed: list[str] = []
    monkeypatch.setattr(looks, "os", Module(os, scandir=scandir))
    monkeypatch.setattr(looks, "HAS_DESCRIPTORS", False)
    for on_windows, expected in ((True, ["plain", "synced"]), (False, ["junction", "plain"])):
        listed.clear()
        monkeypatch.setattr(looks, "_ON_WINDOWS", on_windows)
        assert discover([tmp_path], root=tmp_path) == ([], [])
        assert sorted(listed)[: len(expected)] == expected


def test_no_more_processes_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def executor(count: int, *_: object) -> None:
        asked.append(count)

    monkeypatch.setattr(pool, "ProcessPoolExecutor", executor)
    for processes in (2, 200):
        crew = pool._Crew((str, range(500), [1.0] * 500), [1] * 500, processes)
        with suppress(AttributeError):  # there is none
            crew._start()
    assert asked == [2, 61]


def test_waiting_for_a_result_takes_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, Ctrl-C would go unnoticed in a wait without an end."""
    asked: list[float] = []

    def wait_for(futures: object, timeout: float, _: str) -> tuple[set[object], object]:
        asked.append(timeout)
        return set(), futures

    monkeypatch.setattr(pool, "wait_for", wait_for)
    pool._Crew((str, [], []), [], 2).wait(0)
    assert asked == [pool._PATIENCE]


# What Windows has not, hidden in the process and in those that it starts.
HIDING = """
import os, sys, _signal, signal
for name in ("fcntl", "resource", "pwd", "grp", "termios", "syslog", "_curses"):
    sys.modules[name] = None
for module, names in (
    (os, "fork forkpty posix_spawn posix_spawnp sched_getaffinity O_NOFOLLOW"),
    (os, "chown lchown fchown fchmod getuid geteuid"),
    (signal, "SIGKILL SIGALRM setitimer getitimer alarm"),
    (_signal, "SIGKILL SIGALRM setitimer getitimer alarm"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)

if __name__ == "__main__":
    from digestlint._runtime.workers import forking
    from digestlint.cli import main
    forking.can_fork = lambda: False
    sys.exit(main(sys.argv[1:]))
"""


def child(
    folder: Path, *command: str, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(SOURCE), **environment},
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_the_same_without_what_windows_lacks(tmp_path: Path) -> None:
    script = tmp_path / "hiding.py"
    script.write_text(HIDING)
    for folder in ("there", "here"):
        (tmp_path / folder / ".git").mkdir(parents=True)
        for number in range(4):
            (tmp_path / folder / f"{number}.md").write_bytes(INSECURE.encode() * (number + 1))
    arguments = ("check", "--jobs", "2", "--fix", "--config", 'ignore = ["ANC"]', ".")
    there = child(tmp_path / "there", str(script), *arguments)
    here = child(tmp_path / "here", "-m", "digestlint", *arguments)
    assert b"Fixed 10 findings; 4 files clean" in here.stdout, here.stderr
    assert (there.returncode, there.stdout, there.stderr) == (0, here.stdout, here.stderr)
    assert here.stderr.count(b"\n") == 1
    for name in ("0.md", "3.md"):
        fixed = INSECURE.replace("http:", "https:").encode()
        assert set((tmp_path / "there" / name).read_bytes().splitlines(True)) == {fixed}


CHINESE = """\
# 论文 😀

## 论文解读 ﬁ

[不在](没有.md) [a](http://arxiv.org/abs/2510.00001.)

<!-- toc -->
- [旧](#旧)
<!-- /toc -->

```
"""
# Legacy code pages of Windows in Western Europe and China, and the C locale.
CODE_PAGES = ["cp1252", "cp936", "ascii"]
DATA = [
    ("toc", "论文.md"),
    ("schema", "survey"),
    ("check", "--no-cache", "--diff", "论文.md"),
    ("check", "--no-cache", "--output-format", "json", "论文.md"),
    ("check", "--no-cache", "-", "--fix", "--unsafe-fixes"),
    ("restore", "论文.md"),
    ("restore", "--format", "json", "论文.md"),
]


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "论文.md").write_bytes(CHINESE.encode())
    return tmp_path


@pytest.mark.parametrize("arguments", DATA, ids=lambda arguments: " ".join(arguments[:1]))
def test_data_is_the_same_in_every_code_page(digests: Path, arguments: tuple[str, ...]) -> None:
    def printed(encoding: str) -> tuple[int, bytes]:
        command = ("-m", "digestlint", *arguments)
        done = child(digests, *command, stdin=CHINESE.encode(), PYTHONIOENCODING=encoding)
        assert b"Traceback" not in done.stderr
        return done.returncode, done.stdout

    expected = printed("utf-8")
    assert expected[1].strip()
    assert printed("cp1252") == expected


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_messages_show_what_a_code_page_lacks(digests: Path, encoding: str) -> None:
    done = child(digests, "-m", "digestlint", "check", "--no-cache", ".", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    notice = done.stderr.decode(encoding)
    assert notice.startswith("digestlint: no schema fits ") and notice.count("\n") == 1
    assert ("论文.md" if encoding == "cp936" else r"\u8bba\u6587.md") in notice
    text = done.stdout.decode(encoding)
    assert "ANC003" in text
    assert ("没有.md" if encoding == "cp936" else r"\u6ca1\u6709.md") in text


@posix
@pytest.mark.parametrize("fixing", [False, True])
def test_a_locale_without_utf_8(digests: Path, fixing: bool) -> None:
    """File names are bytes to it; they are shown, read and written all the same."""
    legacy = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    arguments = ("check", "--no-cache", *["--fix"] * fixing, "--select", "URL,ENC", ".")
    done = child(digests, "-m", "digestlint", *arguments, stdin=b"", **legacy)
    assert b"Traceback" not in done.stderr
    assert done.returncode == int(not fixing), done.stderr
    assert (b"URL" in done.stdout) is not fixing
    expected = CHINESE.replace(
        "http://arxiv.org/abs/2510.00001.", "https://arxiv.org/abs/2510.00001"
    )
    assert (digests / "论文.md").read_text("utf-8") == (expected if fixing else CHINESE)


ALL_INPUTS = [
    ("check", "."),
    ("check", "--fix", "."),
    ("toc", "论文.md"),
    ("config", "论文.md"),
    ("schema", "survey"),
    ("rule", "ENC002"),
    ("restore", "论文.md"),
    ("clean",),
]


@pytest.mark.parametrize("arguments", ALL_INPUTS, ids=lambda arguments: " ".join(arguments))
def test_nothing_is_read_or_written_in_the_encoding_of_the_locale(
    digests: Path, arguments: tuple[str, ...]
) -> None:
    (digests / "digestlint.toml").write_text('ignore = ["ANC"] # 论文\n', encoding="utf-8")
    (digests / "论文.bib").write_text("@article{k, title = {论文}}\n", encoding="utf-8")
    (digests / ".gitignore").write_text("# 论文\n", encoding="utf-8")
    strict = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")
    done = child(digests, *strict, "-m", "digestlint", *arguments)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"EncodingWarning" not in done.stderr


def test_the_git_folder_of_a_worktree_in_a_folder_with_a_foreign_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git, tree = tmp_path / "论文" / "git", tmp_path / "tree"
    (git / "worktrees" / "tree").mkdir(parents=True)
    (git / "worktrees" / "tree" / "commondir").write_text("../..\n")
    (git / "info").mkdir()
    (git / "info" / "exclude").write_text("ignored.md\n")
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {git}/worktrees/tree\n", encoding="utf-8")
    for name in ("ignored.md", "a.md"):
        (tree / name).write_text(INSECURE)
    read_text = Path.read_text

    def legacy(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        return read_text(self, encoding or "ascii", errors)

    monkeypatch.setattr(Path, "read_text", legacy)
    monkeypatch.chdir(tree)
    assert main(["check", "--no-cache", "--output-format", "concise", "."]) == 1
    assert "ignored.md" not in capsys.readouterr().out
