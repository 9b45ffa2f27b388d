"""The documentation of rules, from their docstrings."""

from __future__ import annotations

import json
import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability
from digestlint.core.rule import RuleInfo

SECTIONS = ("What it does", "Why it matters", "Example", "Fix safety")
_HEADING = lazy_pattern(r"^## (.+)$", re.MULTILINE)
_BLOCK = lazy_pattern(r"^(`{3,})markdown\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
REPOSITORY = "https://github.com/digestlint/digestlint"


def rule_url(name: str) -> str:
    """Return the URL of the documentation of the rule called ``name``."""
    return f"{REPOSITORY}/blob/main/docs/rules/{name}.md"


def fix_marks(rule: RuleInfo) -> str:
    """Return ``S`` and ``U`` for the fixes that a rule may offer, ``–`` for none."""
    letters = {Applicability.SAFE: "S", Applicability.UNSAFE: "U"}
    return " ".join(letters[kind] for kind in rule.fixes) or "–"


def fix_sentence(rule: RuleInfo) -> str:
    """Return what ``--fix`` does about the rule's findings, in one sentence."""
    match rule.fixes:
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


_PREVIEW = (
    "This rule is in preview: it is off without `--preview` (or `preview = true` in the "
    "configuration), also where it is selected, and may change in any release."
)


def markdown(rule: RuleInfo, docs: str) -> str:
    """Return the rule's page; ``docs`` is the docstring of its module."""
    title, _, body = docs.strip().partition("\n")
    parts = [
        f"# {rule.name} ({rule.code})",
        title,
        f"Severity: {rule.severity}. {fix_sentence(rule)}",
        _history(rule),
        body.strip(),
    ]
    if rule.preview:
        parts.insert(2, _PREVIEW)
    if rule.options:
        parts.append(_options(rule))
    return "\n\n".join(parts) + "\n"


def _history(rule: RuleInfo) -> str:
    sentence = f"Since version {rule.since}."
    if rule.aliases:
        sentence += f" Formerly {', '.join(f'`{alias}`' for alias in rule.aliases)}."
    return sentence


def _options(rule: RuleInfo) -> str:
    lines = ["## Options", "", f"In `[tool.digestlint.rules.{rule.name}]`:", ""]
    lines += [
        # JSON writes these values as TOML does.
        f"- `{option.name}` (default `{json.dumps(option.default)}`): {option.help}"
        for option in rule.options
    ]
    return "\n".join(lines)


def sections(docs: str) -> list[str]:
    """Return the headings of a docstring's sections, in order."""
    return [match[1] for match in _HEADING.finditer(_outline(docs))]


def examples(docs: str) -> list[str]:
    """Return the Markdown blocks of the Example section: the wrong text first."""
    headings = list(_HEADING.finditer(_outline(docs)))
    ends = [*(heading.start() for heading in headings[1:]), len(docs)]
    return [
        block
        for heading, end in zip(headings, ends, strict=True)
        if heading[1] == "Example"
        for _, block in _BLOCK.findall(docs[heading.end() : end])
    ]


def _outline(docs: str) -> str:
    """Return ``docs`` with spaces for the Markdown blocks, which may contain headings."""
    return _BLOCK.sub(lambda match: " " * len(match[0]), docs)
