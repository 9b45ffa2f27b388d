"""Keys of front matter in YAML, TOML and JSON, with exact places."""

from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.markdown.front_matter_keys import find_keys

CASES = [
    ("---\ntitle: A\ndate: 2025-03-17\n---\n", [("title", "A"), ("date", "2025-03-17")]),
    ("---\ntitle: \"A: b\"\n'date' : 'x'\n---\n", [("title", "A: b"), ("date", "x")]),
    ("---\ntags:\n- a\n- b\nx: [a, b]\n---\n", [("tags", "- a\n- b"), ("x", "[a, b]")]),
    ("---\ntags:\n  - a\n\n  - b\nx:\n---\n", [("tags", "- a\n\n  - b"), ("x", "")]),
    (
        "---\ngist: |\n  one: two\n\n  three\nx: y\n---\n",
        [("gist", "|\n  one: two\n\n  three"), ("x", "y")],
    ),
    ("---\npaper:\n  title: A\narxiv id: 1\n---\n", [("paper", "title: A"), ("arxiv id", "1")]),
    ("---\n标题: 论文\n---\n", [("标题", "论文")]),
    (
        '+++\ntitle = "A"\ntags = [\n  "a",\n]\nx = 1\n+++\n',
        [("title", "A"), ("tags", '[\n  "a",\n]'), ("x", "1")],
    ),
    (
        '+++\ngist = """\none = two\nx\n"""\nx = \'\'\n+++\n',
        [("gist", "\none = two\nx\n"), ("x", "")],
    ),
    (
        '{"title": "A, \\"b\\"", "tags": ["a", {"x": 1}], "n": 3}\n',
        [("title", 'A, \\"b\\"'), ("tags", '["a", {"x": 1}]'), ("n", "3")],
    ),
    ('{\n  "title": "A"\n}\n\nx', [("title", "A")]),
    (';;;\n"title": "A",\n"n": {"x": 1}\n;;;\n', [("title", "A"), ("n", '{"x": 1}')]),
    (';;;\n{"title": "A:"}\n;;;\n', [("title", "A:")]),
    ('{"": ""}\n', [("", "")]),
    (';;;\n"title": "A\\\n;;;\n', [("title", '"A\\')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_keys(text: str, expected: list[tuple[str, str]], ending: str) -> None:
    text = text.replace("\n", ending)
    front_matter = parse(text).front_matter
    assert front_matter is not None
    found = find_keys(text, front_matter)
    values = [(key.name, text[slice(*key.value_span)]) for key in found]
    assert values == [(name, value.replace("\n", ending)) for name, value in expected]
    assert [text[slice(*key.span)].strip("\"'") for key in found] == [key.name for key in found]
