"""Errors of configuration files have the line and the column of the key."""

from __future__ import annotations

import random
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.errors import KeyPath
from digestlint.project.config import ConfigError, load_config
from digestlint.project.config.toml_places import find_key

MATCH = 'match.headings = ["x"]\n'


def marked(text: str) -> tuple[str, str]:
    """The text without its mark ``§``, and ``line:column`` of it."""
    before, _, after = text.partition("§")
    return before + after, f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("§a = 1", ("a",)),
        ("b = 1\n  §a = 1", ("a",)),
        ("# a\n§a = 1 # a", ("a",)),
        ("[§a]\nb = 1", ("a",)),
        ("[a]\n§b = 1", ("a", "b")),
        ("[ a . 'b' ]\n§c = 1", ("a", "b", "c")),
        ("a.§b = 1", ("a", "b")),
        ("a . §b = 1", ("a", "b")),
        ('a = { b = 1, §"c d" = 2 }', ("a", "c d")),
        ('"a.b".§c = 1', ("a.b", "c")),
        ("'a.b' = { x.§y = 1 }", ("a.b", "x", "y")),
        (r'§"\u0061" = 1', ("a",)),
        (r'"a\"]" = 2' + "\n§b = 1", ("b",)),
        ('a = [1, §2, 3]', ("a", 1)),
        ('a = [\n  "]", # ]\n  §"x",\n]', ("a", 1)),
        ("a = [[1], [2, §3]]", ("a", 1, 1)),
        ("a = [{ b = 1 }, { §b = 2 }]", ("a", 1, "b")),
        ("[[a]]\nb = 1\n[[a]]\n§b = 2", ("a", 1, "b")),
        ("[[a]]\nb = 1\n[[a]]\n[a.c]\n§b = 2", ("a", 1, "c", "b")),
        ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\n§c = 1", ("a", 1, "b", 1, "c")),
        ('x = """\na = 1\n""\\""" \n"""\n§a = 1', ("a",)),
        ("x = '''\na = 1\n'' ''''\n§a = 1", ("a",)),
        ("x = 'a = 1'\n§a = 1", ("a",)),
        ("x = 1979-05-27 07:32:00\n§a = 1", ("a",)),
        ("x.a = 1\n[y]\na = 1\n[z]\n§a = 1", ("z", "a")),
        ("[§a.b]\nc = 1", ("a", "e")),
        ("a = 1\n[b]\n§c = 1", ("b", "c", "d")),  # what it is in
        ("'数' = 1\n['数据']\n§'键' = 1", ("数据", "键")),
        ("x = {}\ny = []\nz = ''\n§a = 1", ("a",)),
    ],
)  # fmt: skip
def test_finds_a_key(text: str, path: KeyPath) -> None:
    written, place = marked(text)
    tomllib.loads(written)
    assert find_key(written, path) == tuple(map(int, place.split(":")))


def test_what_is_not_there() -> None:
    assert find_key("a = 1\n", ("b",)) is None
    assert find_key("", ("b",)) is None
    assert find_key("a = 1\n", ()) is None


