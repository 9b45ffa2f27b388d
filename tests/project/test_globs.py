"""Globs of ignore files: what git itself ignores, and how long it takes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from digestlint.project.config import ConfigError, parse_config
from digestlint.project.gitignore import read_patterns
from digestlint.project.globs import compile_glob
from digestlint.project.ignore_patterns import Patterns, compile_patterns, covered
from tests.discovering import discover
from tests.places import SOURCE
from tests.timing import processor_seconds

posix = pytest.mark.skipif(os.name != "posix", reason="names that Windows refuses")

NAME_PARTS = [b"a", b"b", b"A", b"B", b"ab", b"-", b"]", b"[", b"!", b"\\", b"*", b"?", b":", b" "]
NAME_PARTS += [b"\t", b"\x7f", b"\xc3\xa9", b"\xff", b"#", b".", b"a.md", b"^", b"\n"]
GLOB_PARTS = [*NAME_PARTS, b"*", b"*", b"?", b"**", b"***", b"/", b"/", b"/**/", b"**/", b"/**"]
GLOB_PARTS += [b"\\*", b"\\a", b"\\A", b"\\/", b"\\[", b"\\ ", b"**\\/", b"\\\\"]
MEMBERS = [b"a", b"b", b"A", b"Z", b"-", b"]", b"[", b"!", b"^", b"\\]", b"\\a", b"\\-", b"/", b":"]
MEMBERS += [b"a-b", b"A-B", b"b-a", b"!-~", b"\xc3\xa9", b"\x80-\xff", b"@-a", b"Z-b", b"\\A-\\b"]
CLASS_NAMES = b"alnum alpha blank cntrl digit graph lower print punct space upper xdigit".split()
MEMBERS += [b"[:%s:]" % name for name in CLASS_NAMES]
MEMBERS += [b"[:x:]", b"[::]", b"[:]", b"[:alpha]", b"[: ", b"[:alpha:"]


def some(chance: random.Random, parts: Sequence[bytes], most: int) -> bytes:
    return b"".join(chance.choices(parts, k=chance.randint(1, most)))


def a_bracket(chance: random.Random) -> bytes:
    mark = chance.choice([b"", b"", b"!", b"^"])
    return b"[%s%s%s" % (mark, some(chance, MEMBERS, 3), chance.choice([b"]", b"]", b"]", b""]))


def a_glob(chance: random.Random) -> bytes:
    parts = [*GLOB_PARTS, a_bracket(chance), a_bracket(chance)]
    if chance.random() < 0.5:  # long enough to fail, plain enough to fit
        parts = [b"a", b"b", b"*", b"?", b"/", b"/**/", b"[ab]"]
    if chance.random() < 0.2:
        parts = [b"a", b"*", b"/", b"**", b"/**/"]
    return some(chance, parts, 7)


def a_line(chance: random.Random) -> bytes:
    before = chance.choice([b"", b"", b"", b"", b"/", b"!", b"\\!", b"\\#", b"#", b" "])
    after = chance.choice([b"", b"", b"", b"", b"/", b" ", b"  ", b"\\ ", b"\\  ", b"\r", b"\t"])
    return (before + a_glob(chance) + after).replace(b"\n", b"")


def a_file(chance: random.Random) -> bytes:
    start = chance.choice([b"", b"", b"", b"\xef\xbb\xbf"])
    lines = [a_line(chance) for _ in range(chance.choice([1, 1, 1, 2, 4, 30]))]
    return start + b"\n".join(lines) + chance.choice([b"", b"\n", b"\r\n", b"\n\n"])


def a_path(chance: random.Random) -> bytes:
    parts = chance.choice([NAME_PARTS, [b"a", b"b"], [b"a", b"b", b"ab", b"A"]])
    names = [some(chance, parts, 4) for _ in range(chance.choice([1, 1, 2, 3, 5]))]
    return b"/".join(name + b"_" if name in (b".", b"..") else name for name in names)


def a_fitting_path(chance: random.Random, text: bytes) -> bytes:
    """What the last pattern may fit: something for each of its wildcards."""

    def for_wildcard(match: re.Match[bytes]) -> bytes:
        if match[0].startswith(b"**"):
            return chance.choice([b"", b"a/", b"a/b/", b"ab"])
        if match[0] == b"*":
            return chance.choice([b"", b"a", b"ba", b"B-"])
        return match[0][-1:] if match[0].startswith(b"\\") else chance.choice([b"a", b"b", b"A"])

    line = text.split(b"\n")[-1].strip(b" !\r")
    path = re.sub(rb"\*\*+/?|\*|\?|\\.|\[.*?\]", for_wildcard, line)
    names = [name for name in path.split(b"/") if name]
    names = [name + b"_" if name in (b".", b"..") else name for name in names]
    return b"/".join(names + [b"below"] * chance.choice([0, 1])) or b"a"


def ignored_by_git(top: Path, paths: Sequence[bytes], *settings: str) -> list[bool]:
    done = subprocess.run(
        ["git", *settings, "check-ignore", "--no-index", "-z", "--stdin", "-v", "-n"],
        cwd=top,
        input=b"\0".join(paths),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    fields = done.stdout.split(b"\0")[:-1]
    assert fields[3::4] == list(paths)
    return [bool(line) and not line.startswith(b"!") for line in fields[2::4]]


@posix
@pytest.mark.parametrize("ignore_case", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_random_patterns_mean_what_they_mean_to_git(
    tmp_path: Path, seed: int, ignore_case: bool
) -> None:
    """Ignore files, each in a folder of its own, and twelve paths for each."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    chance = random.Random(seed)
    texts, questions = [], []
    for number in range(500):
        folder = tmp_path / f"p{number}"
        folder.mkdir()
        texts.append(a_file(chance))
        (folder / ".gitignore").write_bytes(texts[-1])
        paths = [a_path(chance) for _ in range(6)]
        paths += [a_fitting_path(chance, texts[-1]) for _ in range(6)]
        questions += [(number, path) for path in paths]
    asked = [b"p%d/%s" % question for question in questions]
    answers = ignored_by_git(tmp_path, asked, "-c", f"core.ignoreCase={ignore_case}".lower())
    wrong = []
    layers: dict[int, Patterns] = {}
    for (number, path), expected in zip(questions, answers, strict=True):
        base = tmp_path / f"p{number}"
        if number not in layers:
            layers[number] = read_patterns(base, base / ".gitignore", ignore_case=ignore_case)
        name = base / os.fsdecode(path)
        if covered(name, is_folder=False, layers=[layers[number]]) != expected:
            wrong.append((texts[number], path, expected))
    assert wrong == []
    assert sum(answers) > 300  # there is something to get wrong


