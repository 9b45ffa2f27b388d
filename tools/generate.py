"""Rewrites what is generated from the code: rule pages, tables, JSON Schemas.

Usage: ``python -m tools.generate [--check]``; with ``--check``, says what is out of date and
changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digestlint import rule_docs
from digestlint.config.json_schema import config_schema
from digestlint.registry import all_rules
from digestlint.reporters.json import output_schema
from digestlint.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
_BEGIN, _END = "<!-- rules:begin -->", "<!-- rules:end -->"


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file with the content it should have."""
    for rule in all_rules():
        yield ROOT / "docs" / "rules" / f"{rule.name}.md", _page(rule)
    table = rule_table("")
    yield ROOT / "docs" / "rules" / "README.md", f"# Rules\n\n{table}\n"
    yield ROOT / "docs" / "schemas" / "config.json", _json(config_schema())
    yield ROOT / "docs" / "schemas" / "output.json", _json(output_schema())
    readme = ROOT / "README.md"
    yield readme, _between(readme.read_text(encoding="utf-8"), rule_table("docs/rules/"))


def _page(rule: Rule) -> str:
    page = rule_docs.markdown(rule)
    if "\ufffd" not in page:
        return page
    # The page shows what the rule finds, and code can't be written otherwise.
    title, _, rest = page.partition("\n")
    return f"{title}\n\n<!-- digestlint-disable-file replacement-character -->\n{rest}"


def rule_table(folder: str) -> str:
    """All rules as a Markdown table; links lead into ``folder``."""
    rows = ["| code | name | finds | fix |", "|---|---|---|---|"]
    rows += [
        f"| {rule.code} | [{rule.name}]({folder}{rule.name}.md) | {_cell(rule.summary)} "
        f"| {rule_docs.fix_marks(rule)} |"
        for rule in all_rules()
    ]
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(_nulls_last(value), indent=2, ensure_ascii=False) + "\n"


def _nulls_last(value: Any) -> Any:
    """``value`` with the alternatives of JSON Schemas in one order, whatever msgspec's version."""
    if isinstance(value, list):
        return [_nulls_last(item) for item in value]
    if not isinstance(value, dict):
        return value
    table = {key: _nulls_last(item) for key, item in value.items()}
    if "anyOf" in table:
        table["anyOf"].sort(key=lambda option: option == {"type": "null"})
    return table


def _between(text: str, table: str) -> str:
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        sys.exit(f"README.md: the markers {_BEGIN} and {_END} are missing")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def stale() -> list[Path]:
    """The generated files that are missing or differ from what the code says, and left-overs."""
    wanted = dict(generated())
    wrong = [
        path
        for path, content in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    return wrong + [p for p in (ROOT / "docs" / "rules").glob("*.md") if p not in wanted]


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
