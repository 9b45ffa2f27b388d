"""Rewrites what is generated from the code: rule pages, tables, JSON Schemas.

Usage: ``python -m tools.generate [--check]``; with ``--check``, says what is out of date and
changes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from digestlint._runtime.language import speaking, translated
from digestlint.core import rule_docs, rule_index
from digestlint.core.rule import RuleInfo
from digestlint.digest.schema.loading import built_in, builtin_tables
from digestlint.digest.schema.specs import Schema
from digestlint.encoding.channels import codepages, multibyte
from digestlint.lint.registry import Rule, all_rules
from digestlint.output.json_objects import output_schema
from digestlint.project.config.json_schema import config_schema
from tools import notices, schema_pages
from tools.format_list import format_list
from tools.records import Records

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hooks" / "digestlint"
INDEX = PACKAGE / "core" / "rule_index.py"
_INDEX = '''"""What all rules say of themselves, so that only those that run are loaded.

Made by ``make generate`` from the modules in ``rules/``.
"""
# ruff: noqa: E501
# fmt: off

from digestlint.core.finding import Applicability, Severity
from digestlint.core.rule import Option, RuleInfo

_SAFE, _UNSAFE = Applicability.SAFE, Applicability.UNSAFE
_ERROR, _INFO = Severity.ERROR, Severity.INFO

RULES = (
%s
)
# The folder of each, by name.
FAMILIES = {
%s
}
'''
BUILT_IN = PACKAGE / "digest" / "schema" / "builtin_schemas.py"
_BUILT_IN = '''"""The built-in schemas, ready for use.

Made by ``make generate`` from the TOML files in ``builtin/``, which take longer to read.
"""
# ruff: noqa: E501
# fmt: off

from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)

%s
SCHEMAS = (
%s
)
'''
SUSPICIOUS = PACKAGE / "encoding" / "detect" / "suspicious_characters.py"
_SUSPICIOUS = '''"""What code pages make of the bytes of UTF-8: characters, by code pages as bits.

``LEADS`` and ``TRAILING`` are of ``codepages.roles``, ``PAIR`` matches the first of one of each;
the other tables are of ``multibyte.roles``. Made by ``make generate``.
"""
# ruff: noqa: E501
# fmt: off

%s'''


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file with the content it should have."""
    schemas = map(built_in, builtin_tables())
    yield BUILT_IN, _built_in(schemas)
    yield ROOT / "docs" / "built-in-schemas.md", schema_pages.page()
    yield ROOT / "THIRD_PARTY_NOTICES.md", notices.page()
    yield SUSPICIOUS, _suspicious()
    yield INDEX, _index()
    _read_index_again()
    for rule in all_rules():
        yield ROOT / "docs" / "rules" / f"{rule.name}.md", _page(rule)
    yield ROOT / "docs" / "rules" / "README.md", f"# Rules\n\n{rule_table('')}\n"
    yield from speaking("zh", _chinese_pages())
    summaries = {rule.name: rule.summary for rule in all_rules()}
    yield ROOT / "docs" / "schemas" / "config.json", _json(config_schema(summaries))
    yield ROOT / "docs" / "schemas" / "output.json", _json(output_schema())
    yield _between(ROOT / "README.md", "rules", rule_table("docs/rules/"))
    yield _between(ROOT / "docs" / "output.md", "formats", format_list())
    yield from speaking("zh", _chinese_lists())


def _built_in(schemas: Iterable[Schema]) -> str:
    """``builtin_schemas.py``; schemas of one kind have most labels in common."""
    records = Records(schemas)
    written = "\n".join(f"    {schema}," for schema in records.written())
    return _BUILT_IN % ("\n".join(records.constants), written)


def _chinese_pages() -> Iterator[tuple[Path, str]]:
    """Yield the pages of rules while Chinese is spoken."""
    folder = ROOT / "docs" / "zh" / "rules"
    for rule in all_rules():
        yield folder / f"{rule.name}.md", _page(rule)
    yield folder / "README.md", f"# {translated('Rules')}\n\n{rule_table('')}\n"


def _chinese_lists() -> Iterator[tuple[Path, str]]:
    """Yield what is generated within pages while Chinese is spoken."""
    folder = ROOT / "docs" / "zh"
    yield folder / "built-in-schemas.md", schema_pages.page()
    yield _between(folder / "output.md", "formats", format_list())


def _index() -> str:
    """``rule_index.py`` as the modules of the rules have it."""
    infos: list[RuleInfo] = []
    families: dict[str, str] = {}
    for path in rule_files():
        family = path.parent.name
        module = import_module(f"digestlint.rules.{family}.{path.stem}")
        infos.append(vars(module)["RULE"])
        families[infos[-1].name] = family
    infos.sort()
    return _INDEX % (
        "\n".join(f"    {_entry(info)}," for info in infos),
        "\n".join(f"    {info.name!r}: {families[info.name]!r}," for info in infos),
    )