# Each took more than a minute with a name of some hundred characters, or would with a few more.
HOSTILE = {
    "stars and letters": ("*a" * 40 + "b", "a"),
    "stars that a class ends": ("*[ab]" * 40 + "c", "a"),
    "stars and marks": ("*?" * 40 + "b", "a"),
    "stars in a row": ("*" * 300 + "b", "a"),
    "a long piece between stars": ("*" + "a" * 100 + "b*", "a"),
    "any folders": ("**/a/" * 40 + "b", "a/"),
    "any folders with stars": ("**/*a*a*/" * 40 + "b", "aaa/"),
    "any folders and one": ("**/*/" * 40 + "b", "a/"),
    "folders behind a backslash": ("**\\/a/" * 40 + "b", "a/"),
    "stars in each folder": ("/*a*a*b" * 40, "aaab/"),
    "everything below": ("**/a/" * 40 + "**/b/**", "a/"),
}


def seconds_to_match(glob: str, name: str) -> float:
    pattern = compile_glob(glob, is_path="/" in glob)
    return min(processor_seconds(lambda: pattern.match(name)) for _ in range(3))


@pytest.mark.parametrize(("glob", "piece"), HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_name(glob: str, piece: str) -> None:
    once, *_, eightfold = [seconds_to_match(glob, piece * (500 * k)) for k in (1, 2, 4, 8)]
    assert eightfold < max(14 * once, 0.02)
    assert eightfold < 1


@pytest.mark.parametrize(
    ("part", "name"), [("*a", "a"), ("**/a/", "a/"), ("*?", "a"), ("*[!b]", "a"), ("**/*a*/", "a/")]
)
def test_time_grows_with_the_glob(part: str, name: str) -> None:
    once, *_, eightfold = [
        seconds_to_match(part * (20 * k) + "b", name * 800) for k in (1, 2, 4, 8)
    ]
    assert eightfold < max(14 * once, 0.02)
    assert eightfold < 1


@pytest.mark.parametrize(
    "setting",
    [
        'exclude = ["{glob}"]',
        '[[per-file]]\nfiles = ["{glob}"]\nignore = ["URL005"]',
        '[bibliography]\n"{glob}" = "x.bib"',
        "",
    ],
)
def test_a_hostile_pattern_in_a_run(tmp_path: Path, setting: str) -> None:
    glob = "*a" * 12 + "b"
    (tmp_path / ".git").mkdir()
    (tmp_path / ("a" * 120 + ".md")).write_text("# A\n")
    (tmp_path / "digestlint.toml").write_text(setting.replace("{glob}", glob))
    if not setting:
        (tmp_path / ".gitignore").write_text(glob)
    source = SOURCE
    subprocess.run(
        [sys.executable, "-m", "digestlint", "check", "--no-cache", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        timeout=20,
        check=True,
    )


def fits(line: str, path: str, *, is_folder: bool = False) -> bool:
    base = Path("/base")
    return bool(compile_patterns(base, [line]).verdict(base / path, is_folder=is_folder))


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        # In settings a character counts as one; in an ignore file, git counts bytes.
        ("?.md", "论.md", True),
        ("[论文].md", "论.md", True),
        ("[论文].md", "集.md", False),
        ("[一-龥].md", "论.md", True),
        ("[!a].md", "论.md", True),
        ("a\\\\ ", "a\\", True),
        ("a\\ ", "a ", True),
        ("a ", "a", True),
        ("[[:alpha:]].md", "é.md", False),
        ("[[:space:]].md", "\x0b.md", False),
    ],
)
def test_patterns_of_settings(line: str, path: str, expected: bool) -> None:
    assert fits(line, path) is expected


