"""Promise: what is outside of a repository is neither read nor written, whatever its links say."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime import opening
from digestlint._runtime.opening import NoContentError
from digestlint._runtime.tracing import observing
from digestlint.cli import main
from digestlint.fixes.writer import WriteError, write_atomic
from digestlint.project import note_names
from digestlint.project.files import FileProblem, read_bytes
from tests.guarantees.test_crash_safe import injected
from tests.programs import digestlint

pytestmark = pytest.mark.skipif(os.name != "posix", reason="symbolic links and named pipes")

FIXABLE = "# Agents\n\n[MARKER](http://arxiv.org/abs/2401.00001.)\n"
OWN = FIXABLE.replace("MARKER", "own")
BIB = "@article{MARKER2024, title = {MARKER}}\n"
FILES = {
    "victim.md": FIXABLE,
    "own.md": FIXABLE,  # named like one of the repository
    "MARKER.md": FIXABLE,
    "x.bib": BIB,
    "digestlint.toml": 'select = ["MARKER"]\n',
    "pyproject.toml": '[tool.digestlint]\nselect = ["MARKER"]\n',
    "ignore": "MARKER\n*.md\n",
}


@pytest.fixture(params=["git", "no git"])
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """A repository, or a mere folder, beside one whose files must stay private."""
    outside = tmp_path / "outside"
    for folder in (outside, outside / ".git", tmp_path / "own" / "inner"):
        folder.mkdir(parents=True)
    for name, content in FILES.items():
        (outside / name).write_text(content, encoding="utf-8")
    own = tmp_path / "own"
    if request.param == "git":
        (own / ".git").mkdir()
    (own / "own.md").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(own)
    before = state(outside)
    yield own
    assert state(outside) == before


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code and all output; no text of the outside may be in it."""
    code = main(arguments)
    out, err = capsys.readouterr()
    assert "MARKER" not in out + err
    return code, out + err


def link(name: str, target: str) -> None:
    Path(name).symlink_to(target)


def links_of_files() -> None:
    link("notes.md", "../outside/victim.md")
    link("inner/deep.md", "../../outside/victim.md")
    link("second.md", "notes.md")  # a chain
    link("absolute.md", f"{Path.cwd().parent}/outside/victim.md")
    link("round.md", f"inner/../../outside/{'./' * 20}victim.md")