def rule_files() -> Iterator[Path]:
    """Yield the modules of rules; other modules beside them are what a family shares."""
    for path in sorted((PACKAGE / "rules").glob("*/*.py")):
        if re.search(r"^RULE = ", path.read_text(encoding="utf-8"), re.MULTILINE):
            yield path


def _pair(leads: Mapping[str, int], trailing: Mapping[str, int]) -> str:
    """Return a pattern for a lead followed by a continuation, with a branch for each set of pages.

    Letters of one alphabet that are both, in different pages, are not a pair.
    """
    alphabets = codepages.alphabet_bits()
    branches = []
    for pages in (~sum(alphabets), *alphabets):
        first, second = (
            _members({char for char, bits in roles.items() if bits & pages})
            for roles in (leads, trailing)
        )
        if first and second:
            branches.append(f"(?<=[{first}])(?=[{second}])")
    return f"[{_members(leads)}](?:{'|'.join(branches)})"


def _suspicious() -> str:
    """``suspicious_characters.py`` as Python's codecs have it."""
    names = ("LEADS", "TRAILING", "FIRST", "SECOND", "CYRILLIC")
    tables = dict(zip(names, (*codepages.roles(), *multibyte.roles()), strict=True))
    pair = _pair(tables["LEADS"], tables["TRAILING"])
    either = f"[{_members({*tables['FIRST'], *tables['CYRILLIC']})}]"
    lines = [f"PAIR = {pair!a}", f"FIRST_OF_SEVERAL = {either!a}"]
    for name, roles in tables.items():
        by_pages: dict[int, str] = {}
        for char, pages in sorted(roles.items()):
            by_pages[pages] = by_pages.get(pages, "") + char
        lines.append(f"{name} = (")
        lines += [f"    ({pages}, {chars!a})," for pages, chars in sorted(by_pages.items())]
        lines.append(")")
    return _SUSPICIOUS % "".join(f"{line}\n" for line in lines)


def _members(chars: Iterable[str]) -> str:
    """``chars`` for a character class, in ranges where there are any: that is compiled faster."""
    ranges: list[list[int]] = []
    for point in sorted(map(ord, chars)):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(
        re.escape(chr(low)) + (f"-{re.escape(chr(high))}" if low < high else "")
        for low, high in ranges
    )


def _entry(info: RuleInfo) -> str:
    """``info`` as Python writes it, without what is left at its default."""
    parts = [repr(info.code), repr(info.name)]
    for name, default in RuleInfo._field_defaults.items():
        value = getattr(info, name)
        if value != default:
            written = re.sub(r"<(?:Applicability|Severity)\.([A-Z]+):[^>]*>", r"_\1", repr(value))
            parts.append(f"{name}={written}")
    return f"RuleInfo({', '.join(parts)})"


def _read_index_again() -> None:
    """Let the rest be generated from an index that is new."""
    namespace: dict[str, Any] = {}
    exec(_index(), namespace)
    if namespace["RULES"] != rule_index.RULES:
        rule_index.RULES, rule_index.FAMILIES = namespace["RULES"], namespace["FAMILIES"]
        all_rules.cache_clear()


def _page(rule: Rule) -> str:
    page = rule_docs.markdown(rule.info, rule.docs)
    if "\ufffd" not in page:
        return page
    # The page shows what the rule finds, and code can't be written otherwise.
    title, _, rest = page.partition("\n")
    return f"{title}\n\n<!-- digestlint-disable-file replacement-character -->\n{rest}"


def _preview(info: RuleInfo) -> str:
    return translated(" (preview)") if info.preview else ""


def rule_table(folder: str) -> str:
    """All rules as a Markdown table; links lead into ``folder``."""
    rows = [translated("| code | name | finds | severity | fix |"), "|---|---|---|---|---|"]
    rows += [
        f"| {rule.code} | [{rule.name}]({folder}{rule.name}.md){_preview(rule.info)} "
        f"| {_cell(rule_docs.summary(rule.docs))} "
        f"| {rule.info.severity} | {rule_docs.fix_marks(rule.info)} |"
        for rule in all_rules()
    ]
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _between(path: Path, name: str, content: str) -> tuple[Path, str]:
    """Return the text of a file with ``content`` between two markers."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        sys.exit(f"{path.relative_to(ROOT)}: the markers {begin} and {end} are missing")
    return path, f"{before}{begin}\n\n{content}\n\n{end}{after}"


def stale() -> list[Path]:
    """Return the generated files that are missing, out of date, or left over."""
    wanted = dict(generated())
    wrong = [
        path
        for path, content in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    return wrong + [p for p in (ROOT / "docs").glob("**/rules/*.md") if p not in wanted]


def main() -> int:
    """Write, or check with ``--check``."""
    parser = argparse.ArgumentParser(description="Rewrite generated documentation.")
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    check = parser.parse_args().check
    wrong = stale()
    for path in wrong:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
    if check:
        return int(bool(wrong))
    wanted = dict(generated())
    for path in wrong:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