def _paths(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    if isinstance(value, dict):
        below = [_paths(each, (*path, key)) for key, each in value.items()]
    elif isinstance(value, list):
        below = [_paths(each, (*path, number)) for number, each in enumerate(value)]
    else:
        below = []
    return [*([path] if path else []), *(each for paths in below for each in paths)]


def test_finds_each_key_of_random_documents() -> None:
    """A key is where, with another name, the document has another key at that path."""
    rng = random.Random(20)
    values = ["1", "'x'", '"y\\n"', "[1, 2]", "{ k = 1, 'l m' = [{ n = 2 }] }", '"""\n[q]\n"""']
    keys = ["a", "b", "'c d'", '"e.f"', "g.h", "i . j"]
    checked = 0
    for _ in range(300):
        lines = []
        for _ in range(rng.randrange(1, 12)):
            key = rng.choice(keys)
            lines.append(
                rng.choice([f"[{key}]", f"[[{key}]]", f"{key} = {rng.choice(values)} # c", ""])
            )
        text = "\n".join(lines)
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        for path in _paths(table):
            found = find_key(text, path)
            assert found is not None, (text, path)
            row, column = found
            rest = text.split("\n", row - 1)[row - 1][column - 1 :]
            if isinstance(path[-1], str):
                assert rest.strip("'\"").startswith(path[-1]), (text, path)
                checked += 1
    assert checked > 500


WRONG = [
    ('§anchor-stile = "x"', "there is no setting 'anchor-stile'"),
    ('§anchor-style = "x"', "anchor-style: there is no value 'x'"),
    ('select = ["URL", §"URL9"]', "there is no rule 'URL9'"),
    ('[[per-file]]\nfiles = ["*"]\n[[per-file]]\nfiles = ["*"]\nignore = [§"URL9"]',
     "there is no rule 'URL9'"),
    ('[[per-file]]\nfiles = ["a", §"a[b"]', "'a[b'"),
    ('§schema = "weekly"', "there is no schema 'weekly'"),
    ("[rules.§broken-anchr]\nx = 1", "did you mean 'broken-anchor'?"),
    ("[rules.§ANC001]\nx = 1", "options belong under"),
    ("[rules.broken-anchor]\n§x = 1", "there is no option 'x'"),
    ("rules = { insecure-scheme = { §hosts = 1 } }", "must be a list of strings"),
    ('exclude = ["a", §"a[b"]', "'a[b'"),
    ("exclude = ['a', §'digests\\old\\*.md']", "patterns have '/' between folders"),
    ('exclude = ["a", §"digests\\new"]', "patterns have '/' between folders"),
    ("[[per-file]]\nfiles = ['a', §'digests\\old']", "patterns have '/' between folders"),
    ('extensions = [".md", §".bib"]', "never Markdown"),
    ('[schemas.own]\n§extends = "surve"', "there is no schema 'surve'"),
    ('[schemas.own.match]\nheadings = ["x", §"("]', "is not a regular expression"),
    ('[schemas.own.match]\nfront-matter = { §"a.b" = "(" }', "is not a regular expression"),
    ('[schemas."my own"]\n' + MATCH + "[schemas.'my own'.notes]\n§level = 9", "must be 6 or less"),
    ("[schemas.own]\n" + MATCH + "entries.§pattern = '(?P<titel>.)'", "did you mean 'title'?"),
    ("[schemas.own]\n" + MATCH + "[schemas.own.notes.fields]\na = { label = 'A' }\n"
     "b = { label = 'B', §typ = 'date' }", "there is no setting 'typ'"),
    ("[schemas.own]\n" + MATCH + "notes = { order = ['a', §'b'], sections.a.heading = 'A' }",
     "there is no section 'b'"),
    ("[schemas.own]\n" + MATCH + "[schemas.own.notes.sections.a]\nheading = 'A'\n"
     "[schemas.own.notes.sections.§b]\nheading = 'A'", "already belongs to 'a'"),
    ("[schemas.§own]\ndescription = 'x'", "the key 'match' is missing"),
    ("x = §", "is not valid TOML: Invalid value"),
    ("[rules]\n\n[rules§]\n", "is not valid TOML"),
    ("[§tool.digestlint]\n", "without [tool.digestlint]"),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "message"), WRONG)
def test_errors_have_a_place(tmp_path: Path, text: str, message: str, ending: str) -> None:
    written, place = marked(text)
    path = tmp_path / "digestlint.toml"
    path.write_bytes(b"\xef\xbb\xbf" + written.replace("\n", ending).encode())
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ['[tool.digestlint]\n§schema = "weekly"', 'tool.digestlint = { §schema = "weekly" }',
     'schema = 1\n[tool]\nschema = 2\n["tool"."digestlint"]\n§schema = "weekly"'],
)  # fmt: skip
def test_places_in_a_pyproject(tmp_path: Path, text: str) -> None:
    written, place = marked(text)
    path = tmp_path / "pyproject.toml"
    path.write_text(written)
    with pytest.raises(ConfigError, match=re.escape(f"{path}:{place}: there is no schema")):
        load_config(path)


def test_a_key_of_the_command_line_has_no_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "digestlint.toml"
    path.write_text('exclude = ["a"]\n')
    with pytest.raises(ConfigError) as caught:
        load_config(path, {"exclude": ["a[b"]})
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "[" * 300 + "]" * 300 + "]\n",
        "".join(f"[schemas.s{n}]\nmatch.path = ['x']\n" for n in range(25_000)),
        "exclude = [" + "'a', " * 190_000 + "]\n",
        "schemas.s.match.path = ['x']\n"
        + "".join(f"schemas.s.notes.fields.f{n}.label = 'L{n}'\n" for n in range(20_000))
        + "schemas.s.notes.fields.z.labl = 'x'\n",
        "[[per-file]]\nfiles = ['*']\n" * 30_000,
        '"' + "\\u0061" * 150_000 + '" = 1\n',
    ],
    ids=["deep", "schemas", "items", "fields", "tables", "key"],
)
def test_hostile_files_are_explained_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "digestlint.toml"
    path.write_text(f"{text}[rules.nothing]\n")
    started = time.process_time()
    with pytest.raises(ConfigError):
        load_config(path)
    assert time.process_time() - started < 40
