"""Output for terminals only: colour, a progress bar, escaped diffs. Run on a pseudo-terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from fixtures.damage.encoding import misread_lossily

from tests.hostile import COLOUR, COMMANDS, obeyed
from tests.places import SOURCE

pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX's")
termios = pytest.importorskip("termios", reason="pseudo-terminals are POSIX's")

BROKEN = "# One\n\nSee [one](#One).\n"
# The bar comes after a second; here it must not wait.
MAIN = (
    "import sys; from digestlint.cli import main, restoring, streams; "
    "restoring._PROGRESS_AFTER = streams._PROGRESS_AFTER = 0; "
    "sys.exit(main(sys.argv[1:]))"
)


def run(
    folder: Path, *arguments: str, terminal: str, env: dict[str, str] | None = None
) -> tuple[str, str]:
    """What goes to stdout and stderr; the one that ``terminal`` names is a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (24, 80))
    streams: dict[str, int] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    streams[terminal] = theirs
    settings = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", "TERM": "xterm"}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        settings.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=streams["stdout"],
        stderr=streams["stderr"],
        env={**settings, **(env or {})},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    piped_out, piped_err = process.communicate(timeout=60)
    text = shown.decode()
    return (
        text if terminal == "stdout" else piped_out.decode(),
        text if terminal == "stderr" else piped_err.decode(),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(BROKEN, encoding="utf-8")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    """A repository with a tracked file, a changed one, and one that is not tracked."""
    git(tmp_path, "init", "-q")
    for name in ("a.md", "b c.md"):
        (tmp_path / name).write_text(BROKEN, encoding="utf-8")
    git(tmp_path, "add", ".")
    (tmp_path / "b c.md").write_text(f"{BROKEN}Mine.\n", encoding="utf-8")
    (tmp_path / "new.md").write_text(BROKEN, encoding="utf-8")
    return tmp_path


UNDO = "See the changes: git diff; undo them: git restore"


def test_how_to_undo_fixes(tracked: Path) -> None:
    out, _ = run(tracked, "check", "--fix", "a.md", terminal="stdout")
    assert f"{UNDO} a.md\r\n" in out
    assert "not staged" not in out
    git(tracked, "restore", "a.md")
    assert (tracked / "a.md").read_text(encoding="utf-8") == BROKEN


def test_what_undoing_would_drop(tracked: Path) -> None:
    out, _ = run(tracked, "check", "--fix", terminal="stdout")
    assert f"{UNDO} a.md 'b c.md'\r\n" in out
    assert "\n'b c.md' had changes that were not staged: git restore drops these, too" in out
    assert "\nnew.md is not in Git, which cannot undo this" in out


@pytest.mark.parametrize(
    ("arguments", "terminal"),
    [
        (["check", "--fix", "-q"], "stdout"),
        (["check", "--diff"], "stdout"),
        (["check"], "stdout"),
        (["check", "--fix"], "stderr"),
        (["check", "--fix", "--output-format", "json"], "stdout"),
    ],
)
def test_undoing_is_no_subject(tracked: Path, arguments: list[str], terminal: str) -> None:
    out, err = run(tracked, *arguments, terminal=terminal)
    assert "git restore" not in out + err


def test_nothing_fixed_is_nothing_to_undo(tracked: Path) -> None:
    run(tracked, "check", "--fix", terminal="stdout")
    assert "git restore" not in run(tracked, "check", "--fix", terminal="stdout")[0]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["check"], True),
        (["check", "--output-format", "json"], True),
        (["check", "-q"], False),
        (["check", "a.md"], False),
    ],
)
def test_a_progress_bar_on_a_terminal(folder: Path, arguments: Sequence[str], shown: bool) -> None:
    out, err = run(folder, *arguments, terminal="stderr")
    assert ("file/s" in err) is shown
    assert "file/s" not in out
    assert "\x1b" not in out


def test_a_progress_bar_while_restoring(folder: Path) -> None:
    clean = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n" * 3
    (folder / "a.txt").write_text(misread_lossily(clean), encoding="utf-8")
    out, err = run(folder, "restore", "a.txt", terminal="stderr")
    assert "char/s" in err
    assert out == clean
    assert run(folder, "restore", "a.txt", terminal="stdout")[1] == ""


