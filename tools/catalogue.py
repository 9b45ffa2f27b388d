"""Keeps the catalogues of messages up to date: ``locale/*/LC_MESSAGES/digestlint.po`` and ``.mo``.

Usage: ``python -m tools.catalogue [--check]``. It collects all that digestlint says, adds what is
new to the catalogues (without a translation), takes out what is not said any more, and compiles
them. With ``--check``, it says what is missing or wrong and changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from digestlint._runtime.language import ENGLISH, LANGUAGES
from digestlint.cli import arguments, help_text
from digestlint.core import rule_docs
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.encoding.channels.channel_names import _PHRASES
from digestlint.lint.registry import all_rules
from digestlint.rules.helpers.languages import _OF_SCRIPT, NAMES
from tools.format_list import format_summaries
from tools.spoken_words import WORDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hooks" / "digestlint"
_FIELD = re.compile(r"\{(\w+)\}")
# Which arguments of a call are templates; two are those for one and for several.
_CALLS = {
    "say": (0,),
    "translated": (0,),
    "marked": (0,),
    "Template": (1,),
    "unknown": (0,),
    "say_number": (1, 2),
    "translated_number": (0, 1),
}


class Text(NamedTuple):
    """What is said: a template or a plain text; ``many`` is the one for several things."""

    english: str
    many: str = ""
    note: str = ""  # for translators: where it is said, or the id of a message


def texts() -> Iterator[Text]:
    """Yield all that digestlint says; some of it several times."""
    of_pages = (ROOT / "tools" / f"{name}.py" for name in ("format_list", "schema_pages"))
    for path in (*sorted(PACKAGE.rglob("*.py")), *of_pages):
        yield from _in_code(path)
    for name, parser in _parsers():
        for english in help_text.texts(parser):
            yield Text(english, note=f"--help of {name}" if english else "")
    for rule in all_rules():
        for english in rule_docs.texts(rule.docs):
            yield Text(english, note=f"page of {rule.name}")
        for option in rule.info.options:
            yield Text(option.help, note=f"page of {rule.name}")
    for schema in SCHEMAS:
        yield Text(schema.description, note=f"schema {schema.name}")
    for english in format_summaries().values():
        yield Text(english, note="page of the output")
    for english in (*WORDS, *NAMES.values(), *_OF_SCRIPT.values(), *_PHRASES.values()):
        yield Text(english, note="a word in a message")


def _parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield "digestlint", arguments.build_parser()
    for name in arguments._COMMANDS:
        yield name, arguments._parser_of(name)


def _in_code(path: Path) -> Iterator[Text]:
    folder = PACKAGE if path.is_relative_to(PACKAGE) else ROOT
    where = path.relative_to(folder).with_suffix("").as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        name = node.func.id
        given = [_constant(argument) for argument in node.args]
        if name == "counted" and len(given) > 1 and given[1]:
            many = given[2] if len(given) > 2 and given[2] else f"{given[1]}s"
            yield Text(f"{{number}} {given[1]}", f"{{number}} {many}", where)
        wanted = _CALLS.get(name, ())
        found = [given[at] for at in wanted if at < len(given)]
        if found and all(found):
            note = str(given[0]) if name == "Template" else where
            yield Text(found[0], found[1] if len(found) > 1 else "", note)


def _constant(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""  # type: ignore[attr-defined]


def said() -> Catalog:
    """Return a catalogue of all that is said, without translations."""
    catalog = Catalog(project="digestlint", fuzzy=False)
    for text in texts():
        if not text.english.strip() and text.english not in WORDS:
            continue
        key = (text.english, text.many) if text.many else text.english
        known = catalog.get(text.english)
        notes = {*(known.auto_comments if known else ()), text.note}
        message = catalog.add(key, auto_comments=sorted(notes))
        if message is not None:
            message.auto_comments = sorted(notes)
    return catalog


def path_of(language: str) -> Path:
    """Return the catalogue of a language."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "digestlint.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="digestlint", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Return the catalogue of a language with all that is said, and nothing else."""
    known, made = read(language), Catalog(locale=language, project="digestlint", fuzzy=False)
    made.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
        ("Language", language),
    ]
    for message in sorted(filter(lambda m: m.id, said()), key=lambda m: _first(m.id)):
        old = known.get(_first(message.id))
        string = old.string if old is not None else ""
        if isinstance(message.id, tuple) != isinstance(string, tuple):
            string = (_first(string),) if isinstance(message.id, tuple) else _first(string)
        made.add(message.id, string, auto_comments=message.auto_comments)
    return made


def problems(language: str) -> Iterator[str]:
    """Yield what is wrong with a catalogue, each in a sentence that says what to do."""
    known, wanted = read(language), said()
    path = path_of(language).relative_to(ROOT)
    ids = {_first(message.id) for message in wanted if message.id}
    for message in known:
        if message.id and _first(message.id) not in ids:
            yield f"{path}: {_first(message.id)!r} is not said any more; run make generate"
    for message in wanted:
        if not message.id:
            continue
        english = _first(message.id)
        found = known.get(english)
        string = _first(found.string) if found is not None else ""
        if not string:
            yield f"{path}: {english!r} has no translation; run make generate, then add one there"
            continue
        fields = {*_FIELD.findall("".join(message.id))}
        if {*_FIELD.findall(string)} != fields:
            yield f"{path}: {english!r} and {string!r} must have the same fields in braces"


def compiled(catalog: Catalog) -> bytes:
    """Return what gettext reads."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def written(catalog: Catalog) -> bytes:
    """Return what translators read."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=96, omit_header=False, include_lineno=False)
    return re.sub(rb'\A(?:#.*\n)*msgid ""\n', b'msgid ""\n', stream.getvalue())


def _first(text: str | Iterable[str] | None) -> str:
    return text if isinstance(text, str) else next(iter(text or ()), "")


def main() -> int:
    """Update, or check with ``--check``."""
    parser = argparse.ArgumentParser(description="Update the catalogues of messages.")
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    check = parser.parse_args().check
    wrong: list[str] = []
    for language in (name for name in LANGUAGES if name != ENGLISH):
        path = path_of(language)
        if not check:
            catalog = updated(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(catalog))
            path.with_suffix(".mo").write_bytes(compiled(read(language)))
        wrong += problems(language)
    for line in wrong:
        print(line)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
