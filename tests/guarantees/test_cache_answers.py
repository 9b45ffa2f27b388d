"""Whatever the commands and their order: with a cache, the output is that of a run without one.

Random sequences of command lines, configurations, edits and deletions, in which two installations
take turns. Each command is run with the cache and, on the same files, with ``--no-cache``; output,
exit code and files must be the same. ``CACHE_SEQUENCES`` and ``CACHE_SEED`` make the test longer
and another one.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from digestlint.output import FORMATS
from tests.places import SOURCE

SEQUENCES = int(os.environ.get("CACHE_SEQUENCES", "4"))
SEED = int(os.environ.get("CACHE_SEED", "1"))
STEPS = 50

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked")

# Runs commands in copies of itself, which have all modules loaded: a hundred times as fast.
SERVER = """
import io, json, os, sys
from digestlint import cli
import digestlint.cli.check, digestlint.cli.reporting, digestlint.cli.arguments
import digestlint.run.runner, digestlint.cli.errors, digestlint.cli.streams
from digestlint.output import FORMATS, reporter
import digestlint.project.config.settings
import digestlint.fixes.fixer, digestlint.fixes.verifier
from digestlint.lint.registry import all_rules
all_rules(), [reporter(name) for name in FORMATS]
answer = getattr(cli, "_answer", None)
def run(order):
    place = order["place"]
    os.chdir(order["folder"])
    for number, name in enumerate(("in", "out", "err")):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(os.path.join(place, name), flags, 0o600), number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w")), encoding="utf-8")
    if answer is not None:
        def counted(given):
            open(os.path.join(place, "checked"), "w").close()
            return answer(given)
        cli._answer = counted
    code = 99
    try:
        code = cli.main(order["arguments"])
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
for line in sys.stdin:
    process = os.fork()
    if process == 0:
        run(json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
"""


class Installation:
    """A copy of digestlint that waits for commands."""

    def __init__(self, source: Path, place: Path, home: Path) -> None:
        self._place = place
        place.mkdir()
        unwanted = ("GIT_", "FORCE_COLOR", "DIGESTLINT", "XDG_")
        kept = {name: v for name, v in os.environ.items() if not name.startswith(unwanted)}
        self._environment = {
            **kept,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": str(source),
            "PYTHONUTF8": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
            cwd=home,
        )
        self.was_checked = False

    def run(self, folder: Path, arguments: list[str], stdin: bytes) -> tuple[int, bytes, bytes]:
        """Exit code and output of a command."""
        (self._place / "in").write_bytes(stdin)
        (self._place / "checked").unlink(missing_ok=True)
        order = {"place": str(self._place), "folder": str(folder), "arguments": arguments}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        self.was_checked = (self._place / "checked").exists()
        return code, (self._place / "out").read_bytes(), (self._place / "err").read_bytes()

    def start(self, folder: Path, arguments: list[str], stdin: bytes) -> tuple[int, bytes, bytes]:
        """The same by a process of its own, as users start it."""
        program = "import sys; from digestlint.cli import console; console()"
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            env=self._environment,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def end(self) -> None:
        """No more commands."""
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def installations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Installation]]:
    """Two versions, one of which words a message otherwise, with one home and so one cache."""
    base = tmp_path_factory.mktemp("installations")
    home = base / "home"
    home.mkdir(mode=0o700)
    other = base / "other"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SOURCE / "digestlint", other / "digestlint", ignore=ignored)
    rule = other / "digestlint" / "rules" / "urls" / "insecure_scheme.py"
    text = rule.read_text("utf-8")
    assert "instead of" in text
    rule.write_text(text.replace("instead of", "in place of"), "utf-8")
    found = [Installation(SOURCE, base / "a", home), Installation(other, base / "b", home)]
    yield found
    for installation in found:
        installation.end()


SURVEY = """\
# Paper List{title}

- [25/05] **{paper}**
[[Paper](http://arxiv.org/abs/2505.15117)] [[TLDR/Notes](#a)]

# TLDR/Notes
## a
### Abstract
Good.
"""
TEXTS = [
    b"",
    b"# A\n\nText.\n",
    b"[x](#titel) [y](http://arxiv.org/abs/2401.00001)\n\n# Title\n",
    b"# One\n\n## Two\n\n[b](b.md#one) [c](inner/c.md#two) [gone](gone.md) [up](../a.md#one)\n",
    b"# Two\n\n[a](a.md#one) [a](../a.md#two) [self](c.md#two) [d](deep/d.md) [x](/b.md#two)\n",
    SURVEY.format(title="", paper="A").encode(),
    SURVEY.format(title=" from BIB File: p.bib", paper="B").encode(),
    "# 标题\n\n“ä¸\xadæ–‡â€\x9d ä½\xa0å¥½\n".encode(),
    "中文的方法\n".encode("gb18030"),
    b"# A\n\nA control\x07 character, http://arxiv.org/abs/2401.00001.\n",
    b"# A\n\n<!-- digestlint-disable-file URL005 -->\n\nhttp://arxiv.org/abs/2401.00001\n",
    b"# A\n\n## B\n\n## C\n\n[x](#b) [y](#x)\n",
    b"\xef\xbb\xbf# A\r\n\nText\r\n",
]
COMMON = (TEXTS[2], TEXTS[9], TEXTS[11])
BIBLIOGRAPHIES = [
    b"",
    b"@article{a, title={A}, url={https://arxiv.org/abs/2505.15117}}\n",
    b"@article{b, title={B}}\n",
    b"@article{a,",
]
SCHEMA = """\
[schemas.own]
match.headings = ["^A$"]
[schemas.own.notes]
level = 2
section-level = 3
sections.c = {heading = "C"}
"""
SETTINGS = [
    "",
    'select = ["URL"]\n',
    'select = ["ANC", "ENC"]\n',
    'ignore = ["URL005"]\n',
    'extend-select = ["ALL"]\n',
    'anchor-style = "gitlab"\n',
    'schema = "none"\n',
    'bibliography = "a.bib"\n',
    'bibliography = "gone.bib"\n',
    'exclude = ["b.md", "deep"]\n',
    'exclude = ["a.md"]\nforce-exclude = true\n',
    "respect-gitignore = false\n",
    'extensions = [".txt", ".md"]\n',
    "unsafe-fixes = true\n",
    '[[per-file]]\nfiles = ["inner/"]\nignore = ["ANC"]\n',
    "rules.duplicate-entry.across-files = true\n",
    'rules.insecure-scheme.hosts = ["example.org"]\n',
    SCHEMA,
    '[schemas.more]\nextends = "survey"\nmatch.headings = ["^One$"]\n',
    "nonsense = 1\n",
    "= no TOML",
]
IGNORED = [b"", b"a.md\n", b"inner/\n", b"*.md\n!b.md\n", b"deep\n"]
GIT_SETTINGS = [b"", b"[core]\nexcludesfile = ~/x\n", b"[core]\nignorecase = true\n"]
NOTES = ("a.md", "b.md", "inner/c.md", "inner/deep/d.md", "notes.txt")
FOLDERS = ("", "inner/", "inner/deep/", "../")


class Repository:
    """Files that change, and the log of what was done."""

    def __init__(self, base: Path, chance: random.Random) -> None:
        self.base = base
        self.root = base / "repository"
        (self.root / "inner" / "deep").mkdir(parents=True)
        (self.root / ".git").mkdir()
        self.chance = chance
        self.log: list[Any] = []

    def change(self) -> None:
        """Write, remove or move something."""
        choice = self.chance.choice
        what = choice((self._note, self._note, self._note, self._config, self._git, self._more))
        what()

    def _put(self, path: str, content: bytes | None) -> None:
        target = self.root / path
        self.log.append((path, content))
        if content is None:
            target.unlink(missing_ok=True)
        elif target.parent.is_dir() and not target.is_dir():
            target.write_bytes(content)

    def _note(self) -> None:
        content = self.chance.choice([*TEXTS, *COMMON, *COMMON, None])
        self._put(self.chance.choice(NOTES), content)

    def _more(self) -> None:
        path = self.chance.choice(["a.bib", "p.bib", "inner/c.bib", "set.toml"])
        if path == "set.toml":
            self._put(path, self.chance.choice(SETTINGS).encode())
        else:
            self._put(path, self.chance.choice([*BIBLIOGRAPHIES, None]))

    def _config(self) -> None:
        folder = self.chance.choice(FOLDERS)
        settings = self.chance.choice([*SETTINGS, None])
        if self.chance.random() < 0.4:  # or soon every folder has one
            for name in ("digestlint.toml", "pyproject.toml"):
                self._put(f"{folder}{name}", None)
            return
        if self.chance.random() < 0.5:
            content = None if settings is None else settings.encode()
            self._put(f"{folder}digestlint.toml", content)
            return
        text = '[project]\nname = "x"\n'
        if settings is not None and self.chance.random() < 0.6:
            if "[[" in settings or "[schemas" in settings:
                settings = settings.replace("[[", "[[tool.digestlint.").replace(
                    "\n[schemas", "\n[tool.digestlint.schemas"
                )
                settings = settings.replace("[schemas", "[tool.digestlint.schemas", 1)
                text = settings
            else:
                text += f"[tool.digestlint]\n{settings}"
        self._put(f"{folder}pyproject.toml", None if settings is None else text.encode())

    def _git(self) -> None:
        choice = self.chance.choice
        kind = self.chance.randrange(5)
        if kind == 0:
            self._put(choice([".gitignore", "inner/.gitignore"]), choice([*IGNORED, None]))
        elif kind == 1 and (self.root / ".git").is_dir():
            (self.root / ".git" / "info").mkdir(exist_ok=True)
            self._put(".git/info/exclude", choice(IGNORED))
        elif kind == 2 and (self.root / ".git").is_dir():
            text = choice(
                [b"", b"[core]\nexcludesfile = ~/ignored\n", b"[core]\nignorecase = true\n"]
            )
            self._put(".git/config", text)
        else:
            git = self.root / choice(["", "inner"]) / ".git"
            self.log.append(("toggle", str(git.relative_to(self.root))))
            if git.is_dir():
                shutil.rmtree(git)
            else:
                git.mkdir()

    def command(self) -> tuple[Path, list[str], bytes]:
        """A folder, a command line and its standard input."""
        choice, some = self.chance.choice, self._some
        if self.chance.random() < 0.5:  # as hooks and people do
            options = some(0.5, "--config", ["force-exclude=true"])
            options += some(0.5, "--select", ["ENC", "URL", "ANC", "SEC", "BIB"])
            options += choice([[], [], [], ["--fix"], ["--output-format", "concise"]])
            names = choice([["a.md"], ["a.md"], ["b.md"], ["a.md", "b.md"], ["inner/c.md"]])
            return self.root, ["check", *options, *names], b""
        options = []
        options += some(0.3, "--select", ["ENC", "URL", "ANC", "ALL", "BIB,TOC", "SEC"])
        options += some(0.15, "--ignore", ["URL", "ANC001", "ALL"])
        options += some(0.1, "--extend-select", ["ALL", "URL"])
        options += some(0.1, "--schema", ["none", "survey", "daily", "own"])
        options += some(0.1, "--bib", ["a.bib", "../a.bib", "gone.bib"])
        options += some(0.15, "--config", ["set.toml", "../set.toml", "force-exclude=true"])
        options += some(0.1, "--config", ["anchor-style=gitlab", 'exclude=["b.md"]'])
        options += some(0.05, "--config", [f"schemas.own.match.headings={['^A$']}"])
        options += some(0.4, "--output-format", FORMATS)
        for probability, name in (
            *((0.1, "--statistics"), (0.2, "--fix"), (0.1, "--unsafe-fixes"), (0.1, "--diff")),
            *((0.1, "--exit-zero"), (0.1, "-q"), (0.1, "--show-fixes"), (0.1, "--across-files")),
            *((0.03, "--verbose"), (0.05, "-j2")),
        ):
            options += [name] if self.chance.random() < probability else []
        folder = self.root / choice(["", "", "", "inner"])
        stdin = b""
        if self.chance.random() < 0.15:
            paths, stdin = ["-"], choice(TEXTS)
            options += some(0.5, "--stdin-filename", ["a.md", "inner/c.md", "new.md"])
        else:
            places = [*NOTES, "./a.md", "../a.md", ".", "inner", "c.md", "deep"]
            paths = self.chance.choices(places, k=choice([0, 1, 1, 1, 2, 3]))
        arguments = ["check", *options, *paths]
        if self.chance.random() < 0.2:
            arguments = ["check", *paths, *options]
        return folder, arguments, stdin

    def _some(self, probability: float, name: str, values: Sequence[str]) -> list[str]:
        return [name, self.chance.choice(values)] if self.chance.random() < probability else []

    def files(self) -> dict[Path, bytes]:
        """What is in all files, but those of a cache."""
        return {
            path: path.read_bytes()
            for path in self.base.rglob("*")
            if path.is_file() and ".digestlint_cache" not in path.parts
        }

    def restore(self, files: dict[Path, bytes]) -> None:
        """Put back what a command has changed."""
        for path, content in files.items():
            if path.read_bytes() != content:
                path.write_bytes(content)


def differs(
    installation: Installation, repository: Repository, how: str, command: tuple[Any, Any, Any]
) -> str | None:
    """What is other with the cache than without it."""
    folder, arguments, stdin = command
    before = repository.files()
    run = installation.start if how == "started" else installation.run
    cached = run(folder, arguments, stdin)
    after = repository.files()
    repository.restore(before)
    was_checked = installation.was_checked
    expected = installation.run(folder, [*arguments, "--no-cache"], stdin)
    installation.was_checked = was_checked
    if cached == expected and after == repository.files():
        return None
    return f"with a cache: {cached!r}\nwithout:      {expected!r}"


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_a_cache_answers_as_a_run_without_one(
    installations: list[Installation], tmp_path: Path, number: int
) -> None:
    chance = random.Random(SEED * 1000 + number)
    repository = Repository(tmp_path, chance)
    for name in NOTES:
        repository._put(name, chance.choice([*TEXTS, *COMMON, *COMMON]))
    commands = [repository.command() for _ in range(8)]
    recalled = runs = 0
    for _ in range(STEPS):
        for _ in range(chance.choice([0, 0, 0, 0, 1, 2])):
            repository.change()
        # The same commands come again, on files that have changed or not.
        if chance.random() < 0.2:
            commands[chance.randrange(len(commands))] = repository.command()
        command = chance.choice(commands)
        which = chance.randrange(10) // 7
        how = "started" if chance.random() < 0.05 else "forked"
        repository.log.append((which, how, command))
        difference = differs(installations[which], repository, how, command)
        log = "\n".join(map(repr, repository.log[-20:]))
        assert difference is None, f"{difference}\nafter:\n{log}"
        runs += how == "forked"
        recalled += how == "forked" and not installations[which].was_checked
    assert recalled > 0, f"none of {runs} runs was answered from the cache"


def test_the_example_of_the_issue(installations: list[Installation], tmp_path: Path) -> None:
    """Rules that were not asked for do not count as clean."""
    repository = Repository(tmp_path, random.Random(0))
    repository._put("a.md", TEXTS[2])
    for selection in (["--select", "ENC"], [], ["--ignore", "ANC"], [], ["--fix"], []):
        command = (repository.root, ["check", *selection, "a.md"], b"")
        assert differs(installations[0], repository, "forked", command) is None


def test_hooks_one_after_the_other(installations: list[Installation], tmp_path: Path) -> None:
    """``digest-mojibake`` followed by ``digestlint`` passed a file with defects."""
    repository = Repository(tmp_path, random.Random(0))
    repository._put("a.md", TEXTS[2])
    shared = ["check", "--config", "force-exclude=true"]
    for more in (["--select", "ENC", "--fix"], [], ["--select", "ANC"], ["--fix"], []):
        command = (repository.root, [*shared, *more, "a.md"], b"")
        assert differs(installations[0], repository, "forked", command) is None
