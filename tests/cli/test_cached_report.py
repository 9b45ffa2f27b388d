"""A repeated question is answered from the cache if nothing that it depends on has changed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS
from digestlint.run.cache.folder import CHOSEN
from digestlint.run.cache.store import Store
from digestlint.run.cached_report import question_of
from tests.cli.conftest import NOTICE, Run
from tests.places import SOURCE

BROKEN = "# A\n\nSee <http://arxiv.org/abs/2505.15117> and [x](#gone), 这里.\n"
CLEAN = "# A\n\nText.\n"
SURVEY = """\
# Paper List

- [25/05] **A**
[[Paper](https://arxiv.org/abs/2505.15117)] [[TLDR/Notes](#a)]

# TLDR/Notes
## A
### Abstract
Good.
"""

PROGRAM = """
import sys
from digestlint import cli
answer = cli._answer
cli._answer = lambda given: print("CHECKED", file=sys.__stderr__) or answer(given)
sys.exit(cli.main())
"""

Replayed = Callable[..., bool]


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of each test is its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "digestlint"


@pytest.fixture
def replayed(cli: Run, tmp_path: Path) -> Replayed:
    """Whether a command is answered from the cache; it says what ``--no-cache`` does."""

    def run(*arguments: str, stdin: str = "", cwd: Path = tmp_path, **env: str) -> bool:
        def said(*words: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run(
                [sys.executable, "-c", PROGRAM, *words],
                cwd=cwd,
                input=stdin.encode(),
                capture_output=True,
                env={
                    **os.environ,
                    "PYTHONPATH": str(SOURCE),
                    "PYTHONUTF8": "1",
                    **env,
                },
                check=False,
            )

        done = said(*arguments)
        before = {path: path.read_bytes() for path in tmp_path.rglob("*.md") if path.is_file()}
        expected = said(*arguments, "--no-cache")
        assert {path: path.read_bytes() for path in before} == before
        assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)
        checked = b"CHECKED\n" in done.stderr
        assert done.stderr.replace(b"CHECKED\n", b"") == expected.stderr.replace(b"CHECKED\n", b"")
        return not checked

    return run


def write(folder: Path, text: str = BROKEN, name: str = "a.md") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


COMMANDS = [
    ["a.md"],
    ["."],
    [],
    ["a.md", "b.md", "-q"],
    ["./a.md", "论文.md", "a.md"],
    ["a.md", "--exit-zero"],
    *(["a.md", "--output-format", name] for name in FORMATS),
    ["a.md", "--statistics"],
    ["a.md", "--statistics", "--output-format", "json"],
    ["a.md", "--diff"],
    ["b.md", "--fix"],
    ["b.md", "--fix", "--unsafe-fixes", "--show-fixes"],
    ["--config", "force-exclude=true", "a.md"],
    ["--config", "force-exclude=true", "--select", "URL", "a.md"],
    ["--config", "force-exclude=true", "--select", "ENC", "--fix", "a.md"],
    ["--config", "force-exclude=true", "--select", "BIB", "a.md"],
    ["--across-files", "."],
    ["--bib", "a.bib", "a.md"],
    ["-"],
    ["-", "--fix"],
    ["-", "--fix", "--stdin-filename", "b.md", "-q"],
    ["-", "--output-format", "json"],
    ["-j", "2", "."],
]


CONFIGS = ["", "pyproject.toml", "digestlint.toml", "tool"]


@pytest.mark.parametrize(
    ("arguments", "config"),
    [(arguments, CONFIGS[number % 4]) for number, arguments in enumerate(COMMANDS)],
)
def test_a_second_run_says_the_same(
    replayed: Replayed, tmp_path: Path, arguments: list[str], config: str
) -> None:
    (tmp_path / ".git").mkdir(exist_ok=True)
    write(tmp_path)
    write(tmp_path, CLEAN, "b.md")
    write(tmp_path, CLEAN, "论文.md")
    write(tmp_path, SURVEY, "inner/c.md")
    write(tmp_path, "@article{k, title = {A}}\n", "a.bib")
    if config == "tool":
        write(tmp_path, "[tool.digestlint]\nignore = ['URL']\n", "pyproject.toml")
    elif config:
        write(tmp_path, "[project]\n" if config == "pyproject.toml" else "", config)
    assert not replayed("check", *arguments, stdin=BROKEN)
    assert replayed("check", *arguments, stdin=BROKEN)
    if "-" in arguments:
        assert not replayed("check", *arguments, stdin=CLEAN)


def test_the_example_of_the_issue(replayed: Replayed, tmp_path: Path) -> None:
    """What one selection of rules does not find is not unknown to another."""
    write(tmp_path, "[x](#titel) [y](http://arxiv.org/abs/2401.00001)\n\n# Title\n")
    for selection in (["--select", "ENC"], [], ["--ignore", "ALL"], ["--select", "ANC"], []):
        replayed("check", *selection, "a.md")


def change_the_file(folder: Path) -> None:
    write(folder, BROKEN + "\n")


def add_a_file(folder: Path) -> None:
    write(folder, "", "inner/new.md")


def add_a_bibliography(folder: Path) -> None:
    write(folder, "", "a.bib")


def add_a_linked_file(folder: Path) -> None:
    write(folder, "", "b.md")


def change_a_linked_file(folder: Path) -> None:
    write(folder, "# C\n\n## D\n", "c.md")


def add_a_configuration(folder: Path) -> None:
    write(folder, "", "digestlint.toml")


def add_a_project(folder: Path) -> None:
    write(folder, "", "pyproject.toml")


def add_an_inner_configuration(folder: Path) -> None:
    write(folder, "", "inner/digestlint.toml")


def ignore_a_file(folder: Path) -> None:
    write(folder, "a.md\n", "inner/.gitignore")


def ignore_it_in_git(folder: Path) -> None:
    (folder / ".git" / "info").mkdir()
    write(folder, "a.md\n", ".git/info/exclude")


def ignore_it_globally(folder: Path) -> None:
    write(folder, "[core]\nexcludesfile = x\n", ".git/config")


def make_a_repository(folder: Path) -> None:
    (folder / "inner" / ".git").mkdir()


def link_to_it(folder: Path) -> None:
    (folder / "inner" / "a.md").unlink()
    (folder / "inner" / "a.md").symlink_to(folder / "a.md")


def remove_it(folder: Path) -> None:
    (folder / "inner" / "a.md").unlink()


def make_it_a_folder(folder: Path) -> None:
    remove_it(folder)
    (folder / "inner" / "a.md").mkdir()


@pytest.mark.parametrize(
    "event",
    [
        *(change_the_file, add_a_file, add_a_bibliography, add_a_linked_file, change_a_linked_file),
        *(add_a_configuration, add_a_project, add_an_inner_configuration, ignore_a_file),
        *(ignore_it_in_git, ignore_it_globally, make_a_repository, link_to_it, remove_it),
        make_it_a_folder,
    ],
)
def test_not_after(
    replayed: Replayed, tmp_path: Path, event: Callable[[Path], None], cli: Run
) -> None:
    write(tmp_path, BROKEN + "\n[b](b.md), [c](c.md#c)\n")
    write(tmp_path, BROKEN, "inner/a.md")
    write(tmp_path, "# C\n", "c.md")
    command = ("check", "a.md", "inner")
    replayed(*command)
    assert replayed(*command)
    event(tmp_path)
    assert not replayed(*command)


def test_files_that_nothing_depends_on_change_nothing(replayed: Replayed, tmp_path: Path) -> None:
    write(tmp_path, BROKEN + "\n[b](b.md)\n")
    write(tmp_path, CLEAN, "b.md")
    replayed("check", ".")
    write(tmp_path, "x", "notes.txt")
    assert replayed("check", ".")


@pytest.mark.parametrize(
    "environment", [{"FORCE_COLOR": "1"}, {"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "de_DE"}]
)
def test_other_output_is_another_question(
    replayed: Replayed, tmp_path: Path, environment: dict[str, str]
) -> None:
    write(tmp_path)
    replayed("check", "a.md")
    assert not replayed("check", "a.md", **environment)
    assert replayed("check", "a.md", **environment)
    assert replayed("check", "a.md")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--verbose", "a.md"],
        ["-v", "-", "--fix"],
        ["gone.md"],
        ["a.md", "gone.md"],
        ["--select", "NOTHING", "a.md"],
        ["--bib", "gone.bib", "a.md"],
        ["--help"],
        ["--no-cache", "a.md"],
    ],
)
def test_never_kept(replayed: Replayed, tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path)
    for _ in range(2):
        assert not replayed("check", *arguments, stdin=CLEAN)


def test_a_run_that_writes_is_not_kept(cli: Run, replayed: Replayed, tmp_path: Path) -> None:
    write(tmp_path)
    assert "Fixed" in cli("check", "--fix", "a.md").stdout
    write(tmp_path)
    assert "Fixed" in cli("check", "--fix", "a.md").stdout
    assert not replayed("check", "--fix", "a.md")
    assert replayed("check", "--fix", "a.md")


def test_two_installations_keep_their_answers(cli: Run, replayed: Replayed, tmp_path: Path) -> None:
    write(tmp_path)
    other = tmp_path / "other"
    shutil.copytree(SOURCE / "digestlint", other / "digestlint")
    source = other / "digestlint" / "rules" / "urls" / "insecure_scheme.py"
    source.write_text(source.read_text("utf-8").replace("instead of", "and not"), "utf-8")
    for number in range(3):
        assert ("and not" in cli("check", "a.md", env={"PYTHONPATH": str(other)}).stdout) is True
        assert replayed("check", "a.md") is (number > 0)


def test_nothing_in_the_repository_is_touched(cli: Run, tmp_path: Path) -> None:
    write(tmp_path)
    old = tmp_path / ".digestlint_cache"
    old.mkdir()
    (old / "CACHEDIR.TAG").write_text("mine")
    cli("check", "a.md")
    cli("clean")
    assert {path.name for path in tmp_path.iterdir()} == {".git", "a.md", ".digestlint_cache"}
    assert (old / "CACHEDIR.TAG").read_text() == "mine"


def test_clean(cli: Run, tmp_path: Path, own_folder: Path) -> None:
    write(tmp_path)
    assert cli("clean").stdout == "there is no cache\n"
    cli("check", "--no-cache")
    assert not own_folder.exists()
    cli("check")
    assert list(own_folder.glob("digestlint-*"))
    assert cli("clean").stdout == f"cleared {own_folder}\n"
    assert not list(own_folder.glob("digestlint-*"))


def test_a_cache_that_cannot_be_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CHOSEN, str(tmp_path / "cache"))
    cli = [sys.executable, "-m", "digestlint", "check", "-q", "a.md"]
    source = str(SOURCE)
    subprocess.run(cli, env={**os.environ, "PYTHONPATH": source}, check=False)

    def failing(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", failing)
    capsys.readouterr()
    assert main(["clean"]) == 2
    said = f"digestlint: {tmp_path / 'cache'}: can't be cleared: can't be removed\n"
    assert capsys.readouterr() == ("", said)


def test_a_cache_that_is_brought_along(
    replayed: Replayed, tmp_path: Path, own_folder: Path
) -> None:
    """As CI does, by its name."""
    write(tmp_path)
    chosen = tmp_path / "cache"
    assert not replayed("check", "a.md", **{CHOSEN: str(chosen)})
    assert not own_folder.exists()
    shutil.copytree(chosen, tmp_path / "restored")
    assert replayed("check", "a.md", **{CHOSEN: str(tmp_path / "restored")})
    assert not replayed("check", "a.md")


@pytest.mark.parametrize("home", ["", "/nowhere/at/all", "relative"])
def test_without_a_home_nothing_is_kept_or_said(cli: Run, tmp_path: Path, home: str) -> None:
    write(tmp_path)
    environment = {"HOME": home, "XDG_CACHE_HOME": ""}
    first = cli("check", "a.md", env=environment)
    again = cli("check", "a.md", env=environment)
    assert (first.stdout, first.returncode) == (again.stdout, again.returncode)
    assert (first.stderr, again.stderr) == (NOTICE, NOTICE)
    assert {path.name for path in tmp_path.iterdir()} == {".git", "a.md"}


def test_runs_side_by_side(cli: Run, tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, BROKEN * 3, f"{number}.md")
    expected = cli("check", "--no-cache").stdout
    with ThreadPoolExecutor(3) as pool:
        outputs = set(pool.map(lambda _: cli("check").stdout, range(3)))
    assert outputs == {expected}


def test_bytes_that_are_not_utf_8(replayed: Replayed, tmp_path: Path) -> None:
    """In a file, and in a file's name."""
    (tmp_path / "broken.md").write_bytes("中文的方法".encode("gb18030") + b"\n")
    name = os.fsdecode(b"name\xb1.md")
    write(tmp_path, BROKEN, name)
    assert not replayed("check", "broken.md", name)
    assert replayed("check", "broken.md", name)


def test_one_of_many_files_is_checked_again(cli: Run, tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, f"{BROKEN}\n{number}\n", f"{number}.md")
    program = (
        "import sys\nfrom digestlint import cli\nfrom digestlint.run import checker\n"
        "lint = checker.lint\n"
        "def counted(document, **more):\n"
        "    print('LINT', document.path, file=sys.__stderr__)\n"
        "    return lint(document, **more)\n"
        "checker.lint = counted\nsys.exit(cli.main(['check']))"
    )
    notice = cli("check", "--no-cache").stderr
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        checked = done.stderr.replace(notice, "")
        assert done.stdout == cli("check", "--no-cache").stdout
        write(tmp_path, CLEAN, "3.md")
    assert checked == "LINT 3.md\n"


def test_streams_without_bytes_below_are_not_listened_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert question_of(["check", "a.md"]) is None


def test_a_folder_that_has_gone_is_no_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert question_of(["check", "a.md"]) is None


@pytest.mark.parametrize("entry", [b"", b"\0\0\0\x05hello", b"\0\0\0\x03a 0", b"\0\0\0\x011"])
def test_what_is_no_answer_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: bytes
) -> None:
    """In a folder that the user has named, and that others have written."""
    monkeypatch.chdir(tmp_path)
    question = question_of(["check", "a.md"])
    assert question is not None
    monkeypatch.setattr(Store, "read", lambda *_: memoryview(entry))
    assert question.answer() is None
