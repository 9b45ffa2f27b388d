"""The documentation of rules, as their docstrings hold it."""

from __future__ import annotations

import re

from digestlint.finding import Applicability
from digestlint.rule import Rule

SECTIONS = ("What it does", "Why it matters", "Example", "Fix safety")
_REPOSITORY = "https://github.com/digestlint/digestlint"


def rule_url(name: str) -> str:
    """Where the documentation of the rule called ``name`` can be read."""
    return f"{_REPOSITORY}/blob/main/docs/rules/{name}.md"


def fix_marks(rule: Rule) -> str:
    """``S`` and ``U`` for the fixes a rule may offer, ``–`` for none."""
    letters = {Applicability.SAFE: "S", Applicability.UNSAFE: "U"}
    return " ".join(letters[kind] for kind in rule.info.fixes) or "–"


def fix_sentence(rule: Rule) -> str:
    """What ``--fix`` does about the rule's findings, in one sentence."""
    match rule.info.fixes:
        case ():
            return "Findings are reported; there is no fix."
        case (Applicability.SAFE,):
            return "The fix is safe: `--fix` applies it."
        case (Applicability.UNSAFE,):
            return "The fix is unsafe: `--fix --unsafe-fixes` applies it."
        case _:
            return (
                "Some fixes are safe and applied by `--fix`; others are unsafe and need "
                "`--unsafe-fixes`, too."
            )


def markdown(rule: Rule) -> str:
    """The rule's page."""
    title, _, body = rule.docs.strip().partition("\n")
    parts = [f"# {rule.name} ({rule.code})", title, fix_sentence(rule), body.strip()]
    if rule.info.options:
        parts.append(_options(rule))
    return "\n\n".join(parts) + "\n"


def _options(rule: Rule) -> str:
    lines = ["## Settings", "", f"In `[tool.digestlint.rules.{rule.name}]`:", ""]
    for option in rule.info.options:
        default = re.sub(r"\bTrue\b", "true", re.sub(r"\bFalse\b", "false", repr(option.default)))
        lines.append(f"- `{option.name}` (default `{default}`): {option.help}")
    return "\n".join(lines)


def sections(docs: str) -> list[str]:
    """The headings of a docstring's sections, in order."""
    return re.findall(r"^## (.+)$", docs, re.MULTILINE)


def examples(docs: str) -> list[str]:
    """The Markdown blocks of the Example section: the wrong text first."""
    found = re.search(r"^## Example\n(.*?)(?=^## |\Z)", docs, re.MULTILINE | re.DOTALL)
    if found is None:
        return []
    blocks = re.findall(r"^(`{3,})markdown\n(.*?)^\1$", found[1], re.MULTILINE | re.DOTALL)
    return [block for _, block in blocks]
