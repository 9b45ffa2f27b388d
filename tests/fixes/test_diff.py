"""Diffs are handed to a real `git apply`."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digestlint.fixes.diff import unified_diff


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repo")
    git(folder, "init", "--quiet")
    return folder


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    result = subprocess.run(
        ["git", *arguments], cwd=folder, input=stdin, env=env, capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode(errors="replace")
    return result.stdout


def applied(repo: Path, old: bytes, new: bytes, name: str = "file.md") -> bytes:
    file = repo / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(old)
    git(repo, "apply", stdin=unified_diff(old, new, name))
    return file.read_bytes()


TEN = b"".join(b"line %d\n" % number for number in range(10))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a\n", b"b\n"),
        (b"a", b"b"),
        (b"a", b"a\n"),
        (b"a\n", b"a"),
        (b"a\nb", b"c\nb"),
        (b"a\nb\n", b"a\nb\nc"),
        (b"", b"a\n"),
        (b"", b"a"),
        (b"a\n", b""),
        (b"a", b""),
        (b"\n", b""),
        (b"", b"\n"),
        (b"a\r\nb\r\n", b"a\r\nc\r\n"),
        (b"a\r\nb\n", b"a\nb\n"),
        (b"a\rb\rc", b"a\rB\rc"),
        (b"a\r", b"a\n"),
        (b"\xe4\xff\n", b"\xe4\n"),
        ("论文\u2028x\x85\x0b\x0c\n".encode(), "论文\u2028y\x85\x0b\x0c\n".encode()),
        (b"a" * 9000 + b"\0\nb\n", b"a" * 9000 + b"\0\nc\n"),
        (b"\\ No newline at end of file\n", b"\\ No newline at end of file"),
        (b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n", b"--- a/y\n+++ b/x\n@@ -1 +1 @@\n"),
        (TEN, TEN.replace(b"line 0", b"x").replace(b"line 9", b"y")),
        (TEN, TEN.replace(b"line 0", b"x").replace(b"line 7", b"y")),
        (TEN, TEN.replace(b"line 5\n", b"")),
        (TEN * 3, TEN * 2),
        (TEN, b"line 9\n" + TEN.replace(b"line 9\n", b"")),
        (TEN, b"".join(reversed(TEN.splitlines(keepends=True)))),
        (TEN, b"first\n" + TEN + b"last"),
    ],
)
def test_git_applies(repo: Path, old: bytes, new: bytes) -> None:
    assert applied(repo, old, new) == new


lines = st.lists(
    st.sampled_from([b"\n", b"a\n", b"b\n", b"a\r\n", b"\xff\r", "文\n".encode(), b"end"]),
    max_size=30,
).map(b"".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=lines | st.binary(max_size=60), new=lines | st.binary(max_size=60))
def test_git_applies_any_pair(repo: Path, old: bytes, new: bytes) -> None:
    if old != new:
        assert applied(repo, old, new) == new


@pytest.mark.parametrize(
    "name",
    [
        "two words.md",
        "论文/综述 1.md",
        'quo"te.md',
        "back\\slash.md",
        "tab\tand\nbreak.md",
        "bell\x07\x1b[31m.md",
        "bidi\u202e\u3000.md",
        "a b/c.md",
        "x b/x b/x.md",
        os.fsdecode(b"latin-\xe4.md"),
        "-dash.md",
        "'single'.md",
    ],
)
def test_file_names(repo: Path, name: str) -> None:
    try:
        assert applied(repo, b"a\nb\n", b"a\nc\n", name) == b"a\nc\n"
    except (OSError, ValueError) as error:
        pytest.skip(f"the file system has no such names: {error}")
    head = unified_diff(b"a\nb\n", b"a\nc\n", name).split(b"@@")[0]
    text = head.decode()  # undecodable names are quoted as well
    assert all(char.isprintable() or char in "\n\t" for char in text)


def test_a_chinese_name_stays_readable() -> None:
    assert "+++ b/论文.md\n".encode() in unified_diff(b"a", b"b", "论文.md")


def test_equal_content_has_no_diff() -> None:
    assert unified_diff(b"a\n", b"a\n", "x.md") == b""


def test_exact_form() -> None:
    diff = unified_diff(TEN, TEN.replace(b"line 4", b"x") + b"end", "x.md")
    assert diff.decode().splitlines() == [
        "diff --git a/x.md b/x.md",
        "--- a/x.md",
        "+++ b/x.md",
        "@@ -2,9 +2,10 @@",
        " line 1",
        " line 2",
        " line 3",
        "-line 4",
        "+x",
        " line 5",
        " line 6",
        " line 7",
        " line 8",
        " line 9",
        "+end",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize(
    ("old", "new", "headers"),
    [
        (b"", b"a\nb\n", [b"@@ -0,0 +1,2 @@"]),
        (b"a\n", b"", [b"@@ -1,1 +0,0 @@"]),
        (TEN, TEN + b"x\n", [b"@@ -8,3 +8,4 @@"]),
        (TEN, b"x\n" + TEN, [b"@@ -1,3 +1,4 @@"]),
        # Six lines between two changes are the context of both, seven are not.
        (TEN, TEN.replace(b"e 1", b"x").replace(b"e 8", b"x"), [b"@@ -1,10 +1,10 @@"]),
        (
            TEN,
            TEN.replace(b"e 1", b"x").replace(b"e 9", b"x"),
            [b"@@ -1,5 +1,5 @@", b"@@ -7,4 +7,4 @@"],
        ),
    ],
)
def test_hunks(old: bytes, new: bytes, headers: list[bytes]) -> None:
    lines = unified_diff(old, new, "x.md").split(b"\n")
    assert [line for line in lines if line.startswith(b"@@")] == headers


def test_a_name_with_a_space_ends_in_a_tab() -> None:
    """As git writes it: other programs take what follows a space for a time."""
    assert unified_diff(b"a", b"b", "a b.md").split(b"\n")[1:3] == [
        b"--- a/a b.md\t",
        b"+++ b/a b.md\t",
    ]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        # A line that moved.
        ([b"%d" % k for k in range(9)], [b"8", *(b"%d" % k for k in range(8))], 1, 1),
        # Nothing unique on both sides, rows out of step.
        ([b"x", b"a", b"a", b"b", b"b", b"y"], [b"u", b"b", b"a", b"a", b"b", b"b", b"v"], 2, 3),
        # Nothing unique on both sides, more of the same line in between.
        ([b"x", *[b""] * 100, b"y"], [b"u", *[b""] * 300, b"v"], 2, 202),
    ],
)
def test_small_diffs(old: list[bytes], new: list[bytes], removed: int, added: int) -> None:
    diff = unified_diff(b"\n".join(old) + b"\n", b"\n".join(new) + b"\n", "x.md")
    lines = diff.split(b"\n")[3:]
    assert sum(line.startswith(b"-") for line in lines) == removed
    assert sum(line.startswith(b"+") for line in lines) == added


def test_only_changed_lines_are_named() -> None:
    """Large inputs take other branches; none may widen the diff."""
    chance = random.Random(4)
    old = [b"%d" % chance.randrange(400) if k % 2 else b"" for k in range(4000)]
    everywhere = [line and line + b"!" for line in old]
    here_and_there = [line + b"!" if k % 97 == 0 else line for k, line in enumerate(old)]
    shifted = [b"new", *here_and_there]
    for new, changed in [(everywhere, 2000), (here_and_there, 42), (shifted, 42)]:
        diff = unified_diff(b"\n".join(old), b"\n".join(new), "x.md").split(b"\n")[3:]
        removed = [line for line in diff if line.startswith(b"-")]
        added = [line for line in diff if line.startswith(b"+")]
        assert len(removed) == changed
        assert len(added) == changed + len(new) - len(old)


def test_a_large_diff_applies(repo: Path) -> None:
    old = b"".join(b"\n" if k % 2 else b"%d\n" % (k % 300) for k in range(4000))
    new = old.replace(b"7", b"seven").replace(b"10\n", b"10\nten\n") + b"tail"
    assert applied(repo, old, new) == new


def test_large_blocks_of_repeated_lines_keep_what_is_equal(repo: Path) -> None:
    """Too many lines to compare each with each, and none that occurs once."""
    old = b"a\nb\n" * 300
    rows = old.split(b"\n")
    for row in (1, 2, 300, 598):
        rows[row] = b"a" if rows[row] == b"b" else b"b"
    new = b"\n".join(rows)
    assert applied(repo, old, new) == new
    diff = unified_diff(old, new, "x.md").split(b"\n")
    assert [line for line in diff[3:] if line.startswith(b"@@")] == [
        b"@@ -1,6 +1,6 @@",
        b"@@ -298,7 +298,7 @@",
        b"@@ -596,5 +596,5 @@",
    ]
    assert applied(repo, old, new + b"b\nb\n") == new + b"b\nb\n"