def test_a_folder_of_that_very_name() -> None:
    assert fits("build/", "x/build", is_folder=True)
    assert not fits("build/", "x/build")
    assert not fits("/build", "x/build")
    assert fits("x/build", "x/build")


def test_the_last_pattern_that_fits_decides() -> None:
    base = Path("/base")
    lines = ["*.md", "!a.md", "/docs/a.md", "!*b.md", "docs/b.md/"]
    patterns = compile_patterns(base, lines)
    assert patterns.verdict(base / "x.md", is_folder=False) is True
    assert patterns.verdict(base / "a.md", is_folder=False) is False
    assert patterns.verdict(base / "docs/a.md", is_folder=False) is True
    assert patterns.verdict(base / "docs/b.md", is_folder=False) is False
    assert patterns.verdict(base / "docs/b.md", is_folder=True) is True
    assert patterns.verdict(base / "x", is_folder=False) is None
    assert patterns.verdict(Path("/other/x.md"), is_folder=False) is None


@pytest.mark.parametrize(
    "glob", ["[", "[a", "[!", "[]", "[[:alpha:]", "[[:x:]]", "[a-", "a\\", "[\\"]
)
def test_malformed(glob: str) -> None:
    with pytest.raises(ValueError):
        compile_patterns(Path(), [glob])


@pytest.mark.parametrize(
    "lines",
    [["*a"] * 6000, ["*" + "a" * 9000] * 30, ["[" + "a-" * 6000 + "]"]],
    ids=["many", "long", "a long one"],
)
def test_so_many_patterns_that_trying_them_takes_long(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(ValueError, match="characters"):
        compile_patterns(tmp_path, lines)
    file = tmp_path / ".gitignore"
    file.write_text("\n".join(lines))
    if len(lines) == 1:  # as malformed
        assert read_patterns(tmp_path, file).patterns == ()
        return
    with pytest.raises(OSError, match="characters"):
        read_patterns(tmp_path, file)


def test_names_without_wildcards_are_looked_up(tmp_path: Path) -> None:
    """A list of all files that a tool has made can be long, and is not an attack."""

    def seconds(count: int) -> float:
        (tmp_path / ".gitignore").write_text("".join(f"/folder/{n}.md\n" for n in range(count)))
        patterns = read_patterns(tmp_path, tmp_path / ".gitignore")

        def ask() -> None:
            for number in range(2000):
                assert patterns.verdict(tmp_path / f"folder/{number}.md", is_folder=False)

        return min(processor_seconds(ask) for _ in range(3))

    assert seconds(40_000) < 4 * seconds(2000)


def test_patterns_of_all_folders_above_count_together(tmp_path: Path) -> None:
    text = "".join(f"*a{number}\n" for number in range(1000))
    layers: list[Patterns] = []
    for depth in range(3):
        base = tmp_path.joinpath(*"abc"[:depth])
        base.mkdir(exist_ok=True)
        (base / ".gitignore").write_text(text)
        layers.append(read_patterns(base, base / ".gitignore", above=layers))
    with pytest.raises(OSError, match="3,000 patterns"):
        read_patterns(tmp_path, tmp_path / ".gitignore", above=layers)


def test_an_ignore_file_that_has_too_many_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / ".gitignore").write_text("*a\n" * 4000)
    (tmp_path / "docs" / "b.md").write_text("")
    files, problems = discover([tmp_path], root=tmp_path)
    assert files == [tmp_path / "docs" / "b.md"]
    assert [problem.path for problem in problems] == [str(tmp_path / "docs" / ".gitignore")]
    assert str(problems[0].message).startswith("makes over 3,000 patterns with wildcards")


def test_settings_with_too_many_are_refused() -> None:
    entries = [{"files": [f"*a{number}"], "ignore": ["URL005"]} for number in range(4000)]
    with pytest.raises(ConfigError, match="3,000 patterns"):
        parse_config({"per-file": entries}, None)
