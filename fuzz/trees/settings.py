"""Settings of a repository: configuration, ignore files, a bibliography."""

from __future__ import annotations

import random
from collections.abc import Iterator

from fuzz.trees.leading import link, outside, thing
from fuzz.trees.names import hostile_text
from fuzz.trees.plan import TOP, Item

SETTINGS = (b"digestlint.toml", b".digestlint.toml", b"pyproject.toml", b"docs/digestlint.toml")
_GLOBS = (
    *("*a" * 30 + "b", "**/a/" * 30 + "b", "[", "a\\", "!*", "*", "/", "**", "[[:x:]]", "*.md"),
    *("../*", "/../outside/*", "?" * 3000, "[!a]" * 200, "{a,b}", "\\" * 99, "good/", "!good/"),
)


def _quoted(text: str) -> str:
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    inside = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in plain)
    return f'"{inside}"'


def _some(chance: random.Random, path: str) -> str:
    text = _quoted(hostile_text(chance))
    glob = _quoted(chance.choice(_GLOBS))
    bibliography = _quoted(path)
    return chance.choice(
        [
            f"bibliography = {bibliography}\n",
            f"bibliography = {{{glob} = {bibliography}}}\n",
            f"exclude = [{glob}, {text}]\n",
            f"exclude = [{', '.join([_quoted(f'*{n}*a') for n in range(2900)])}]\n",
            f"extensions = [{text}, '.bib', '.toml', '']\n",
            f"[[per-file]]\nfiles = [{glob}]\nbibliography = {bibliography}\n",
            f"[schemas.{text}]\nextends = 'survey'\ndescription = {text}\n",
            f"[schemas.x]\nextends = {bibliography}\nmatch.headings = ['(a+)+$']\n",
            "[schemas.x]\nextends = 'x'\nentries.pattern = '(?P<title>(a|a)*b)'\n",
            f"schema = {text}\n",
            "select = ['ALL']\nmax-file-size = 99999\nmax-memory = 99999\n",
            f"select = [{text}]\n",
            f"{text} = {text}\n",
            f"x = {text}{text}\n",
            f"[rules.insecure-scheme]\nhosts = [{text}]\n",
            f"[rules.{text}]\n{text} = 1\n",
            "[" * 5000,
            "a." * 3000 + "b = 1\n",
            "unsafe-fixes = true\nrespect-gitignore = false\n",
        ]
    )


def settings(chance: random.Random) -> Iterator[Item]:
    """Yield a configuration: a file, a link, or something else."""
    path = chance.choice(SETTINGS)
    way = chance.random()
    if way < 0.3:
        victim = chance.choice([b"digestlint.toml", b"pyproject.toml"])
        for item in link(chance, path, victim) if way < 0.15 else thing(chance, path):
            yield item._replace(changes=True)  # it may end the run
        return
    place = outside(chance, b"papers.bib").decode()
    place = chance.choice([place, place, "pipe.bib", "/dev/zero", "good", "/proc/self/environ"])
    text = _some(chance, place)
    if path == b"pyproject.toml":
        text = f"[tool.digestlint]\n{text}".replace("[schemas", "[tool.digestlint.schemas")
        text = text.replace("[[per-file", "[[tool.digestlint.per-file")
        text = text.replace("[rules", "[tool.digestlint.rules")
    yield Item("file", path, text.encode("utf-8", "replace"), changes=True)
    if "pipe.bib" in text:
        yield Item("pipe", b"pipe.bib")


def ignoring(chance: random.Random) -> Iterator[Item]:
    """Yield an ignore file."""
    path = chance.choice([b".gitignore", b"docs/.gitignore", b"good/.gitignore", b".ignore"])
    way = chance.random()
    if way < 0.25:
        yield from link(chance, path, b"gitignore")
    elif way < 0.5:
        yield from thing(chance, path)
    else:
        lines = chance.choices(_GLOBS, k=chance.randint(1, 5))
        text = "\n".join(lines)
        if chance.random() < 0.3:
            text = "\n".join(f"*a{number}*" for number in range(chance.choice([2900, 5000])))
        yield Item("file", path, text.encode(), changes=True)


def bibliography(chance: random.Random) -> Iterator[Item]:
    """Yield the file that a digest names in its title, or that has its name."""
    path = chance.choice([b"papers.bib", b"notes.bib", b"survey.bib"])
    if chance.random() < 0.6:
        yield from link(chance, path, b"papers.bib")
    elif chance.random() < 0.6:
        yield from thing(chance, path)
    else:
        text = hostile_text(chance).encode("utf-8", "surrogateescape")
        entry = b"@article{%s, title = {%s}, url = {%s}}\n@%s{%s\n"
        yield Item("file", path, entry % (text, text, text, text, text))


def cache(chance: random.Random) -> Iterator[Item]:
    """Yield a cache that came with the repository, in all places where one was ever looked for."""
    folder = chance.choice([b".digestlint_cache", b".cache/digestlint", b"relative/digestlint"])
    if chance.random() < 0.2:
        yield Item("link", folder, b"%s/outside" % TOP)
        return
    for name in (b".gitignore", b"CACHEDIR.TAG", b"digestlint-key", b"digestlint-pruned", b"shard"):
        path = b"%s/%s" % (folder, name)
        way = chance.random()
        if way < 0.4:
            yield Item("link", path, b"%s/home/%s" % (TOP, chance.choice([b"gitignore", b"new"])))
        elif way < 0.6:
            yield from thing(chance, path)
        elif way < 0.8:
            yield Item("file", path, b"x" * 32, mode=0o600)
