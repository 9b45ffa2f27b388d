"""A hostile ``.git``: a folder, a file or a link, and programs that Git would run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from fuzz.trees.leading import at, outside, thing
from fuzz.trees.plan import TOP, Item

_RUN = b"%s/bin/run" % TOP
_CONFIG = b"""\
[core]
	fsmonitor = %(run)s fsmonitor
	hooksPath = hooks
	editor = %(run)s editor
	pager = %(run)s pager
	sshCommand = %(run)s ssh
	excludesFile = %(excludes)s
	attributesFile = ../.gitattributes
	ignoreCase = %(case)s
	worktree = %(tree)s
[alias]
	check-ignore = !%(run)s alias
	config = !%(run)s alias
[diff]
	external = %(run)s external
[diff "x"]
	textconv = %(run)s textconv
	command = %(run)s diff
[filter "x"]
	clean = %(run)s clean
	smudge = %(run)s smudge
	process = %(run)s process
[include]
	path = %(include)s
[includeIf "gitdir:**"]
	path = %(include)s
[includeIf "onbranch:*"]
	path = ~/gitignore
[extensions]
	worktreeConfig = true
"""


def git(chance: random.Random) -> Iterator[Item]:
    """One of them."""
    yield from chance.choice([_folder, _folder, _file, _link, _thing])(chance)


def _places(chance: random.Random, name: bytes) -> bytes:
    return chance.choice(
        [
            *(outside(chance, name), outside(chance, name), b"/dev/zero", b"/proc/self/environ"),
            *(b"pipe", b"../pipe", b"%s/repository/pipe" % TOP, b".", b"..", b".git", b"/dev"),
            *(b"x" * 5000, b"\xff", b"~/.ssh", b"%s/repository/huge" % TOP, b"", b"a\0b"),
        ]
    )


def _beside() -> Iterator[Item]:
    yield Item("pipe", b"pipe")
    yield Item("sparse", b"huge", size=6_000_000_000)


def _folder(chance: random.Random) -> Iterator[Item]:
    yield Item("file", b".git/HEAD", b"ref: refs/heads/main\n")
    config = _CONFIG % {
        b"run": _RUN,
        b"excludes": _places(chance, b"gitignore"),
        b"case": chance.choice([b"true", b"false", b"x" * 1000]),
        b"tree": _places(chance, b"folder"),
        b"include": _places(chance, b"git/config"),
    }
    yield Item("file", b".git/config", config.replace(b"\0", b""), changes=True)
    if chance.random() < 0.5:
        yield from _beside()
    for hook in (b"pre-commit", b"post-checkout", b"fsmonitor-watchman", b"post-index-change"):
        script = b"#!/bin/sh\n%s hook\n" % _RUN
        yield Item("file", b".git/hooks/" + hook, script, mode=0o755)
    yield Item("file", b".gitattributes", b"* filter=x diff=x\n")
    for name, victim in (
        (b"commondir", b"git"),
        (b"info/exclude", b"gitignore"),
        (b"config.worktree", b"git/config"),
        (b"index", b"victim.md"),
    ):
        way = chance.random()
        path = b".git/" + name
        if way < 0.15:
            yield Item("file", path, _places(chance, victim), changes=True)
        elif way < 0.3:
            yield Item("link", path, at(path, outside(chance, victim)), changes=True)
        elif way < 0.45:
            yield from (item._replace(changes=True) for item in thing(chance, path))


def _file(chance: random.Random) -> Iterator[Item]:
    place = _places(chance, b"git")
    yield Item("file", b".git", b"gitdir: %s\n" % place, changes=True)
    yield from _beside()


def _link(chance: random.Random) -> Iterator[Item]:
    yield Item("link", b".git", _places(chance, b"git").replace(b"\0", b"") or b".", changes=True)
    yield from _beside()


def _thing(chance: random.Random) -> Iterator[Item]:
    for item in thing(chance, b".git"):
        yield item._replace(changes=True)
