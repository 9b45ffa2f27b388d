"""The documentation of rules, from their docstrings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from digestlint._runtime.language import ENGLISH, marked, say, spoken, translated
from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability
from digestlint.core.rule import RuleInfo

SECTIONS = ("What it does", "Why it matters", "Example", "Fix safety")
_HEADING = lazy_pattern(r"^## (.+)$", re.MULTILINE)
# What is not prose: a fence or a comment, or how a heading, an item of a list or a row begins.
_MARKS = lazy_pattern(r"(`{3,}|\s*<!--|## |- |\d+\. |\|)")
_BLOCK = lazy_pattern(r"^(`{3,})markdown\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
REPOSITORY = "https://github.com/digestlint/digestlint"
CONFIG_SCHEMA_URL = f"{REPOSITORY}/raw/main/docs/schemas/config.json"  # for editors


def rule_url(name: str) -> str:
    """Return the URL of the documentation of the rule called ``name``."""
    return f"{REPOSITORY}/blob/main/docs/rules/{name}.md"


def summary(docs: str) -> str:
    """Return the first line of a docstring in the language that is spoken, without full stop."""
    return translated(docs.strip().partition("\n")[0]).rstrip(".。")


def fix_marks(rule: RuleInfo) -> str:
    """Return ``S`` and ``U`` for the fixes that a rule may offer, ``–`` for none."""
    letters = {Applicability.SAFE: "S", Applicability.UNSAFE: "U"}
    return " ".join(letters[kind] for kind in rule.fixes) or "–"


def fix_sentence(rule: RuleInfo) -> str:
    """Return what ``--fix`` does about the rule's findings, in one sentence."""
    match rule.fixes:
        case ():
            return translated("Findings are reported; there is no fix.")
        case (Applicability.SAFE,):
            return translated("The fix is safe: `--fix` applies it.")
        case (Applicability.UNSAFE,):
            return translated("The fix is unsafe: `--fix --unsafe-fixes` applies it.")
        case _:
            return translated(
                "Some fixes are safe and applied by `--fix`; others are unsafe and need "
                "`--unsafe-fixes`, too."
            )


_PREVIEW = marked(
    "This rule is in preview: it is off without `--preview` (or `preview = true` in the "
    "configuration), also where it is selected, and may change in any release."
)


def markdown(rule: RuleInfo, docs: str) -> str:
    """Return the rule's page; ``docs`` is the docstring of its module."""
    title, _, body = translated_docs(docs).partition("\n")
    parts = [
        f"# {rule.name} ({rule.code})",
        title,
        say("Severity: {severity}. {fixes}", severity=rule.severity, fixes=fix_sentence(rule)),
        _history(rule),
        body.strip(),
    ]
    if rule.preview:
        parts.insert(2, translated(_PREVIEW))
    if rule.options:
        parts.append(_options(rule))
    return "\n\n".join(parts) + "\n"


def _history(rule: RuleInfo) -> str:
    sentence = say("Since version {version}.", version=rule.since)
    if rule.aliases:
        names = translated(", ").join(f"`{alias}`" for alias in rule.aliases)
        sentence += say(" Formerly {names}.", names=names)
    return sentence


def _options(rule: RuleInfo) -> str:
    where = f"`[tool.digestlint.rules.{rule.name}]`"
    lines = [f"## {translated('Options')}", "", say("In {table}:", table=where), ""]
    lines += [
        # JSON writes these values as TOML does.
        say(
            "- `{name}` (default `{value}`): {help}",
            name=option.name,
            value=json.dumps(option.default),
            help=translated(option.help),
        )
        for option in rule.options
    ]
    return "\n".join(lines)


def translated_docs(docs: str) -> str:
    """Return a docstring in the language that is spoken."""
    if spoken() == ENGLISH:
        return docs.strip()
    return "".join(
        f"{begin}{translated(text)}\n" if translates else f"{text}\n"
        for begin, text, translates in _pieces(docs.strip())
    ).strip()


def texts(docs: str) -> Iterator[str]:
    """Yield what is to be translated of a docstring: headings, paragraphs and items of lists."""
    return (text for _, text, translates in _pieces(docs.strip()) if translates)


def _pieces(docs: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the parts of a docstring: how each begins, its text in one line, if it is prose."""
    fence = begin = ""
    prose: list[str] = []
    for line in [*docs.splitlines(), ""]:
        marks = _MARKS.match(line)
        if not fence and line and marks is None:
            prose.append(line.strip())
            continue
        if prose:
            yield begin, " ".join(prose), True
            begin, prose = "", []
        if marks and marks[1].endswith("<!--") and not fence:
            yield "", line, False
        elif fence or line.startswith("```"):
            yield "", line, False
            fence = "" if line == fence else fence or line[: len(line) - len(line.lstrip("`"))]
        elif marks and marks[1] == "## ":
            yield marks[1], line[3:], True
        elif marks:
            begin, prose = marks[1], [line[marks.end() :]]
        else:
            yield "", "", False
    if prose:
        yield begin, " ".join(prose), True


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
