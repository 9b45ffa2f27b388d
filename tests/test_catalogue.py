"""All that is said is in the catalogues, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from tools import catalogue

from digestlint._runtime.language import ENGLISH, LANGUAGES, speak, translated
from tests.places import PACKAGE

OTHERS = [language for language in LANGUAGES if language != ENGLISH]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_a_translation_with_the_same_fields(language: str) -> None:
    wrong = list(catalogue.problems(language))
    assert not wrong, "\n".join(["The catalogue is not up to date.", *wrong])


@pytest.mark.parametrize("language", OTHERS)
def test_what_gettext_reads_is_compiled_from_it(language: str) -> None:
    path = catalogue.path_of(language).with_suffix(".mo")
    fresh = catalogue.compiled(catalogue.read(language))
    assert path.read_bytes() == fresh, "run make generate, which compiles the catalogues"


def with_messages(monkeypatch: pytest.MonkeyPatch, **messages: str) -> list[str]:
    """What is wrong with a catalogue that has ``messages``, where only "{a} is b" is said."""
    said, known = Catalog(), Catalog()
    said.add("{a} is b")
    for english, chinese in messages.items():
        known.add(english, chinese)
    monkeypatch.setattr(catalogue, "said", lambda: said)
    monkeypatch.setattr(catalogue, "read", lambda _: known)
    return list(catalogue.problems("zh"))


def test_what_is_missing_wrong_or_left_over_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert with_messages(monkeypatch, **{"{a} is b": "{a} 是 b"}) == []
    (missing,) = with_messages(monkeypatch)
    assert "'{a} is b' has no translation; run make generate, then add one there" in missing
    (empty,) = with_messages(monkeypatch, **{"{a} is b": ""})
    assert "has no translation" in empty
    (wrong,) = with_messages(monkeypatch, **{"{a} is b": "{c} 是 b"})
    assert "must have the same fields in braces" in wrong
    (gone,) = with_messages(monkeypatch, **{"{a} is b": "{a} 是 b", "old": "旧"})
    assert "'old' is not said any more; run make generate" in gone


def test_an_update_keeps_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    said, known = Catalog(), Catalog()
    for english in ("kept", "new"):
        said.add(english)
    for english in ("kept", "gone"):
        known.add(english, "译文")
    monkeypatch.setattr(catalogue, "said", lambda: said)
    monkeypatch.setattr(catalogue, "read", lambda _: known)
    made = {message.id: message.string for message in catalogue.updated("zh") if message.id}
    assert made == {"kept": "译文", "new": ""}


# Templates that are chosen before they are said; what may be chosen is `marked`.
CHOSEN = {("cli/closing.py", "where")}
# Kinds of readers, which only English names.
OF_KINDS = {("cli/schema_inferring.py", "kind")}


def test_templates_are_written_where_they_are_said() -> None:
    """Otherwise they would be missing in the catalogues without notice."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            wanted = {"say": (0,), "marked": (0,), "say_number": (1, 2), "counted": (1,)}
            for at in wanted.get(node.func.id, ()):
                if not isinstance(node.args[at], ast.Constant):
                    where = path.relative_to(PACKAGE).as_posix()
                    found.add((where, ast.unparse(node.args[at])))
    inside = {each for each in found if each[0] == "text/quoting.py"}
    advice = "write the template in the call; choose between two calls, not between two texts"
    assert found - inside == CHOSEN | OF_KINDS, advice


# To whom sentences are handed that a person reads as they are.
SPOKEN = {"UsageError", "print_error", "GitError", "KeyedError", "TomlError", "NotStableError"}
TWO_WORDS = re.compile(r"(?<![\w-])[a-z][a-z']+,? [a-z][a-z']+(?![\w-])")


def without_translation(source: str) -> Iterator[str]:
    """The English sentences that are yielded or handed to a person without ``say``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Yield) and node.value is not None:
            given = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args[:1] if node.func.id in SPOKEN else []
        else:
            continue
        for each in given:
            literal = isinstance(each, ast.Constant) and isinstance(each.value, str)
            parts = each.values if isinstance(each, ast.JoinedStr) else [each] if literal else []
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
            if TWO_WORDS.search(text) and not text.lstrip().startswith("<"):  # XML
                yield text


def test_sentences_for_people_are_said() -> None:
    """Otherwise they would stay English without notice."""
    assert [*without_translation("print_error('nothing was found')")] == ["nothing was found"]
    assert [*without_translation("raise UsageError(f'{a}: is no file')")] == ["{}: is no file"]
    assert not [*without_translation("raise UsageError(say('is no file'))")]
    left = [
        (path.relative_to(PACKAGE).as_posix(), text)
        for folder in ("cli", "project", "run", "fixes", "lint")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for text in without_translation(path.read_text("utf-8"))
    ]
    assert not left, "say(…) them, and translate them in the catalogue"


def test_english_asks_for_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(GNUTranslations, "gettext", refuse)
    speak(ENGLISH)
    assert translated("no files were checked") == "no files were checked"
    monkeypatch.undo()
    speak("zh")
    try:
        assert translated("no files were checked") == "没有检查任何文件"
    finally:
        speak(ENGLISH)