def test_a_short_run_loads_no_progress_bar(folder: Path) -> None:
    ours, theirs = pty.openpty()
    script = (
        "import sys; from digestlint.cli import main; main(['check', '--exit-zero']); "
        "sys.exit('tqdm' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0


def test_no_progress_bar_elsewhere(folder: Path) -> None:
    out, err = run(folder, "check", terminal="stdout")
    assert "file/s" not in out
    assert "file/s" not in err and err.count("\n") == 1
    assert run(folder, "check", "--quiet", terminal="stdout")[1] == ""


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal(folder: Path, env: dict[str, str], coloured: bool) -> None:
    out, _ = run(folder, "check", terminal="stdout", env=env)
    assert ("\x1b[1;31mANC001\x1b[0m" in out) is coloured
    assert "ANC001" in out


def test_errors_are_coloured_on_a_terminal(folder: Path) -> None:
    _, err = run(folder, "check", "no.md", terminal="stderr")
    assert "\x1b[1;31mdigestlint:\x1b[0m no.md: no such file" in err


def test_a_diff_on_a_terminal_is_coloured_and_harmless(folder: Path) -> None:
    (folder / "a.md").write_text(BROKEN + "\x1b[2J\n", encoding="utf-8")
    shown, _ = run(folder, "check", "--diff", "a.md", terminal="stdout")
    assert "\x1b[31m-See [one](#One).\x1b[0m" in shown
    assert "\x1b[32m+See [one](#one).\x1b[0m" in shown
    assert "\x1b[36m@@ " in shown
    assert "\x1b[2J" not in shown
    assert r"\x1b[2J" in shown


def test_a_file_that_stays_as_it_is_has_no_line_in_a_diff(folder: Path) -> None:
    for name in ("x.md", "y.md"):
        (folder / name).write_text("# One\n")
    out, _ = run(folder, "check", "--no-cache", "--diff", "x.md", "y.md", terminal="stdout")
    assert out.strip("\r\n") == out
    assert "diff" not in out


def test_a_table_of_contents_is_harmless(folder: Path) -> None:
    (folder / "a.md").write_text("# A\n\n## \x1b[2JB\n", encoding="utf-8")
    shown, _ = run(folder, "toc", "a.md", terminal="stdout")
    assert "\x1b" not in shown
    piped, _ = run(folder, "toc", "a.md", terminal="stderr")
    assert piped == "- [&#27;\\[2JB](#2jb)\n"


def test_no_command_reaches_a_terminal(folder: Path) -> None:
    """Some CI jobs run on a pseudo-terminal."""
    # Text of a file is restored as it is, and these only fold what is below them.
    groups = ("--- x", "+++ x", "~~~ x", "^^^ +++")
    texts = [text for text in COMMANDS.values() if text not in groups]
    lines = "".join(f"{text}\n[x](http://arxiv.org/abs/2510.00001)\n" for text in texts)
    headings = "".join(f"## {text} {number}\n" for number, text in enumerate(texts))
    (folder / "a.md").write_bytes(f"# A\n\n{lines}\n{headings}".encode())
    (folder / "::error ::x.md").write_bytes(lines.encode())
    (folder / "b.txt").write_bytes("".join(f"{text}\n" for text in texts).encode())
    for arguments in (
        ["check", "--select", "ALL"],
        ["check", "--select", "ALL", "--output-format", "concise", "--verbose"],
        ["check", "--select", "URL005", "--diff"],
        ["check", "--select", "URL005", "--statistics"],
        ["toc", "a.md"],
        ["restore", "b.txt", "--explain"],
        ["config", "::error ::x.md"],
    ):
        for terminal in ("stdout", "stderr"):
            shown = run(folder, *arguments, terminal=terminal)[terminal == "stderr"]
            plain = COLOUR.sub("", shown.replace("\r\n", "\n"))
            found = [line for line in obeyed(plain) if not re.match(r"--- a/|\+\+\+ b/", line)]
            assert found == [], arguments
