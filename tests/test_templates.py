"""What rules say: each template has an id of its own and is called with all of its fields."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from digestlint.core.message import Message, Template, fields_of
from digestlint.lint.registry import all_rules
from tests.places import PACKAGE

TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


class Declared(NamedTuple):
    """A template, as its module declares it: ``_NAME = Template("id", "english")``."""

    path: Path
    name: str
    id: str
    english: str


def declared() -> Iterator[Declared]:
    for path, tree in TREES.items():
        for node in tree.body:
            match node:
                case ast.Assign(
                    [ast.Name(name)], ast.Call(ast.Name("Template"), [id_, english], [])
                ):
                    yield Declared(path, name, ast.literal_eval(id_), ast.literal_eval(english))


def names_in(tree: ast.Module) -> set[str]:
    """The names that the code of a module uses."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


DECLARED = list(declared())


def test_the_templates_of_all_rules_are_seen() -> None:
    seen = {path.stem.replace("_", "-") for path, *_ in DECLARED}
    silent = {rule.name for rule in all_rules()} - seen
    assert not silent, "these rules have no Template at the top of their module"


def test_all_are_declared_at_the_top_of_a_module() -> None:
    made = sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Template"
        for tree in TREES.values()
        for node in ast.walk(tree)
    )
    assert made == len(DECLARED), 'write `_NAME = Template("rule-name/what", "English")`'


def test_ids_are_unique_and_begin_with_the_name_of_the_module() -> None:
    counted = Counter(template.id for template in DECLARED)
    assert [id_ for id_, number in counted.items() if number > 1] == []
    for template in DECLARED:
        name = template.path.stem.replace("_", "-")
        assert re.fullmatch(rf"{name}/[a-z]+(-[a-z]+)*", template.id), template


def test_sentences_have_no_full_stop() -> None:
    assert [
        t.id for t in DECLARED if t.english.rstrip() != t.english or t.english[-1:] == "."
    ] == []


def test_calls_name_the_fields() -> None:
    """Type checkers do not see it."""
    by_name: dict[str, list[Declared]] = {}
    for template in DECLARED:
        by_name.setdefault(template.name, []).append(template)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            known = by_name.get(node.func.id, [])
            found = [t for t in known if t.path == path] or known
            if found:
                given = {keyword.arg for keyword in node.keywords}
                place = f"{path}:{node.lineno}"
                assert not node.args and given == set(fields_of(found[0].english)), place


def test_unused_templates_are_not_kept() -> None:
    used = {path: names_in(tree) for path, tree in TREES.items()}
    shared = {
        alias.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    unused = [t for t in DECLARED if t.name not in used[t.path] and t.name not in shared]
    assert not unused, "remove these templates, or say them"


def test_a_message_is_rendered_in_any_language() -> None:
    inner = Template("x/two", "{number} of them")
    outer = Template("x/one", "{name} has {what}, {name}")
    message = outer(what=inner(number=2), name="{what}")
    assert message == Message("x/one", outer.english, ("{what}", inner(number=2)))
    assert str(message) == "{what} has 2 of them, {what}"
    chinese = {outer.english: "{what}: {name}", inner.english: "{number}个"}
    assert message.render(lambda english: chinese[english]) == "2个: {what}"
    del chinese[outer.english]
    assert message.render(lambda english: chinese.get(english, english)) == (
        "{what} has 2个, {what}"
    )


@pytest.mark.parametrize("arguments", [{}, {"a": "1"}, {"a": "1", "b": "2", "c": "3"}])
def test_fields_must_be_given(arguments: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="x/one has the fields a, b"):
        Template("x/one", "{a} {b}")(**arguments)
