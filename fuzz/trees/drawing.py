"""Drawing a tree, and the commands to run over it, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from fuzz.trees import leading, settings
from fuzz.trees.contents import FINDING, GOOD, survey
from fuzz.trees.git import git
from fuzz.trees.names import hostile_name, hostile_text
from fuzz.trees.plan import TOP, Command, Item, Plan, Swap

_MODULES = (b"sitecustomize", b"tomllib", b"shlex", b"numpy", b"digestlint", b"multiprocessing")


def _links(chance: random.Random) -> Iterator[Item]:
    path = chance.choice([*leading.PLAIN_NAMES, hostile_name(chance)])
    yield from leading.link(chance, path, b"victim.md")


def _things(chance: random.Random) -> Iterator[Item]:
    yield from leading.thing(chance, chance.choice([*leading.PLAIN_NAMES, hostile_name(chance)]))


def _names(chance: random.Random) -> Iterator[Item]:
    for _ in range(chance.randint(1, 3)):
        text = hostile_text(chance)
        folder = b"" if chance.random() < 0.7 else hostile_name(chance, "")[:100].strip(b".") + b"/"
        yield Item("file", folder.lstrip(b"/") + hostile_name(chance), survey(text))


def _digest(chance: random.Random) -> Iterator[Item]:
    yield Item("file", b"survey.md", survey(hostile_text(chance)))
    yield from settings.bibliography(chance)
    if chance.random() < 0.5:
        yield from leading.link(chance, b"lead.md", b"linked.md")


def _inside(chance: random.Random) -> Iterator[Item]:
    yield Item("link", chance.choice([b"a-link.md", b"zz.md"]), chance.choice([*GOOD]))


def _unreadable(chance: random.Random) -> Iterator[Item]:
    yield Item("file", b"closed.md", FINDING, mode=chance.choice([0, 0o444, 0o200]))


def _modules(chance: random.Random) -> Iterator[Item]:
    name = chance.choice(_MODULES)
    code = b"open('%s/executed/module', 'w')\n" % TOP
    yield Item("file", name + chance.choice([b".py", b"/__init__.py"]), code)


_DRAWN: tuple[tuple[Callable[[random.Random], Iterator[Item]], float], ...] = (
    (_links, 0.5),
    (_things, 0.5),
    (leading.folder, 0.4),
    (_names, 0.5),
    (_digest, 0.4),
    (_inside, 0.2),
    (_unreadable, 0.1),
    (_modules, 0.15),
    (settings.settings, 0.3),
    (settings.ignoring, 0.3),
    (settings.cache, 0.2),
    (git, 0.5),
)


def draw(seed: int) -> Plan:
    """Return the plan with that number."""
    chance = random.Random(seed)
    items = [Item("file", path, content) for path, content in GOOD.items()]
    for drawn, how_often in _DRAWN:
        if chance.random() < how_often:
            items += drawn(chance)
    if not any(item.path.split(b"/")[0] == b".git" for item in items) and chance.random() < 0.7:
        items.append(Item("file", b".git/HEAD", b"ref: refs/heads/main\n"))
    swaps = tuple(_swaps(chance)) if chance.random() < 0.3 else ()
    names = [item.path for item in items if item.kind != "folder"]
    names += [b"lead/victim.md", b"docs/victim.md", b"good/../lead.md", b"up/outside/victim.md"]
    names += [swap.path for swap in swaps for _ in range(5)]
    commands = [_command(chance, names) for _ in range(3)]
    commands = [each._replace(environment=chance.choice(_ENVIRONMENTS)) for each in commands]
    return Plan(seed, tuple(items), tuple(commands), swaps)


def _swaps(chance: random.Random) -> Iterator[Swap]:
    for path in chance.sample([b"swapped.md", b"swapped/a.md", b"swap.bib"], k=2):
        here = Item("file", path, survey("x") if chance.random() < 0.5 else FINDING)
        victim = b"papers.bib" if path.endswith(b".bib") else b"swapped.md"
        others = [
            Item("link", path, leading.at(path, b"../outside/" + victim)),
            Item("link", path, b"/dev/zero"),
            Item("pipe", path),
        ]
        chosen = chance.sample(others, k=chance.randint(1, 2))
        yield Swap(path, (here, *chosen))
    if chance.random() < 0.4:
        away = Item("link", b"swapdir", b"../outside/folder")
        yield Swap(b"swapdir", (Item("folder", b"swapdir"), away))


_ENVIRONMENTS: tuple[tuple[tuple[bytes, bytes], ...], ...] = (
    *((), (), ()),
    ((b"FORCE_COLOR", b"1"),),
    ((b"FORCE_COLOR", b"1"), (b"COLUMNS", b"20"), (b"TERM", b"xterm")),
    ((b"LC_ALL", b"C"), (b"PYTHONCOERCECLOCALE", b"0"), (b"PYTHONUTF8", b"0")),
    ((b"PYTHONIOENCODING", b"ascii"),),
)
_CHECKS = (
    *((b"--no-cache",), (b"--no-cache",), (), (b"--fix",), (b"--fix", b"--unsafe-fixes")),
    *(
        (b"--fix", b"--show-fixes"),
        (b"--diff",),
        (b"--diff", b"--unsafe-fixes"),
        (b"--statistics",),
    ),
    *((b"--select", b"ALL"), (b"-v",), (b"--output-format", b"concise"), (b"--across-files",)),
    *(
        (b"--output-format", b"json"),
        (b"--output-format", b"json"),
        (b"--output-format", b"github"),
    ),
    *((b"--output-format", name) for name in (b"grouped", b"sarif", b"gitlab", b"junit")),
    *((b"--output-format", name) for name in (b"rdjson", b"azure", b"pylint", b"markdown")),
    *((b"-j", b"2"), (b"-q",), (b"--exit-zero",)),
)


def _command(chance: random.Random, names: list[bytes]) -> Command:
    name = chance.choice(names)
    text = hostile_text(chance).encode("utf-8", "surrogateescape").replace(b"\0", b"")
    way = chance.random()
    home = chance.choice(["home"] * 5 + ["none", "relative", "repository"])
    if way < 0.5:
        words = (b"check", *chance.choice(_CHECKS), b".")
        twice = not {b"--fix", b"--no-cache"} & {*words} and chance.random() < 0.3
        return Command(words, home=home, twice=twice)
    if way < 0.6:  # as a hook calls it
        chosen = chance.choices(names, k=min(len(names), 6))
        options = chance.choice(_CHECKS)
        force = (b"--config", b"force-exclude=true")
        return Command((b"check", *force, *options, b"--", *chosen), home=home)
    digest = survey(hostile_text(chance))
    named = b"./" + name
    others = [
        Command((b"check", *chance.choice(_CHECKS), b"--", name)),
        Command((b"check", *chance.choice(_CHECKS), b"."), folder=b"good"),
        Command((b"check", *chance.choice(_CHECKS), b"..", b"."), folder=b"good"),
        Command((b"format", b".")),
        Command((b"format", b"--check", b"--", name)),
        Command((b"format", b"--diff", b".")),
        Command((b"restore", named)),
        Command((b"restore", b"--explain", b"--format", b"json", named)),
        Command((b"toc", named)),
        Command((b"config", named)),
        Command((b"config", named, b"--output-format", b"json")),
        Command((b"schema",)),
        Command((b"init",)),
        Command((b"init", b"--yes")),
        Command((b"schema", text)),
        Command((b"rule", text)),
        Command((b"check", b"--" + text)),
        Command((b"check", b"--select", text)),
        Command((b"check", b"--config", text)),
        Command((b"check", b"--schema", text, b".")),
        Command((text,)),
        Command((b"clean",), home=home),
        Command((b"check", b"--stdin-filename", named, b"-"), digest),
        Command((b"check", b"--stdin-filename", b"docs/x.md", b"-", b"--diff"), digest),
        Command((b"check", b"--fix", b"--stdin-filename", named, b"-"), digest),
        Command((b"check", b"--fix", b"-"), digest),
    ]
    return chance.choice(others)