COMMANDS = [
    ("check",),
    ("check", "--select", "ALL"),
    ("check", "--fix"),
    ("check", "--fix", "--unsafe-fixes"),
    ("check", "--diff"),
    ("check", "--output-format", "json"),
    ("check", "--jobs", "2"),
    ("check", "--no-cache"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_links_of_files(
    command: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    links_of_files()
    names = ("notes.md", "inner/deep.md", "second.md", "absolute.md", "round.md")
    code, found = run(capsys, *command, ".")
    assert code == 2
    for name in names:
        assert f"{name}: leads outside the " in found
        code, alone = run(capsys, *command, name)
        assert (code, f"{name}: leads outside the " in alone) == (2, True)
        code, _ = run(capsys, *command, str(place / name))
        assert code == 2
    assert sorted(path.name for path in place.rglob("*.md") if path.is_symlink()) == sorted(
        name.rpartition("/")[2] for name in names
    )


@pytest.mark.parametrize("command", ["restore", "toc"])
def test_other_commands(command: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links_of_files()
    assert run(capsys, command, "notes.md")[0] == 2


def test_links_inside_are_followed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "inner" / "real.md").write_text(OWN, encoding="utf-8")
    link("named.md", "inner/real.md")
    assert run(capsys, "check", "--fix", "named.md")[0] == 0
    assert (place / "named.md").is_symlink()
    assert "https:" in (place / "inner" / "real.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("named", ["folder", "folder/victim.md", "inner/../folder/victim.md"])
def test_links_of_folders(named: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the other folder calls itself a repository."""
    link("folder", "../outside")
    for command in (("check", "--fix"), ("config",), ("toc",)):
        if command != ("check", "--fix") and named == "folder":
            continue
        code, found = run(capsys, *command, named)
        assert (code, "leads outside the " in found) == (2, True)
    code, found = run(capsys, "check", ".")
    assert (code, "folder" in found) == (1, False)


def test_what_a_user_names_is_checked(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever path it has, as long as no link of the repository says where that leads."""
    (place.parent / "mine.md").write_text(OWN, encoding="utf-8")
    assert run(capsys, "check", "../mine.md")[0] == 1
    (place.parent / "linked").symlink_to(place)
    assert run(capsys, "check", str(place.parent / "linked" / "own.md"))[0] == 1


@pytest.mark.parametrize(
    "value", ["../outside/x.bib", "linked.bib", "inner/linked.bib", "{}/outside/x.bib", "f/x.bib"]
)
@pytest.mark.parametrize("name", ["digestlint.toml", "pyproject.toml"])
def test_bibliographies(
    value: str, name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link("linked.bib", "../outside/x.bib")
    link("inner/linked.bib", "../linked.bib")
    link("f", "../outside")
    table = "[tool.digestlint]\n" if name == "pyproject.toml" else ""
    value = value.format(place.parent)
    Path(name).write_text(f"{table}bibliography = '{value}'\n", encoding="utf-8")
    for arguments in (["own.md"], ["--fix", "own.md"], ["--select", "BIB", "own.md"], ["."]):
        code, found = run(capsys, "check", *arguments)
        assert (code, "leads outside the " in found) == (2, True)
    assert Path("own.md").read_text(encoding="utf-8") == OWN


def test_a_bibliography_beside_the_digest(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link("own.bib", "../outside/x.bib")
    code, found = run(capsys, "check", "--select", "BIB", "own.md")
    assert (code, "leads outside the " in found) == (2, True)


def test_a_user_names_any_bibliography(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("check", "--select", "BIB", "--bib", "../outside/x.bib", "own.md")) == 0
    elsewhere = place.parent / "elsewhere.toml"
    elsewhere.write_text("bibliography = 'outside/x.bib'\n", encoding="utf-8")
    assert main(("check", "--select", "BIB", "--config", str(elsewhere), "own.md")) == 0


@pytest.mark.parametrize("name", ["digestlint.toml", ".digestlint.toml", "pyproject.toml"])
@pytest.mark.parametrize("command", [("check", "."), ("config", "own.md")], ids=" ".join)
def test_configurations(
    name: str, command: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = "pyproject.toml" if name == "pyproject.toml" else "digestlint.toml"
    link(name, f"../outside/{target}")
    code, found = run(capsys, *command)
    assert (code, f"{name}: leads outside the " in found) == (2, True)


def test_ignore_files(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Git follows no `.gitignore` that is a link, wherever it leads."""
    link(".gitignore", "../outside/ignore")
    code, found = run(capsys, "check", ".")
    assert (code, "own.md" in found, ".gitignore: leads outside" in found) == (2, True, True)
    Path(".gitignore").unlink()
    Path("patterns").write_text("*.md\n", encoding="utf-8")
    link(".gitignore", "patterns")
    assert run(capsys, "check", ".")[0] == 1


def test_linked_files(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither their headings nor their existence is revealed."""
    (place / "own.md").write_text("[a](notes.md#agents) [b](notes.md#gone)\n", encoding="utf-8")
    links_of_files()
    code, found = run(capsys, "check", "--select", "ANC", "own.md")
    assert (code, "gone" in found) == (0, False)


@pytest.mark.parametrize("way", ["gitdir: {}", "link"])
@pytest.mark.parametrize("target", ["/dev/zero", "/dev/ptmx", "pipe", "large", "../outside", "."])
def test_git_folders(
    way: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run in a process of its own, which would wait for a pipe for ever."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.md").write_text(OWN, encoding="utf-8")
    os.mkfifo(own / "pipe")
    with open(own / "large", "wb") as file:  # noqa: PTH123
        file.truncate(6 << 30)
    if way == "link":
        (own / ".git").symlink_to(target)
    else:
        (own / ".git").write_text(way.format(target), encoding="utf-8")
    shown = digestlint(own, "check", ".")
    assert (shown.returncode, "http:" in shown.stdout) == (1, True)
    if target in (".", "../outside"):
        for name in ("commondir", "config", "HEAD", "info/exclude"):
            for other in ("/dev/zero", str(own / "pipe"), str(own / "large")):
                held = own / name
                held.parent.mkdir(exist_ok=True)
                held.symlink_to(other)
                shown = digestlint(own, "check", ".")
                too_large = "exclude: file too large" in shown.stderr
                assert (shown.returncode, "http:" in shown.stdout) == (1 + too_large, True), shown
                assert not too_large or (name, other) == ("info/exclude", str(own / "large"))
                held.unlink()


@pytest.mark.parametrize("name", [".git", ".git/commondir", ".git/config"])
@pytest.mark.parametrize("content", ["MARKER", "gitdir: MARKER", "[core]\nexcludesFile = MARKER\n"])
def test_what_git_files_lead_to_is_not_shown(
    name: str, content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that is in a file outside, and can't be read, would be revealed."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.md").write_text(OWN, encoding="utf-8")
    (tmp_path / "secret").write_text(content, encoding="utf-8")
    (own / name).parent.mkdir(exist_ok=True)
    (own / name).symlink_to(tmp_path / "secret")
    for folder in (own, own / ".git"):
        if folder.is_dir():
            (folder / "MARKER" / "info").mkdir(parents=True)
            # Too large to be read, which is said.
            (folder / "MARKER" / "info" / "exclude").write_bytes(b"x\n" * 1_000_000)
    assert run(capsys, "check", "--no-cache", str(own))[0] in (1, 2)


WIKILINKS = """# Own

[[own]] [[leads]] [[leads#MARKED]] [[leads#^x]] [[secret]] [[MARKED]] [[folder/victim]] [[victim]]
[[../outside/victim]] [[../../outside/victim#a]] [[/etc/passwd]] ![[/dev/zero]] [[endless#a]]
[[b#a]] [[pipe]] [[pipe#a]] [[round#a]] [[twice]] [[once]] [[own#gone]]
"""


@pytest.mark.parametrize("command", COMMANDS[1:], ids=" ".join)
def test_wikilinks(
    command: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither headings, aliases nor names of notes outside are found by following links."""
    secret = "---\naliases: [MARKED, secret, twice]\n---\n# MARKER\n\n## MARKED\n\nText ^x\n"
    (place.parent / "secret.md").write_text(secret, encoding="utf-8")
    inner = place / "inner"
    (inner / "own.md").write_text(WIKILINKS, encoding="utf-8")
    for name, target in (
        ("leads.md", "../../secret.md"),
        ("folder", "../../outside"),
        ("endless.md", "/dev/zero"),
        ("b.md", "/dev/ptmx"),
        ("round.md", "round.md"),
        ("loop", "../inner"),
    ):
        (inner / name).symlink_to(target)
    os.mkfifo(inner / "pipe.md")
    for name, alias in (("c", "once"), ("d", "c"), ("e", "e"), ("f", "d")):
        (inner / f"{name}.md").write_text(f"---\naliases: [{alias}]\n---\n", encoding="utf-8")
    every = ["--no-limit"] if command[0] == "check" else []
    code, found = run(capsys, *command, *every, "--extend-select", "WIK", "inner/own.md")
    broken = {"secret", "MARKED", "twice", "folder/victim", "victim", "../outside/victim"}
    broken |= {"/etc/passwd", "/dev/zero"}
    if command[1:] in ((), ("--jobs", "2"), ("--no-cache",), ("--select", "ALL")):
        assert code == 1
        for name in broken:
            assert f"no note or file '{name}' in the repository" in found
        assert found.count("WIK001") == len(broken) + 1  # with `own#gone`


def test_wikilinks_in_a_large_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more files than are looked at, nothing is said; no file is read."""
    monkeypatch.setattr(note_names, "MOST_FILES", 1000)
    for number in range(1100):
        (tmp_path / f"{number}.md").touch()
    (tmp_path / "own.md").write_text("[[own]] [[gone]]\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    arguments = ("check", "--no-cache", "--select", "WIK", str(tmp_path / "own.md"))
    assert run(capsys, *arguments)[0] == 0
    for number in range(200):
        (tmp_path / f"{number}.md").unlink()
    observing.forget()
    assert run(capsys, *arguments)[0] == 1


def test_wikilinks_of_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "\x1b[31mevil\u202ename\n::error::x"
    (tmp_path / f"{name}.md").touch()
    (tmp_path / ".git").mkdir()
    target = name.replace("[", "").replace("\n", " ")
    text = f"[[own]] [[31mevilname error x]] [[{target}]]\n"
    (tmp_path / "own.md").write_text(text, encoding="utf-8")
    code, found = run(capsys, "check", "--no-cache", "--select", "WIK", str(tmp_path / "own.md"))
    assert (code, "did you mean" in found) == (1, True)
    assert not {"\x1b", "\u202e"} & {*found}
    assert not any(line.startswith("::") for line in found.splitlines())


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("make", [pipe, bound_socket])
@pytest.mark.parametrize("command", [("check",), ("check", "--fix")], ids=" ".join)
def test_nothing_is_waited_for(make: Callable[[Path], None], command: tuple[str, ...]) -> None:
    """A pipe beside so much Markdown that other processes check it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # paths of sockets have to be short
        folder = Path(name)
        (folder / ".git").mkdir()
        make(folder / "x.md")
        for number in range(3):
            (folder / f"{number}.md").write_text(f"{OWN}{'word ' * 60_000}\n", encoding="utf-8")
        (folder / "zz.md").symlink_to("/dev/ptmx")
        shown = digestlint(folder, *command, "--jobs", "2")
        assert shown.returncode == 2
        assert "x.md: is not a regular file" in shown.stderr
        assert "zz.md: leads outside the repository" in shown.stderr


# Swaps: a path that has been checked is something else when it is opened.


class Swap:
    """Puts a link in the place of a file, or of its folder, once; and back if asked."""

    def __init__(self, place: Path, what: str) -> None:
        self.path = place / "inner" if what == "folder" else place / "inner" / "own.md"
        self.target = place.parent / "outside"
        if what == "file":
            self.target /= "own.md"
        self.away = place / "away"
        self.is_swapped = False

    def __call__(self, *_: object) -> None:
        if not self.is_swapped:
            self.is_swapped = True
            self.path.rename(self.away)
            self.path.symlink_to(self.target)

    def back(self) -> None:
        if self.is_swapped:
            self.is_swapped = False
            self.path.unlink()
            self.away.rename(self.path)


@pytest.fixture(params=["file", "folder"])
def swap(place: Path, request: pytest.FixtureRequest) -> Swap:
    (place / "inner" / "own.md").write_text(OWN, encoding="utf-8")
    return Swap(place, request.param)


@pytest.mark.parametrize("returns", [False, True])
def test_a_swap_after_the_path_was_resolved(
    returns: bool, swap: Swap, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, or each time and back again, as another process would do."""
    resolve = opening.parts_within

    def resolving(path: str, within: str) -> object:
        if returns:
            swap.back()
        parts = resolve(path, within)
        swap()
        return parts

    path = place / "inner" / ".." / "inner" / "own.md"  # which has to be resolved
    monkeypatch.setattr(opening, "parts_within", resolving)
    with pytest.raises((FileProblem, NoContentError)):
        read_bytes(path, within=place)
    with pytest.raises((OSError, NoContentError)):
        observing.start_of(str(path), 100, within=str(place))
    monkeypatch.undo()


@pytest.mark.parametrize("at", range(1, 45))
def test_a_swap_while_a_file_is_written(at: int, swap: Swap, place: Path) -> None:
    outside = place.parent / "outside"
    before = state(outside)
    file = place / "inner" / "own.md"
    with injected(at, swap):
        try:
            write_atomic(file, b"new\n", expected=OWN.encode(), within=place)
        except WriteError as error:
            assert "MARKER" not in str(error)
    assert state(outside) == before
    assert [path.name for path in outside.iterdir() if path.suffix == ".tmp"] == []
    left = [path for path in place.rglob("*.tmp") if not path.is_symlink()]
    assert left == []


def test_a_swap_while_a_folder_is_walked(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the names in the other folder are revealed."""
    swap = Swap(place, "folder")
    names = observing.names

    def listing(path: str, *how: Any, **more: Any) -> list[tuple[str, bool]]:
        if path.endswith("inner"):
            swap()
        return names(path, *how, **more)

    monkeypatch.setattr(observing, "names", listing)
    assert run(capsys, "check", "--no-cache", ".")[0] == 2


SWAPPING = """
import os, sys
own, outside = sys.argv[1:]
while True:
    for make in (lambda: os.symlink(outside + "/victim.md", own + "/t"),
                 lambda: os.mkfifo(own + "/t"),
                 lambda: os.symlink("/dev/zero", own + "/t"),
                 lambda: os.link(own + "/keep", own + "/t")):
        make()
        os.replace(own + "/t", own + "/swapped.md")
"""


@pytest.mark.slow
def test_a_process_that_swaps_without_end(tmp_path: Path) -> None:
    own, outside = tmp_path / "own", tmp_path / "outside"
    for folder in (own / ".git", outside):
        folder.mkdir(parents=True)
    (outside / "victim.md").write_text(FIXABLE, encoding="utf-8")
    (own / "keep").write_text(OWN, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-c", SWAPPING, str(own), str(outside)]) as swapping:
        try:
            for _ in range(30):
                shown = digestlint(own, "check", "--fix", "--no-cache", ".")
                assert "MARKER" not in shown.stdout + shown.stderr
                assert "Traceback" not in shown.stderr
                assert shown.returncode in (0, 1, 2)
                assert (outside / "victim.md").read_text(encoding="utf-8") == FIXABLE
                assert [path.name for path in outside.iterdir()] == ["victim.md"]
        finally:
            swapping.kill()
