"""A little of what ``make fuzz`` does with hostile trees, and a test that it detects failures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.trees import contents, running
from fuzz.trees.contents import survey
from fuzz.trees.drawing import draw
from fuzz.trees.leading import HUGE
from fuzz.trees.plan import Command, Item, Plan, Swap
from fuzz.trees.trial import shrunk, tried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="links, pipes, /proc, limits")

CHECK = Command((b"check", b"--no-cache", b"."))
FIX = Command((b"check", b"--fix", b"."))
GOOD = tuple(Item("file", path, content) for path, content in contents.GOOD.items())


def plan(*items: Item, command: Command = CHECK, swaps: tuple[Swap, ...] = ()) -> Plan:
    return Plan(0, (*GOOD, *items), (command,), swaps)


# Programs in the place of digestlint that each break one promise.
WRONG = {
    "waits for ever": "import time; time.sleep(60)",
    "takes too much time": "while True: pass",
    "takes too much memory": "import time; x = b'x' * 700_000_000; time.sleep(0.5)",
    "crashes": "raise ValueError('x')",
    "exits": "import sys; sys.exit(7)",
    "shows a file outside": "print(open('../outside/victim.md').read())",
    "prints a command for a log": "print('::error file=x::broken')",
    "prints raw characters": "print('\\x1b]0;owned\\x07')",
    "changes what is outside": "open('../outside/victim.md', 'a').write('x')",
    "leaves files behind": "open('.digestlint-1.tmp', 'w')",
    "changes what it must not": "import os; os.unlink('good/plain.md')",
    "runs code": "import os; os.system('git config x')",
    "says that all is clean": "print('2 files checked, all clean')",
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_program_that_breaks_a_promise_is_seen(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_WAITING", 1.0)
    if kind != "takes too much memory":  # which takes some seconds to be had
        monkeypatch.setattr(running, "_PROCESSOR", 1)
    program = (sys.executable, "-P", "-c", WRONG[kind])
    assert kind in {failure.kind for _, failure in tried(plan(), program)}


def test_memory_is_seen_also_where_the_tests_took_more() -> None:
    taken = b"x" * 800_000_000  # the peak of this process, which its children start with
    del taken
    program = (sys.executable, "-P", "-c", WRONG["takes too much memory"])
    kinds = {failure.kind for _, failure in tried(plan(), program)}
    assert "takes too much memory" in kinds
    program = (sys.executable, "-P", "-c", "exit(1)")
    kinds = {failure.kind for _, failure in tried(plan(), program)}
    assert "takes too much memory" not in kinds


def test_other_programs_that_break_one(tmp_path: Path) -> None:
    answers = "import os; print(os.path.exists('again')); open('again', 'w'); exit(1)"
    program = (sys.executable, "-P", "-c", answers)
    twice = plan(command=CHECK._replace(twice=True))
    assert "answers otherwise the second time" in {f.kind for _, f in tried(twice, program)}
    writes = "import shutil; shutil.copy('../outside/victim.md', 'good/plain.md'); exit(1)"
    program = (sys.executable, "-P", "-c", writes)
    found = {failure.kind for _, failure in tried(plan(command=FIX), program)}
    assert "writes what is outside into a file" in found
    link = Item("link", b"a.md", b"../outside/victim.md")
    program = (sys.executable, "-P", "-c", "exit(1)")
    found = {failure.kind for _, failure in tried(plan(link), program)}
    assert found == {"says nothing of a link that leads outside"}
    as_json = plan(command=Command((b"check", b"--output-format", b"json", b".")))
    program = (sys.executable, "-P", "-c", "print('[]'); exit(1)")
    assert {f.kind for _, f in tried(as_json, program)} == {"does not report a harmless file"}


def test_a_smaller_tree_is_found() -> None:
    program = (sys.executable, "-P", "-c", "import os; print(open('b').read()); exit(1)")
    items = [Item("file", name, b"x") for name in (b"a", b"c", b"d")]
    link = Item("link", b"b", b"../outside/victim.md")
    large = plan(*items, link)._replace(commands=(FIX, CHECK, FIX))
    ((command, failure), *_) = tried(large, program)
    small = shrunk(large, command, failure, program)
    assert small.items == (link,)
    assert small.commands == (FIX._replace(words=(b"check",)),)


def test_a_seed_draws_the_same_again() -> None:
    assert draw(7) == draw(7) != draw(8)


def test_a_run_over_a_seed_that_fails_tells_the_tree() -> None:
    """As `make fuzz` calls it."""
    done = subprocess.run(
        [sys.executable, "-m", "fuzz.trees", "--seed", "0", "--whole"],
        cwd=running.ROOT,
        env={"PYTHONPATH": f"{running.ROOT / 'hooks'}:{running.ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "trees: 1 trees" in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("seed", range(12))
def test_harmless_parts_of_trees(seed: int) -> None:
    """Names, huge files, links inside: what holds whatever becomes of links that lead outside."""
    drawn = draw(seed)
    harmless = [item for item in drawn.items if item.kind == "file" and not item.changes]
    settings = (b".git", b"relative", b".cache", b".digestlint_cache")
    harmless = [item for item in harmless if not item.path.startswith(settings)]
    assert tried(drawn._replace(items=tuple(harmless), swaps=())) == []


MUCH = Item("file", b"much.md", b"Some text, and [a link](x.md).\n\n" * 20_000)
OUTSIDE = b"../outside/victim.md"
TREES = {
    "link": plan(Item("link", b"a.md", OUTSIDE)),
    "absolute link": plan(Item("link", b"a.md", b"@TOP@/outside/victim.md")),
    "link, fixed": plan(Item("link", b"a.md", OUTSIDE), command=FIX),
    "chain": plan(Item("link", b"c", OUTSIDE), Item("link", b"a.md", b"c"), command=FIX),
    "through a folder": plan(
        Item("link", b"up", b".."), Item("link", b"a.md", b"up/outside/victim.md")
    ),
    "through /proc": plan(Item("link", b"a.md", b"/proc/self/cwd/../outside/victim.md")),
    "folder that is named": plan(
        Item("link", b"up", b".."), command=Command((b"check", b"--fix", b"up"))
    ),
    "named below a link": plan(
        Item("link", b"up", b".."), command=Command((b"check", b"up/outside/victim.md"))
    ),
    "settings below a link": plan(
        Item("link", b"up", b".."), command=Command((b"toc", b"./up/outside/victim.md"))
    ),
    "environment": plan(Item("link", b"a.md", b"/proc/self/environ")),
    "bibliography": plan(
        Item("link", b"papers.bib", b"../outside/papers.bib"),
        Item("file", b"a.md", survey("x")),
    ),
    "configured bibliography": plan(
        Item("file", b"digestlint.toml", b'bibliography = "../outside/papers.bib"', changes=True),
        Item("file", b"a.md", survey("x")),
    ),
    "settings": plan(Item("link", b"digestlint.toml", b"../outside/digestlint.toml")),
    "ignore file": plan(Item("link", b".gitignore", b"../outside/gitignore")),
    "restore": plan(Item("link", b"a.md", OUTSIDE), command=Command((b"restore", b"./a.md"))),
    "pipe": plan(Item("pipe", b"a.md")),
    "pipe beside much text": plan(Item("pipe", b"z.md"), MUCH),
    "terminal beside much text": plan(Item("link", b"z.md", b"/dev/ptmx"), MUCH),
    "pipe, named": plan(Item("pipe", b"a.md"), command=Command((b"check", b"a.md"))),
    "terminal": plan(Item("link", b"a.md", b"/dev/ptmx")),
    "zero": plan(Item("link", b"a.md", b"/dev/zero")),
    "log of the kernel": plan(Item("link", b"a.md", b"/proc/kmsg")),
    "huge": plan(Item("sparse", b"a.md", size=HUGE)),
    "git file to a device": plan(Item("file", b".git", b"gitdir: /dev/zero\n", changes=True)),
    "git file to a pipe": plan(Item("pipe", b"p"), Item("file", b".git", b"gitdir: p\n")),
    "git to a pipe": plan(Item("pipe", b"p"), Item("link", b".git", b"p")),
    "common folder": plan(
        Item("file", b".git/HEAD", b"ref: x\n"), Item("link", b".git/commondir", b"/dev/zero")
    ),
    "git settings": plan(
        Item("file", b".git/config", b"[include]\n\tpath = /dev/zero\n"),
        Item("link", b".git/info/exclude", b"../../outside/gitignore"),
    ),
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_one_attack_at_a_time(tree: Plan) -> None:
    assert tried(tree) == []
