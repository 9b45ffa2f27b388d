"""Links and special files: where they lead, and along which paths.

No link leads to the root of the file system: a command that is to fix what is behind it would do so
for the whole machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from fuzz.trees.plan import OUTSIDE, REPOSITORY, TOP, Item

HUGE = 6_000_000_000
DEVICES = (
    *(b"/dev/zero", b"/dev/ptmx", b"/dev/tty", b"/dev/full", b"/dev/random", b"/dev/null"),
    *(b"/proc/kmsg", b"/proc/self/mem", b"/proc/self/fd/0", b"/dev/stdin", b"/dev/fd/1"),
    *(b"/proc/self/pagemap", b"/proc/self/fd/pipe", b"/sys/kernel/debug/tracing/trace_pipe"),
)
PLAIN_NAMES = (b"notes.md", b"lead.md", b"docs/lead.md", b"z/z/lead.markdown", b"a.md")


def outside(chance: random.Random, name: bytes) -> bytes:
    """Return a way to the file called ``name`` beside the repository, for a link at its top."""
    real = b"%s/%s" % (OUTSIDE, name)
    return chance.choice(
        [
            b"../" + real,
            b"%s/%s" % (TOP, real),
            b"./.././" + real,
            b"/proc/self/cwd/../" + real,
            b"/proc/self/root%s/%s" % (TOP, real),
            b"%s/%s/../%s" % (TOP, REPOSITORY, real),
            b"good/../../" + real,
            b"../%s/../%s" % (REPOSITORY, real),
            b"//" + TOP.lstrip(b"/") + b"/" + real,
        ]
    )


def at(path: bytes, target: bytes) -> bytes:
    """``target``, of a link at the top, for one at ``path``."""
    return target if target.startswith((b"/", TOP)) else b"../" * path.count(b"/") + target


def link(chance: random.Random, path: bytes, name: bytes) -> Iterator[Item]:
    """Yield a link at ``path`` to an outside file, at once or by other links."""
    way = chance.randrange(4)
    if way == 0:  # a chain, of names that nothing else looks at
        yield Item("link", b"chain1", b"chain2")
        yield Item("link", b"chain2", outside(chance, name))
        yield Item("link", path, at(path, b"chain1"))
    elif way == 1:  # through a folder
        yield Item("link", b"up", chance.choice([b"..", TOP, b"/proc/self/cwd/.."]))
        yield Item("link", path, at(path, b"up/%s/%s" % (OUTSIDE, name)))
    else:
        yield Item("link", path, at(path, outside(chance, name)))


def thing(chance: random.Random, path: bytes) -> Iterator[Item]:
    """Something at ``path`` that is no file, or leads to none."""
    way = chance.randrange(9)
    if way == 0:
        yield Item("pipe", path)
    elif way == 1:
        yield Item("socket", path)
    elif way == 2:
        yield Item("sparse", path, size=chance.choice([HUGE, 40_000_000, 3_000_000]))
    elif way == 3:  # a pipe behind a link
        yield Item("pipe", b"pipe")
        yield Item("link", path, at(path, b"pipe"))
    elif way == 4:
        yield Item("folder", path)
        yield Item("file", path + b"/inner.md", b"# Inner\n")
    elif way == 5:
        loop = chance.choice([path.rpartition(b"/")[2], b"x" * 4000, b"gone", b".", b"a/" * 500])
        yield Item("link", path, loop)
    elif way == 6:  # its size is zero, and it can be read
        yield Item("link", path, b"/proc/self/environ")
    else:
        yield Item("link", path, chance.choice(DEVICES))


def folder(chance: random.Random) -> Iterator[Item]:
    """Yield a link to a folder."""
    path = chance.choice([b"lead", b"docs", b"sub/lead", b"docs.md", b"node_modules", b"good2"])
    target = chance.choice(
        [
            *(b"../outside/folder", b"%s/outside/folder" % TOP, b"../outside", b"..", TOP, b"."),
            *(b"/proc/self/cwd", b"/proc/self/fd", b"/dev", b"good"),
        ]
    )
    yield Item("link", path, at(path, target))
