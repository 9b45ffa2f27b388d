"""The page of the built-in schemas: what each is for, its keys, and an example.

The examples are the digests in ``fixtures/schemas``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digestlint._runtime.language import ENGLISH, say, spoken, translated
from digestlint.digest.schema import EntrySpec, NoteSpec, Schema
from digestlint.digest.schema.builtin_schemas import SCHEMAS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "schemas"
# By language; the page has one after the other: the title, what leads to the page in the other
# language, an introduction, and the header of the table.
_HEADS = {
    ENGLISH: """\
# Built-in schemas

English · [简体中文](zh/built-in-schemas.md)

A file gets the first of these [schemas](schemas.md) that matches it; your own come before them.
`digestlint schema explain FILE` says which one a file has and why, `digestlint schema NAME` prints
one as TOML. They describe kinds of digests, not publishers: most fields are required as `"usual"`
only, where nearly all other papers of the same file have them.

| schema | shape |
|---|---|
""",
    "zh": """\
# 内置模式

[English](../built-in-schemas.md) · 简体中文

每个文件采用第一个与之相符的[模式](schemas.md)，你自己的模式排在这些之前。
`digestlint schema explain FILE` 说明一个文件是哪个模式、为什么，
`digestlint schema NAME` 以 TOML 输出其中一个。
它们描述的是汇编的种类，不是发布者：多数字段只是 `"usual"`，同一文件中其他论文几乎都有时才算必需。

| 模式 | 形状 |
|---|---|
""",
}
_SHOWN = 12  # fields or sections of a table


def page() -> str:
    """Return the page as Markdown, in the language that is spoken."""
    rows = "\n".join(f"| [`{each.name}`](#{each.name}) | {_cell(each)} |" for each in SCHEMAS)
    return _HEADS[spoken()] + rows + "\n" + "".join(map(_section, SCHEMAS))


def _cell(schema: Schema) -> str:
    return translated(schema.description).replace("<", "`<").replace(">", ">`")


def _section(schema: Schema) -> str:
    digest = (FIXTURES / schema.name / "digest.md").read_text(encoding="utf-8")
    facts = "".join(f"- {fact}\n" for fact in _facts(schema))
    sentence = say("{description}.", description=_cell(schema))
    return f"\n## {schema.name}\n\n{sentence}\n\n{facts}\n````markdown\n{digest}````\n"


def _facts(schema: Schema) -> Iterator[str]:
    match = schema.match
    if match.headings:
        patterns, *others = (f"`{pattern}`" for pattern in match.headings)
        for other in others:
            patterns = say("{patterns} and {other}", patterns=patterns, other=other)
        yield say("Headings: {patterns}", patterns=patterns)
    if match.least_parts > 1:
        least, share = match.least_parts, f"{match.least_share:.0%}"
        yield (
            say("At least {least} papers, {share} of what could be one", least=least, share=share)
            if match.least_share
            else say("At least {least} papers", least=least)
        )
    if schema.entries is not None:
        yield say("Each entry is a `{kind}`", kind=schema.entries.kind) + _fields(schema.entries)
    if schema.notes is not None:
        yield say("Each note is a `{kind}`", kind=schema.notes.kind) + _fields(schema.notes)
    if isinstance(schema.notes, NoteSpec) and schema.notes.sections:
        names = [spec.heading for spec in schema.notes.sections.values()]
        yield say("Sections: {names}", names=_list(names))


def _fields(spec: EntrySpec | NoteSpec) -> str:
    names = [field.label for field in spec.fields.values()]
    if not names:
        return ""
    listed, least = _list(names), spec.least_fields
    if least:
        return say(" with fields, at least {least} of them: {names}", least=least, names=listed)
    return say(" with fields: {names}", names=listed)


def _list(names: list[str]) -> str:
    more = len(names) - _SHOWN
    rest = say(" and {more} more", more=more) if more > 0 else ""
    return translated(", ").join(f"`{name}`" for name in names[:_SHOWN]) + rest
